#include "encode/print/drawing_pdf.h"

#include <cmath>

#include "encode/print/pdf_document.h"
#include "encode/print/winansi.h"

namespace lockbox::encode {
namespace {

constexpr double points_an_inch = 72;
/// The height of capitals of Helvetica and Helvetica-Bold, as a share of the font's size.
constexpr double capital_share = 0.718;
/// How far the handles of a Bezier curve lie along the edges for a quarter of a circle.
constexpr double quarter_circle = 0.5523;

/// A place in points; the library counts from the lower left corner.
struct Place {
  HPDF_REAL x = 0;
  HPDF_REAL y = 0;
};

/// Draws on one page.
class PagePrinter {
 public:
  PagePrinter(PdfDocument& document, double width, double height)
      : page_{HPDF_AddPage(document.handle())},
        plain_{document.font("Helvetica")},
        bold_{document.font("Helvetica-Bold")},
        height_{height} {
    HPDF_Page_SetWidth(page_, points(width));
    HPDF_Page_SetHeight(page_, points(height));
  }

  void print(const InkShape& shape) {
    for (const auto& outline : shape) trace(outline);
    HPDF_Page_Fill(page_);
  }

  void print(const DrawnText& text) {
    const auto shown = to_winansi(text.text);
    auto* font = text.bold ? bold_ : plain_;
    auto size = points(text.height / capital_share);
    HPDF_Page_SetFontAndSize(page_, font, size);
    auto width = HPDF_Page_TextWidth(page_, shown.c_str());
    if (width > points(text.width_max)) {
      size *= points(text.width_max) / width;
      HPDF_Page_SetFontAndSize(page_, font, size);
      width = HPDF_Page_TextWidth(page_, shown.c_str());
    }
    auto [x, y] = at(text.x, text.baseline);
    if (text.align == TextAlign::Centre) x -= width / 2;
    if (text.align == TextAlign::Right) x -= width;
    HPDF_Page_BeginText(page_);
    HPDF_Page_TextOut(page_, x, y, shown.c_str());
    HPDF_Page_EndText(page_);
  }

 private:
  [[nodiscard]] static HPDF_REAL points(double inches) {
    return static_cast<HPDF_REAL>(inches * points_an_inch);
  }
  [[nodiscard]] Place at(double x, double y) const { return {points(x), points(height_ - y)}; }

  /// The place on the edge from a corner to its neighbour, so far from the corner.
  [[nodiscard]] Place along(const OutlineCorner& from, const OutlineCorner& to, double way) const {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const double share = length > 0 ? way / length : 0;
    return at(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
  }

  void trace(const Outline& outline) {
    const auto size = outline.size();
    for (std::size_t i = 0; i < size; ++i) {
      const auto& before = outline[(i + size - 1) % size];
      const auto& corner = outline[i];
      const auto& after = outline[(i + 1) % size];
      const auto begin = along(corner, before, corner.radius);
      if (i == 0) HPDF_Page_MoveTo(page_, begin.x, begin.y);
      if (i != 0) HPDF_Page_LineTo(page_, begin.x, begin.y);
      if (corner.radius <= 0) continue;
      const double handle = corner.radius * (1 - quarter_circle);
      const auto first = along(corner, before, handle);
      const auto second = along(corner, after, handle);
      const auto end = along(corner, after, corner.radius);
      HPDF_Page_CurveTo(page_, first.x, first.y, second.x, second.y, end.x, end.y);
    }
    if (size > 0) HPDF_Page_ClosePath(page_);
  }

  HPDF_Page page_;
  HPDF_Font plain_;
  HPDF_Font bold_;
  double height_;
};

}  // namespace

Result<Bytes> to_pdf(const std::vector<Drawing>& pages, const std::string& title) {
  PdfDocument document;
  if (document.handle() == nullptr) return document.finish();
  HPDF_SetCompressionMode(document.handle(), HPDF_COMP_ALL);
  document.describe(HPDF_INFO_TITLE, title);
  for (const auto& page : pages) {
    PagePrinter printer{document, page.width, page.height};
    for (const auto& shape : page.shapes) printer.print(shape);
    for (const auto& text : page.texts) printer.print(text);
  }
  return document.finish();
}

}  // namespace lockbox::encode
