#pragma once

#include <string>
#include <vector>

#include "deposit/planning/planner.h"
#include "deposit/store/store.h"
#include "deposit/work/control.h"

namespace lockbox::service {

/// Who stands for the deposits of a run.
struct DepositPeople {
  std::string prepared_by;  ///< Empty: the program, which nobody can approve for by that name.
  std::string approved_by;  ///< Empty: the deposits wait for approval.
};

/// Refuses one person in both parts, however the name is spelled in capitals and blanks, a name
/// that names nobody, and the program's own.
[[nodiscard]] Result<void> check_two_people(const DepositPeople& people);

/// Marks the transactions all of whose tender lies in approved deposits.  Safe to repeat, also
/// after a run that was cut off between the approval and this word of it.
[[nodiscard]] Result<void> mark_deposited(deposit::Store& store, BatchId batch);

/// Plans what is cleared into new deposits, has the second person approve what waits, and marks
/// transactions whose tender lies in approved deposits.  A batch whose totals do not hold makes and
/// approves none.  Returns what no ticket could take.
[[nodiscard]] Result<std::vector<deposit::Unplaceable>> deposit_batch(
    deposit::Store& store, BatchId batch, const deposit::Site& site, const DepositPeople& people,
    const deposit::ControlProof& control);

}  // namespace lockbox::service
