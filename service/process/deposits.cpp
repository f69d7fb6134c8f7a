#include "service/process/deposits.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace lockbox::service {

using deposit::Actor;
using deposit::BatchContents;
using deposit::TransactionState;

namespace {

constexpr auto program = "lockbox";

std::string folded(const std::string& name) {
  std::string plain;
  for (const char c : name) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return plain;
}

Result<void> approve_waiting(deposit::Store& store, const BatchContents& contents,
                             const std::string& approver) {
  const auto& header = contents.batch.header;
  for (const auto& deposit : contents.deposits) {
    if (deposit.state != deposit::DepositState::AwaitingApproval) continue;
    TRY(check_two_people({deposit.prepared_by, approver}));
    TRY(store.approve_deposit(header.site, header.lockbox, deposit.ticket, Actor{approver}));
  }
  return {};
}

/// The transactions all of whose tender lies in approved deposits.
deposit::WorkChanges deposited_transactions(const BatchContents& contents) {
  std::set<std::int64_t> approved;
  for (const auto& deposit : contents.deposits) {
    if (deposit.state == deposit::DepositState::Approved) {
      approved.insert(deposit.items.begin(), deposit.items.end());
    }
  }
  std::map<std::int64_t, std::int64_t> tender;
  std::map<std::int64_t, std::int64_t> banked;
  for (const auto& item : contents.items) {
    if (item.kind != deposit::ItemKind::Tender || !item.transaction) continue;
    ++tender[*item.transaction];
    if (approved.contains(item.sequence)) ++banked[*item.transaction];
  }
  deposit::WorkChanges changes;
  changes.reason = "All its tender lies in approved deposits.";
  for (auto transaction : contents.transactions) {
    if (transaction.state != TransactionState::Released) continue;
    if (tender[transaction.key] == 0 || tender[transaction.key] != banked[transaction.key])
      continue;
    transaction.state = TransactionState::Deposited;
    changes.transactions.push_back({transaction, {deposit::TransactionEvent::Deposit}});
  }
  return changes;
}

}  // namespace

Result<void> check_two_people(const DepositPeople& people) {
  if (people.approved_by.empty()) return {};
  if (folded(people.prepared_by) == folded(people.approved_by)) {
    return fail(ErrorCode::NotPermitted, people.approved_by +
                                             " prepared this deposit, so someone else must "
                                             "approve it.");
  }
  return {};
}

Result<std::vector<deposit::Unplaceable>> deposit_batch(deposit::Store& store, BatchId batch,
                                                        const deposit::Site& site,
                                                        const DepositPeople& people) {
  auto contents = TRY(store.load_batch(batch));
  auto plan = deposit::plan_deposits(contents, site);
  if (!plan.deposits.empty()) {
    const auto& batch_preparer = contents.batch.header.prepared_by;
    const Actor preparer{!people.prepared_by.empty() ? people.prepared_by
                         : !batch_preparer.empty()   ? batch_preparer
                                                     : program};
    TRY(store.make_deposits(batch, plan.deposits, preparer));
    contents = TRY(store.load_batch(batch));
  }
  if (!people.prepared_by.empty() && !people.approved_by.empty()) {
    TRY(approve_waiting(store, contents, people.approved_by));
    contents = TRY(store.load_batch(batch));
    const auto changes = deposited_transactions(contents);
    if (!changes.empty()) {
      TRY(store.commit_work(batch, changes, Actor{people.approved_by}));
    }
  }
  return std::move(plan.unplaceable);
}

}  // namespace lockbox::service
