#include "deposit/output/pdf_canvas.h"

#include <array>

#include "encode/print/pdf_document.h"
#include "encode/print/pdf_ink.h"
#include "encode/print/winansi.h"

namespace lockbox::deposit {
namespace {

constexpr std::array font_names{"Helvetica", "Helvetica-Bold", "Courier", "Courier-Bold"};

HPDF_REAL points(int value) {
  return static_cast<HPDF_REAL>(value);
}

/// The library counts y from the bottom of the page.
HPDF_REAL from_top(int y) {
  return points(PdfCanvas::page_height - y);
}

}  // namespace

struct PdfCanvas::Document {
  encode::PdfDocument pdf;
  std::array<HPDF_Font, font_names.size()> fonts{};
  HPDF_Page page = nullptr;

  [[nodiscard]] HPDF_REAL width_of(const std::string& shown) const {
    return HPDF_Page_TextWidth(page, shown.c_str());
  }
  /// Cuts what is wider than the box.
  [[nodiscard]] std::string fitted(std::string shown, int width) const {
    if (width_of(shown) <= points(width)) return shown;
    while (!shown.empty() && width_of(shown + "...") > points(width)) shown.pop_back();
    return shown + "...";
  }
};

PdfCanvas::PdfCanvas(const Properties& properties) : document_{std::make_unique<Document>()} {
  auto* handle = document_->pdf.handle();
  if (handle == nullptr) return;
  HPDF_SetCompressionMode(
      handle, properties.compression == PdfCompression::On ? HPDF_COMP_ALL : HPDF_COMP_NONE);
  document_->pdf.describe(HPDF_INFO_TITLE, properties.title);
  document_->pdf.describe(HPDF_INFO_AUTHOR, properties.author);
  const auto day = properties.day.date();
  const HPDF_Date date{.year = int{day.year()},
                       .month = static_cast<HPDF_INT>(unsigned{day.month()}),
                       .day = static_cast<HPDF_INT>(unsigned{day.day()}),
                       .hour = 0,
                       .minutes = 0,
                       .seconds = 0,
                       .ind = ' ',
                       .off_hour = 0,
                       .off_minutes = 0};
  HPDF_SetInfoDateAttr(handle, HPDF_INFO_CREATION_DATE, date);
  HPDF_SetInfoDateAttr(handle, HPDF_INFO_MOD_DATE, date);
  for (std::size_t i = 0; i < font_names.size(); ++i) {
    document_->fonts.at(i) = document_->pdf.font(font_names.at(i));
  }
}

PdfCanvas::~PdfCanvas() = default;

void PdfCanvas::begin_page() {
  document_->page = HPDF_AddPage(document_->pdf.handle());
  HPDF_Page_SetWidth(document_->page, points(page_width));
  HPDF_Page_SetHeight(document_->page, points(page_height));
}

void PdfCanvas::text(const PdfBox& box, const PdfStyle& style, std::string_view utf8) {
  auto* page = document_->page;
  HPDF_Page_SetFontAndSize(page, document_->fonts.at(static_cast<std::size_t>(style.font)),
                           points(style.size));
  const auto shown = document_->fitted(encode::to_winansi(utf8), box.width);
  const auto spare = points(box.width) - document_->width_of(shown);
  auto x = points(box.x);
  if (box.align == PdfAlign::Right) x += spare;
  if (box.align == PdfAlign::Centre) x += spare / 2;
  HPDF_Page_BeginText(page);
  HPDF_Page_TextOut(page, x, from_top(box.y), shown.c_str());
  HPDF_Page_EndText(page);
}

void PdfCanvas::rule(int x, int y, int width, Weight weight) {
  auto* page = document_->page;
  HPDF_Page_SetLineWidth(page, weight == Weight::Strong ? 1.5F : 0.5F);
  HPDF_Page_MoveTo(page, points(x), from_top(y));
  HPDF_Page_LineTo(page, points(x + width), from_top(y));
  HPDF_Page_Stroke(page);
}

void PdfCanvas::frame(const PdfBox& box, int height) {
  auto* page = document_->page;
  HPDF_Page_SetLineWidth(page, 1.0F);
  HPDF_Page_Rectangle(page, points(box.x), from_top(box.y + height), points(box.width),
                      points(height));
  HPDF_Page_Stroke(page);
}

void PdfCanvas::ink(const encode::Drawing& drawing) {
  encode::print_ink(document_->page, drawing, page_height / encode::pdf_points_an_inch);
}

Result<Bytes> PdfCanvas::finish() {
  return document_->pdf.finish();
}

}  // namespace lockbox::deposit
