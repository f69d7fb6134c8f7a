#include "deposit/decide/policy.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "core/check.h"

namespace lockbox::deposit {

namespace {

using enum ExceptionAction;
using enum DecideWhen;

struct ReasonLine {
  ExceptionReason reason;
  std::string_view words;
  ExceptionAction at_deadline;
  int days;
  std::string_view owner;
  DecideWhen when;
  int clock_days;
};

constexpr int repay_days = 90;
constexpr std::array reason_lines{
    ReasonLine{ExceptionReason::Unsigned, "Not signed", ReturnToPayer, 3, supervisor_owner,
               DecideFirst, 0},
    ReasonLine{ExceptionReason::NoPayee, "No payee", Accept, 1, supervisor_owner, DecideFirst, 0},
    ReasonLine{ExceptionReason::OtherPayee, "Another payee", ReturnToPayer, 3, supervisor_owner,
               DecideFirst, 0},
    ReasonLine{ExceptionReason::Postdated, "Post-dated", HoldUntil, 1, treasury_owner, DecideFirst,
               0},
    ReasonLine{ExceptionReason::StaleDated, "Stale-dated", ReturnToPayer, 3, supervisor_owner,
               DecideFirst, 0},
    ReasonLine{ExceptionReason::AmountsDiffer, "Words and figures differ", Correct, 1,
               supervisor_owner, DecideFirst, 0},
    ReasonLine{ExceptionReason::Altered, "Altered", ReturnToPayer, 3, supervisor_owner, DecideFirst,
               0},
    ReasonLine{ExceptionReason::Foreign, "Foreign", SendToCollection, 5, treasury_owner,
               DecideFirst, 0},
    ReasonLine{ExceptionReason::RestrictiveNotation, "\"Paid in full\"", Pull, 5, supervisor_owner,
               DecideFirst, repay_days},
    ReasonLine{ExceptionReason::ThirdParty, "Third party", ReturnToPayer, 3, supervisor_owner,
               DecideFirst, 0},
    ReasonLine{ExceptionReason::Duplicate, "Duplicate", Pull, 3, supervisor_owner, DecideFirst, 0},
    ReasonLine{ExceptionReason::StopListed, "On the stop list", ReturnToPayer, 3, supervisor_owner,
               DecideFirst, 0},
    ReasonLine{ExceptionReason::CashOnly, "Payer pays in cash only", ReturnToPayer, 3,
               supervisor_owner, DecideFirst, 0},
    ReasonLine{ExceptionReason::ClosedAccount, "Closed account", Accept, 5, supervisor_owner,
               DepositFirst, 0},
    ReasonLine{ExceptionReason::OverLimit, "Over the limit", Pull, 1, supervisor_owner, DecideFirst,
               0},
    ReasonLine{ExceptionReason::Other, "Other", Pull, 3, supervisor_owner, DecideFirst, 0},
};
static_assert(reason_lines.size() == exception_reason_names.size());

const ReasonLine& line_of(ExceptionReason reason) {
  const auto found = std::ranges::find(reason_lines, reason, &ReasonLine::reason);
  ENSURE(found != reason_lines.end());
  return *found;
}

std::map<ExceptionReason, ExceptionPolicy> default_policies() {
  std::map<ExceptionReason, ExceptionPolicy> policies;
  for (const auto& line : reason_lines) {
    policies[line.reason] = {line.at_deadline, line.days, std::string{line.owner}, line.when,
                             line.clock_days};
  }
  return policies;
}

}  // namespace

const Department* find_department(const ExceptionRules& rules, std::string_view id) {
  const auto found = std::ranges::find(rules.departments, id, &Department::id);
  return found == rules.departments.end() ? nullptr : &*found;
}

bool is_owner(const ExceptionRules& rules, std::string_view owner) {
  return owner == supervisor_owner || owner == treasury_owner ||
         find_department(rules, owner) != nullptr;
}

const ExceptionPolicy& default_policy(ExceptionReason reason) {
  static const auto policies = default_policies();
  return policies.at(reason);
}

const ExceptionPolicy& policy_of(const ExceptionRules& rules, ExceptionReason reason) {
  const auto found = rules.policies.find(reason);
  return found == rules.policies.end() ? default_policy(reason) : found->second;
}

std::string_view words_of(ExceptionReason reason) {
  return line_of(reason).words;
}

}  // namespace lockbox::deposit
