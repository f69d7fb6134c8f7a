#include "deposit/output/pdf_canvas.h"

#include <array>

#include <fmt/format.h>
#include <hpdf.h>

#include "deposit/output/winansi.h"

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

/// No error handler is given: a failed call notes its error in the document and the calls after it
/// do nothing, so that one look at the end is enough and nothing jumps over C++ frames.
struct PdfCanvas::Document {
  HPDF_Doc handle = HPDF_New(nullptr, nullptr);
  std::array<HPDF_Font, font_names.size()> fonts{};
  HPDF_Page page = nullptr;

  Document() = default;
  ~Document() {
    if (handle != nullptr) HPDF_Free(handle);
  }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

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
  auto* handle = document_->handle;
  if (handle == nullptr) return;
  HPDF_SetCompressionMode(
      handle, properties.compression == PdfCompression::On ? HPDF_COMP_ALL : HPDF_COMP_NONE);
  HPDF_SetInfoAttr(handle, HPDF_INFO_TITLE, to_winansi(properties.title).c_str());
  HPDF_SetInfoAttr(handle, HPDF_INFO_AUTHOR, to_winansi(properties.author).c_str());
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
    document_->fonts.at(i) = HPDF_GetFont(handle, font_names.at(i), "WinAnsiEncoding");
  }
}

PdfCanvas::~PdfCanvas() = default;

void PdfCanvas::begin_page() {
  document_->page = HPDF_AddPage(document_->handle);
  HPDF_Page_SetWidth(document_->page, points(page_width));
  HPDF_Page_SetHeight(document_->page, points(page_height));
}

void PdfCanvas::text(const PdfBox& box, const PdfStyle& style, std::string_view utf8) {
  auto* page = document_->page;
  HPDF_Page_SetFontAndSize(page, document_->fonts.at(static_cast<std::size_t>(style.font)),
                           points(style.size));
  const auto shown = document_->fitted(to_winansi(utf8), box.width);
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

Result<Bytes> PdfCanvas::finish() {
  auto* handle = document_->handle;
  if (handle != nullptr) HPDF_SaveToStream(handle);
  if (handle == nullptr || HPDF_GetError(handle) != HPDF_OK) {
    return fail(ErrorCode::Unavailable,
                fmt::format("The PDF could not be made: library error 0x{:04X}.",
                            handle == nullptr ? HPDF_FAILD_TO_ALLOC_MEM : HPDF_GetError(handle)));
  }
  Bytes bytes(HPDF_GetStreamSize(handle));
  auto size = static_cast<HPDF_UINT32>(bytes.size());
  // The library's stream takes its own byte type; both are unsigned char underneath.
  HPDF_ReadFromStream(handle, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
  if (size != bytes.size()) {
    return fail(ErrorCode::Unavailable, "The PDF could not be read back whole.");
  }
  return bytes;
}

}  // namespace lockbox::deposit
