#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "deposit/model/deposit_record.h"
#include "deposit/model/work.h"
#include "deposit/store/deposits.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// The row of a deposit.
struct DepositRow {
  std::int64_t id = 0;
  std::int64_t lockbox_id = 0;
  BatchId batch{0};  ///< Of its first item.
  std::string ticket;
  std::string deposit_account;
  Money total;
  DepositState state = DepositState::Draft;
  std::string prepared_by;
  std::string approved_by;

  [[nodiscard]] AuditSubject subject() const;
};

/// What a new draft is told.
struct NewDraft {
  std::string deposit_account;
  ClearingChannel channel = ClearingChannel::Check;
  DepositKind kind = DepositKind::Interim;
  BusinessDay banking_day;
};

[[nodiscard]] Result<DepositRow> read_deposit_row(Connection& db, std::int64_t deposit_id);
/// Makes an empty draft of the lockbox of `batch`, with the site's next ticket.
[[nodiscard]] Result<DepositRow> insert_draft(StoreContext& context, const BatchRow& batch,
                                              const NewDraft& draft);
/// Puts the items into the draft, which is empty, in this order.  `stay` lie in deposits that are
/// rearranged with it and keep their state.  OutOfBalance when they do not add up to `total`.
[[nodiscard]] Result<void> fill_draft(StoreContext& context, const DepositRow& draft,
                                      std::span<const ItemPlace> items, Money total,
                                      std::span<const ItemPlace> stay);

/// Makes deposits of the batch alone that await approval, with tickets in a row, and books them.
[[nodiscard]] Result<std::vector<Deposit>> make_deposit_rows(StoreContext& context,
                                                             const BatchRow& batch,
                                                             std::span<const Deposit> planned);
/// The shares of the batch in deposits that are live.
[[nodiscard]] Result<std::vector<Deposit>> read_deposits(Connection& db, BatchId batch);

/// The row of the deposit with this ticket, or nothing: of this lockbox, else of its site, whose
/// tickets are numbered in one row.
[[nodiscard]] std::optional<std::int64_t> find_deposit(Connection& db, std::int64_t lockbox_id,
                                                       const std::string& ticket);

}  // namespace lockbox::deposit
