#pragma once

/// @file
/// What a person decides about an envelope whose money has not moved: it waits, it goes back, or a
/// picture of it counts as it is.

#include <cstdint>
#include <string>

#include "core/state_table.h"

namespace lockbox::deposit {

enum class DecisionKind {
  Hold,    ///< The envelope waits: nothing but its amounts is asked, nothing of it is deposited.
  Return,  ///< The paper goes back to its payer and is never deposited.
  Resume,  ///< An earlier hold or return of the document is taken back.
};
inline constexpr Names<3> decision_kind_names{"hold", "return", "resume"};

/// One decision: an entry that is only ever added.  The last one of a document holds, and what
/// holds for a document holds for its whole envelope; a return outranks a hold.
struct Decision {
  std::int64_t sequence = 0;  ///< Of a document of the envelope.
  DecisionKind kind = DecisionKind::Hold;
  std::string reason;
  std::string decided_by;
  friend bool operator==(const Decision&, const Decision&) = default;
};

/// The picture of a check that was refused for its quality and counts as it is, since the paper
/// itself is at fault: an entry that is only ever added.
struct AcceptedPicture {
  std::int64_t sequence = 0;  ///< Of the document.
  std::string reason;
  std::string accepted_by;
  friend bool operator==(const AcceptedPicture&, const AcceptedPicture&) = default;
};

/// What a paper can be said to be.
enum class PaperKind { Check, MoneyOrder, Coupon, Correspondence };
inline constexpr Names<4> paper_kind_names{"check", "money_order", "coupon", "correspondence"};

/// A paper that was taken for something else: an entry that is only ever added; the last one of a
/// document holds.
struct KindCorrection {
  std::int64_t sequence = 0;  ///< Of the document.
  PaperKind kind = PaperKind::Check;
  std::string reason;
  std::string corrected_by;
  friend bool operator==(const KindCorrection&, const KindCorrection&) = default;
};

}  // namespace lockbox::deposit
