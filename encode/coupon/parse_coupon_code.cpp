#include <chrono>
#include <cstdint>

#include "encode/coupon/code_parts.h"
#include "encode/coupon/coupon_fields.h"
#include "encode/digits.h"

namespace lockbox::encode {
namespace {

bool is_date(std::string_view yymmdd) {
  if (yymmdd.size() != 6 || !all_digits(yymmdd)) return false;
  const auto pair = [&](std::size_t at) {
    return (yymmdd[at] - '0') * 10 + (yymmdd[at + 1] - '0');
  };
  const std::chrono::year_month_day date{std::chrono::year{2000 + pair(0)},
                                         std::chrono::month{static_cast<unsigned>(pair(2))},
                                         std::chrono::day{static_cast<unsigned>(pair(4))}};
  return date.ok();
}

std::optional<Money> parse_cents(std::string_view digits) {
  std::int64_t cents = 0;
  for (const char c : digits) {
    cents = cents * 10 + (c - '0');
    if (cents > item_max.cents()) return std::nullopt;
  }
  return Money::from_cents(cents);
}

/// The values of parts that the check digits have passed.
Result<CouponCode> values_of(const CouponDefinition& definition,
                             const std::vector<std::string_view>& parts) {
  CouponCode code;
  code.bill_type = definition.bill_type;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto kind = definition.fields[i].kind;
    if (kind == CouponFieldKind::Account) {
      code.account = AccountNumber{std::string{parts[i]}};
    } else if (kind == CouponFieldKind::DueDate) {
      if (!is_date(parts[i])) return refuse(definition, i, "is no date written YYMMDD");
      code.due_date = parts[i];
    }
  }
  for (const auto i : amount_fields(definition)) {
    const auto amount = parse_cents(parts[i]);
    if (!amount) return refuse(definition, i, "is more than one item can carry");
    code.expected_amounts.push_back(*amount);
    if (definition.fields[i].kind == CouponFieldKind::AmountDue) code.amount_due = amount;
  }
  code.check_digit_verified = definition.has_check_digit();
  return code;
}

/// Takes the text apart by the fields and the rules of the definition.
Result<CouponCode> parse_fields(const CouponDefinition& definition, std::string_view text) {
  const auto parts = TRY(split_code(definition, text, Unread::Refused));
  for (const auto& checked : checked_digits(definition, parts)) {
    TRY(check_digits(definition, checked, text));
  }
  return values_of(definition, parts);
}

}  // namespace

Result<CouponCode> parse_coupon_code(const CouponDefinition& definition, BarcodeFormat format,
                                     std::string_view text) {
  if (const auto checked = check_definition(definition); !checked) {
    return tl::unexpected(checked.error());
  }
  if (format != definition.format) {
    return refuse(definition, "the code is printed as " + std::string{to_string(format)} +
                                  ", not " + std::string{to_string(definition.format)});
  }
  return parse_fields(definition, text);
}

Result<CouponCode> parse_scan_line(const CouponDefinition& definition, OcrFont font,
                                   std::string_view text) {
  const auto line = TRY(definition_of_line(definition, font));
  std::string printed{text};
  std::erase(printed, ' ');
  return parse_fields(line, printed);
}

}  // namespace lockbox::encode
