#include "service/auth/rights.h"

#include <algorithm>

namespace lockbox::service::auth {
namespace {

constexpr bool in_order() {
  for (std::size_t index = 0; index < right_count; ++index)
    if (static_cast<std::size_t>(right_names[index].right) != index) return false;
  return true;
}
static_assert(in_order(), "name_of finds a right by its number");

}  // namespace

std::optional<Right> parse_right(std::string_view name) {
  const auto* found = std::ranges::find(right_names, name, &RightName::name);
  if (found == right_names.end()) return std::nullopt;
  return found->right;
}

std::vector<Right> rights_in(RightSet set) {
  std::vector<Right> rights;
  for (const auto& named : right_names)
    if (set.has(named.right)) rights.push_back(named.right);
  return rights;
}

std::optional<RoleConflict> conflict_among(std::span<const std::string> held) {
  const auto holds = [&](std::string_view role) {
    return std::ranges::find(held, role) != held.end();
  };
  const auto* found = std::ranges::find_if(role_conflicts, [&](const RoleConflict& conflict) {
    return holds(conflict.first) && holds(conflict.second);
  });
  if (found == role_conflicts.end()) return std::nullopt;
  return *found;
}

Right right_for(deposit::LimitedDeed deed) {
  switch (deed) {
    case deposit::LimitedDeed::ApproveDeposit:
      return Right::ApproveDeposit;
    case deposit::LimitedDeed::ApproveCorrection:
      return Right::Adjust;
    case deposit::LimitedDeed::AcceptDifference:
      return Right::Force;
    case deposit::LimitedDeed::TakeReceipt:
      return Right::TakeReceipts;
  }
  return Right::Force;
}

RightSet rights_of(std::span<const std::string> held) {
  RightSet rights;
  for (const auto& role : held) {
    rights = rights.united_with(rights_of_role(role).value_or(RightSet{}));
  }
  if (!conflict_among(held)) return rights;
  if (rights.has(Right::Administer)) return {Right::Administer};
  return {};
}

std::optional<RightSet> rights_of_role(std::string_view role) {
  const auto* found = std::ranges::find(roles, role, &Role::name);
  if (found == roles.end()) return std::nullopt;
  return found->rights;
}

}  // namespace lockbox::service::auth
