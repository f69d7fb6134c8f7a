#include "encode/print/drawing_pdf.h"

#include "encode/print/pdf_document.h"
#include "encode/print/pdf_ink.h"
#include "encode/print/winansi.h"

namespace lockbox::encode {
namespace {

/// The height of capitals of Helvetica and Helvetica-Bold, as a share of the font's size.
constexpr double capital_share = 0.718;
/// Writes on one page.
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

  void print(const Drawing& ink) { print_ink(page_, ink, height_); }

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
    auto x = points(text.x);
    if (text.align == TextAlign::Centre) x -= width / 2;
    if (text.align == TextAlign::Right) x -= width;
    HPDF_Page_BeginText(page_);
    HPDF_Page_TextOut(page_, x, points(height_ - text.baseline), shown.c_str());
    HPDF_Page_EndText(page_);
  }

 private:
  [[nodiscard]] static HPDF_REAL points(double inches) {
    return static_cast<HPDF_REAL>(inches * pdf_points_an_inch);
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
    printer.print(page);
    for (const auto& text : page.texts) printer.print(text);
  }
  return document.finish();
}

}  // namespace lockbox::encode
