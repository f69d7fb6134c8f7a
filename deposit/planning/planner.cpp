#include "deposit/planning/planner.h"

#include <algorithm>
#include <map>

#include "deposit/work/journal.h"

namespace lockbox::deposit {

namespace {

bool is_cleared_tender(const Item& item) {
  return item.kind == ItemKind::Tender && item.state == ItemState::Cleared;
}

std::vector<PlanItem> cleared_items(const BatchContents& contents, const Site& site) {
  std::map<std::int64_t, const Transaction*> transactions;
  for (const auto& transaction : contents.transactions) {
    transactions.emplace(transaction.key, &transaction);
  }
  const auto& batch = contents.batch;
  std::vector<PlanItem> items;
  for (const auto& item : contents.items) {
    if (!is_cleared_tender(item)) continue;
    ENSURE(item.transaction && item.amount);
    // The home is where the money was first applied; later research does not move paper.
    const auto entry = std::ranges::find_if(contents.entries, [&](const JournalEntry& candidate) {
      return candidate.kind == EntryKind::Apply && candidate.transaction == *item.transaction;
    });
    const auto account = entry != contents.entries.end()
                             ? entry->lines.front().deposit_account
                             : home_of(*transactions.at(*item.transaction), site).deposit_account;
    items.push_back({.place = {batch.id, item.sequence},
                     .lockbox = batch.header.lockbox,
                     .business_day = batch.header.business_day,
                     .tender = item.tender.value_or(TenderKind::Check),
                     .amount = *item.amount,
                     .deposit_account = account,
                     .released_at = {}});
  }
  return items;
}

}  // namespace

DepositPlan plan_deposits(const BatchContents& contents, const Site& site) {
  const auto items = cleared_items(contents, site);
  const PlanRequest request{.site = site, .day = contents.batch.header.business_day};
  const auto planned = plan_day(items, request);
  const auto fault = first_plan_fault(items, planned, request);
  ENSURE(!fault);
  DepositPlan plan;
  for (const auto& deposit : planned.deposits) {
    Deposit ticket;
    ticket.deposit_account = deposit.deposit_account;
    ticket.total = deposit.total;
    for (const auto& item : deposit.items) ticket.items.push_back(item.place.sequence);
    plan.deposits.push_back(std::move(ticket));
  }
  for (const auto& waiting : planned.waiting) {
    plan.unplaceable.push_back(
        {waiting.place.sequence, waiting.amount, waiting.hold.cause, waiting.hold.reason});
  }
  return plan;
}

DepositPlan hold_deposits(const BatchContents& contents, const std::string& reason) {
  DepositPlan plan;
  for (const auto& item : contents.items) {
    if (!is_cleared_tender(item)) continue;
    plan.unplaceable.push_back({item.sequence, *item.amount, HoldCause::BatchOutOfBalance, reason});
  }
  return plan;
}

}  // namespace lockbox::deposit
