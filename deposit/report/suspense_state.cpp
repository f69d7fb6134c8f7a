#include "deposit/report/suspense_state.h"

#include "deposit/ledger/legal_rules.h"

namespace lockbox::deposit::report {

std::map<ledger::Origin, WaitingMoney> suspense_at_end(const Facts& facts, const Scope& scope) {
  std::map<ledger::Origin, WaitingMoney> items;
  for (const auto& line : facts.suspense) {
    if (line.batch_day > scope.to || !scope.has_lockbox(line.lockbox)) continue;
    auto& item = items[{line.batch, line.transaction}];
    item.lockbox = line.lockbox;
    item.since = line.batch_day.to_string();
    item.age_days = days_between(line.batch_day, scope.to);
    item.fund = line.fund;
    if (line.reason) item.reason = in_words(name_of(suspense_reason_names, *line.reason));
    item.amount += line.amount;
  }
  for (const auto& entry : facts.entries) {
    if (!entry.origin || entry.day > scope.to) continue;
    const auto item = items.find(*entry.origin);
    if (item == items.end()) continue;
    for (const auto& line : entry.lines) {
      if (line.spot.place == ledger::Place::Suspense) item->second.amount -= line.amount;
    }
  }
  std::erase_if(items, [](const auto& item) { return item.second.amount <= Money{}; });
  return items;
}

}  // namespace lockbox::deposit::report
