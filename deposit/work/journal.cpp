#include "deposit/work/journal.h"

#include <algorithm>
#include <map>
#include <vector>

namespace lockbox::deposit {

namespace {

void credit_receivable(JournalEntry& entry, const Application& application) {
  entry.lines.push_back({Ledger::Receivable, application.fund, application.deposit_account,
                         application.account, Money{} - application.amount});
}

/// Keys with their sums, in order of first appearance.
class OrderedSums {
 public:
  void add(const std::string& key, Money amount) {
    const auto found = std::ranges::find(sums_, key, &std::pair<std::string, Money>::first);
    if (found == sums_.end()) {
      sums_.emplace_back(key, amount);
    } else {
      found->second += amount;
    }
  }
  /// The first key with the largest sum.
  [[nodiscard]] const std::string& largest() const {
    return std::ranges::max_element(sums_, {}, &std::pair<std::string, Money>::second)->first;
  }

 private:
  std::vector<std::pair<std::string, Money>> sums_;
};

}  // namespace

void owe(JournalEntry& entry, const DepositHome& home, const DepositHome& other, Money amount) {
  if (home.fund == other.fund) return;
  entry.lines.push_back(
      {Ledger::DueTo, home.fund, other.deposit_account, AccountNumber{}, Money{} - amount});
  entry.lines.push_back(
      {Ledger::DueFrom, other.fund, home.deposit_account, AccountNumber{}, amount});
}

DepositHome home_of_applications(std::span<const Application> given) {
  ENSURE(!given.empty());
  OrderedSums accounts;
  for (const auto& applied : given) {
    accounts.add(applied.deposit_account, applied.amount);
  }
  DepositHome home{accounts.largest(), {}};
  OrderedSums funds;
  for (const auto& applied : given) {
    if (applied.deposit_account == home.deposit_account) funds.add(applied.fund, applied.amount);
  }
  home.fund = funds.largest();
  return home;
}

DepositHome home_of(const Transaction& transaction, const Site& site) {
  if (transaction.applied.empty()) return {site.suspense_deposit_account, site.suspense_fund};
  return home_of_applications(transaction.applied);
}

std::optional<JournalEntry> apply_entry(const Transaction& transaction, const Site& site) {
  if (transaction.tender.is_zero()) return std::nullopt;
  const auto home = home_of(transaction, site);
  JournalEntry entry{EntryKind::Apply, transaction.key, {}, "Tender applied.", {}};
  entry.lines.push_back({Ledger::UndepositedTender, home.fund, home.deposit_account,
                         AccountNumber{}, transaction.tender});
  for (const auto& application : transaction.applied) {
    owe(entry, home, {application.deposit_account, application.fund}, application.amount);
    credit_receivable(entry, application);
  }
  if (!transaction.suspense.is_zero()) {
    owe(entry, home, {site.suspense_deposit_account, site.suspense_fund}, transaction.suspense);
    entry.lines.push_back({Ledger::Suspense, site.suspense_fund, site.suspense_deposit_account,
                           AccountNumber{}, Money{} - transaction.suspense});
  }
  ENSURE(is_balanced(entry));
  return entry;
}

std::optional<JournalEntry> reapply_entry(const Transaction& before, const Transaction& after,
                                          const DepositHome& suspense) {
  const auto moved = before.suspense - after.suspense;
  if (moved.is_zero()) return std::nullopt;
  JournalEntry entry{EntryKind::Reapply, after.key, {}, "Applied from suspense.", {}};
  entry.lines.push_back(
      {Ledger::Suspense, suspense.fund, suspense.deposit_account, AccountNumber{}, moved});
  for (auto application : after.applied) {
    const auto earlier = std::ranges::find_if(before.applied, [&](const Application& one) {
      return one.account == application.account && one.fund == application.fund &&
             one.deposit_account == application.deposit_account;
    });
    if (earlier != before.applied.end()) application.amount -= earlier->amount;
    if (application.amount.is_zero()) continue;
    owe(entry, suspense, {application.deposit_account, application.fund}, application.amount);
    credit_receivable(entry, application);
  }
  ENSURE(is_balanced(entry));
  return entry;
}

bool is_balanced(const JournalEntry& entry) {
  std::map<std::string, Money> by_fund;
  for (const auto& line : entry.lines) by_fund[line.fund] += line.amount;
  return std::ranges::all_of(by_fund, [](const auto& fund) { return fund.second.is_zero(); });
}

}  // namespace lockbox::deposit
