#include "deposit/decide/case_steps.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/text.h"
#include "deposit/decide/envelope.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view matcher = "lockbox";

CaseEvent event_of(ExceptionAction action, bool begins_clock) {
  switch (action) {
    case ExceptionAction::Accept:
      return begins_clock ? CaseEvent::Decide : CaseEvent::Close;
    case ExceptionAction::Correct:
    case ExceptionAction::ReturnToPayer:
    case ExceptionAction::SendToCollection:
      return CaseEvent::Close;
    case ExceptionAction::HoldUntil:
    case ExceptionAction::Pull:
      return CaseEvent::Decide;
    case ExceptionAction::SendToDepartment:
      return CaseEvent::Assign;
    case ExceptionAction::AskPayer:
      return CaseEvent::AskPayer;
  }
  return CaseEvent::Close;
}

bool goes_on(ExceptionAction action) {
  return action == ExceptionAction::Accept || action == ExceptionAction::Correct;
}

/// Whether its paper leaves the batch: for its payer, its bank, the vault or the treasurer.
bool leaves(ExceptionAction action) {
  return action == ExceptionAction::ReturnToPayer || action == ExceptionAction::SendToCollection ||
         action == ExceptionAction::HoldUntil || action == ExceptionAction::Pull;
}

/// What the step does to the paper, which was kept somewhere or was not.
std::optional<VaultStep> vault_step(const std::optional<VaultPlace>& before,
                                    const ExceptionCase& after, const WantedCaseStep& wanted,
                                    const BusinessDay& today) {
  const auto place = after.kept_at;
  if (place == before) return std::nullopt;
  VaultStep step{place, VaultWay::Missed, today};
  if (!wanted.action) return step;
  switch (*wanted.action) {
    case ExceptionAction::HoldUntil:
      step.way = VaultWay::Kept;
      break;
    case ExceptionAction::Pull:
      step.way = VaultWay::Pulled;
      break;
    case ExceptionAction::ReturnToPayer:
      step.way = VaultWay::ReturnedToPayer;
      break;
    case ExceptionAction::SendToCollection:
      step.way = VaultWay::SentToCollection;
      break;
    case ExceptionAction::Accept:
    case ExceptionAction::Correct:
    case ExceptionAction::SendToDepartment:
    case ExceptionAction::AskPayer:
      step.way = VaultWay::Recaptured;
      step.recaptured = wanted.recaptured;
      break;
  }
  return step;
}

/// Whether another case makes the same envelope wait.
bool is_held_otherwise(const BatchContents& contents, const ExceptionCase& one) {
  const auto* envelope = envelope_of(contents, one.sequence);
  return envelope != nullptr && std::ranges::any_of(contents.cases, [&](const auto& other) {
           return other.id != one.id && other.holds &&
                  std::ranges::find(envelope->documents, other.sequence) !=
                      envelope->documents.end();
         });
}

std::string reason_text(const ExceptionCase& one, const std::string& note) {
  auto text = fmt::format("Exception: {}", words_of(one.reason));
  if (!is_blank(note)) text += ": " + note;
  return text;
}

/// What the step means for the envelope of the case, whose `holds` it settles.
std::optional<Decision> decision_of(const BatchContents& contents, ExceptionCase& after,
                                    const WantedCaseStep& wanted) {
  if (!wanted.action) return std::nullopt;
  const auto* envelope = envelope_of(contents, after.sequence);
  if (envelope == nullptr) return std::nullopt;
  const auto text = reason_text(after, wanted.note);
  if (leaves(*wanted.action)) {
    after.holds = false;
    if (envelope->state == TransactionState::Returned) return std::nullopt;
    return Decision{after.sequence, DecisionKind::Return, text, wanted.by};
  }
  if (!goes_on(*wanted.action)) return std::nullopt;
  const bool did_hold = std::exchange(after.holds, false);
  if (!did_hold || envelope->state != TransactionState::Held ||
      is_held_otherwise(contents, after)) {
    return std::nullopt;
  }
  return Decision{after.sequence, DecisionKind::Resume, text, wanted.by};
}

