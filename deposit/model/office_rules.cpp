#include "deposit/model/office_rules.h"

#include <algorithm>

namespace lockbox::deposit {

bool DepartmentFunds::owns(const std::string& bill_type, const std::string& fund) const {
  return std::ranges::find(bill_types, bill_type) != bill_types.end() ||
         std::ranges::find(funds, fund) != funds.end();
}

std::int64_t DepositLimits::of(const std::string& source) const {
  const auto found = by_source.find(source);
  return found == by_source.end() ? days_max : found->second;
}

Result<std::vector<std::string>> fields_of(std::string_view text) {
  std::vector<std::string> fields;
  while (true) {
    const auto brace = text.find_first_of("{}");
    if (brace == std::string_view::npos) return fields;
    const auto end = text.find_first_of("{}", brace + 1);
    const bool is_field = text[brace] == '{' && end != std::string_view::npos && text[end] == '}';
    if (!is_field) {
      return fail(ErrorCode::InvalidInput,
                  "A field stands in braces, like {name}; braces stand for nothing else.");
    }
    fields.emplace_back(text.substr(brace + 1, end - brace - 1));
    text.remove_prefix(end + 1);
  }
}

Result<std::string> fill_in(std::string_view text, const LetterFields& values) {
  std::string filled;
  for (const auto& field : TRY(fields_of(text))) {
    const auto brace = text.find('{');
    const auto value = values.find(field);
    if (value == values.end() || value->second.empty()) {
      return fail(ErrorCode::InvalidInput, "The letter names {" + field +
                                               "}, which is not known here; write it in, or take "
                                               "another letter.");
    }
    filled += text.substr(0, brace);
    filled += value->second;
    text.remove_prefix(brace + field.size() + 2);
  }
  return filled.append(text);
}

std::optional<Money> limit_of(std::span<const RoleLimit> limits, std::span<const std::string> roles,
                              LimitedDeed deed) {
  std::optional<Money> most;
  for (const auto& role : roles) {
    const auto found = std::ranges::find_if(
        limits, [&](const RoleLimit& limit) { return limit.role == role && limit.deed == deed; });
    if (found == limits.end()) return std::nullopt;
    most = std::max(most.value_or(found->amount_max), found->amount_max);
  }
  return most;
}

}  // namespace lockbox::deposit
