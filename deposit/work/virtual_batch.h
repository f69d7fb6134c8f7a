#pragma once

/// @file
/// Mail is scanned as it comes and sorted here, by what is in the envelopes: each virtual batch has
/// control totals of its own, and together they are the batch that was scanned.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deposit/model/virtual_batch.h"
#include "deposit/work/control.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// What no rule takes.
inline constexpr std::string_view other_mail = "Other mail";
/// Envelopes of which nobody knows yet where they begin or whose bill they pay.
inline constexpr std::string_view undecided_mail = "Undecided";

struct VirtualBatch {
  std::string name;                     ///< Of its rule, or one of the two above.
  std::vector<std::int64_t> envelopes;  ///< Keys of its transactions, ascending.
  std::int64_t documents = 0;  ///< Pieces of paper; one that was scanned twice counts once.
  Money amount;                ///< Tender known so far.
  std::int64_t unkeyed = 0;    ///< Tender items whose amount is still unknown.
  std::int64_t open_tasks = 0;
  Money released;  ///< Of its tender: released, deposited or posted.

  /// Nobody is asked for anything in it.
  [[nodiscard]] bool is_done() const { return unkeyed == 0 && open_tasks == 0; }
  friend bool operator==(const VirtualBatch&, const VirtualBatch&) = default;
};

/// Each piece of paper in exactly one of them: those of the rules in their order, then other mail
/// and what is undecided; without rules none.  The first rule that takes an envelope has it.  One
/// that moves on, as money leaves suspense, may move to another.  `documents` are the facts of
/// `contents`.
[[nodiscard]] std::vector<VirtualBatch> divide_batch(std::span<const VirtualBatchRule> rules,
                                                     const BatchContents& contents,
                                                     const std::vector<DocumentFacts>& documents);

/// Whether the parts add up to the batch that was scanned (equation D3 over virtual batches).
[[nodiscard]] bool ties(std::span<const VirtualBatch> parts, const ControlProof& whole);

}  // namespace lockbox::deposit
