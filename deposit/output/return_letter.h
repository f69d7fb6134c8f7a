#pragma once

/// @file
/// The letter to the drawer of a returned check: what came back, what is owed, until when.

#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/bytes.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/output/pdf_canvas.h"

namespace lockbox::deposit {

struct ReturnLetterData {
  std::string site_name;
  std::string practice;  ///< Empty, or a word that is printed large: the money is made up.
  std::string name;      ///< Of the holder; empty when no account is known.
  std::string address;
  std::string account;  ///< Masked.
  std::int64_t return_number = 0;
  std::string check_number;
  Money amount;
  std::string reason;  ///< A sentence without a full stop.
  BusinessDay returned_on;
  BusinessDay sent_on;
  Money fee;
  std::string fee_source;  ///< Empty without a fee.
  BusinessDay notice_until;
  BusinessDay demand_until;
};

/// The paragraphs of the letter, one sentence or more each.
[[nodiscard]] std::vector<std::string> letter_paragraphs(const ReturnLetterData& letter);

/// One letter page; the same data makes the same bytes.
[[nodiscard]] Result<Bytes> render_return_letter(const ReturnLetterData& letter,
                                                 PdfCompression compression = PdfCompression::On);

}  // namespace lockbox::deposit
