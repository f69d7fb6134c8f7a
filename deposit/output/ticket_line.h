#pragma once

/// @file
/// The MICR line by which a bank's machines sort a deposit ticket and know its account and amount.

#include <string>
#include <string_view>

#include "core/money.h"
#include "core/result.h"
#include "deposit/model/site.h"
#include "encode/print/drawing.h"

namespace lockbox::deposit {

/// The line spelled as in `encode::MicrLine::raw`: auxiliary on-us with the ticket's number where
/// that is digits only, transit, on-us with account and transaction code, and the amount, which is
/// left open where it has more than the field's ten digits.
[[nodiscard]] std::string ticket_line_text(const TicketLine& line, std::string_view ticket,
                                           Money total);

/// A letter page with the line at its lower right corner, ANSI X9.100-160-1 positions.
/// InvalidInput for an account and a code that together do not fit the on-us field, positions 14 to
/// 31, or are not digits and dashes.
[[nodiscard]] Result<encode::Drawing> draw_ticket_line(const TicketLine& line,
                                                       std::string_view ticket, Money total);

}  // namespace lockbox::deposit
