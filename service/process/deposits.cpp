#include "service/process/deposits.h"

#include <map>
#include <set>

#include "deposit/model/person.h"

namespace lockbox::service {

using deposit::Actor;
using deposit::BatchContents;
using deposit::TransactionState;

namespace {

constexpr auto program_name = "lockbox";

Result<void> check_second_person(const std::string& prepared_by, const std::string& approved_by) {
  if (!deposit::is_same_person(prepared_by, approved_by)) return {};
  return fail(ErrorCode::NotPermitted,
              approved_by + " prepared this deposit, so someone else must approve it.");
}

Result<void> approve_waiting(deposit::Store& store, const BatchContents& contents,
                             const std::string& approver) {
  const auto& header = contents.batch.header;
  for (const auto& deposit : contents.deposits) {
    if (deposit.state != deposit::DepositState::AwaitingApproval) continue;
    TRY(check_second_person(deposit.prepared_by, approver));
    TRY(store.approve_deposit(header.site, header.lockbox, deposit.ticket, Actor{approver}));
  }
  return {};
}

/// The transactions all of whose tender lies in approved deposits.
deposit::WorkChanges deposited_transactions(const BatchContents& contents) {
  std::set<std::int64_t> approved;
  for (const auto& deposit : contents.deposits) {
    if (is_approved(deposit.state)) {
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
  for (const auto& name : {people.prepared_by, people.approved_by}) {
    if (name.empty()) continue;
    if (deposit::folded_name(name).empty()) {
      return fail(ErrorCode::InvalidInput, "'" + name + "' names nobody.");
    }
    if (deposit::is_same_person(name, program_name)) {
      return fail(ErrorCode::NotPermitted,
                  "'" + name + "' is the program; a deposit is for people to stand for.");
    }
  }
  if (people.approved_by.empty()) return {};
  return check_second_person(people.prepared_by, people.approved_by);
}

Result<void> mark_deposited(deposit::Store& store, BatchId batch) {
  const auto changes = deposited_transactions(TRY(store.load_batch(batch)));
  if (changes.empty()) return {};
  return store.commit_work(batch, changes, Actor{program_name});
}

Result<std::vector<deposit::Unplaceable>> deposit_batch(deposit::Store& store, BatchId batch,
                                                        const deposit::Site& site,
                                                        const DepositPeople& people,
                                                        const deposit::ControlProof& control) {
  auto contents = TRY(store.load_batch(batch));
  if (!control.holds()) return deposit::hold_deposits(contents, control.sentence()).unplaceable;
  auto plan = deposit::plan_deposits(contents, site);
  if (!plan.deposits.empty()) {
    const auto& batch_preparer = contents.batch.header.prepared_by;
    const Actor preparer{!people.prepared_by.empty() ? people.prepared_by
                         : !batch_preparer.empty()   ? batch_preparer
                                                     : program_name};
    TRY(store.make_deposits(batch, plan.deposits, preparer));
    contents = TRY(store.load_batch(batch));
  }
  if (!people.prepared_by.empty() && !people.approved_by.empty()) {
    TRY(approve_waiting(store, contents, people.approved_by));
  }
  TRY(mark_deposited(store, batch));
  return std::move(plan.unplaceable);
}

}  // namespace lockbox::service