Result<void> check_step(const ExceptionCase& one, const WantedCaseStep& wanted,
                        const ExceptionRules& rules, const BusinessDay& today) {
  if (is_blank(wanted.note)) {
    return fail(ErrorCode::InvalidInput, "A decision must say why.", "/note");
  }
  if (!wanted.action) {
    const bool was_put_there = one.action == ExceptionAction::HoldUntil && one.kept_at;
    if (was_put_there && is_due(one, today)) return {};
    return fail(ErrorCode::Conflict, "Only paper whose day has come can be missed.");
  }
  if (wanted.action == ExceptionAction::HoldUntil && (!wanted.until || *wanted.until <= today)) {
    return fail(ErrorCode::InvalidInput, "Say until which later day it waits.", "/until");
  }
  if (wanted.action == ExceptionAction::SendToDepartment && !is_owner(rules, wanted.owner)) {
    return fail(ErrorCode::InvalidInput,
                "No department '" + wanted.owner + "' decides about exceptions here.", "/owner");
  }
  const bool comes_in_again = one.kept_at && goes_on(*wanted.action);
  if (comes_in_again && !wanted.recaptured) {
    return fail(ErrorCode::Conflict,
                "Its paper left the batch; capture it again with today's mail and name that paper.",
                "/document_id");
  }
  if (!comes_in_again && wanted.recaptured) {
    return fail(ErrorCode::InvalidInput, "Only kept paper comes in again.", "/document_id");
  }
  return {};
}

/// The day that the paper waits for by the case, whatever was decided since; nothing where it
/// waits for none, and once the case is closed.
std::optional<BusinessDay> waits_until(const ExceptionCase& one) {
  std::optional<BusinessDay> day;
  if (one.state == CaseState::Closed) return day;
  for (const auto& step : one.steps) {
    if (step.action == ExceptionAction::HoldUntil) day = step.due;
  }
  return day;
}

/// What any exception of the envelope keeps until a day is not deposited before that day.
Result<void> check_no_day_ahead(const BatchContents& contents, const ExceptionCase& one,
                                const FiledStep& step) {
  if (!step.wanted.action || !goes_on(*step.wanted.action)) return {};
  const auto* envelope = envelope_of(contents, one.sequence);
  for (const auto& other : contents.cases) {
    const auto until = waits_until(other);
    if (!until || *until <= step.on) continue;
    const bool is_of_it =
        other.id == one.id ||
        (envelope != nullptr &&
         std::ranges::find(envelope->documents, other.sequence) != envelope->documents.end());
    if (!is_of_it) continue;
    return fail(
        ErrorCode::Conflict,
        fmt::format("It waits until {}; before that day it is not deposited.", until->to_string()));
  }
  return {};
}

BusinessDay due_after(const WantedCaseStep& wanted, const ExceptionPolicy& policy,
                      const BusinessDay& today) {
  if (!wanted.action) return today;
  switch (*wanted.action) {
    case ExceptionAction::HoldUntil:
      return wanted.until.value_or(today);
    case ExceptionAction::Accept:
      return days_after(today, policy.clock_days);
    case ExceptionAction::SendToDepartment:
    case ExceptionAction::AskPayer:
    case ExceptionAction::Pull:
      return days_after(today, policy.days);
    case ExceptionAction::Correct:
    case ExceptionAction::ReturnToPayer:
    case ExceptionAction::SendToCollection:
      return today;
  }
  return today;
}

std::string owner_after(const ExceptionCase& one, const WantedCaseStep& wanted) {
  if (wanted.action == ExceptionAction::SendToDepartment) return wanted.owner;
  if (wanted.action == ExceptionAction::Pull) return std::string{treasury_owner};
  return one.owner;
}

