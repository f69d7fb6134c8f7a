#include "service/work/deposits_view.h"

#include <algorithm>

#include "core/file.h"
#include "deposit/model/person.h"
#include "service/process/deposits.h"
#include "service/process/outputs.h"

namespace lockbox::service::work {

using deposit::Deposit;
using deposit::DepositState;

namespace {

bool holds_right(const deposit::User& user, auth::Right right) {
  return std::ranges::any_of(user.roles, [&](const std::string& role) {
    const auto rights = auth::rights_of_role(role);
    return rights && rights->has(right);
  });
}

/// "Theo Grant, Ann Lee or Sam Okafor".
std::string any_of_names(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::vector<std::string> possible_approvers(const std::vector<deposit::User>& users,
                                            const std::string& preparer) {
  std::vector<std::string> names;
  for (const auto& user : users) {
    if (!user.is_active || deposit::is_same_person(user.name, preparer)) continue;
    if (holds_right(user, auth::Right::ApproveDeposit)) names.push_back(user.full_name);
  }
  return names;
}

std::string full_name_of(const std::vector<deposit::User>& users, const std::string& name) {
  const auto found = std::ranges::find_if(
      users, [&](const auto& user) { return deposit::is_same_person(user.name, name); });
  return found == users.end() ? name : found->full_name;
}

void judge_approval(DepositView& view, const std::vector<deposit::User>& users,
                    const Viewer& viewer) {
  const auto& deposit = view.deposit;
  if (deposit.state == DepositState::Approved) {
    view.approval_note = "Approved by " + full_name_of(users, deposit.approved_by) + ".";
    return;
  }
  const auto approvers = possible_approvers(users, deposit.prepared_by);
  const auto who = approvers.empty()
                       ? std::string{"nobody else has the right yet, an administrator can give it"}
                       : any_of_names(approvers);
  if (deposit::is_same_person(deposit.prepared_by, viewer.name)) {
    view.approval_note = "You built this deposit, so someone else must approve it: " + who + ".";
  } else if (!viewer.rights.has(auth::Right::ApproveDeposit)) {
    view.approval_note = "You may not approve deposits; this one waits for " + who + ".";
  } else {
    view.may_approve = true;
    view.approval_note = "Built by " + full_name_of(users, deposit.prepared_by) +
                         "; with your approval it is final.";
  }
}

Money ledger_sum_of(const deposit::BatchContents& contents, const Deposit& deposit) {
  Money sum;
  for (const auto& entry : contents.entries) {
    if (entry.kind != deposit::EntryKind::Deposit || entry.ticket != deposit.ticket) continue;
    for (const auto& line : entry.lines) {
      if (line.ledger == deposit::Ledger::Bank) sum += line.amount;
    }
  }
  return sum;
}

Money items_sum_of(const BatchIndex& index, const Deposit& deposit) {
  Money sum;
  for (const auto sequence : deposit.items) {
    const auto* item = index.item(sequence);
    if (item != nullptr && item->amount) sum += *item->amount;
  }
  return sum;
}

}  // namespace

Result<std::vector<DepositView>> view_deposits(deposit::Books& books, const deposit::Site& site,
                                               const ProvenBatch& batch, const Viewer& viewer) {
  const auto users = TRY(books.people().users());
  const auto& contents = batch.contents;
  const BatchIndex index{contents};
  const auto files = name_outputs(contents);
  std::vector<DepositView> views;
  for (const auto& deposit : contents.deposits) {
    DepositView view{deposit,
                     contents.batch.id,
                     contents.batch.header.lockbox,
                     contents.batch.header.business_day,
                     {},
                     {},
                     items_sum_of(index, deposit),
                     ledger_sum_of(contents, deposit),
                     {},
                     false,
                     {}};
    if (const auto* account = site.deposit_account(deposit.deposit_account)) {
      view.account_name = account->name;
      view.bank = account->bank;
    }
    for (const auto& name : files.at(deposit.ticket)) {
      view.files.push_back({name, name.ends_with(".pdf") ? "deposit_ticket" : "posting"});
    }
    judge_approval(view, users, viewer);
    views.push_back(std::move(view));
  }
  return views;
}

Result<ProvenBatch> batch_of_deposit(deposit::Books& books, const deposit::Site& site,
                                     const DepositName& name) {
  const auto id = TRY(books.finder().batch_of(site.id, name.lockbox, name.ticket));
  if (!id) {
    return fail(ErrorCode::NotFound,
                "There is no deposit " + name.ticket + " of lockbox " + name.lockbox + ".");
  }
  return load_proven(books.store(), site.id, *id);
}

Result<BuiltDeposits> build_deposits(deposit::Books& books, const deposit::Site& site,
                                     BatchId batch, const std::filesystem::path& folder,
                                     const deposit::Actor& preparer) {
  const DepositPeople people{.prepared_by = preparer.name, .approved_by = {}};
  TRY(check_two_people(people));
  const auto before = TRY(load_proven(books.store(), site.id, batch));
  if (!before.control.holds()) {
    return fail(ErrorCode::OutOfBalance, before.control.sentence());
  }
  BuiltDeposits built;
  built.unplaceable = TRY(deposit_batch(books.store(), batch, site, people, before.control));
  const auto after = TRY(books.store().load_batch(batch));
  for (const auto& deposit : after.deposits) {
    const auto& known = before.contents.deposits;
    if (std::ranges::find(known, deposit.ticket, &Deposit::ticket) == known.end()) {
      built.deposits.push_back(deposit);
    }
  }
  if (built.deposits.empty() && built.unplaceable.empty()) {
    return fail(ErrorCode::Conflict, "Nothing is cleared that is in no deposit yet.");
  }
  TRY(make_directory_durably(folder));
  TRY(write_outputs(books.store(), batch, site, folder));
  return built;
}

Result<ProvenBatch> approve_deposit(deposit::Books& books, const deposit::Site& site,
                                    const Approval& approval, const std::filesystem::path& folder,
                                    const deposit::Actor& approver) {
  const auto& name = approval.name;
  const auto before = TRY(batch_of_deposit(books, site, name));
  const auto& deposits = before.contents.deposits;
  const auto found = std::ranges::find(deposits, name.ticket, &Deposit::ticket);
  ENSURE(found != deposits.end());
  if (found->total != approval.total_seen) {
    return fail(ErrorCode::Conflict, "Deposit " + name.ticket + " is " + found->total.to_string() +
                                         ", not " + approval.total_seen.to_string() +
                                         "; look at it again, then approve it.");
  }
  TRY(check_two_people({.prepared_by = found->prepared_by, .approved_by = approver.name}));
  auto& store = books.store();
  TRY(store.approve_deposit(site.id, name.lockbox, name.ticket, approver));
  TRY(mark_deposited(store, before.contents.batch.id));
  TRY(make_directory_durably(folder));
  TRY(write_outputs(store, before.contents.batch.id, site, folder));
  return load_proven(store, site.id, before.contents.batch.id);
}

}  // namespace lockbox::service::work
