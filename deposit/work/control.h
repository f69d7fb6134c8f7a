#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "deposit/model/batch.h"
#include "deposit/model/site.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// Declared against captured: the proof that lets a batch feed deposits (equation D3).
struct ControlProof {
  std::optional<ControlTotals> declared;
  std::int64_t documents = 0;  ///< Pieces of paper; one that was scanned twice counts once.
  Money amount;                ///< Tender known so far.
  std::int64_t unkeyed = 0;    ///< Tender items whose amount is still unknown.
  std::optional<AcceptedDifference> accepted;  ///< The last one; it may be another by now.
  /// The last one, unless whoever released it had the batch in hand; it may hold more by now.
  std::optional<BatchRelease> release;
  bool is_of_drawer = false;       ///< A counter's; its count is accepted by a second person.
  bool has_money_waiting = false;  ///< An envelope balances, and its money is not released.

  [[nodiscard]] bool is_controlled() const { return declared.has_value(); }
  /// An uncontrolled batch has nothing to disagree with; it says so wherever it is shown.
  [[nodiscard]] bool holds() const;
  /// Counted less declared; only of a controlled batch.
  [[nodiscard]] ControlTotals difference() const;
  /// Somebody accepted exactly this difference.
  [[nodiscard]] bool is_accepted() const;
  /// Somebody released exactly what it holds.
  [[nodiscard]] bool is_released() const;
  /// Whether its money may go where persons release batches, or need not.
  [[nodiscard]] bool may_release(const BalanceRules& rules) const;
  /// Nothing but a person's release is missing.
  [[nodiscard]] bool waits_for_release(const BalanceRules& rules) const;
  /// For people: what was declared, what was found, and the signed difference.
  [[nodiscard]] std::string sentence() const;
};

/// Whether it is a piece of paper that control totals count: a skipped sequence number is none, a
/// damaged picture is one, and one that was scanned twice counts once.
[[nodiscard]] bool is_counted(const Document& document, const DocumentFacts& facts);
/// Tender whose amount somebody has still to key.
[[nodiscard]] bool is_unkeyed(const DocumentFacts& facts);

/// Whether the person keyed anything of the batch, said what a paper is, corrected what was
/// declared or accepted a difference; as far as the batch still tells.
[[nodiscard]] bool has_worked_on(const BatchContents& contents, const std::string& person);

[[nodiscard]] ControlProof prove_control(const BatchHeader& header, const BatchContents& contents,
                                         const std::vector<DocumentFacts>& documents);

}  // namespace lockbox::deposit