/// The case after one step that `check_step` allows.
Result<CaseChange> walked(const ExceptionCase& one, const WantedCaseStep& wanted,
                          const ExceptionPolicy& policy, const BusinessDay& today) {
  const bool begins_clock = wanted.action == ExceptionAction::Accept && policy.clock_days > 0 &&
                            one.action != ExceptionAction::Accept;
  const auto event = wanted.action ? event_of(*wanted.action, begins_clock) : CaseEvent::MissPaper;
  const auto next = next_state(case_transitions, one.state, event);
  if (!next) {
    return fail(ErrorCode::Conflict, fmt::format("Exception {} is {}; this cannot be done now.",
                                                 one.id, name_of(case_state_names, one.state)));
  }
  CaseChange change{one, CaseStep{}};
  auto& after = change.after;
  after.state = *next;
  after.due = due_after(wanted, policy, today);
  after.owner = owner_after(one, wanted);
  if (wanted.action) after.action = wanted.action;
  after.kept_at = place_after(wanted.action, one.kept_at);
  change.step = CaseStep{event, wanted.action, after.owner, after.due, wanted.note, wanted.by, ""};
  after.steps.push_back(*change.step);
  return change;
}

/// A post-dated check goes to the vault at once.
Result<CaseOutcome> kept_in_vault(const BatchContents& contents, const ExceptionCase& one,
                                  const RaisedException& raised, const ExceptionPolicy& policy) {
  const WantedCaseStep wait{ExceptionAction::HoldUntil, raised.until, "", "The date on the check",
                            raised.raised_by};
  CaseOutcome outcome{TRY(walked(one, wait, policy, raised.on)), std::nullopt};
  outcome.decision = decision_of(contents, outcome.change.after, wait);
  outcome.change.vault = vault_step(std::nullopt, outcome.change.after, wait, raised.on);
  return outcome;
}

Result<void> check_raised(const BatchContents& contents, const RaisedException& raised) {
  const auto* envelope = envelope_of(contents, raised.sequence);
  if (envelope == nullptr) {
    return fail(ErrorCode::NotFound,
                "Document " + std::to_string(raised.sequence) + " is in no envelope.");
  }
  if (envelope->state == TransactionState::Returned) {
    return fail(ErrorCode::Conflict, "This envelope goes back to its payer already.");
  }
  if (raised.proposed && is_frozen(*envelope)) {
    return fail(ErrorCode::Conflict,
                "The money of this envelope is released; nothing of it waits.");
  }
  const bool is_postdated = raised.reason == ExceptionReason::Postdated;
  if (is_postdated && (!raised.until || *raised.until <= raised.on)) {
    return fail(ErrorCode::InvalidInput, "Say which later day is written on the check.", "/until");
  }
  if (!is_postdated && raised.until) {
    return fail(ErrorCode::InvalidInput, "Only a post-dated check waits for a day.", "/until");
  }
  const auto is_same = [&](const ExceptionCase& one) {
    return one.sequence == raised.sequence && one.reason == raised.reason &&
           one.state != CaseState::Closed;
  };
  if (std::ranges::any_of(contents.cases, is_same)) {
    return fail(ErrorCode::Conflict, fmt::format("\"{}\" is open for document {} already.",
                                                 words_of(raised.reason), raised.sequence));
  }
  return {};
}

}  // namespace

Result<CaseOutcome> raise_case(const BatchContents& contents, const RaisedException& raised,
                               const ExceptionRules& rules) {
  TRY(check_raised(contents, raised));
  const auto& policy = policy_of(rules, raised.reason);
  const auto* envelope = envelope_of(contents, raised.sequence);
  ExceptionCase one{.sequence = raised.sequence,
                    .reason = raised.reason,
                    .note = raised.note,
                    .raised_by = raised.raised_by,
                    .raised_at = {},
                    .raised_on = raised.on,
                    .when = raised.proposed ? DecideWhen::DecideFirst : policy.when,
                    .owner = policy.owner,
                    .due = days_after(raised.on, policy.days),
                    .action = std::nullopt,
                    .steps = {},
                    .proposed = raised.proposed};
  if (raised.until) return kept_in_vault(contents, one, raised, policy);
  std::optional<Decision> decision;
  const bool is_held = envelope->state == TransactionState::Held;
  if (one.when == DecideWhen::DecideFirst && !is_frozen(*envelope)) {
    one.holds = !is_held || is_held_otherwise(contents, one);
    if (!is_held) {
      decision = Decision{one.sequence, DecisionKind::Hold, reason_text(one, raised.note),
                          raised.raised_by};
    }
  }
  return CaseOutcome{{std::move(one), std::nullopt}, std::move(decision)};
}

