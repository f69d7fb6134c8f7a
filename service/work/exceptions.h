#pragma once

/// @file
/// What waits for somebody's decision: who sees it, who may decide, and what follows.

#include <string>
#include <vector>

#include "deposit/decide/case_steps.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/viewer.h"

namespace lockbox::service::work {

/// The newest business day of the site, on which people work.  NotFound before its first batch.
[[nodiscard]] Result<BusinessDay> working_day(deposit::Books& books, const deposit::Site& site);

/// Supervisors decide about everything, treasury about what is its, a department about its own.
[[nodiscard]] bool may_decide(const Viewer& viewer, const deposit::ExceptionRules& rules,
                              const std::string& owner);

/// Raises an exception about a document.  Fails as deposit::raise_case does; Conflict, too, while
/// no day is open.
[[nodiscard]] Result<deposit::FiledCase> raise_exception(deposit::Books& books,
                                                         const deposit::Site& site,
                                                         DocumentId document,
                                                         deposit::RaisedException wanted);

/// Takes a step.  NotPermitted for a case that is somebody else's to decide; else fails as
/// deposit::step_case does.
[[nodiscard]] Result<deposit::FiledCase> step_exception(deposit::Books& books,
                                                        const deposit::Site& site, std::int64_t id,
                                                        deposit::WantedCaseStep wanted,
                                                        const Viewer& viewer);

/// Does what the policy says at the deadline with each overdue case that the viewer may decide;
/// returns how many.  What cannot be done so (money that has moved) stays as it is.
[[nodiscard]] Result<int> apply_defaults(deposit::Books& books, const deposit::Site& site,
                                         const std::string& note, const Viewer& viewer);

/// What is said of a payer from today on.
struct PayerStop {
  deposit::ExceptionReason reason = deposit::ExceptionReason::StopListed;  ///< Or CashOnly.
  std::string note;
  std::optional<BusinessDay> until;  ///< Its last day.
};

/// Puts the payer of a check on the stop list.  NotFound for what is no check.
[[nodiscard]] Result<void> stop_payer(deposit::Books& books, const deposit::Site& site,
                                      DocumentId document, const PayerStop& stop,
                                      const deposit::Actor& person);

/// The letter for a case that goes back.  Conflict for any other.
[[nodiscard]] Result<Bytes> letter_of(deposit::Books& books, const deposit::Site& site,
                                      const std::string& organisation, std::int64_t id);

}  // namespace lockbox::service::work
