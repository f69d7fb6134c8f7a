#pragma once

/// @file
/// How an exception is raised and how it ends.  Pure: values in, values out.

#include <map>
#include <optional>
#include <string>

#include "core/result.h"
#include "deposit/decide/policy.h"
#include "deposit/model/decision.h"
#include "deposit/store/store.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// What somebody, or a rule, found.
struct RaisedException {
  BusinessDay on;  ///< The business day.
  std::int64_t sequence = 0;
  ExceptionReason reason = ExceptionReason::Other;
  std::string note;
  std::optional<BusinessDay> until;  ///< The date on a post-dated check.
  std::string raised_by;
  /// What whoever raises it would do; a proposal to send it back makes it wait, whatever the rule.
  std::optional<ExceptionAction> proposed = std::nullopt;
};

/// What somebody wants done about a case.
struct WantedCaseStep {
  std::optional<ExceptionAction> action;  ///< Nothing: the paper is not where it was kept.
  std::optional<BusinessDay> until;       ///< For HoldUntil.
  std::string owner;                      ///< For SendToDepartment.
  std::string note;
  std::string by;
  /// For Accept and Correct of paper that is kept: the paper as it was captured again.
  std::optional<DocumentId> recaptured = {};
};
/// The case that it is meant for, and the business day on which it is taken.
struct FiledStep {
  std::int64_t id = 0;
  BusinessDay on;
  WantedCaseStep wanted;
};

/// The case as it is then, and what that means for its envelope.
struct CaseOutcome {
  CaseChange change;
  std::optional<Decision> decision;
};

/// Raises a case.  A post-dated check leaves its batch for the vault.  Where the policy decides
/// first, the envelope waits; where its money is released already it cannot, and the case says so.
/// NotFound when the document is in no envelope, InvalidInput for a post-dated check without its
/// date, or with one that has come; Conflict when the same is open for the document already, or its
/// envelope goes back.
[[nodiscard]] Result<CaseOutcome> raise_case(const BatchContents& contents,
                                             const RaisedException& raised,
                                             const ExceptionRules& rules);

/// Takes a step.  An envelope goes on when no case makes it wait any longer.  What is kept until a
/// day, pulled, sent back or to collection leaves its batch: what is deposited after all comes in
/// again, with the mail of the day on which it is taken out.  NotFound without such
/// a case; Conflict for a step that is not listed, for money that still waits for its date, or for
/// kept paper that goes on and that nobody captured again;
/// InvalidInput for a step without a note, a date or an owner that it needs.
[[nodiscard]] Result<CaseOutcome> step_case(const BatchContents& contents, const FiledStep& step,
                                            const ExceptionRules& rules);

/// Stop-list entries by the sequence of the check that they speak of.
using StoppedChecks = std::map<std::int64_t, StopEntry>;

/// The first exception that the site's own rules find and nobody has raised before: a payer on the
/// stop list, a check over the limit.
[[nodiscard]] std::optional<RaisedException> found_by_rule(
    const BatchContents& contents, const std::vector<DocumentFacts>& documents,
    const StoppedChecks& stopped, const ExceptionRules& rules);

/// Where one step leaves the paper of its envelope; nothing where it is gone or was never kept.
[[nodiscard]] std::optional<VaultPlace> place_after(const std::optional<ExceptionAction>& action,
                                                    const std::optional<VaultPlace>& before);

/// Past its deadline and nobody decided.
[[nodiscard]] bool is_overdue(const ExceptionCase& one, const BusinessDay& today);
/// Kept for a day that has come.
[[nodiscard]] bool is_due(const ExceptionCase& one, const BusinessDay& today);

}  // namespace lockbox::deposit
