#pragma once

#include <string>
#include <variant>
#include <vector>

#include "deposit/decide/case_steps.h"
#include "deposit/model/site.h"
#include "deposit/store/store.h"
#include "deposit/work/answers.h"
#include "deposit/work/control.h"
#include "deposit/work/facts.h"

namespace lockbox::service {

/// A keyed answer that changed nothing, and why.
struct RefusedAnswer {
  std::size_t answer = 0;  ///< Index into the answers given.
  std::string reason;
};

/// A batch after every answer that could be used was used.
struct SettledBatch {
  deposit::BatchContents contents;
  deposit::ControlProof control;
  std::vector<RefusedAnswer> refused;
};

/// Derives what the batch amounts to, answers its open tasks from `answers`, and writes both, round
/// by round, until nothing changes.  Safe to repeat.
[[nodiscard]] Result<SettledBatch> settle_batch(deposit::Store& store, BatchId batch,
                                                const deposit::Site& site,
                                                const deposit::AccountIndex& accounts,
                                                const std::vector<deposit::KeyedAnswer>& answers);

/// Another answer in the place of one that a task holds, and why.
struct AnswerCorrection {
  deposit::KeyedAnswer answer;
  std::string reason;
};

/// Puts it there, with the reason on record, and settles the batch anew.  Fails as
/// deposit::correct_answer does.
[[nodiscard]] Result<SettledBatch> correct_keyed_answer(deposit::Store& store, BatchId batch,
                                                        const deposit::Site& site,
                                                        const deposit::AccountIndex& accounts,
                                                        const AnswerCorrection& correction);

/// Holds an envelope, sends it back or takes it up again, with all that follows in one step, and
/// settles the batch anew.  Fails as deposit::decide_envelope does.
[[nodiscard]] Result<SettledBatch> decide_and_settle(deposit::Store& store, BatchId batch,
                                                     const deposit::Site& site,
                                                     const deposit::AccountIndex& accounts,
                                                     const deposit::Decision& wanted);

/// What somebody wants of an exception: that it is raised, or a step of one.
using WantedCase = std::variant<deposit::RaisedException, deposit::FiledStep>;

/// Raises an exception or takes a step of one, with what follows for its envelope in one step, and
/// settles the batch anew.  Fails as deposit::raise_case and deposit::step_case do.
[[nodiscard]] Result<SettledBatch> change_case_and_settle(deposit::Store& store, BatchId batch,
                                                          const deposit::Site& site,
                                                          const deposit::AccountIndex& accounts,
                                                          const WantedCase& wanted);

/// Takes a picture that was refused for its quality as it is and settles the batch anew.  Fails as
/// deposit::accept_picture does.
[[nodiscard]] Result<SettledBatch> accept_picture_and_settle(
    deposit::Store& store, BatchId batch, const deposit::Site& site,
    const deposit::AccountIndex& accounts, const deposit::AcceptedPicture& wanted);

/// Has a paper count as what a person says it is and settles the batch anew: its totals, its
/// envelope and what is still to be keyed.  Fails as deposit::correct_kind does.
[[nodiscard]] Result<SettledBatch> correct_kind_and_settle(deposit::Store& store, BatchId batch,
                                                           const deposit::Site& site,
                                                           const deposit::AccountIndex& accounts,
                                                           const deposit::KindCorrection& wanted);

}  // namespace lockbox::service
