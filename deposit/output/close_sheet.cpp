#include "deposit/output/close_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "deposit/close/equations.h"
#include "deposit/close/rolls.h"
#include "deposit/close/tie.h"

namespace lockbox::deposit {

namespace {

constexpr int margin = 48;
constexpr int content_width = PdfCanvas::page_width - 2 * margin;
constexpr int row_height = 13;
constexpr int first_row = 104;
constexpr int last_row = 728;

constexpr PdfStyle label{.font = PdfFont::Plain, .size = 8};
constexpr PdfStyle plain{.font = PdfFont::Plain, .size = 9};
constexpr PdfStyle strong{.font = PdfFont::Bold, .size = 10};
constexpr PdfStyle figures{.font = PdfFont::Figures, .size = 9};
constexpr PdfStyle heading{.font = PdfFont::Bold, .size = 16};

/// "1,234,567.89".
std::string grouped(Money amount) {
  auto text = amount.to_string();
  const std::size_t first_digit = text.starts_with('-') ? 1 : 0;
  for (auto at = text.size() - 3; at > first_digit + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

/// "unknown payer" of "unknown_payer".
std::string in_words(std::string_view name) {
  std::string words{name};
  std::ranges::replace(words, '_', ' ');
  return words;
}

/// One field of a row.
struct Field {
  int x;
  int width;
  PdfAlign align;
  std::string text;
};

std::string difference_text(const close::TieLine& line) {
  if (!line.difference) return line.equation == 0 ? "" : fmt::format("in {}", line.equation);
  if (line.difference == 0) return "ties";
  return line.number == 11 ? fmt::format("{:+}", *line.difference)
                           : grouped(Money::from_cents(*line.difference));
}

/// Applied, refunded, charged back or handed to the state.
Money taken_from(const close::SuspenseRow& row) {
  return row.applied + row.refunded + row.returned + row.escheated;
}

/// Why it goes on, and where somebody carried it: who, and until when.
std::string reason_of(const close::CarriedRow& row) {
  if (!row.due) return row.reason;
  return fmt::format("Until {}, by {}: {}", row.due->to_string(), row.carried_by, row.reason);
}

class SheetPrinter {
 public:
  SheetPrinter(const close::DayRecord& record, const Sha256& items_root, PdfCompression compression)
      : record_{record},
        items_root_{items_root},
        canvas_{{.title = "Close of " + record.day.day.to_string(),
                 .author = record.site_name,
                 .day = record.day.day,
                 .compression = compression}} {}

  Result<Bytes> print() {
    begin_page();
    draw_state();
    draw_tie();
    draw_equations();
    draw_deposits();
    draw_suspense();
    draw_rolls();
    draw_carried();
    draw_signatures();
    draw_chain();
    return canvas_.finish();
  }

 private:
  void begin_page() {
    canvas_.begin_page();
    ++page_;
    const PdfBox line{.x = margin, .y = 62, .width = content_width, .align = PdfAlign::Right};
    canvas_.text({.x = margin, .y = 62, .width = 310}, heading, record_.site_name);
    canvas_.text(line, heading, "CLOSE OF DAY");
    canvas_.text({.x = margin, .y = 80, .width = 310}, plain, "Site " + record_.site);
    canvas_.text({.x = margin, .y = 80, .width = content_width, .align = PdfAlign::Right}, strong,
                 record_.day.day.to_string());
    canvas_.rule(margin, 88, content_width, PdfCanvas::Weight::Strong);
    if (!record_.practice.empty()) {
      canvas_.frame({.x = margin, .y = 14, .width = content_width}, 26);
      canvas_.text({.x = margin + 10, .y = 32, .width = 150}, heading, record_.practice);
      canvas_.text({.x = margin, .y = 31, .width = content_width - 10, .align = PdfAlign::Right},
                   strong, "Made-up money.  No bank takes these deposits.");
    }
    canvas_.rule(margin, 746, content_width);
    canvas_.text({.x = margin, .y = 758, .width = content_width, .align = PdfAlign::Right}, label,
                 fmt::format("Page {}", page_));
    canvas_.text({.x = margin, .y = 758, .width = 340}, label,
                 record_.is_final()
                     ? fmt::format("Close {} of {}", record_.closing, record_.day.day.to_string())
                     : std::string{"PROVISIONAL: the day is not closed"});
    y_ = first_row;
  }

  /// The baseline of the next row.
  int next(int height = row_height) {
    if (y_ + height > last_row) begin_page();
    y_ += height;
    return y_;
  }

  /// Begins a section, on a new page where not even `rows` of it would fit.
  void title(std::string_view words, int rows = 2) {
    if (y_ + (rows + 2) * row_height > last_row) begin_page();
    canvas_.text({.x = margin, .y = next(row_height + 10), .width = content_width}, strong, words);
    canvas_.rule(margin, y_ + 4, content_width);
  }

  void row(std::initializer_list<Field> fields, const PdfStyle& style = plain) {
    const int y = next();
    for (const auto& field : fields) {
      const bool is_figure = field.align == PdfAlign::Right && style.size == plain.size;
      canvas_.text({.x = margin + field.x, .y = y, .width = field.width, .align = field.align},
                   is_figure ? figures : style, field.text);
    }
  }

  void sentence(std::string_view words) {
    row({{0, content_width, PdfAlign::Left, std::string{words}}});
  }

  void draw_state() {
    canvas_.frame({.x = margin, .y = y_, .width = content_width}, 24);
    const auto* closed = last_close();
    canvas_.text({.x = margin + 10, .y = y_ + 16, .width = content_width - 20}, strong,
                 closed == nullptr || !record_.is_final()
                     ? std::string{"PROVISIONAL: the day is not closed and nobody has signed"}
                     : fmt::format("CLOSED by {} at {}", closed->actor, closed->at));
    y_ += 24;
  }

  [[nodiscard]] const DayStep* last_close() const {
    const DayStep* last = nullptr;
    for (const auto& step : record_.day.steps) {
      if (step.event == DayEvent::Close) last = &step;
    }
    return last;
  }

  void draw_tie() {
    title("The day's tie");
    for (const auto& line : close::tie_of(record_).lines) {
      row({{0, 18, PdfAlign::Right, std::to_string(line.number)},
           {28, 240, PdfAlign::Left, std::string{line.name}},
           {270, 60, PdfAlign::Right, line.pieces == 0 ? "" : std::to_string(line.pieces)},
           {334, 96, PdfAlign::Right, line.number == 11 ? "" : grouped(line.amount)},
           {436, 80, PdfAlign::Right, difference_text(line)}});
    }
  }

  void draw_equations() {
    title("The equations");
    for (const auto& equation : close::equations()) {
      const auto fault = equation.first_fault(record_);
      row({{0, 30, PdfAlign::Left, std::string{equation.id}},
           {34, 400, PdfAlign::Left, fault.value_or(std::string{equation.sentence})},
           {436, 80, PdfAlign::Right, fault ? "BROKEN" : "holds"}});
    }
  }

  void draw_deposits() {
    title("Deposits");
    if (record_.deposits.empty()) sentence("None.");
    for (const auto& one : record_.deposits) {
      row({{0, 46, PdfAlign::Left, one.ticket},
           {50, 140, PdfAlign::Left, one.deposit_account},
           {194, 36, PdfAlign::Right, std::to_string(one.items)},
           {234, 90, PdfAlign::Right, grouped(one.total)},
           {334, 182, PdfAlign::Left,
            is_approved(one.state)
                ? fmt::format("by {}, approved by {}", one.prepared_by, one.approved_by)
                : fmt::format("by {}, awaits approval", one.prepared_by)}});
    }
  }

  void draw_suspense() {
    title("Suspense: opening + new - taken = closing");
    if (record_.suspense.empty()) sentence("None.");
    close::SuspenseRow sum{.batch = BatchId{0}, .lockbox = {}, .since = record_.day.day};
    for (const auto& one : record_.suspense) {
      row({{0, 120, PdfAlign::Left,
            fmt::format("Batch {}, document {}", one.batch.value(), one.transaction)},
           {124, 96, PdfAlign::Left, in_words(one.reason)},
           {222, 66, PdfAlign::Right, grouped(one.opening)},
           {292, 66, PdfAlign::Right, grouped(one.added)},
           {362, 66, PdfAlign::Right, grouped(taken_from(one))},
           {432, 84, PdfAlign::Right, grouped(one.closing)}});
      sum.opening += one.opening;
      sum.added += one.added;
      sum.applied += taken_from(one);
      sum.closing += one.closing;
    }
    if (record_.suspense.empty()) return;
    canvas_.rule(margin, y_ + 4, content_width);
    row({{0, 120, PdfAlign::Left, "All"},
         {222, 66, PdfAlign::Right, grouped(sum.opening)},
         {292, 66, PdfAlign::Right, grouped(sum.added)},
         {362, 66, PdfAlign::Right, grouped(sum.applied)},
         {432, 84, PdfAlign::Right, grouped(sum.closing)}});
  }

  /// A day without kept paper and returned items has none.
  void draw_rolls() {
    if (record_.rolls.empty()) return;
    title("Kept paper and returned items: opening + in - out = closing");
    for (const auto& sum : close::sums_of(record_.rolls)) {
      row({{0, 120, PdfAlign::Left, in_words(sum.place)},
           {124, 96, PdfAlign::Right, fmt::format("{} there", sum.pieces)},
           {222, 66, PdfAlign::Right, grouped(sum.opening)},
           {292, 66, PdfAlign::Right, grouped(sum.in)},
           {362, 66, PdfAlign::Right, grouped(sum.out)},
           {432, 84, PdfAlign::Right, grouped(sum.closing)}});
    }
  }

  void draw_carried() {
    title("Carried forward");
    if (record_.carried.empty()) sentence("Nothing.");
    for (const auto& one : record_.carried) {
      const auto where = one.ticket.empty()
                             ? fmt::format("batch {}, {}", one.batch.value(), one.sequence)
                             : "deposit " + one.ticket;
      row({{0, 84, PdfAlign::Left, in_words(name_of(close::carried_kind_names, one.kind))},
           {86, 80, PdfAlign::Left, where},
           {168, 40, PdfAlign::Right, fmt::format("{} d", one.age_days)},
           {210, 72, PdfAlign::Right, one.amount ? grouped(*one.amount) : ""},
           {290, 160, PdfAlign::Left, reason_of(one)},
           {452, 64, PdfAlign::Left, one.owner.empty() ? "nobody yet" : one.owner}});
    }
  }

  void draw_signatures() {
    title("Signed", 4);
    if (record_.day.steps.empty()) sentence("Nobody has cut off or closed the day.");
    for (const auto& step : record_.day.steps) {
      row({{0, 70, PdfAlign::Left, in_words(name_of(day_event_names, step.event))},
           {74, 150, PdfAlign::Left, close::signers_of(step)},
           {228, 140, PdfAlign::Left, step.at},
           {372, 144, PdfAlign::Left, step.reason}});
    }
    const int y = next(row_height + 10);
    canvas_.text({.x = margin, .y = y, .width = content_width}, plain,
                 "Reviewed by ____________________________   on ____________");
  }

  void draw_chain() {
    title("The books", 3);
    row({{0, 96, PdfAlign::Left, "Audit events"},
         {100, 416, PdfAlign::Left, std::to_string(record_.head.events)}});
    row({{0, 96, PdfAlign::Left, "Hash of the last"},
         {100, 416, PdfAlign::Left, record_.head.hash.hex()}});
    row({{0, 96, PdfAlign::Left, "Root over the items"},
         {100, 416, PdfAlign::Left, items_root_.hex()}});
  }

  const close::DayRecord& record_;
  const Sha256& items_root_;
  PdfCanvas canvas_;
  int page_ = 0;
  int y_ = first_row;
};

}  // namespace

Result<Bytes> render_close_sheet(const close::DayRecord& record, const Sha256& items_root,
                                 PdfCompression compression) {
  return SheetPrinter{record, items_root, compression}.print();
}

}  // namespace lockbox::deposit
