#include "service/work/exceptions.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "deposit/decide/policy.h"
#include "deposit/output/exception_letter.h"
#include "encode/micr/line_of_font.h"
#include "service/process/settle.h"
#include "service/work/accounts.h"
#include "service/work/batch_view.h"
#include "service/work/checks.h"

namespace lockbox::service::work {

namespace {

Result<SettledBatch> change_case(deposit::Books& books, const deposit::Site& site, BatchId batch,
                                 const WantedCase& wanted) {
  auto& store = books.store();
  const auto contents = TRY(store.load_batch(batch));
  const auto accounts = TRY(known_accounts(store, site.id, contents.batch.header.lockbox));
  return change_case_and_settle(store, batch, site, accounts.index, wanted);
}

bool is_one_of(const std::vector<std::string>& people, const std::string& name) {
  return std::ranges::find(people, name) != people.end();
}

/// What is done by default, in words that stand on record.
deposit::WantedCaseStep default_step(const deposit::ExceptionCase& one,
                                     const deposit::ExceptionRules& rules, const std::string& note,
                                     const std::string& person) {
  auto action = one.proposed.value_or(deposit::policy_of(rules, one.reason).at_deadline);
  // A post-dated check without a date to wait for is the treasurer's.
  if (action == deposit::ExceptionAction::HoldUntil) action = deposit::ExceptionAction::Pull;
  return {action, std::nullopt, "", "Deadline passed: " + note, person};
}

}  // namespace

Result<BusinessDay> working_day(deposit::Books& books, const deposit::Site& site) {
  const auto days = TRY(books.days().days(site.id));
  if (days.empty()) {
    return fail(ErrorCode::NotFound, "No business day has begun; scan a batch first.");
  }
  return days.front().day;
}

bool may_decide(const Viewer& viewer, const deposit::ExceptionRules& rules,
                const std::string& owner) {
  if (viewer.rights.has(auth::Right::Force)) return true;
  if (owner == deposit::treasury_owner) return viewer.rights.has(auth::Right::ApproveDeposit);
  const auto* department = deposit::find_department(rules, owner);
  return department != nullptr && viewer.rights.has(auth::Right::Decide) &&
         is_one_of(department->people, viewer.name);
}

Result<deposit::FiledCase> raise_exception(deposit::Books& books, const deposit::Site& site,
                                           DocumentId document, deposit::RaisedException wanted) {
  const auto place = TRY(books.finder().place_of(document));
  if (!place) return fail(ErrorCode::NotFound, "There is no such document.");
  wanted.sequence = place->sequence;
  TRY(load_proven(books.store(), site.id, place->batch));
  TRY(change_case(books, site, place->batch, wanted));
  const auto filed = TRY(books.exceptions().cases(site.id, {false, std::nullopt, document}));
  const auto found =
      std::ranges::find_if(filed, [&](const auto& one) { return one.one.reason == wanted.reason; });
  if (found == filed.end()) {
    return fail(ErrorCode::Conflict, "Somebody has decided about it meanwhile.");
  }
  return *found;
}

Result<deposit::FiledCase> step_exception(deposit::Books& books, const deposit::Site& site,
                                          std::int64_t id, deposit::WantedCaseStep wanted,
                                          const Viewer& viewer) {
  const auto filed = TRY(books.exceptions().one(site.id, id));
  if (!may_decide(viewer, site.exceptions, filed.one.owner)) {
    return fail(ErrorCode::NotPermitted,
                fmt::format("Exception {} is for {} to decide.", id, filed.one.owner));
  }
  wanted.by = viewer.name;
  const auto today = TRY(working_day(books, site));
  TRY(change_case(books, site, filed.batch, deposit::FiledStep{id, today, std::move(wanted)}));
  return books.exceptions().one(site.id, id);
}

Result<int> apply_defaults(deposit::Books& books, const deposit::Site& site,
                           const std::string& note, const Viewer& viewer) {
  const auto today = TRY(working_day(books, site));
  int applied = 0;
  for (const auto& filed : TRY(books.exceptions().cases(site.id, {}))) {
    const auto& one = filed.one;
    if (!deposit::is_overdue(one, today) || !may_decide(viewer, site.exceptions, one.owner)) {
      continue;
    }
    const auto step = default_step(one, site.exceptions, note, viewer.name);
    const auto done =
        change_case(books, site, filed.batch, deposit::FiledStep{one.id, today, step});
    if (done) ++applied;
    if (!done && done.error().code != ErrorCode::Conflict) return tl::unexpected(done.error());
  }
  return applied;
}

Result<void> stop_payer(deposit::Books& books, const deposit::Site& site, DocumentId document,
                        const PayerStop& stop, const deposit::Actor& person) {
  const auto check = TRY(find_check(books, site, document));
  const auto today = TRY(working_day(books, site));
  const deposit::WantedStop wanted{stop.reason, stop.note, today, stop.until};
  return books.exceptions().add_stop(check.batch.contents.batch.id, check.facts()->micr, wanted,
                                     person);
}

Result<Bytes> letter_of(deposit::Books& books, const deposit::Site& site,
                        const std::string& organisation, std::int64_t id) {
  const auto filed = TRY(books.exceptions().one(site.id, id));
  if (filed.one.action != deposit::ExceptionAction::ReturnToPayer || filed.one.steps.empty()) {
    return fail(ErrorCode::Conflict, "Only what goes back to its payer has a letter.");
  }
  const auto proven = TRY(load_proven(books.store(), site.id, filed.batch));
  const auto facts =
      std::ranges::find(proven.facts, filed.one.sequence, &deposit::DocumentFacts::sequence);
  deposit::ExceptionLetter letter{
      .organisation = organisation,
      .practice = site.practice,
      .day = filed.one.steps.back().due.value_or(filed.one.raised_on),
      .reference = fmt::format("{}-{}-{}", filed.lockbox, filed.batch.value(), filed.one.sequence),
      .amount = filed.amount,
      .check_number = {},
      .reason = filed.one.reason};
  if (facts != proven.facts.end()) letter.check_number = encode::check_number_of(facts->micr);
  return deposit::render_exception_letter(letter);
}

}  // namespace lockbox::service::work
