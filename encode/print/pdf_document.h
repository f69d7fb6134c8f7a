#pragma once

/// @file
/// The PDF library's document, for those who draw into one; only they include this.

#include <string>

#include <hpdf.h>

#include "core/bytes.h"
#include "core/result.h"

namespace lockbox::encode {

/// Owns a document.  No error handler is given: a failed call notes its error in the document and
/// the calls after it do nothing, so that one look at the end is enough and nothing jumps over C++
/// frames.
class PdfDocument {
 public:
  PdfDocument();
  ~PdfDocument();
  PdfDocument(const PdfDocument&) = delete;
  PdfDocument& operator=(const PdfDocument&) = delete;

  /// Null when the library had no memory for one.
  [[nodiscard]] HPDF_Doc handle() const { return handle_; }
  /// UTF-8, as what readers show of the file.
  void describe(HPDF_InfoType what, const std::string& text);
  [[nodiscard]] HPDF_Font font(const char* name);

  /// The whole document, or Unavailable when the library failed on the way.
  [[nodiscard]] Result<Bytes> finish();

 private:
  HPDF_Doc handle_;
};

}  // namespace lockbox::encode
