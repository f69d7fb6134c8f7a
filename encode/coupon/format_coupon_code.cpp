#include <algorithm>

#include "encode/coupon/coupon_fields.h"

namespace lockbox::encode {
namespace {

Result<std::string> amount_text(const CouponDefinition& definition, std::size_t field,
                                Money amount) {
  if (amount < Money{} || amount > item_max) {
    return refuse(definition, field, "is negative or more than one item can carry");
  }
  auto digits = std::to_string(amount.cents());
  const auto width = static_cast<std::size_t>(definition.fields[field].digits);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

/// What one field prints.  `written` is the code up to it, which a check digit covers.
Result<std::string> field_text(const CouponDefinition& definition, std::size_t i,
                               const CouponValues& values, std::string_view written) {
  const auto& field = definition.fields[i];
  switch (field.kind) {
    case CouponFieldKind::Literal:
      return field.literal;
    case CouponFieldKind::Account:
      return values.account;
    case CouponFieldKind::DueDate:
      return values.due_date;
    case CouponFieldKind::CheckDigit: {
      auto digits = check_digits_for(definition.code_check, digits_of(written));
      if (!digits) return refuse(definition, i, "is ten, so that the number is never issued");
      return *std::move(digits);
    }
    case CouponFieldKind::Filler:
      return std::string(static_cast<std::size_t>(std::max(field.digits, 1)), '0');
    case CouponFieldKind::AmountDue:
    case CouponFieldKind::PastDue:
    case CouponFieldKind::Minimum:
    case CouponFieldKind::NetAmount:
    case CouponFieldKind::GrossAmount: {
      const auto places = amount_fields(definition);
      const auto place = std::find(places.begin(), places.end(), i) - places.begin();
      return amount_text(definition, i, values.expected_amounts[static_cast<std::size_t>(place)]);
    }
  }
  return refuse(definition, i, "has an unknown kind");
}

/// The fields of the definition, one after the other.
Result<std::string> written(const CouponDefinition& definition, const CouponValues& values) {
  if (const auto checked = check_definition(definition); !checked) {
    return tl::unexpected(checked.error());
  }
  if (values.expected_amounts.size() != amount_fields(definition).size()) {
    return refuse(definition, "the amounts given are not those of the definition");
  }
  std::string text;
  for (std::size_t i = 0; i < definition.fields.size(); ++i) {
    text += TRY(field_text(definition, i, values, text));
  }
  return text;
}

/// What is printed must read back as what was meant, or a customer's money goes astray.
Result<void> check_says(const CouponDefinition& definition, const CouponCode& code,
                        const CouponValues& values) {
  if (code.account.reveal() != values.account || code.due_date != values.due_date ||
      code.expected_amounts != values.expected_amounts) {
    return refuse(definition, "the values do not fit the fields");
  }
  return {};
}

}  // namespace

Result<std::string> format_coupon_code(const CouponDefinition& definition,
                                       const CouponValues& values) {
  auto text = TRY(written(definition, values));
  const auto code = TRY(parse_coupon_code(definition, definition.format, text));
  TRY(check_says(definition, code, values));
  return text;
}

Result<std::string> format_scan_line(const CouponDefinition& definition,
                                     const CouponValues& values) {
  if (!definition.scan_line) return refuse(definition, "it has no scan line");
  auto text = TRY(written(code_of_line(definition), values));
  const auto code = TRY(parse_scan_line(definition, definition.scan_line->font, text));
  TRY(check_says(definition, code, values));
  return text;
}

}  // namespace lockbox::encode
