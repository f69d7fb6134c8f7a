#include "service/config/ticket_line_keys.h"

#include <algorithm>
#include <string>

#include "deposit/output/ticket_line.h"

namespace lockbox::service {
namespace {

bool is_on_us(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

/// Text of the on-us field that may be missing.
std::string read_on_us(TableReader& table, std::string_view key) {
  auto text = table.optional_text(key);
  if (!is_on_us(text)) table.fault(key, "The on-us field holds digits and dashes only.");
  return text;
}

}  // namespace

std::optional<deposit::TicketLine> read_ticket_line(TableReader& table) {
  const auto text = table.optional_text("routing");
  const auto account = read_on_us(table, "account");
  const auto tran_code = read_on_us(table, "ticket_tran_code");
  if (text.empty() && account.empty() && tran_code.empty()) return std::nullopt;
  if (text.empty()) table.fault("routing", "A ticket's MICR line needs a routing number.");
  if (account.empty()) table.fault("account", "A ticket's MICR line needs an account.");
  if (text.empty()) return std::nullopt;
  const auto routing = encode::RoutingNumber::parse(text);
  if (!routing) {
    table.fault("routing", routing.error().message);
    return std::nullopt;
  }
  deposit::TicketLine line{.routing = *routing, .account = account, .tran_code = tran_code};
  // What no ticket could carry is refused here, once.
  const bool is_printable = is_on_us(account) && is_on_us(tran_code);
  if (is_printable && !deposit::draw_ticket_line(line, {}, {})) {
    table.fault("account", "Account and ticket_tran_code do not fit the 18 places of the field.");
  }
  return line;
}

}  // namespace lockbox::service
