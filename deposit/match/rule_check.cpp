#include "deposit/match/rule_check.h"

#include <set>
#include <string>

namespace lockbox::deposit {

Result<void> check_match_rules(const MatchRules& rules) {
  std::set<MatchRule> seen;
  for (const auto rule : rules.order) {
    const auto name = std::string{name_of(match_rule_names, rule)};
    if (rule == MatchRule::Person) {
      return fail(ErrorCode::InvalidInput,
                  "A person's word is no automatic rule; it always comes first.", "/order");
    }
    if (!seen.insert(rule).second) {
      return fail(ErrorCode::InvalidInput, "The rule " + name + " stands twice.", "/order");
    }
  }
  if (rules.memory_confirmations_min < 1) {
    return fail(ErrorCode::InvalidInput, "A payer is known from one confirmed payment on.",
                "/memory_confirmations_min");
  }
  if (rules.split_confirmations_min < 1) {
    return fail(ErrorCode::InvalidInput, "A division is known from one confirmed payment on.",
                "/split_confirmations_min");
  }
  if (rules.payer_holders_max < 1) {
    return fail(ErrorCode::InvalidInput, "A payer pays for one holder at least.",
                "/payer_holders_max");
  }
  constexpr std::int64_t likeness_max = 100;
  if (rules.name_show_min < 1 || rules.name_show_min > likeness_max) {
    return fail(ErrorCode::InvalidInput, "A likeness is from 1 to 100.", "/name_show_min");
  }
  if (rules.name_accept_min &&
      (*rules.name_accept_min < rules.name_show_min || *rules.name_accept_min > likeness_max)) {
    return fail(ErrorCode::InvalidInput,
                "What is accepted is at least as like as what is shown, and 100 at most.",
                "/name_accept_min");
  }
  return {};
}

}  // namespace lockbox::deposit
