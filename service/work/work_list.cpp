#include "service/work/work_list.h"

#include <algorithm>

#include "deposit/model/person.h"

namespace lockbox::service::work {

using auth::Right;
using deposit::DayState;

namespace {

/// "1 deposit waits", "3 deposits wait".
std::string counted(std::int64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// What the batches of open days hold that people must do something about.
struct Pending {
  std::vector<std::int64_t> to_balance;  ///< Batches by number.
  std::vector<std::int64_t> to_release;
  std::vector<std::int64_t> to_build;
  std::vector<std::int64_t> to_rescan;
  std::int64_t rescans = 0;                                     ///< Documents.
  std::vector<std::pair<std::string, std::string>> to_approve;  ///< Lockbox and ticket.
};

void look_at(const ProvenBatch& batch, const deposit::Site& site, const Viewer& viewer,
             Pending& pending) {
  const auto& contents = batch.contents;
  const auto id = contents.batch.id.value();
  const auto rescans =
      std::ranges::count_if(batch.facts, &deposit::DocumentFacts::waits_for_rescan);
  pending.rescans += rescans;
  if (rescans > 0) pending.to_rescan.push_back(id);
  const bool is_captured = contents.batch.state == deposit::BatchState::InKeying ||
                           contents.batch.state == deposit::BatchState::Balanced;
  if (is_captured && !batch.control.holds() && batch.control.unkeyed == 0) {
    pending.to_balance.push_back(id);
  }
  if (batch.control.waits_for_release(site.balancing) &&
      !deposit::has_worked_on(contents, viewer.name)) {
    pending.to_release.push_back(id);
  }
  if (plan_batch(batch, site).is_ready) pending.to_build.push_back(id);
  for (const auto& deposit : contents.deposits) {
    if (deposit.state != deposit::DepositState::AwaitingApproval) continue;
    if (deposit::is_same_person(deposit.prepared_by, viewer.name)) continue;
    pending.to_approve.emplace_back(contents.batch.header.lockbox, deposit.ticket);
  }
}

std::string batch_href(const std::vector<std::int64_t>& batches) {
  return batches.size() == 1 ? "/batches/" + std::to_string(batches.front()) : "/batches";
}

std::int64_t size_of(const std::vector<std::int64_t>& batches) {
  return static_cast<std::int64_t>(batches.size());
}

Result<void> add_keying(deposit::Books& books, const deposit::Site& site, const Viewer& viewer,
                        WorkList& list) {
  if (!viewer.rights.has(Right::Key)) return {};
  const auto tasks = TRY(books.tasks().open_tasks(site.id, {}));
  const auto count = std::ranges::count_if(tasks, [&](const deposit::QueuedTask& task) {
    return !task.lease || deposit::is_same_person(task.lease->by, viewer.name);
  });
  if (count == 0) return {};
  list.lines.push_back({WorkKind::Key, count,
                        counted(count, "field waits to be keyed.", "fields wait to be keyed."),
                        "/key"});
  return {};
}

void add_batches(const Pending& pending, const Viewer& viewer, WorkList& list) {
  const auto& rights = viewer.rights;
  if (const auto count = size_of(pending.to_balance); count > 0 && rights.has(Right::Balance)) {
    list.lines.push_back({WorkKind::Balance, count,
                          counted(count, "batch does not balance.", "batches do not balance."),
                          batch_href(pending.to_balance)});
  }
  if (const auto count = size_of(pending.to_release); count > 0 && rights.has(Right::Force)) {
    list.lines.push_back(
        {WorkKind::Release, count,
         counted(count, "batch waits to be released.", "batches wait to be released."),
         batch_href(pending.to_release)});
  }
  const auto waiting = static_cast<std::int64_t>(pending.to_approve.size());
  if (waiting > 0 && rights.has(Right::ApproveDeposit)) {
    const auto& [lockbox, ticket] = pending.to_approve.front();
    list.lines.push_back(
        {WorkKind::Approve, waiting,
         counted(waiting, "deposit waits for approval.", "deposits wait for approval."),
         waiting == 1 ? "/deposits/" + lockbox + "/" + ticket : "/deposits"});
  }
  if (const auto count = size_of(pending.to_build); count > 0 && rights.has(Right::BuildDeposit)) {
    list.lines.push_back({WorkKind::Build, count,
                          counted(count, "batch can be deposited.", "batches can be deposited."),
                          batch_href(pending.to_build)});
  }
  if (pending.rescans > 0 && rights.has(Right::Capture)) {
    list.lines.push_back({WorkKind::Rescan, pending.rescans,
                          counted(pending.rescans, "document must be scanned again.",
                                  "documents must be scanned again."),
                          batch_href(pending.to_rescan)});
  }
}

void add_days(const std::vector<deposit::Day>& days, const Viewer& viewer, WorkList& list) {
  if (!viewer.rights.has(Right::CloseDay)) return;
  std::vector<std::string> due;
  for (const auto& day : days) {
    if (day.state == DayState::CutOff || day.state == DayState::Reopened) {
      due.push_back(day.day.to_string());
    }
  }
  if (due.empty()) return;
  const auto count = static_cast<std::int64_t>(due.size());
  list.lines.push_back({WorkKind::Close, count,
                        counted(count, "day is to be closed.", "days are to be closed."),
                        "/day/" + due.front()});
}

}  // namespace

Result<WorkList> work_for(deposit::Books& books, const deposit::Site& site, const Viewer& viewer) {
  WorkList list;
  Pending pending;
  auto days = TRY(books.days().days(site.id));
  const auto newest = days.empty() ? std::string{} : days.front().day.to_string();
  std::erase_if(days, [](const auto& day) { return day.state == DayState::Closed; });
  for (const auto& day : days) {
    const auto batches = TRY(batches_of(books.store(), site.id, day.day));
    for (const auto& batch : batches) {
      const auto proven = TRY(load_tallied(books.store(), site.id, batch.id));
      look_at(proven, site, viewer, pending);
      if (day.day.to_string() != newest) continue;
      list.keyed_today += std::ranges::count_if(proven.contents.tasks, [&](const auto& task) {
        return task.state == deposit::TaskState::Answered &&
               deposit::is_same_person(task.answered_by, viewer.name);
      });
    }
  }
  TRY(add_keying(books, site, viewer, list));
  add_batches(pending, viewer, list);
  add_days(days, viewer, list);
  return list;
}

}  // namespace lockbox::service::work
