#include "encode/print/pdf_document.h"

#include <fmt/format.h>

#include "encode/print/winansi.h"

namespace lockbox::encode {

PdfDocument::PdfDocument() : handle_{HPDF_New(nullptr, nullptr)} {
}

PdfDocument::~PdfDocument() {
  if (handle_ != nullptr) HPDF_Free(handle_);
}

void PdfDocument::describe(HPDF_InfoType what, const std::string& text) {
  HPDF_SetInfoAttr(handle_, what, to_winansi(text).c_str());
}

HPDF_Font PdfDocument::font(const char* name) {
  return HPDF_GetFont(handle_, name, "WinAnsiEncoding");
}

Result<Bytes> PdfDocument::finish() {
  if (handle_ != nullptr) HPDF_SaveToStream(handle_);
  if (handle_ == nullptr || HPDF_GetError(handle_) != HPDF_OK) {
    return fail(ErrorCode::Unavailable,
                fmt::format("The PDF could not be made: library error 0x{:04X}.",
                            handle_ == nullptr ? HPDF_FAILD_TO_ALLOC_MEM : HPDF_GetError(handle_)));
  }
  Bytes bytes(HPDF_GetStreamSize(handle_));
  auto size = static_cast<HPDF_UINT32>(bytes.size());
  // The library's stream takes its own byte type; both are unsigned char underneath.
  HPDF_ReadFromStream(handle_, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
  if (size != bytes.size()) {
    return fail(ErrorCode::Unavailable, "The PDF could not be read back whole.");
  }
  return bytes;
}

}  // namespace lockbox::encode