Result<CaseOutcome> step_case(const BatchContents& contents, const FiledStep& step,
                              const ExceptionRules& rules) {
  const auto found = std::ranges::find(contents.cases, step.id, &ExceptionCase::id);
  if (found == contents.cases.end()) {
    return fail(ErrorCode::NotFound,
                "This batch has no exception " + std::to_string(step.id) + ".");
  }
  TRY(check_step(*found, step.wanted, rules, step.on));
  TRY(check_no_day_ahead(contents, *found, step));
  CaseOutcome outcome{TRY(walked(*found, step.wanted, policy_of(rules, found->reason), step.on)),
                      std::nullopt};
  outcome.decision = decision_of(contents, outcome.change.after, step.wanted);
  outcome.change.vault = vault_step(found->kept_at, outcome.change.after, step.wanted, step.on);
  return outcome;
}

std::optional<VaultPlace> place_after(const std::optional<ExceptionAction>& action,
                                      const std::optional<VaultPlace>& before) {
  if (!action) return VaultPlace::Missing;
  switch (*action) {
    case ExceptionAction::HoldUntil:
      return VaultPlace::Vault;
    case ExceptionAction::Pull:
      return VaultPlace::Treasurer;
    case ExceptionAction::SendToDepartment:
    case ExceptionAction::AskPayer:
      return before;
    case ExceptionAction::Accept:
    case ExceptionAction::Correct:
    case ExceptionAction::ReturnToPayer:
    case ExceptionAction::SendToCollection:
      return std::nullopt;
  }
  return before;
}

std::optional<RaisedException> found_by_rule(const BatchContents& contents,
                                             const std::vector<DocumentFacts>& documents,
                                             const StoppedChecks& stopped,
                                             const ExceptionRules& rules) {
  const auto was_raised = [&](std::int64_t sequence, ExceptionReason reason) {
    return std::ranges::any_of(contents.cases, [&](const ExceptionCase& one) {
      return one.sequence == sequence && one.reason == reason;
    });
  };
  const auto& day = contents.batch.header.business_day;
  for (const auto& facts : documents) {
    const auto* envelope = envelope_of(contents, facts.sequence);
    const bool can_wait = envelope != nullptr && !is_frozen(*envelope) &&
                          envelope->state != TransactionState::Returned;
    if (!facts.is_tender() || !can_wait) continue;
    const auto stop = stopped.find(facts.sequence);
    if (stop != stopped.end() && !was_raised(facts.sequence, stop->second.reason)) {
      return RaisedException{
          day,          facts.sequence,      stop->second.reason, stop->second.note,
          std::nullopt, std::string{matcher}};
    }
    const bool is_over = rules.item_limit && facts.amount && *facts.amount > *rules.item_limit;
    if (is_over && !was_raised(facts.sequence, ExceptionReason::OverLimit)) {
      return RaisedException{
          day,
          facts.sequence,
          ExceptionReason::OverLimit,
          facts.amount->to_string() + " is more than " + rules.item_limit->to_string(),
          std::nullopt,
          std::string{matcher}};
    }
  }
  return std::nullopt;
}

bool is_overdue(const ExceptionCase& one, const BusinessDay& today) {
  return one.state != CaseState::Closed && one.state != CaseState::Decided && one.due < today;
}

bool is_due(const ExceptionCase& one, const BusinessDay& today) {
  return one.state == CaseState::Decided && one.due <= today;
}

}  // namespace lockbox::deposit
