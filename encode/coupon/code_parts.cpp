#include "encode/coupon/code_parts.h"

#include <algorithm>

#include "core/text.h"
#include "encode/coupon/coupon_fields.h"
#include "encode/digits.h"

namespace lockbox::encode {
namespace {

/// How many characters of `rest` field `i` takes; npos when they are not there.
std::size_t length_of(const CouponDefinition& definition, std::size_t i, std::string_view rest) {
  const auto& field = definition.fields[i];
  std::size_t length = rest.size();
  if (field.kind == CouponFieldKind::Literal) {
    length = field.literal.size();
  } else if (field.kind == CouponFieldKind::CheckDigit) {
    length = check_digit_count(definition.code_check);
  } else if (field.digits > 0) {
    length = static_cast<std::size_t>(field.digits);
  } else if (i + 1 < definition.fields.size()) {
    length = rest.find(definition.fields[i + 1].literal);
  }
  return length <= rest.size() ? length : std::string_view::npos;
}

bool is_literal(std::string_view part, std::string_view literal, Unread unread) {
  const auto is_same = [unread](char read, char printed) {
    return read == printed || (unread == Unread::Allowed && read == unread_mark);
  };
  return std::ranges::equal(part, literal, is_same);
}

bool is_number(std::string_view part, Unread unread) {
  const auto fits = [unread](char c) {
    return is_digit(c) || (unread == Unread::Allowed && c == unread_mark);
  };
  return !part.empty() && std::ranges::all_of(part, fits);
}

/// Appends the places of the digits of a part that begins at `first`; a literal has those that are
/// printed in it.
void append_digits(std::vector<std::size_t>& places, const CouponField& field, std::size_t first,
                   std::size_t length) {
  for (std::size_t at = 0; at < length; ++at) {
    const bool holds_digit = field.kind != CouponFieldKind::Literal || is_digit(field.literal[at]);
    if (holds_digit) places.push_back(first + at);
  }
}

}  // namespace

Result<std::vector<std::string_view>> split_code(const CouponDefinition& definition,
                                                 std::string_view text, Unread unread) {
  std::vector<std::string_view> parts;
  std::size_t at = 0;
  for (std::size_t i = 0; i < definition.fields.size(); ++i) {
    const auto rest = text.substr(at);
    const auto length = length_of(definition, i, rest);
    if (length == std::string_view::npos) return refuse(definition, i, "is cut short");
    const auto part = rest.substr(0, length);
    if (definition.fields[i].kind == CouponFieldKind::Literal) {
      if (!is_literal(part, definition.fields[i].literal, unread)) {
        return refuse(definition, i, "differs");
      }
    } else if (!is_number(part, unread)) {
      return refuse(definition, i, "is not made of digits");
    }
    parts.push_back(part);
    at += length;
  }
  if (at != text.size()) return refuse(definition, "the code is longer than its fields");
  return parts;
}

std::vector<CheckedDigits> checked_digits(const CouponDefinition& definition,
                                          const std::vector<std::string_view>& parts) {
  std::vector<CheckedDigits> all;
  std::vector<CheckedDigits> of_account;
  std::vector<std::size_t> so_far;
  std::size_t first = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& field = definition.fields[i];
    append_digits(so_far, field, first, parts[i].size());
    if (field.kind == CouponFieldKind::CheckDigit) {
      all.push_back({i, definition.code_check, so_far});
    }
    if (field.kind == CouponFieldKind::Account &&
        definition.account_check != CheckDigitRule::None) {
      auto& account = of_account.emplace_back(CheckedDigits{i, definition.account_check, {}});
      append_digits(account.places, field, first, parts[i].size());
    }
    first += parts[i].size();
  }
  if (definition.code_check == CheckDigitRule::None) return of_account;
  if (all.empty()) all.push_back({std::nullopt, definition.code_check, std::move(so_far)});
  all.insert(all.end(), of_account.begin(), of_account.end());
  return all;
}

std::string text_at(std::string_view text, const std::vector<std::size_t>& places) {
  std::string at;
  for (const auto place : places) at += text[place];
  return at;
}

Result<void> check_digits(const CouponDefinition& definition, const CheckedDigits& checked,
                          std::string_view text) {
  if (check_digits_hold(checked.rule, text_at(text, checked.places))) return {};
  if (!checked.field) {
    return refuse(definition, "the check digit over the whole code does not hold");
  }
  const bool is_account = definition.fields[*checked.field].kind == CouponFieldKind::Account;
  return refuse(
      definition, *checked.field,
      is_account ? "fails its own check digit" : "does not hold over the digits before it");
}

Result<CouponDefinition> definition_of_line(const CouponDefinition& definition, OcrFont font) {
  if (!definition.scan_line) return refuse(definition, "it has no scan line");
  if (font != definition.scan_line->font) {
    return refuse(definition, "the line is printed in " + std::string{to_string(font)} + ", not " +
                                  std::string{to_string(definition.scan_line->font)});
  }
  auto line = code_of_line(definition);
  TRY(check_definition(line));
  return line;
}

}  // namespace lockbox::encode
