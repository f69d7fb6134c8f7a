#pragma once

#include "deposit/store/sqlite/deposit_rows.h"

namespace lockbox::deposit {

/// What is kept of a step.
struct StepRow {
  DepositEvent event = DepositEvent::Submit;
  std::string reason = {};
  std::optional<Sending> sending = {};
  std::optional<Money> confirmed = {};
};

/// Walks the deposit through one listed step and keeps it; the state is stored, the rest is not.
[[nodiscard]] Result<void> walk_deposit(StoreContext& context, const DepositRow& deposit,
                                        const StepRow& step);

/// Draft to awaiting approval: booked from here on.  OutOfBalance when one of its batches does not
/// balance; Conflict while a person keeps an item of it back.
[[nodiscard]] Result<void> submit_deposit(StoreContext& context, const DepositRow& deposit);

/// As Store::approve_deposit: no-op when that person approved it already.
[[nodiscard]] Result<void> approve_deposit_row(StoreContext& context, std::int64_t lockbox_id,
                                               const std::string& ticket, const Actor& approver);

/// Takes the step that a person wants; refuses as Deposits::step does.
[[nodiscard]] Result<void> take_step(StoreContext& context, std::int64_t deposit_id,
                                     const WantedDepositStep& wanted);

/// Cancels a draft; its items are free and its number stays.
[[nodiscard]] Result<void> cancel_draft(StoreContext& context, const DepositRow& deposit,
                                        const std::string& reason);

}  // namespace lockbox::deposit
