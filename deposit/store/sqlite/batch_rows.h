#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// A batch with the key of its lockbox.
struct BatchRow {
  Batch batch;
  std::int64_t lockbox_id = 0;

  [[nodiscard]] std::int64_t id() const { return batch.id.value(); }
  /// A thing of this batch, as the audit trail names it: "12/7" is number 7 of batch 12.
  [[nodiscard]] AuditSubject subject(Entity entity, std::int64_t row_id,
                                     const std::string& name) const;
  /// The batch itself.
  [[nodiscard]] AuditSubject subject() const;
};

/// Registers the batch, or finds it; Conflict when it was registered otherwise.
[[nodiscard]] Result<Batch> open_batch_row(StoreContext& context, const BatchHeader& header);
/// Adds a correction of the declared totals; a batch that balanced is reopened.
/// Adds the decisions to those of the batch; the actor's name is theirs.
[[nodiscard]] Result<void> add_decision_rows(StoreContext& context, const BatchRow& row,
                                             std::span<const Decision> decisions);
/// NotPermitted for somebody who worked on the batch.
[[nodiscard]] Result<void> release_batch_row(StoreContext& context, const BatchRow& row,
                                             const BatchRelease& release);
[[nodiscard]] Result<void> accept_difference_row(StoreContext& context, const BatchRow& row,
                                                 const AcceptedDifference& difference);
[[nodiscard]] Result<void> correct_control_row(StoreContext& context, const BatchRow& row,
                                               const ControlTotals& totals,
                                               const std::string& reason);
/// NotFound when there is none.
[[nodiscard]] Result<BatchRow> read_batch(Connection& db, BatchId batch);
[[nodiscard]] Result<std::vector<Batch>> read_batches(Connection& db);
[[nodiscard]] Result<std::vector<Batch>> read_batches_on(Connection& db, const BusinessDay& day);

/// Walks the batch through its events and raises its version; `otherwise` names what happened to
/// a batch that stays in its state.
[[nodiscard]] Result<void> advance_batch(StoreContext& context, const BatchRow& row,
                                         std::span<const BatchEvent> events,
                                         std::string_view otherwise);

/// OutOfBalance when totals were declared of the batch and it is not balanced.
[[nodiscard]] Result<void> check_batch_balances(const BatchRow& row);

/// The batch of the lockbox with a front picture of this hash at this sequence.
[[nodiscard]] Result<std::optional<Batch>> find_batch_with_image(Connection& db,
                                                                 std::int64_t lockbox_id,
                                                                 std::int64_t sequence,
                                                                 const Sha256& front);

}  // namespace lockbox::deposit
