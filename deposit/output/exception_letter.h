#pragma once

/// @file
/// The letter that goes back to a payer with a check that cannot be deposited.

#include <optional>
#include <string>

#include "core/bytes.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/model/exception_case.h"
#include "deposit/output/pdf_canvas.h"

namespace lockbox::deposit {

struct ExceptionLetter {
  std::string organisation;
  std::string practice;  ///< Printed across, where the money is not real.
  BusinessDay day;
  std::string reference;  ///< By which the office finds the paper again.
  std::optional<Money> amount;
  std::string check_number;  ///< Empty when it was not read.
  ExceptionReason reason = ExceptionReason::Other;
};

/// One letter page; the same letter makes the same bytes.  It names no account.
[[nodiscard]] Result<Bytes> render_exception_letter(
    const ExceptionLetter& letter, PdfCompression compression = PdfCompression::On);

}  // namespace lockbox::deposit
