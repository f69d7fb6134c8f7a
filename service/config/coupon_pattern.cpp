#include "service/config/coupon_pattern.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/state_table.h"
#include "core/text.h"
#include "encode/coupon/coupon_fields.h"

namespace lockbox::service {
namespace {

using encode::CouponField;
using encode::CouponFieldKind;
using encode::is_amount;

constexpr Names<10> field_names{"literal", "account",    "due_date",     "amount_due",  "past_due",
                                "minimum", "net_amount", "gross_amount", "check_digit", "filler"};
constexpr int due_date_digits = 6;
constexpr int amount_digits_max = 18;  // More cannot be held in 64 bits.
constexpr int other_digits_max = 40;

/// The length that the kind always has, or 0.
int natural_digits(CouponFieldKind kind) {
  return kind == CouponFieldKind::DueDate ? due_date_digits : 0;
}

Result<CouponField> parse_literal(std::string_view text) {
  if (text.size() < 3 || !text.ends_with('\'')) {
    return fail(ErrorCode::InvalidInput, "Literal text stands between single quotes, e.g. 'A-'.");
  }
  const auto literal = text.substr(1, text.size() - 2);
  if (!std::ranges::all_of(literal, [](char c) { return c >= ' ' && c <= '~' && c != '\''; })) {
    return fail(ErrorCode::InvalidInput, "Literal text may hold printable ASCII characters only.");
  }
  return CouponField{
      .kind = CouponFieldKind::Literal, .digits = 0, .literal = std::string{literal}};
}

Result<int> parse_digits(std::string_view text, CouponFieldKind kind) {
  int digits = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), digits);
  const int greatest = is_amount(kind) ? amount_digits_max : other_digits_max;
  if (fault != std::errc{} || end != text.data() + text.size() || digits < 1 || digits > greatest) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("The number of digits must be from 1 to {}.", greatest));
  }
  if (natural_digits(kind) != 0 && digits != natural_digits(kind)) {
    return fail(
        ErrorCode::InvalidInput,
        fmt::format("A {} has {} digits.", name_of(field_names, kind), natural_digits(kind)));
  }
  return digits;
}

std::vector<std::string> count_problems(const std::vector<CouponField>& fields) {
  std::vector<std::string> problems;
  std::array<int, field_names.size()> counts{};
  int amounts = 0;
  for (const auto& field : fields) {
    ++counts.at(static_cast<std::size_t>(field.kind));
    amounts += is_amount(field.kind) ? 1 : 0;
  }
  if (counts[static_cast<std::size_t>(CouponFieldKind::Account)] == 0) {
    problems.emplace_back("The pattern needs an account field.");
  }
  for (std::size_t kind = 0; kind < counts.size(); ++kind) {
    const auto repeatable = static_cast<CouponFieldKind>(kind) == CouponFieldKind::Literal ||
                            static_cast<CouponFieldKind>(kind) == CouponFieldKind::Filler;
    if (counts[kind] > 1 && !repeatable) {
      problems.push_back(fmt::format("The pattern has {} more than once.", field_names[kind]));
    }
  }
  if (amounts > limits::coupon_expected_amounts_max) {
    problems.push_back(fmt::format("A code carries at most {} expected amounts.",
                                   limits::coupon_expected_amounts_max));
  }
  return problems;
}

std::vector<std::string> check_digit_problems(const encode::CouponDefinition& coupon) {
  const auto found =
      std::ranges::find(coupon.fields, CouponFieldKind::CheckDigit, &CouponField::kind);
  const bool has_field = found != coupon.fields.end();
  const bool has_rule = coupon.code_check != encode::CheckDigitRule::None;
  std::vector<std::string> problems;
  if (has_field && !has_rule) problems.emplace_back("A check_digit field needs code_check.");
  if (has_rule && !has_field) problems.emplace_back("code_check needs a check_digit field.");
  const auto count = static_cast<int>(encode::check_digit_count(coupon.code_check));
  if (has_field && has_rule && found->digits != count) {
    problems.push_back(fmt::format("The check digits of {} are {}, not {}.",
                                   name_of(encode::check_digit_rule_names, coupon.code_check),
                                   count, found->digits));
  }
  if (has_field && std::next(found) != coupon.fields.end()) {
    problems.emplace_back("The check_digit field must be the last one.");
  }
  return problems;
}

/// A field of open length ends where the digits end, so what follows it must not be a digit.
std::vector<std::string> ambiguities(const std::vector<CouponField>& fields) {
  std::vector<std::string> problems;
  for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
    const auto& next = fields[i + 1];
    const bool is_open = fields[i].kind != CouponFieldKind::Literal && fields[i].digits == 0;
    const bool ends = next.kind == CouponFieldKind::Literal && !is_digit(next.literal.front());
    if (is_open && !ends) {
      problems.push_back(fmt::format(
          "Field {} ({}) has no number of digits, so literal text that begins with no digit must "
          "follow it.",
          i + 1, name_of(field_names, fields[i].kind)));
    }
  }
  return problems;
}

std::vector<std::string> format_problems(const encode::CouponDefinition& coupon) {
  const auto fits = [&coupon](char c) {
    switch (coupon.format) {
      case encode::BarcodeFormat::Itf:
        return is_digit(c);
      case encode::BarcodeFormat::Code39:
        return is_digit(c) || (c >= 'A' && c <= 'Z') ||
               std::string_view{" -.$/+%"}.find(c) != std::string_view::npos;
      case encode::BarcodeFormat::Code128:
      case encode::BarcodeFormat::QrCode:
      case encode::BarcodeFormat::DataMatrix:
      case encode::BarcodeFormat::Pdf417:
        return true;
    }
    return false;
  };
  std::size_t length = 0;
  bool is_fixed = true;
  bool is_writable = true;
  for (const auto& field : coupon.fields) {
    is_fixed = is_fixed && (field.kind == CouponFieldKind::Literal || field.digits > 0);
    length += field.literal.size() + static_cast<std::size_t>(field.digits);
    is_writable = is_writable && std::ranges::all_of(field.literal, fits);
  }
  std::vector<std::string> problems;
  if (!is_writable) problems.emplace_back("The format cannot print all of the literal text.");
  if (coupon.format == encode::BarcodeFormat::Itf && is_fixed && length % 2 != 0) {
    problems.push_back(fmt::format("ITF prints pairs of digits, and this pattern has {}.", length));
  }
  return problems;
}

}  // namespace

Result<CouponField> parse_coupon_field(std::string_view text) {
  if (text.starts_with('\'')) return parse_literal(text);
  const auto colon = text.find(':');
  const auto name = text.substr(0, colon);
  const auto kind = parse_name<CouponFieldKind>(field_names, name);
  if (!kind || *kind == CouponFieldKind::Literal) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("'{}' is no field; fields are account, due_date, amount_due, past_due, "
                            "minimum, net_amount, gross_amount, check_digit, filler, or literal "
                            "text in single quotes.",
                            name));
  }
  CouponField field{.kind = *kind, .digits = natural_digits(*kind), .literal = {}};
  if (colon != std::string_view::npos)
    field.digits = TRY(parse_digits(text.substr(colon + 1), *kind));
  return field;
}

std::vector<std::string> pattern_problems(const encode::CouponDefinition& coupon) {
  auto problems = count_problems(coupon.fields);
  for (auto& more :
       {check_digit_problems(coupon), ambiguities(coupon.fields), format_problems(coupon)}) {
    problems.insert(problems.end(), more.begin(), more.end());
  }
  return problems;
}

}  // namespace lockbox::service
