#include "deposit/report/clearing_time.h"

#include <algorithm>
#include <chrono>

#include "core/local_time.h"

namespace lockbox::deposit::report {

namespace {

/// When a deposit was approved last; nothing while it is not approved.
std::optional<Instant> approved_at(const DepositRecord& deposit) {
  if (!is_approved(deposit.state)) return std::nullopt;
  std::optional<Instant> at;
  for (const auto& step : deposit.steps) {
    if (step.event != DepositEvent::Approve) continue;
    const auto time = parse_instant(step.at);
    if (time) at = *time;
  }
  // Deposits of earlier versions have no steps: their banking day stands for the time.
  return at ? at : LocalTime{deposit.banking_day, {}}.instant();
}

}  // namespace

std::map<ItemPlace, Instant> approval_times(const Facts& facts) {
  std::map<ItemPlace, Instant> times;
  for (const auto& deposit : facts.deposits) {
    const auto at = approved_at(deposit);
    if (!at) continue;
    for (const auto& item : deposit.items) times.emplace(item.place, *at);
  }
  return times;
}

std::int64_t business_days_between(const BusinessDay& from, const BusinessDay& to,
                                   const std::vector<BusinessDay>& holidays) {
  namespace chrono = std::chrono;
  const chrono::sys_days first{from.date()};
  const chrono::sys_days last{to.date()};
  std::int64_t days = 0;
  for (auto day = first + chrono::days{1}; day <= last; day += chrono::days{1}) {
    const chrono::weekday weekday{day};
    const bool is_holiday = std::ranges::any_of(holidays, [&](const BusinessDay& holiday) {
      return chrono::sys_days{holiday.date()} == day;
    });
    if (weekday != chrono::Saturday && weekday != chrono::Sunday && !is_holiday) ++days;
  }
  return days;
}

std::vector<ItemTime> item_times(const Facts& facts, const Scope& scope) {
  const auto approvals = approval_times(facts);
  std::vector<ItemTime> times;
  times.reserve(facts.items.size());
  for (const auto& item : facts.items) {
    if (!item.amount || item.state == ItemState::Returned) continue;
    if (!scope.deposit_account.empty() && item.deposit_account != scope.deposit_account) continue;
    ItemTime time{.day = item.day, .source = {}, .amount = *item.amount};
    auto received = item.day;
    const auto arrival = facts.arrivals.find(item.batch);
    if (arrival != facts.arrivals.end()) {
      time.source = name_of(custody::mail_source_names, arrival->second.source);
      received = arrival->second.received;
    }
    const auto approved = approvals.find({item.batch, item.sequence});
    auto end = scope.to;
    if (approved != approvals.end()) {
      const auto day = LocalTime::of(approved->second).day;
      time.is_deposited = day <= scope.to;
      time.is_same_day = day <= item.day;
      end = std::min(day, scope.to);
    }
    time.days = business_days_between(received, end, facts.holidays);
    time.is_late = time.days > facts.rules.deposit_limits.of(time.source);
    times.push_back(std::move(time));
  }
  return times;
}

}  // namespace lockbox::deposit::report
