#pragma once

/// @file
/// How every letter of the office looks: who writes, when, to whom, about what, and its paragraphs.

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "deposit/output/pdf_canvas.h"

namespace lockbox::deposit {

struct LetterPage {
  std::string title;  ///< Of the document; not printed.
  std::string organisation;
  std::string practice;  ///< Empty, or a word that is printed large: the money is made up.
  BusinessDay day;
  std::string reference;  ///< By which the office finds the matter again; may be empty.
  std::string recipient;
  std::string address;  ///< May be empty.
  std::string subject;  ///< May be empty.
  std::vector<std::string> paragraphs;
};

/// As many letter pages as it takes; the same letter makes the same bytes.
[[nodiscard]] Result<Bytes> render_letter_page(const LetterPage& letter,
                                               PdfCompression compression = PdfCompression::On);

}  // namespace lockbox::deposit
