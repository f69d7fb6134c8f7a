#include "encode/coupon/coupon_fields.h"

#include <algorithm>
#include <iterator>

#include "core/check.h"
#include "core/limits.h"
#include "encode/digits.h"

namespace lockbox::encode {
namespace {

std::string_view name_of(CouponFieldKind kind) {
  switch (kind) {
    case CouponFieldKind::Literal:
      return "literal";
    case CouponFieldKind::Account:
      return "account";
    case CouponFieldKind::DueDate:
      return "due date";
    case CouponFieldKind::AmountDue:
      return "amount due";
    case CouponFieldKind::PastDue:
      return "past due";
    case CouponFieldKind::Minimum:
      return "minimum";
    case CouponFieldKind::NetAmount:
      return "net amount";
    case CouponFieldKind::GrossAmount:
      return "gross amount";
    case CouponFieldKind::CheckDigit:
      return "check digit";
    case CouponFieldKind::Filler:
      return "filler";
  }
  return "unknown";
}

Result<void> check_field(const CouponDefinition& definition, std::size_t i) {
  const auto& fields = definition.fields;
  const auto& field = fields[i];
  if (field.kind == CouponFieldKind::Literal) {
    if (field.literal.empty()) return refuse(definition, i, "has no text");
    return {};
  }
  if (field.kind == CouponFieldKind::CheckDigit) {
    if (definition.code_check == CheckDigitRule::None) return refuse(definition, i, "has no rule");
    const auto count = static_cast<int>(check_digit_count(definition.code_check));
    if (field.digits != 0 && field.digits != count) {
      return refuse(definition, i, "has another length than its rule");
    }
    return {};
  }
  if (field.digits == 0 && definition.format == BarcodeFormat::Itf) {
    return refuse(definition, i, "has no length, and a torn ITF code still looks whole");
  }
  const bool bounded = i + 1 == fields.size() || fields[i + 1].kind == CouponFieldKind::Literal;
  if (field.digits < 0 || (field.digits == 0 && !bounded)) {
    return refuse(definition, i, "has no length and no literal after it");
  }
  return {};
}

}  // namespace

bool is_amount(CouponFieldKind kind) {
  switch (kind) {
    case CouponFieldKind::AmountDue:
    case CouponFieldKind::PastDue:
    case CouponFieldKind::Minimum:
    case CouponFieldKind::NetAmount:
    case CouponFieldKind::GrossAmount:
      return true;
    case CouponFieldKind::Literal:
    case CouponFieldKind::Account:
    case CouponFieldKind::DueDate:
    case CouponFieldKind::CheckDigit:
    case CouponFieldKind::Filler:
      return false;
  }
  return false;
}

tl::unexpected<Error> refuse(const CouponDefinition& definition, std::string_view reason) {
  return fail(ErrorCode::InvalidInput,
              "Coupon of type " + definition.bill_type + ": " + std::string{reason} + ".");
}

tl::unexpected<Error> refuse(const CouponDefinition& definition, std::size_t field,
                             std::string_view reason) {
  return refuse(definition, "field " + std::to_string(field + 1) + " (" +
                                std::string{name_of(definition.fields[field].kind)} + ") " +
                                std::string{reason});
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
  return digits;
}

std::vector<std::size_t> amount_fields(const CouponDefinition& definition) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < definition.fields.size(); ++i) {
    if (is_amount(definition.fields[i].kind)) places.push_back(i);
  }
  std::stable_partition(places.begin(), places.end(), [&](std::size_t i) {
    return definition.fields[i].kind == CouponFieldKind::AmountDue;
  });
  return places;
}

CouponDefinition code_of_line(const CouponDefinition& definition) {
  ENSURE(definition.scan_line.has_value());
  CouponDefinition code = definition;
  // Of the formats, the one that prints any text: a line has no format of its own.
  code.format = BarcodeFormat::Code128;
  code.fields = definition.scan_line->fields;
  code.code_check = definition.scan_line->code_check;
  code.account_check = definition.scan_line->account_check;
  return code;
}

Result<void> check_definition(const CouponDefinition& definition) {
  const auto& fields = definition.fields;
  const auto count = [&](CouponFieldKind kind) {
    return std::count_if(fields.begin(), fields.end(),
                         [kind](const CouponField& field) { return field.kind == kind; });
  };
  if (count(CouponFieldKind::Account) != 1) return refuse(definition, "one account field is due");
  if (count(CouponFieldKind::DueDate) > 1) return refuse(definition, "two due dates are defined");
  if (count(CouponFieldKind::AmountDue) > 1) {
    return refuse(definition, "two amounts due are defined");
  }
  if (amount_fields(definition).size() > limits::coupon_expected_amounts_max) {
    return refuse(definition, "more than five amounts are defined");
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (auto checked = check_field(definition, i); !checked) return checked;
  }
  return {};
}

}  // namespace lockbox::encode
