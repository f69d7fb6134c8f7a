#pragma once

#include "core/result.h"
#include "deposit/model/match.h"

namespace lockbox::deposit {

/// InvalidInput, naming the member, for rules that no lockbox can work by: a rule twice, a person
/// among the automatic ones, a number below one.
[[nodiscard]] Result<void> check_match_rules(const MatchRules& rules);

}  // namespace lockbox::deposit
