#include "service/process/settle.h"

#include <algorithm>
#include <utility>

#include "deposit/decide/envelope.h"
#include "deposit/decide/foreign_line.h"
#include "deposit/decide/policy.h"
#include "deposit/work/changes.h"
#include "deposit/work/derive.h"
#include "deposit/work/kinds.h"
#include "deposit/work/pictures.h"
#include "encode/micr/line_of_font.h"
#include "service/process/knowledge.h"

namespace lockbox::service {

namespace {

/// Every round answers tasks or moves states along their tables, so the end is near; a batch that
/// has not settled by then shows a bug.
constexpr int rounds_max = 100;
/// Derived changes that came too late, somebody else having settled the batch meanwhile.
constexpr int lost_races_max = 20;

Result<deposit::PriorChecks> prior_checks_of(deposit::Store& store,
                                             const deposit::BatchContents& contents,
                                             const std::vector<deposit::DocumentFacts>& documents) {
  deposit::PriorChecks prior;
  for (const auto& facts : documents) {
    if (!facts.is_tender() || !facts.amount || !encode::is_whole_line(facts.micr)) continue;
    const auto found = TRY(store.prior_checks(contents.batch.id, facts.micr, *facts.amount));
    if (!found.empty()) prior.emplace(facts.sequence, found.front());
  }
  return prior;
}

/// Answers the tasks that are open, one commit for each person who answered.
Result<bool> answer_tasks(deposit::Store& store, BatchId batch,
                          std::vector<deposit::TaskChange> accepted) {
  std::ranges::stable_sort(accepted, {}, [](const auto& change) -> const std::string& {
    return change.after.answered_by;
  });
  bool any = false;
  for (auto begin = accepted.begin(); begin != accepted.end();) {
    const auto& person = begin->after.answered_by;
    const auto end = std::find_if(begin, accepted.end(), [&](const auto& change) {
      return change.after.answered_by != person;
    });
    deposit::WorkChanges changes;
    changes.tasks.assign(begin, end);
    changes.reason = "Keyed.";
    TRY(store.commit_work(batch, changes, deposit::Actor{person}));
    any = true;
    begin = end;
  }
  return any;
}

Result<std::vector<deposit::DocumentFacts>> facts_of(deposit::Store& store,
                                                     const deposit::BatchContents& contents) {
  const auto given = deposit::answers_of(contents.tasks);
  auto documents = deposit::gather_facts(contents, given, {});
  const auto prior = TRY(prior_checks_of(store, contents, documents));
  if (!prior.empty()) documents = deposit::gather_facts(contents, given, prior);
  return documents;
}

Result<deposit::MatchKnowledge> known_now(deposit::Store& store, BatchId batch,
                                          const deposit::AccountIndex& accounts,
                                          const std::vector<deposit::DocumentFacts>& documents) {
  return knowledge_of({store, batch, deposit::PayersAsOf::Now}, accounts, documents,
                      TRY(store.match_rules(batch)));
}

std::string_view words_of(deposit::DecisionKind kind) {
  switch (kind) {
    case deposit::DecisionKind::Hold:
      return "Held: ";
    case deposit::DecisionKind::Return:
      return "Returned to the payer: ";
    case deposit::DecisionKind::Resume:
      return "Taken up again: ";
  }
  return "";
}

/// Slips of the counter are no mail: what is derived from them would wipe their receipt.
Result<void> check_is_mail(const deposit::BatchContents& contents) {
  if (!contents.counter) return {};
  return fail(ErrorCode::Conflict, "This was taken at the counter; void its receipt instead.");
}

/// The decision, by itself or with a case, with all that follows from it as the batch stands now.
Result<deposit::WorkChanges> decided_changes(deposit::Store& store, const deposit::Site& site,
                                             const deposit::AccountIndex& accounts,
                                             deposit::BatchContents contents,
                                             const deposit::Decision& wanted) {
  TRY(check_is_mail(contents));
  const auto batch = contents.batch.id;
  auto decisions = TRY(deposit::decide_envelope(contents, wanted));
  auto& known = contents.batch.decisions;
  known.insert(known.end(), decisions.begin(), decisions.end());
  const auto documents = TRY(facts_of(store, contents));
  const auto knowledge = TRY(known_now(store, batch, accounts, documents));
  const auto work = deposit::derive_work(
      {site, accounts, contents, documents, deposit::Release::NotYet, knowledge});
  auto changes = deposit::changes_to(contents, documents, work, site);
  changes.decisions = std::move(decisions);
  changes.reason = std::string{words_of(wanted.kind)} + wanted.reason;
  return changes;
}

/// What becomes of a case, with all that follows for its envelope.
Result<deposit::WorkChanges> case_changes(deposit::Store& store, const deposit::Site& site,
                                          const deposit::AccountIndex& accounts,
                                          deposit::BatchContents contents,
                                          const WantedCase& wanted) {
  TRY(check_is_mail(contents));
  const auto* raised = std::get_if<deposit::RaisedException>(&wanted);
  auto outcome =
      TRY(raised != nullptr ? deposit::raise_case(contents, *raised, site.exceptions)
                            : deposit::step_case(contents, std::get<deposit::FiledStep>(wanted),
                                                 site.exceptions));
  const auto& after = outcome.change.after;
  deposit::WorkChanges changes;
  if (outcome.decision) {
    std::erase_if(contents.cases, [&](const auto& one) { return one.id == after.id; });
    changes = TRY(decided_changes(store, site, accounts, std::move(contents), *outcome.decision));
  } else {
    changes.reason = "Exception: " + std::string{deposit::words_of(after.reason)};
    const auto& note = outcome.change.step ? outcome.change.step->note : after.note;
    if (!note.empty()) changes.reason += ": " + note;
  }
  changes.cases.push_back(std::move(outcome.change));
  return changes;
}

std::string actor_of(const WantedCase& wanted) {
  const auto* raised = std::get_if<deposit::RaisedException>(&wanted);
  return raised != nullptr ? raised->raised_by : std::get<deposit::FiledStep>(wanted).wanted.by;
}

/// What the site's rules find and nobody has raised, as one step; nothing where there is nothing.
Result<std::optional<deposit::WorkChanges>> changes_by_rule(
    deposit::Store& store, const deposit::Site& site, const deposit::AccountIndex& accounts,
    const deposit::BatchContents& contents, const std::vector<deposit::DocumentFacts>& documents) {
  deposit::StoppedChecks stopped;
  for (const auto& facts : documents) {
    if (!facts.is_tender() || facts.frozen_transaction) continue;
    auto entry = TRY(store.stop_of(contents.batch.id, facts.micr));
    if (entry) stopped.emplace(facts.sequence, std::move(*entry));
  }
  auto found = deposit::found_by_rule(contents, documents, stopped, site.exceptions);
  if (!found) found = deposit::foreign_by_line(contents, documents);
  if (!found) return std::nullopt;
  return TRY(case_changes(store, site, accounts, contents, *found));
}

}  // namespace

Result<SettledBatch> settle_batch(deposit::Store& store, BatchId batch, const deposit::Site& site,
                                  const deposit::AccountIndex& accounts,
                                  const std::vector<deposit::KeyedAnswer>& answers) {
  // Money that is released no longer moves: every answer at hand is heard first.
  auto release = deposit::Release::NotYet;
  int lost_races = 0;
  for (int round = 0; round < rounds_max; ++round) {
    auto contents = TRY(store.load_batch(batch));
    const auto documents = TRY(facts_of(store, contents));
    if (contents.counter) {
      // What was entered at the counter is not derived: its receipts say all of it.
      auto control = deposit::prove_control(contents.batch.header, contents, documents);
      return SettledBatch{std::move(contents), control, {}};
    }
    const auto knowledge = TRY(known_now(store, batch, accounts, documents));
    auto work = deposit::derive_work({site, accounts, contents, documents, release, knowledge});
    auto changes = deposit::changes_to(contents, documents, work, site);
    if (!changes.empty()) {
      changes.reason = "Derived from what was read and keyed.";
    } else if (auto raised = TRY(changes_by_rule(store, site, accounts, contents, documents))) {
      changes = std::move(*raised);
      --round;  // A rule finds a check once; how many it finds is no sign of a contradiction.
    }
    if (!changes.empty()) {
      const auto committed = store.commit_work(batch, changes, deposit::Actor{"lockbox"});
      // Whoever answered another field at the same time found the same: what is left to do is
      // derived anew.  An answer that is kept must not be refused for it.
      const bool is_too_late = !committed && committed.error().code == ErrorCode::Conflict;
      if (!committed && !(is_too_late && ++lost_races <= lost_races_max)) {
        return tl::unexpected(committed.error());
      }
      continue;
    }
    auto review = deposit::review_answers(contents, answers, accounts);
    if (TRY(answer_tasks(store, batch, std::move(review.accepted)))) continue;
    if (std::exchange(release, deposit::Release::WhenBalanced) == deposit::Release::NotYet) {
      continue;
    }

    SettledBatch settled{std::move(contents), work.control, {}};
    for (auto& refusal : review.refused) {
      settled.refused.push_back({refusal.answer, std::move(refusal.reason)});
    }
    return settled;
  }
  return fail(ErrorCode::Unavailable, "The batch did not settle; its rules contradict each other.");
}

namespace {

/// The batch that somebody works on, with what its lockbox goes by.
struct Workbench {
  deposit::Store& store;
  BatchId batch;
  const deposit::Site& site;
  const deposit::AccountIndex& accounts;
};

/// Writes what `changes_of` makes of the batch as it stands, and settles it anew.
template <class ChangesOf>
Result<SettledBatch> commit_and_settle(const Workbench& at, const std::string& person,
                                       const ChangesOf& changes_of) {
  for (int lost_races = 0;; ++lost_races) {
    auto contents = TRY(at.store.load_batch(at.batch));
    const auto changes = TRY(changes_of(std::move(contents)));
    const auto committed = at.store.commit_work(at.batch, changes, deposit::Actor{person});
    if (committed) return settle_batch(at.store, at.batch, at.site, at.accounts, {});
    // Somebody answered a field at the same time: the same decision is derived anew.
    const bool is_too_late = committed.error().code == ErrorCode::Conflict;
    if (!is_too_late || lost_races == lost_races_max) return tl::unexpected(committed.error());
  }
}

}  // namespace

Result<SettledBatch> correct_keyed_answer(deposit::Store& store, BatchId batch,
                                          const deposit::Site& site,
                                          const deposit::AccountIndex& accounts,
                                          const AnswerCorrection& correction) {
  const auto& [answer, reason] = correction;
  const auto contents = TRY(store.load_batch(batch));
  TRY(check_is_mail(contents));
  deposit::WorkChanges changes;
  changes.tasks.push_back(TRY(deposit::correct_answer(contents, answer, accounts)));
  changes.reason = "Corrected: " + reason;
  TRY(store.commit_work(batch, changes, deposit::Actor{answer.actor}));
  return settle_batch(store, batch, site, accounts, {});
}

Result<SettledBatch> decide_and_settle(deposit::Store& store, BatchId batch,
                                       const deposit::Site& site,
                                       const deposit::AccountIndex& accounts,
                                       const deposit::Decision& wanted) {
  return commit_and_settle(
      {store, batch, site, accounts}, wanted.decided_by, [&](deposit::BatchContents contents) {
        return decided_changes(store, site, accounts, std::move(contents), wanted);
      });
}

Result<SettledBatch> change_case_and_settle(deposit::Store& store, BatchId batch,
                                            const deposit::Site& site,
                                            const deposit::AccountIndex& accounts,
                                            const WantedCase& wanted) {
  return commit_and_settle(
      {store, batch, site, accounts}, actor_of(wanted), [&](deposit::BatchContents contents) {
        return case_changes(store, site, accounts, std::move(contents), wanted);
      });
}

Result<SettledBatch> accept_picture_and_settle(deposit::Store& store, BatchId batch,
                                               const deposit::Site& site,
                                               const deposit::AccountIndex& accounts,
                                               const deposit::AcceptedPicture& wanted) {
  const auto contents = TRY(store.load_batch(batch));
  TRY(check_is_mail(contents));
  const auto changes = TRY(deposit::accept_picture(contents, wanted));
  TRY(store.commit_work(batch, changes, deposit::Actor{wanted.accepted_by}));
  return settle_batch(store, batch, site, accounts, {});
}

Result<SettledBatch> correct_kind_and_settle(deposit::Store& store, BatchId batch,
                                             const deposit::Site& site,
                                             const deposit::AccountIndex& accounts,
                                             const deposit::KindCorrection& wanted) {
  const auto contents = TRY(store.load_batch(batch));
  TRY(check_is_mail(contents));
  const auto changes = TRY(deposit::correct_kind(contents, wanted));
  TRY(store.commit_work(batch, changes, deposit::Actor{wanted.corrected_by}));
  return settle_batch(store, batch, site, accounts, {});
}

}  // namespace lockbox::service
