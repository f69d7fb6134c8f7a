#include "service/work/deposits_view.h"

#include <algorithm>

#include "core/check.h"
#include "deposit/model/person.h"
#include "service/process/outputs.h"

namespace lockbox::service::work {

using deposit::DepositEvent;
using deposit::DepositRecord;

namespace {

bool holds_right(const deposit::User& user, auth::Right right) {
  return auth::rights_of(user.roles).has(right);
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

bool is_among(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::any_of(
      names, [&](const std::string& one) { return deposit::is_same_person(one, name); });
}

std::vector<std::string> possible_approvers(const std::vector<deposit::User>& users,
                                            const std::vector<std::string>& makers) {
  std::vector<std::string> names;
  for (const auto& user : users) {
    if (!user.is_active || is_among(makers, user.name)) continue;
    if (holds_right(user, auth::Right::ApproveDeposit)) names.push_back(user.full_name);
  }
  return names;
}

std::string full_name_of(const std::vector<deposit::User>& users, const std::string& name) {
  const auto found = std::ranges::find_if(
      users, [&](const auto& user) { return deposit::is_same_person(user.name, name); });
  return found == users.end() ? name : found->full_name;
}

/// Who may approve what these people made; where nobody is left, how it goes on.
std::string approvers_text(const std::vector<deposit::User>& users,
                           const deposit::DepositRecord& record) {
  const auto makers = record.makers();
  const auto approvers = possible_approvers(users, makers);
  if (!approvers.empty()) return any_of_names(approvers);
  // Of the makers the one who only submitted it may approve what a builder submits.
  const auto others = possible_approvers(users, record.builders());
  if (others.empty()) return "nobody else has the right yet, an administrator can give it";
  return "nobody else has the right.  Return it to draft; once " +
         full_name_of(users, makers.front()) + ", who built it, submits it, " +
         any_of_names(others) + " may approve it";
}

void judge_approval(DepositView& view, const std::vector<deposit::User>& users,
                    const Viewer& viewer) {
  const auto& record = view.record;
  if (is_approved(record.state) || record.state == deposit::DepositState::Rejected) {
    view.approval_note = "Approved by " + full_name_of(users, record.approved_by) + ".";
    return;
  }
  if (record.state != deposit::DepositState::AwaitingApproval) {
    view.approval_note = record.state == deposit::DepositState::Draft
                             ? "A draft; nobody can approve it before it is submitted."
                             : "Cancelled while it was a draft; its number stays.";
    return;
  }
  const auto makers = record.makers();
  const auto who = approvers_text(users, record);
  if (deposit::is_same_person(makers.front(), viewer.name)) {
    view.approval_note = "You built this deposit, so someone else must approve it: " + who + ".";
  } else if (is_among(record.builders(), viewer.name)) {
    view.approval_note = "You changed this deposit, so someone else must approve it: " + who + ".";
  } else if (is_among(makers, viewer.name)) {
    view.approval_note =
        "You submitted this deposit, so someone else must approve it: " + who + ".";
  } else if (!viewer.rights.has(auth::Right::ApproveDeposit)) {
    view.approval_note = "You may not approve deposits; this one waits for " + who + ".";
  } else {
    view.may_approve = true;
    view.approval_note =
        "Built by " + full_name_of(users, record.prepared_by) + "; with your approval it is final.";
  }
}

void judge_steps(DepositView& view, const Viewer& viewer) {
  for (const auto& step : deposit::deposit_transitions) {
    if (step.from != view.record.state || step.event == DepositEvent::Rearrange) continue;
    if (step.event == DepositEvent::Approve && !view.may_approve) continue;
    if (viewer.rights.meets(rights_for(step.event))) view.may.push_back(step.event);
  }
}

Money ledger_sum_of(const deposit::BatchContents& contents, const std::string& ticket) {
  Money sum;
  for (const auto& entry : contents.entries) {
    if (!is_of_deposit_total(entry.kind) || entry.ticket != ticket) continue;
    for (const auto& line : entry.lines) {
      if (line.ledger == deposit::Ledger::Bank) sum += line.amount;
    }
  }
  return sum;
}

void add_files(DepositProof& proof, const DepositRecord& record,
               const deposit::BatchContents& contents) {
  const auto files = name_outputs(contents);
  const auto found = files.find(record.ticket);
  if (found == files.end()) return;
  for (const auto& name : found->second) {
    if (!name.ends_with(".pdf")) proof.files.push_back({name, "posting"});
  }
}

Result<DepositProof> prove(deposit::Store& store, const DepositRecord& record) {
  DepositProof proof;
  const bool has_ticket = is_live(record.state) && record.state != deposit::DepositState::Draft;
  if (has_ticket) proof.files.push_back({ticket_file_of(record), "deposit_ticket"});
  for (const auto id : record.batches()) {
    const auto contents = TRY(store.load_tally(id));
    const BatchIndex index{contents};
    for (const auto& item : record.items) {
      if (item.place.batch != id) continue;
      const auto* document = index.document(item.place.sequence);
      const auto* captured = index.item(item.place.sequence);
      ENSURE(document != nullptr && captured != nullptr);
      const auto amount = captured->amount.value_or(Money{});
      proof.items_sum += amount;
      proof.lines.push_back({item.place, document->id, amount});
    }
    proof.ledger_sum += ledger_sum_of(contents, record.ticket);
    if (has_ticket) add_files(proof, record, contents);
  }
  return proof;
}

}  // namespace

Result<std::vector<DepositView>> view_records(const DepositSight& sight,
                                              const std::vector<DepositRecord>& records) {
  const auto users = TRY(sight.books.people().users());
  std::vector<DepositView> views;
  for (const auto& record : records) {
    DepositView view{.record = record,
                     .account_name = {},
                     .bank = {},
                     .may_approve = false,
                     .approval_note = {},
                     .may = {}};
    if (const auto* account = sight.site.deposit_account(record.deposit_account)) {
      view.account_name = account->name;
      view.bank = account->bank;
    }
    judge_approval(view, users, sight.viewer);
    judge_steps(view, sight.viewer);
    views.push_back(std::move(view));
  }
  return views;
}

Result<DepositDetail> view_deposit(const DepositSight& sight, const deposit::DepositName& name) {
  const auto record = TRY(sight.books.deposits().deposit(sight.site.id, name));
  auto views = TRY(view_records(sight, {record}));
  return DepositDetail{std::move(views.front()), TRY(prove(sight.books.store(), record))};
}

Result<std::vector<DepositView>> view_deposits(const DepositSight& sight,
                                               const ProvenBatch& batch) {
  std::vector<DepositRecord> records;
  for (const auto& share : batch.contents.deposits) {
    records.push_back(TRY(sight.books.deposits().deposit(
        sight.site.id, {batch.contents.batch.header.lockbox, share.ticket})));
  }
  return view_records(sight, records);
}

auth::RightSet rights_for(DepositEvent event) {
  using auth::Right;
  switch (event) {
    case DepositEvent::Submit:
    case DepositEvent::Rearrange:
    case DepositEvent::Cancel:
      return {Right::BuildDeposit};
    case DepositEvent::ReturnToDraft:
    case DepositEvent::Send:
      return {Right::BuildDeposit, Right::ApproveDeposit};
    case DepositEvent::Approve:
    case DepositEvent::Confirm:
    case DepositEvent::Adjust:
    case DepositEvent::Reject:
      return {Right::ApproveDeposit};
  }
  return {};
}

}  // namespace lockbox::service::work
