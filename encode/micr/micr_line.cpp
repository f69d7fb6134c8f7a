#include "encode/micr/micr_line.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace lockbox::encode {
namespace {

/// One letter a symbol, so that fields can be found with plain string searches.
constexpr char transit = 'T';
constexpr char amount = 'A';
constexpr char on_us = 'U';
constexpr char dash = '-';
constexpr char unread = '?';

constexpr std::size_t serial_digits_max = 6;
constexpr std::size_t amount_digits = 10;

/// The line without its spaces, one letter a symbol.
Result<std::string> letters_of(std::string_view raw) {
  constexpr std::array<std::pair<std::string_view, char>, 4> symbols{
      {{"\u2446", transit}, {"\u2447", amount}, {"\u2448", on_us}, {"\u2449", dash}}};
  std::string letters;
  while (!raw.empty()) {
    const char first = raw.front();
    if (first == ' ' || first == unread || (first >= '0' && first <= '9')) {
      if (first != ' ') letters += first;
      raw.remove_prefix(1);
      continue;
    }
    const auto symbol = std::ranges::find_if(
        symbols, [raw](const auto& entry) { return raw.starts_with(entry.first); });
    if (symbol == symbols.end()) {
      return fail(ErrorCode::InvalidInput, "Symbol " + std::to_string(letters.size() + 1) +
                                               " of the MICR line is not E-13B.");
    }
    letters += symbol->second;
    raw.remove_prefix(symbol->first.size());
  }
  return letters;
}

bool is_number(std::string_view text) {
  const auto is_part = [](char c) { return (c >= '0' && c <= '9') || c == dash; };
  return std::ranges::all_of(text, is_part) &&
         std::ranges::any_of(text, [](char c) { return c != dash; });
}

/// The text when it is all digits and dashes with at least one digit, else nothing.
std::string number_or_nothing(std::string_view text) {
  return is_number(text) ? std::string{text} : std::string{};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

/// Left of the transit field: `U number U` and the one digit of the external processing code.
/// Anything else there leaves open whether the check has an auxiliary number.
enum class Left { Understood, InDoubt };

Left read_left(std::string_view left, MicrLine& line) {
  const auto parts = split(left, on_us);
  if (parts.size() == 3) line.auxiliary_on_us = number_or_nothing(parts[1]);
  const auto code = parts.back();
  if (parts.size() != 2 && code.size() == 1 && is_number(code)) line.epc = std::string{code};
  const bool has_code = !line.epc.empty() || code.empty();
  const bool has_number =
      parts.size() == 1 || (parts.size() == 3 && parts[0].empty() && !line.auxiliary_on_us.empty());
  return has_code && has_number ? Left::Understood : Left::InDoubt;
}

struct OnUs {
  std::string account;
  std::string serial;
};

/// Two numbers with an on-us symbol between and none after the second: some banks put the serial
/// first.  Only lengths can tell, so lengths that do not tell leave both out.
OnUs by_length(std::string_view first, std::string_view second) {
  const bool first_is_short = first.size() <= serial_digits_max;
  const bool second_is_short = second.size() <= serial_digits_max;
  if (first_is_short == second_is_short) return {};
  const auto [serial, account] =
      first_is_short ? std::pair{first, second} : std::pair{second, first};
  return {.account = number_or_nothing(account), .serial = number_or_nothing(serial)};
}

/// Right of the transit field, up to the amount: the account before the last on-us symbol, the
/// serial after it.
OnUs read_on_us(std::string_view text) {
  auto parts = split(text, on_us);
  if (parts.size() < 2) return {};
  if (parts.front().empty()) parts.erase(parts.begin());
  if (parts.size() == 2) {
    return {.account = number_or_nothing(parts[0]), .serial = number_or_nothing(parts[1])};
  }
  if (parts.size() == 3 && parts[2].empty()) return by_length(parts[0], parts[1]);
  return {};
}

std::optional<Money> read_amount(const std::string& letters) {
  const auto parts = split(letters, amount);
  if (parts.size() != 3 || parts[1].size() != amount_digits) return std::nullopt;
  std::int64_t cents = 0;
  for (const char digit : parts[1]) {
    if (digit < '0' || digit > '9') return std::nullopt;
    cents = cents * 10 + (digit - '0');
  }
  return Money::from_cents(cents);
}

}  // namespace

bool MicrLine::is_complete() const {
  return raw.find(unread) == std::string::npos && routing.has_value() && !account.empty();
}

Result<MicrLine> parse_micr_line(std::string_view raw) {
  const std::string letters = TRY(letters_of(raw));
  MicrLine line;
  line.raw = std::string{raw};
  line.amount = read_amount(letters);

  const auto parts = split(letters, transit);
  if (parts.size() != 3) return line;
  const Left left = read_left(parts[0], line);
  if (auto routing = RoutingNumber::parse(parts[1])) line.routing = *routing;
  OnUs own = read_on_us(split(parts[2], amount).front());
  line.account = AccountNumber{std::move(own.account)};
  if (!line.auxiliary_on_us.empty()) {
    line.serial = line.auxiliary_on_us;
  } else if (left == Left::Understood) {
    line.serial = std::move(own.serial);
  }
  return line;
}

}  // namespace lockbox::encode
