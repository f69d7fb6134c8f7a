#pragma once

/// @file
/// A batch as people look at it: its numbers, its proof, its parts found by sequence.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/planning/planner.h"
#include "deposit/store/store.h"
#include "deposit/work/control.h"
#include "deposit/work/facts.h"
#include "service/process/summary.h"

namespace lockbox::service::work {

/// A batch with what is known of each document and the proof of its declared totals.
struct ProvenBatch {
  deposit::BatchContents contents;
  std::vector<deposit::DocumentFacts> facts;
  deposit::ControlProof control;
};

/// NotFound for a batch of another site too: nobody learns what other sites have.
[[nodiscard]] Result<ProvenBatch> load_proven(deposit::Store& store, const std::string& site,
                                              BatchId batch);

/// The same for those who look at money and paper only: of `Store::load_tally`.
[[nodiscard]] Result<ProvenBatch> load_tallied(deposit::Store& store, const std::string& site,
                                               BatchId batch);

/// The batches of a site, those of one day when a day is given, newest first.
[[nodiscard]] Result<std::vector<deposit::Batch>> batches_of(deposit::Store& store,
                                                             const std::string& site,
                                                             const std::optional<BusinessDay>& day);

struct BatchNumbers {
  SummaryTotals totals;
  /// Counted less declared; absent when nothing was declared.
  std::optional<deposit::ControlTotals> difference;
};
[[nodiscard]] BatchNumbers numbers_of(const ProvenBatch& batch);

/// Parts of a batch by sequence.  Points into the contents, which must outlive it.
class BatchIndex {
 public:
  explicit BatchIndex(const deposit::BatchContents& contents);

  /// Each nullptr when there is none.
  [[nodiscard]] const deposit::Document* document(std::int64_t sequence) const;
  [[nodiscard]] const deposit::Item* item(std::int64_t sequence) const;
  /// The envelope in which the document lies.
  [[nodiscard]] const deposit::Transaction* transaction(std::int64_t sequence) const;
  [[nodiscard]] const deposit::Deposit* deposit_of(std::int64_t sequence) const;

 private:
  std::map<std::int64_t, const deposit::Document*> documents_;
  std::map<std::int64_t, const deposit::Item*> items_;
  std::map<std::int64_t, const deposit::Transaction*> transactions_;
  std::map<std::int64_t, const deposit::Deposit*> deposits_;
};

/// The amount of an item as people may see it: nothing while another person is asked for it, who
/// must not know what the first one keyed.
[[nodiscard]] std::optional<Money> shown_amount(const deposit::BatchContents& contents,
                                                const deposit::Item& item);

/// What could be deposited now.
struct BatchPlan {
  deposit::DepositPlan plan;
  bool is_ready = false;  ///< There is something to deposit and nothing that forbids it.
  std::string reason;     ///< A sentence: what will happen, or why not.
};
[[nodiscard]] BatchPlan plan_batch(const ProvenBatch& batch, const deposit::Site& site);

/// Conflict when there is nothing to force: the batch is uncontrolled, balances, or has amounts
/// that nobody keyed yet.
[[nodiscard]] Result<void> check_may_be_forced(const ProvenBatch& batch);

/// Conflict unless the batch balances and nothing but a person's release is missing.
[[nodiscard]] Result<void> check_waits_for_release(const ProvenBatch& batch,
                                                   const deposit::Site& site);

/// One thing that keeps a batch from balancing.
struct Difference {
  std::string text;
  std::optional<std::int64_t> sequence;  ///< Of the document to look at.
};

/// Every envelope that is not in balance with what it waits for; then, when the declared totals
/// differ, that.  What may be the cause of it is told by `diagnose_batch`.
[[nodiscard]] std::vector<Difference> differences_of(const ProvenBatch& batch);

}  // namespace lockbox::service::work
