#include "encode/print/sheet_code.h"

#include <array>

#include "core/check.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/digits.h"

namespace lockbox::encode {
namespace {

constexpr std::array<std::string_view, 2> prefixes{"LBX-SEP-1-", "LBX-BAT-1-"};
constexpr std::string_view version = "1";
constexpr std::size_t number_digits_max = 12;

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= number_digits_max && all_digits(text);
}

}  // namespace

std::string format_sheet_code(const SheetCode& code) {
  ENSURE(is_number(code.number));
  std::string text{prefixes.at(static_cast<std::size_t>(code.kind))};
  text += code.number;
  text += '-';
  return text + luhn_digit(std::string{version} + code.number);
}

std::optional<SheetCode> parse_sheet_code(BarcodeFormat format, std::string_view text) {
  if (format != BarcodeFormat::Code128) return std::nullopt;
  for (std::size_t kind = 0; kind < prefixes.size(); ++kind) {
    if (!text.starts_with(prefixes.at(kind))) continue;
    const auto rest = text.substr(prefixes.at(kind).size());
    const auto dash = rest.find('-');
    if (dash == std::string_view::npos || dash + 2 != rest.size()) return std::nullopt;
    const auto number = rest.substr(0, dash);
    if (!is_number(number)) return std::nullopt;
    SheetCode code{static_cast<SheetKind>(kind), std::string{number}};
    if (format_sheet_code(code) != text) return std::nullopt;
    return code;
  }
  return std::nullopt;
}

}  // namespace lockbox::encode
