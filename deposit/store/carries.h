#pragma once

/// @file
/// The port to what is carried forward from one business day to another.  Planned while the day is
/// open, carried by its close, taken back by its reopening; `Days::step` does both in the same
/// transaction.

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/model/carry.h"

namespace lockbox::deposit {

/// Envelopes that somebody wants to carry out of a day, all for one reason.
struct WantedCarry {
  struct Envelope {
    BatchId batch{0};
    std::int64_t sequence = 0;  ///< Of one of its documents.
  };
  std::vector<Envelope> envelopes;
  std::string reason;
  std::string owner;
  BusinessDay due;
};

class Carries {
 public:
  virtual ~Carries() = default;
  /// All that was ever carried, and is not taken back, of the batches from which something goes out
  /// of the day or comes into it; by batch, envelope and day.  What leads up to the day and away
  /// from it is among them.
  [[nodiscard]] virtual Result<std::vector<Carry>> around(const std::string& site,
                                                          const BusinessDay& day) = 0;
  /// All of the site, of whatever day, that is not taken back; in the same order.  What is told of
  /// other days' envelopes, such as suspense, is told by these.
  [[nodiscard]] virtual Result<std::vector<Carry>> standing(const std::string& site) = 0;
  /// Plans to carry the envelopes out of the day, all or none.  NotFound for a document that is in
  /// no envelope of the site; Conflict for one that is not the day's, waits no more or is planned
  /// already, for a batch that is still being captured, and when the day is closed; InvalidInput
  /// without a reason, an owner or an envelope, or for a `due` that is not later than the day, or
  /// earlier than the newest day that has begun.  The day's version counts on: who looked at it
  /// before looks again.
  [[nodiscard]] virtual Result<void> plan(const std::string& site, const BusinessDay& day,
                                          const WantedCarry& wanted, const Actor& actor) = 0;
  /// The envelope stays the day's after all.  NotFound when the day has no such plan, Conflict when
  /// it is carried already, InvalidInput without a reason.  The day's version counts on.
  [[nodiscard]] virtual Result<void> take_back(const std::string& site, const BusinessDay& day,
                                               std::int64_t id, const std::string& reason,
                                               const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
