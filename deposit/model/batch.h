#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/ids.h"
#include "core/money.h"
#include "deposit/model/decision.h"
#include "deposit/model/states.h"

namespace lockbox::deposit {

/// Who or what did it: a person's name, or a part of the program ("reader", "matcher").
struct Actor {
  std::string name;
  friend bool operator==(const Actor&, const Actor&) = default;
};

/// What was declared of a batch before it was scanned: pieces of paper, and their money.
struct ControlTotals {
  std::int64_t documents = 0;
  Money amount;
  friend bool operator==(const ControlTotals&, const ControlTotals&) = default;
};

/// "3 documents and 170.00", or "nothing".
[[nodiscard]] std::string to_text(const std::optional<ControlTotals>& totals);

/// What identifies a batch and what was said of it when it was registered.
struct BatchHeader {
  std::string site;
  std::string lockbox;
  BusinessDay business_day;
  std::string job;
  std::string prepared_by;               ///< Empty when nobody said.
  std::optional<ControlTotals> control;  ///< Absent: the batch is uncontrolled, and says so.
  std::string source;  ///< Identity of the feed; the same source is the same batch, for ever.
};

/// One correction of what was declared: an entry that is only ever added.
struct ControlCorrection {
  std::optional<ControlTotals> from;  ///< Absent: nothing had been declared.
  ControlTotals to;
  std::string corrected_by;
  std::string reason;
  friend bool operator==(const ControlCorrection&, const ControlCorrection&) = default;
};

/// What a batch holds beyond what was declared, accepted as it is: over or short.
struct AcceptedDifference {
  std::int64_t documents = 0;  ///< Counted less declared.
  Money amount;                ///< Counted less declared.
  std::string accepted_by;
  std::string reason;
  friend bool operator==(const AcceptedDifference&, const AcceptedDifference&) = default;
};

/// A person looked at a batch that balances and lets its money go, where the site wants that.
struct BatchRelease {
  ControlTotals held;  ///< What the batch counted then; it is released while it counts just that.
  std::string released_by;
  std::string note;  ///< May be empty.
  friend bool operator==(const BatchRelease&, const BatchRelease&) = default;
};

struct Batch {
  BatchId id{0};
  BatchHeader header;  ///< Its control totals are those of the last correction.
  BatchState state = BatchState::Registered;
  std::int64_t version = 0;
  std::vector<ControlCorrection> corrections = {};      ///< In order.
  std::vector<Decision> decisions = {};                 ///< About its envelopes, in order.
  std::vector<AcceptedDifference> accepted = {};        ///< In order; the last one holds.
  std::vector<AcceptedPicture> accepted_pictures = {};  ///< By sequence.
  std::vector<KindCorrection> kind_corrections = {};    ///< In order.
  std::vector<BatchRelease> releases = {};              ///< In order; the last one holds.
};

}  // namespace lockbox::deposit
