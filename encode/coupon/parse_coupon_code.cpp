#include <algorithm>
#include <chrono>
#include <cstdint>

#include "encode/coupon/coupon_fields.h"

namespace lockbox::encode {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// How many characters of `rest` field `i` takes; npos when they are not there.
std::size_t length_of(const CouponDefinition& definition, std::size_t i, std::string_view rest) {
  const auto& field = definition.fields[i];
  std::size_t length = rest.size();
  if (field.kind == CouponFieldKind::Literal) {
    length = field.literal.size();
  } else if (field.kind == CouponFieldKind::CheckDigit) {
    length = 1;
  } else if (field.digits > 0) {
    length = static_cast<std::size_t>(field.digits);
  } else if (i + 1 < definition.fields.size()) {
    length = rest.find(definition.fields[i + 1].literal);
  }
  return length <= rest.size() ? length : std::string_view::npos;
}

/// Cuts the text into the fields of the definition, each of the right kind of characters.
Result<std::vector<std::string_view>> split(const CouponDefinition& definition,
                                            std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t at = 0;
  for (std::size_t i = 0; i < definition.fields.size(); ++i) {
    const auto rest = text.substr(at);
    const auto length = length_of(definition, i, rest);
    if (length == std::string_view::npos) return refuse(definition, i, "is cut short");
    const auto part = rest.substr(0, length);
    if (definition.fields[i].kind == CouponFieldKind::Literal) {
      if (part != definition.fields[i].literal) return refuse(definition, i, "differs");
    } else if (!all_digits(part)) {
      return refuse(definition, i, "is not made of digits");
    }
    parts.push_back(part);
    at += length;
  }
  if (at != text.size()) return refuse(definition, "the code is longer than its fields");
  return parts;
}

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

/// The rule over the whole code: at each check digit field over the digits up to it, and without
/// such a field over all digits.
Result<void> check_code(const CouponDefinition& definition, std::string_view text,
                        const std::vector<std::string_view>& parts) {
  if (definition.code_check == CheckDigitRule::None) return {};
  std::size_t end = 0;
  bool checked = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    end += parts[i].size();
    if (definition.fields[i].kind != CouponFieldKind::CheckDigit) continue;
    checked = true;
    if (!luhn_holds(digits_of(text.substr(0, end)))) {
      return refuse(definition, i, "does not hold over the digits before it");
    }
  }
  if (!checked && !luhn_holds(digits_of(text))) {
    return refuse(definition, "the check digit over the whole code does not hold");
  }
  return {};
}

/// The values of parts that the rule over the whole code has passed.
Result<CouponCode> values_of(const CouponDefinition& definition,
                             const std::vector<std::string_view>& parts) {
  CouponCode code;
  code.bill_type = definition.bill_type;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto kind = definition.fields[i].kind;
    if (kind == CouponFieldKind::Account) {
      if (definition.account_check == CheckDigitRule::Luhn && !luhn_holds(parts[i])) {
        return refuse(definition, i, "fails its own check digit");
      }
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
  const auto parts = TRY(split(definition, text));
  if (const auto checked = check_code(definition, text, parts); !checked) {
    return tl::unexpected(checked.error());
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
  if (!definition.scan_line) return refuse(definition, "it has no scan line");
  if (font != definition.scan_line->font) {
    return refuse(definition, "the line is printed in " + std::string{to_string(font)} + ", not " +
                                  std::string{to_string(definition.scan_line->font)});
  }
  const auto line = code_of_line(definition);
  if (const auto checked = check_definition(line); !checked) {
    return tl::unexpected(checked.error());
  }
  std::string printed{text};
  std::erase(printed, ' ');
  return parse_fields(line, printed);
}

}  // namespace lockbox::encode
