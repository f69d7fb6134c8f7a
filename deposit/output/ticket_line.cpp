#include "deposit/output/ticket_line.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/text.h"
#include "encode/print/printed_micr.h"

namespace lockbox::deposit {
namespace {

constexpr std::string_view transit = "\u2446";
constexpr std::string_view amount_symbol = "\u2447";
constexpr std::string_view on_us = "\u2448";
constexpr std::string_view dash = "\u2449";
constexpr std::size_t amount_digits = 10;
constexpr std::size_t on_us_places = 18;  ///< Positions 14 to 31; the symbol takes one.

/// As E-13B prints it: a dash has a symbol of its own.
std::string in_symbols(std::string_view text) {
  std::string symbols;
  for (const char c : text) symbols += c == '-' ? dash : std::string_view{&c, 1};
  return symbols;
}

}  // namespace

std::string ticket_line_text(const TicketLine& line, std::string_view ticket, Money total) {
  std::string text;
  if (!ticket.empty() && std::ranges::all_of(ticket, is_digit)) {
    text += fmt::format("{}{}{} ", on_us, ticket, on_us);
  }
  text += fmt::format("{}{}{} {}{}{}", transit, line.routing.digits(), transit,
                      in_symbols(line.account), on_us, in_symbols(line.tran_code));
  const auto cents = fmt::format("{:0{}}", total.cents(), amount_digits);
  if (cents.size() == amount_digits) {
    text += fmt::format(" {}{}{}", amount_symbol, cents, amount_symbol);
  }
  return text;
}

Result<encode::Drawing> draw_ticket_line(const TicketLine& line, std::string_view ticket,
                                         Money total) {
  if (line.account.size() + line.tran_code.size() > on_us_places - 1) {
    return fail(ErrorCode::InvalidInput,
                "The account and its code do not fit the on-us field of a MICR line.");
  }
  encode::Drawing page;
  TRY(encode::add_micr_line(page, ticket_line_text(line, ticket, total), page.width, page.height));
  return page;
}

}  // namespace lockbox::deposit
