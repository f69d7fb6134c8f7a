#include "service/work/deposit_desk.h"

#include <algorithm>

#include "core/file.h"
#include "service/process/deposits.h"
#include "service/process/outputs.h"

namespace lockbox::service::work {

using deposit::Deposit;
using deposit::DepositRecord;

namespace {

/// Writes the tickets and posting files of all batches that feed the deposit.
Result<void> write_files(deposit::Store& store, const deposit::Site& site,
                         const DepositRecord& deposit, const std::filesystem::path& folder) {
  TRY(make_directory_durably(folder));
  TRY(write_shared_ticket(store, deposit, site, folder));
  for (const auto batch : deposit.batches()) TRY(write_outputs(store, batch, site, folder));
  return {};
}

/// A draft that is final stays final when it is planned anew.
std::vector<std::string> finals_of(const PlanWish& wish, const deposit::PlanBasis& basis) {
  auto finals = wish.finals;
  for (const auto& draft : basis.drafts) {
    if (draft.kind != deposit::DepositKind::Final || draft.banking_day != wish.day) continue;
    if (std::ranges::find(finals, draft.deposit_account) == finals.end()) {
      finals.push_back(draft.deposit_account);
    }
  }
  return finals;
}

/// C-22 asks again of each deposit, since the site's words may have changed since it was planned.
Result<void> check_depository(const deposit::Site& site, const DepositRecord& deposit) {
  if (!site.has_public_money) return {};
  const auto* account = site.deposit_account(deposit.deposit_account);
  if (account != nullptr && account->is_public_depository) return {};
  return fail(ErrorCode::Conflict, "The bank of " + deposit.deposit_account +
                                       " is not marked as a public depository, and this site's "
                                       "money is public; return the deposit to draft, or have the "
                                       "bank marked.");
}

}  // namespace

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
    if (before.control.waits_for_release(site.balancing)) {
      return fail(ErrorCode::Conflict, plan_batch(before, site).reason);
    }
    return fail(ErrorCode::Conflict, "Nothing is cleared that is in no deposit yet.");
  }
  TRY(make_directory_durably(folder));
  TRY(write_outputs(books.store(), batch, site, folder));
  return built;
}

bool DayPlanView::is_news() const {
  if (!changes.empty()) return true;
  return std::ranges::any_of(plan.deposits, [&](const deposit::PlannedDeposit& planned) {
    const auto draft =
        std::ranges::find(basis.drafts, planned.ticket, &deposit::StandingDeposit::ticket);
    return draft == basis.drafts.end() || draft->kind != planned.kind;
  });
}

Result<DayPlanView> plan_day_of(deposit::Books& books, const deposit::Site& site,
                                const PlanWish& wish) {
  for (const auto& account : wish.finals) {
    if (site.deposit_account(account) != nullptr) continue;
    return fail(ErrorCode::InvalidInput, "The site has no deposit account " + account + ".",
                "/finals");
  }
  DayPlanView view{.basis = TRY(books.deposits().plan_basis(site.id, wish.day)),
                   .plan = {},
                   .proof = {},
                   .changes = {},
                   .token = {}};
  const deposit::PlanRequest request{.site = site,
                                     .day = wish.day,
                                     .finals = finals_of(wish, view.basis),
                                     .drafts = view.basis.drafts,
                                     .made_finals = view.basis.made_finals};
  view.plan = deposit::plan_day(view.basis.items, request);
  if (const auto fault = deposit::first_plan_fault(view.basis.items, view.plan, request)) {
    return fail(ErrorCode::OutOfBalance,
                "The plan does not prove, so nothing is built.  " + *fault);
  }
  view.proof = deposit::proof_of(view.basis.items, view.plan);
  view.changes = deposit::changes_of(view.basis.items, view.plan);
  view.token = deposit::token_of(view.plan);
  return view;
}

Result<std::vector<DepositRecord>> build_day(deposit::Books& books, const deposit::Site& site,
                                             const PlanWish& wish, const std::string& token,
                                             const deposit::Actor& actor) {
  TRY(check_two_people({.prepared_by = actor.name, .approved_by = {}}));
  const auto view = TRY(plan_day_of(books, site, wish));
  if (view.token != token) {
    return fail(ErrorCode::Conflict,
                "The plan has changed since it was shown; look at it again, then build it.");
  }
  if (!view.plan.refused_finals.empty()) {
    return fail(ErrorCode::Conflict, view.plan.refused_finals.front().reason);
  }
  if (!view.is_news()) {
    return fail(ErrorCode::Conflict,
                view.plan.deposits.empty()
                    ? "Nothing is released that could go to a bank now."
                    : "The drafts hold what the plan says already; submit them.");
  }
  return books.deposits().arrange(site.id, wish.day, view.plan, actor);
}

Result<DepositRecord> approve_deposit(deposit::Books& books, const deposit::Site& site,
                                      const Approval& approval, const std::filesystem::path& folder,
                                      const deposit::Actor& approver) {
  const auto& name = approval.name;
  const auto before = TRY(books.deposits().deposit(site.id, name));
  if (before.total != approval.total_seen) {
    return fail(ErrorCode::Conflict, "Deposit " + name.ticket + " is " + before.total.to_string() +
                                         ", not " + approval.total_seen.to_string() +
                                         "; look at it again, then approve it.");
  }
  TRY(check_two_people({.prepared_by = before.prepared_by, .approved_by = approver.name}));
  TRY(check_depository(site, before));
  auto& store = books.store();
  TRY(store.approve_deposit(site.id, name.lockbox, name.ticket, approver));
  for (const auto batch : before.batches()) TRY(mark_deposited(store, batch));
  const auto after = TRY(books.deposits().deposit(site.id, name));
  TRY(write_files(store, site, after, folder));
  return after;
}

Result<DepositRecord> step_deposit(deposit::Books& books, const deposit::Site& site,
                                   const NamedStep& step, const std::filesystem::path& folder,
                                   const deposit::Actor& actor) {
  const auto& [name, wanted] = step;
  if (wanted.event == deposit::DepositEvent::Submit) {
    TRY(check_two_people({.prepared_by = actor.name, .approved_by = {}}));
    const auto before = TRY(books.deposits().deposit(site.id, name));
    TRY(check_depository(site, before));
  }
  const auto after = TRY(books.deposits().step(site.id, name, wanted, actor));
  if (wanted.event == deposit::DepositEvent::Submit) {
    TRY(write_files(books.store(), site, after, folder));
  }
  return after;
}

}  // namespace lockbox::service::work
