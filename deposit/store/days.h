#pragma once

/// @file
/// The port to the business days of a site.  A day begins with its first batch.  A closed day takes
/// no new batch, no new paper, no correction of declared totals and no deposit; that is refused in
/// the store, whoever asks.

#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/model/states.h"

namespace lockbox::deposit {

/// One step in a day's life.
struct DayStep {
  DayEvent event = DayEvent::CutOff;
  std::string actor;
  std::string at;
  std::string reason;         ///< Never empty for Reopen.
  std::string asked_by = {};  ///< For Reopen: who asked for it; the actor agreed.  Empty for
                              ///< one that was made before two people were asked for.
};

/// Somebody wants a closed day reopened, and nobody else has agreed yet.
struct ReopeningWish {
  std::string asked_by;
  std::string at;
  std::string reason;
};

struct Day {
  std::string site;
  BusinessDay day;
  DayState state = DayState::Open;
  std::int64_t version = 1;
  std::vector<DayStep> steps;  ///< In order, only ever added to.
  std::optional<ReopeningWish> wish = {};
};

/// A step that a person wants to take, on the day as they saw it.
struct WantedStep {
  DayEvent event = DayEvent::CutOff;
  std::int64_t version = 0;
  std::string reason = {};
};

class Days {
 public:
  virtual ~Days() = default;
  [[nodiscard]] virtual Result<std::vector<Day>> days(
      const std::string& site) = 0;  ///< Newest first.
  /// NotFound when no batch ever began it.
  [[nodiscard]] virtual Result<Day> day(const std::string& site, const BusinessDay& day) = 0;
  /// Takes one listed step.  Conflict for one that is not, or when `wanted.version` is not the
  /// stored one; OutOfBalance, naming the first reason, when closing a day that may not close:
  /// tender that is neither deposited (approved) nor returned nor planned to be carried forward,
  /// paper that nobody knows yet, or a batch that does not hold what was declared of it.  A close
  /// carries what is planned; a reopening takes it back, and is refused (Conflict) when some of it
  /// was decided since.
  /// A reopening takes two calls by two people: the first asks, with its reason, and the day stays
  /// closed; the second agrees.  NotPermitted for the second by who asked.
  [[nodiscard]] virtual Result<Day> step(const std::string& site, const BusinessDay& day,
                                         const WantedStep& wanted, const Actor& actor) = 0;
  /// The day stays closed after all; anybody may say so, who asked too.  Conflict when nobody asked
  /// or for another version, InvalidInput without a reason.
  [[nodiscard]] virtual Result<Day> decline_reopening(const std::string& site,
                                                      const BusinessDay& day, std::int64_t version,
                                                      const std::string& reason,
                                                      const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
