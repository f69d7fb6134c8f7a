#include "encode/micr/micr_line.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "encode/digits.h"
#include "encode/micr/micr_letters.h"

namespace lockbox::encode {
namespace {

constexpr char transit = micr_letter::transit;
constexpr char amount = micr_letter::amount;
constexpr char on_us = micr_letter::on_us;
constexpr char dash = micr_letter::dash;
constexpr char unread = micr_letter::unread;
constexpr char gap = micr_letter::gap;

constexpr std::size_t serial_digits_max = 6;
constexpr std::size_t amount_digits = 10;

bool is_digit_or_dash(char c) {
  return is_digit(c) || c == dash;
}

std::string without_gaps(std::string_view letters) {
  std::string text;
  std::ranges::copy_if(letters, std::back_inserter(text), [](char c) { return c != gap; });
  return text;
}

/// Leaves only the gaps that may hide a digit: behind a digit of a number that goes on or ends at
/// the on-us symbol.  What transit and amount symbols bound has a fixed length.
std::string with_gaps_that_hide(std::string_view letters) {
  std::string text;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (letters[i] == gap) {
      const auto next = letters.find_first_not_of(gap, i);
      const bool goes_on =
          next != std::string_view::npos && letters[next] != transit && letters[next] != amount;
      if (!goes_on || text.empty() || !is_digit_or_dash(text.back())) continue;
    }
    text += letters[i];
  }
  return text;
}

bool is_number(std::string_view text) {
  return std::ranges::all_of(text, is_digit_or_dash) && std::ranges::any_of(text, is_digit);
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
  const bool opens = std::ranges::none_of(parts[0], is_digit_or_dash);
  if (parts.size() == 3 && opens) line.auxiliary_on_us = number_or_nothing(parts[1]);
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

/// Too long for the number of a check, and not only by zeros in front.
bool is_long(std::string_view number) {
  const auto first = std::min(number.find_first_not_of("0-"), number.size());
  return number.size() - first > serial_digits_max;
}

/// What stands on both sides of an on-us symbol.  By the standard the account comes first and the
/// serial ends open; when the second is `closed` too, or longer than the account, a bank may have
/// put the serial first.  Then lengths tell or, where they do not, both are left out.
OnUs in_order(std::string_view first, std::string_view second, bool closed) {
  OnUs by_standard{.account = number_or_nothing(first), .serial = number_or_nothing(second)};
  const bool may_be_serial = second.size() <= serial_digits_max;
  if (closed ? may_be_serial && is_long(first) : may_be_serial || is_long(first)) {
    return by_standard;
  }
  if (closed && first.size() <= serial_digits_max && is_long(second)) {
    return {.account = by_standard.serial, .serial = by_standard.account};
  }
  return {};
}

/// Right of the transit field, up to the amount.
OnUs read_on_us(std::string_view text) {
  auto parts = split(text, on_us);
  if (parts.size() < 2) return {};
  if (parts.front().empty()) parts.erase(parts.begin());
  if (parts.size() == 2) return in_order(parts[0], parts[1], false);
  if (parts.size() == 3 && parts[2].empty()) return in_order(parts[0], parts[1], true);
  return {};
}

/// The amount is the last field; a check over nothing is none, so zeros are a form not yet filled.
std::optional<Money> read_amount(const std::string& letters) {
  const auto parts = split(letters, amount);
  if (parts.size() != 3 || parts[2].find_first_not_of(unread) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto digits = without_gaps(parts[1]);
  if (digits.size() != amount_digits || !all_digits(digits)) return std::nullopt;
  std::int64_t cents = 0;
  for (const char digit : digits) cents = cents * 10 + (digit - '0');
  if (cents == 0) return std::nullopt;
  return Money::from_cents(cents);
}

template <class Field>
bool is_wrong(const Field& read, const Field& printed) {
  return read != Field{} && read != printed;
}

}  // namespace

bool contradicts(const MicrLine& read, const MicrLine& printed) {
  return is_wrong(read.auxiliary_on_us, printed.auxiliary_on_us) ||
         is_wrong(read.epc, printed.epc) || is_wrong(read.routing, printed.routing) ||
         is_wrong(read.account, printed.account) || is_wrong(read.serial, printed.serial) ||
         is_wrong(read.amount, printed.amount);
}

bool MicrLine::is_complete() const {
  return raw.find(unread) == std::string::npos && routing.has_value() && !account.empty();
}

Result<MicrLine> parse_micr_line(std::string_view raw, Gaps gaps) {
  std::string letters = TRY(micr_letters(raw));
  letters = gaps == Gaps::MayHideDigits ? with_gaps_that_hide(letters) : without_gaps(letters);
  MicrLine line;
  line.raw = std::string{raw};
  line.amount = read_amount(letters);

  const auto parts = split(letters, transit);
  if (parts.size() != 3) return line;
  const Left left = read_left(parts[0], line);
  if (auto routing = RoutingNumber::parse(without_gaps(parts[1]))) line.routing = *routing;
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
