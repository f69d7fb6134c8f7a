#include "deposit/planning/planner.h"

#include <algorithm>
#include <map>

#include "deposit/work/journal.h"

namespace lockbox::deposit {

namespace {

/// Items by deposit account; the order of account names is the order of the plan.
using ItemsByAccount = std::map<std::string, std::vector<const Item*>>;

bool is_cleared_tender(const Item& item) {
  return item.kind == ItemKind::Tender && item.state == ItemState::Cleared;
}

ItemsByAccount cleared_items(const BatchContents& contents, const Site& site) {
  std::map<std::int64_t, const Transaction*> transactions;
  for (const auto& transaction : contents.transactions) {
    transactions.emplace(transaction.key, &transaction);
  }
  ItemsByAccount items;
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
    items[account].push_back(&item);
  }
  return items;
}

bool fits(const Deposit& deposit, const Item& item, const DepositAccount& account) {
  return static_cast<std::int64_t>(deposit.items.size()) < account.ticket_items_max &&
         deposit.total + *item.amount <= account.ticket_amount_max;
}

void plan_account(DepositPlan& plan, const DepositAccount& account,
                  const std::vector<const Item*>& items) {
  Deposit ticket;
  ticket.deposit_account = account.id;
  for (const auto* item : items) {
    if (*item->amount > account.ticket_amount_max) {
      plan.unplaceable.push_back({item->sequence, *item->amount, HoldCause::AboveTicketLimit,
                                  "The item exceeds the ticket limit of " + account.id + ", " +
                                      account.ticket_amount_max.to_string() + "."});
      continue;
    }
    if (!fits(ticket, *item, account)) {
      plan.deposits.push_back(ticket);
      ticket.items.clear();
      ticket.total = Money{};
    }
    ticket.items.push_back(item->sequence);
    ticket.total += *item->amount;
  }
  if (!ticket.items.empty()) plan.deposits.push_back(ticket);
}

}  // namespace

DepositPlan plan_deposits(const BatchContents& contents, const Site& site) {
  DepositPlan plan;
  for (const auto& [account_id, items] : cleared_items(contents, site)) {
    const auto* account = site.deposit_account(account_id);
    if (account != nullptr) {
      plan_account(plan, *account, items);
      continue;
    }
    for (const auto* item : items) {
      plan.unplaceable.push_back({item->sequence, *item->amount, HoldCause::NoDepositAccount,
                                  "The site has no deposit account " + account_id + "."});
    }
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
