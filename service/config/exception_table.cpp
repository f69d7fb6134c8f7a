#include "service/config/exception_table.h"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "deposit/decide/policy.h"

namespace lockbox::service {
namespace {

using deposit::ExceptionRules;

constexpr std::int64_t days_max = 365;

/// The named value of a key, or nothing where the key is missing or names none.
template <class Enum, std::size_t N>
std::optional<Enum> read_name(TableReader& table, std::string_view key, const Names<N>& names) {
  const auto text = table.optional_text(key);
  if (text.empty()) return std::nullopt;
  const auto value = parse_name<Enum>(names, text);
  if (value) return *value;
  table.fault(key, fmt::format("'{}' is none of {}.", text, fmt::join(names, ", ")));
  return std::nullopt;
}

std::vector<deposit::Department> read_departments(TableReader& file) {
  std::vector<deposit::Department> departments;
  if (!file.place_of("department")) return departments;
  std::set<std::string> seen{std::string{deposit::supervisor_owner},
                             std::string{deposit::treasury_owner}};
  for (auto& table : file.tables("department")) {
    deposit::Department department{table.identifier("id"), table.text("name"), {}};
    for (const auto& person : table.texts("people")) department.people.push_back(person.text);
    if (!seen.insert(department.id).second) {
      table.fault("id", fmt::format("'{}' is taken already.", department.id));
    }
    table.refuse_unknown_keys();
    departments.push_back(std::move(department));
  }
  return departments;
}

/// What of a policy the file says otherwise than the program.
void read_policy(TableReader& table, const ExceptionRules& rules,
                 deposit::ExceptionPolicy& policy) {
  using deposit::ExceptionAction;
  const auto action =
      read_name<ExceptionAction>(table, "at_deadline", deposit::exception_action_names);
  const bool needs_more =
      action == ExceptionAction::HoldUntil || action == ExceptionAction::SendToDepartment;
  if (needs_more) {
    table.fault("at_deadline", "Nobody would say until when, or to whom.");
  }
  policy.at_deadline = action.value_or(policy.at_deadline);
  policy.when = read_name<deposit::DecideWhen>(table, "when", deposit::decide_when_names)
                    .value_or(policy.when);
  if (table.place_of("days")) policy.days = static_cast<int>(table.count("days", days_max));
  if (table.place_of("clock_days")) {
    policy.clock_days = static_cast<int>(table.count("clock_days", days_max));
  }
  if (const auto owner = table.optional_text("owner"); !owner.empty()) {
    policy.owner = owner;
    if (!deposit::is_owner(rules, owner)) {
      table.fault("owner", fmt::format("'{}' is neither \"{}\", \"{}\" nor a [[department]].",
                                       owner, deposit::supervisor_owner, deposit::treasury_owner));
    }
  }
}

void read_rules(TableReader& exceptions, ExceptionRules& rules) {
  if (!exceptions.place_of("rule")) return;
  for (auto& table : exceptions.tables("rule")) {
    const auto text = table.text("reason");
    const auto reason =
        read_name<deposit::ExceptionReason>(table, "reason", deposit::exception_reason_names);
    auto policy = deposit::default_policy(reason.value_or(deposit::ExceptionReason::Other));
    read_policy(table, rules, policy);
    table.refuse_unknown_keys();
    if (!reason) continue;
    if (!rules.policies.emplace(*reason, std::move(policy)).second) {
      table.fault("reason", fmt::format("'{}' has a rule already.", text));
    }
  }
}

}  // namespace

ExceptionRules read_exceptions(TableReader& file) {
  ExceptionRules rules;
  rules.departments = read_departments(file);
  auto table = file.table("exceptions", TableReader::Presence::Optional);
  if (!table) return rules;
  if (table->place_of("item_limit")) rules.item_limit = table->dollars("item_limit");
  read_rules(*table, rules);
  table->refuse_unknown_keys();
  return rules;
}

}  // namespace lockbox::service
