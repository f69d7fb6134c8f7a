#include "deposit/output/report_sheet.h"

#include <algorithm>

#include <fmt/format.h>

#include "deposit/output/paragraph.h"

namespace lockbox::deposit {

namespace {

using report::ColumnKind;
using report::Report;

constexpr int margin = 36;
constexpr int content_width = PdfCanvas::page_width - 2 * margin;
constexpr int row_height = 11;
constexpr int first_row = 92;
constexpr int last_row = 744;
constexpr int gap = 4;
/// About the width of a letter of the table's type.
constexpr int letter_width = 4;
constexpr std::size_t line_letters = 118;
/// A longer text is cut when its neighbours need the room.
constexpr std::size_t text_letters_max = 30;

constexpr PdfStyle small{.font = PdfFont::Plain, .size = 7};
constexpr PdfStyle small_strong{.font = PdfFont::Bold, .size = 7};
constexpr PdfStyle small_figures{.font = PdfFont::Figures, .size = 7};
constexpr PdfStyle strong{.font = PdfFont::Bold, .size = 10};
constexpr PdfStyle heading{.font = PdfFont::Bold, .size = 14};

bool is_figure(ColumnKind kind) {
  return kind != ColumnKind::Text && kind != ColumnKind::Day;
}

std::size_t widest(const Report& report, std::size_t column) {
  const auto kind = report.columns[column].kind;
  std::size_t letters = 0;
  const auto look = [&](const std::vector<report::Cell>& row) {
    letters = std::max(letters, report::shown(row[column], kind).size());
  };
  for (const auto& row : report.rows) look(row);
  if (!report.totals.empty()) look(report.totals);
  return letters;
}

/// Figures and days get what they need, so that none is cut; texts share the rest.
std::vector<int> widths_of(const Report& report) {
  std::vector<int> widths;
  int fixed = 0;
  int wanted = 0;
  for (std::size_t i = 0; i < report.columns.size(); ++i) {
    const bool is_text = report.columns[i].kind == ColumnKind::Text;
    const auto letters = widest(report, i);
    const auto title = std::min(report.columns[i].title.size(), std::size_t{12});
    const auto most = std::max(is_text ? std::min(letters, text_letters_max) : letters, title);
    // Figures stand in a face whose letters are as wide as they can be.
    const int width = static_cast<int>(most) *
                          (is_figure(report.columns[i].kind) ? letter_width + 1 : letter_width) +
                      gap;
    widths.push_back(width);
    (is_text ? wanted : fixed) += width;
  }
  const int room = content_width - fixed;
  if (wanted <= 0 || room <= 0) return widths;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (report.columns[i].kind == ColumnKind::Text) widths[i] = widths[i] * room / wanted;
  }
  return widths;
}

class SheetPrinter {
 public:
  SheetPrinter(const ReportSheet& sheet, PdfCompression compression)
      : sheet_{sheet},
        report_{sheet.report},
        widths_{widths_of(sheet.report)},
        canvas_{{.title = sheet.report.title,
                 .author = sheet.site_name,
                 .day = sheet.report.scope.to,
                 .compression = compression}} {}

  Result<Bytes> print() {
    begin_page();
    draw_head();
    for (const auto& row : report_.rows) draw_row(row, small);
    if (report_.rows.empty()) sentence("Nothing of this kind happened in the period.");
    if (!report_.totals.empty()) {
      canvas_.rule(margin, y_ + 3, content_width);
      draw_row(report_.totals, small_strong);
    }
    draw_definitions();
    draw_signatures();
    return canvas_.finish();
  }

 private:
  void begin_page() {
    canvas_.begin_page();
    ++page_;
    const auto& scope = report_.scope;
    canvas_.text({.x = margin, .y = 46, .width = 330}, heading, report_.title);
    canvas_.text({.x = margin, .y = 46, .width = content_width, .align = PdfAlign::Right}, strong,
                 sheet_.site_name);
    auto period = scope.from == scope.to ? scope.from.to_string()
                                         : scope.from.to_string() + " to " + scope.to.to_string();
    for (const auto& filter : {scope.lockbox, scope.deposit_account, scope.department}) {
      if (!filter.empty()) period += ", " + filter;
    }
    canvas_.text({.x = margin, .y = 64, .width = content_width}, strong, period);
    canvas_.rule(margin, 70, content_width, PdfCanvas::Weight::Strong);
    if (!sheet_.practice.empty()) {
      canvas_.text({.x = margin, .y = 26, .width = content_width}, strong,
                   sheet_.practice + ": made-up money");
    }
    canvas_.text({.x = margin, .y = 764, .width = content_width, .align = PdfAlign::Right}, small,
                 fmt::format("Page {}", page_));
    canvas_.text({.x = margin, .y = 764, .width = 460}, small,
                 "SHA-256 of the CSV: " + content_hash(report_).hex());
    y_ = first_row;
  }

  void draw_head() {
    draw_cells([&](std::size_t i) { return report_.columns[i].title; }, small_strong);
    canvas_.rule(margin, y_ + 3, content_width);
  }

  /// Cuts a long text itself only where its box is too narrow; a figure's box never is.
  template <class TextOf>
  void draw_cells(const TextOf& text_of, const PdfStyle& style) {
    y_ += row_height;
    int x = margin;
    for (std::size_t i = 0; i < report_.columns.size(); ++i) {
      const bool figure = is_figure(report_.columns[i].kind);
      const bool is_plain = style.font == PdfFont::Plain;
      canvas_.text({.x = x,
                    .y = y_,
                    .width = widths_[i] - gap,
                    .align = figure ? PdfAlign::Right : PdfAlign::Left},
                   figure && is_plain ? small_figures : style, text_of(i));
      x += widths_[i];
    }
  }

  void draw_row(const std::vector<report::Cell>& row, const PdfStyle& style) {
    if (y_ + row_height > last_row) {
      begin_page();
      draw_head();
    }
    draw_cells([&](std::size_t i) { return report::shown(row[i], report_.columns[i].kind); },
               style);
  }

  void sentence(std::string_view words, const PdfStyle& style = small) {
    for (const auto& line : lines_of_paragraph(words, line_letters)) {
      if (y_ + row_height > last_row) begin_page();
      y_ += row_height;
      canvas_.text({.x = margin, .y = y_, .width = content_width}, style, line);
    }
  }

  void draw_definitions() {
    if (report_.definitions.empty()) return;
    y_ += row_height;
    sentence("What the figures mean", small_strong);
    for (const auto& one : report_.definitions) sentence(one.term + ": " + one.text);
  }

  void draw_signatures() {
    y_ += row_height;
    sentence("Signed", small_strong);
    for (const auto& signature : sheet_.signatures) sentence(signature);
    if (sheet_.signatures.empty()) sentence("Nobody has signed this report.");
  }

  const ReportSheet& sheet_;
  const Report& report_;
  const std::vector<int> widths_;
  PdfCanvas canvas_;
  int page_ = 0;
  int y_ = first_row;
};

}  // namespace

Result<Bytes> render_report_sheet(const ReportSheet& sheet, PdfCompression compression) {
  return SheetPrinter{sheet, compression}.print();
}

}  // namespace lockbox::deposit
