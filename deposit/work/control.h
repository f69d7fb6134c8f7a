#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "deposit/model/batch.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// Declared against captured: the proof that lets a batch feed deposits (equation D3).
struct ControlProof {
  std::optional<ControlTotals> declared;
  std::int64_t documents = 0;  ///< Pieces of paper; one that was scanned twice counts once.
  Money amount;                ///< Tender known so far.
  std::int64_t unkeyed = 0;    ///< Tender items whose amount is still unknown.
  std::optional<AcceptedDifference> accepted;  ///< The last one; it may be another by now.

  [[nodiscard]] bool is_controlled() const { return declared.has_value(); }
  /// An uncontrolled batch has nothing to disagree with; it says so wherever it is shown.
  [[nodiscard]] bool holds() const;
  /// Counted less declared; only of a controlled batch.
  [[nodiscard]] ControlTotals difference() const;
  /// Somebody accepted exactly this difference.
  [[nodiscard]] bool is_accepted() const;
  /// For people: what was declared, what was found, and the signed difference.
  [[nodiscard]] std::string sentence() const;
};

/// Whether it is a piece of paper that control totals count: a skipped sequence number is none, a
/// damaged picture is one, and one that was scanned twice counts once.
[[nodiscard]] bool is_counted(const Document& document, const DocumentFacts& facts);
/// Tender whose amount somebody has still to key.
[[nodiscard]] bool is_unkeyed(const DocumentFacts& facts);

[[nodiscard]] ControlProof prove_control(const BatchHeader& header, const BatchContents& contents,
                                         const std::vector<DocumentFacts>& documents);

}  // namespace lockbox::deposit
