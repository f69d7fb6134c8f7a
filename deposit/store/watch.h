#pragma once

/// @file
/// The port to the watch over the books: the rows that its lenses look at, and what was found, with
/// what people did about it.

#include <cstdint>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/watch/finding.h"
#include "deposit/watch/rows.h"

namespace lockbox::deposit {

/// One step of a finding.
struct FindingStep {
  watch::FindingEvent event = watch::FindingEvent::Look;
  std::string actor;
  std::string at;
  std::string note;  ///< Empty for Grow only.
};

struct FiledFinding {
  std::int64_t id = 0;
  watch::Finding finding;  ///< Without `about`.
  std::string found_at;
  watch::FindingState state = watch::FindingState::New;
  std::int64_t version = 1;
  std::vector<FindingStep> steps;  ///< In order, only ever added to.
};

/// Look or Dismiss, on the finding as somebody saw it.
struct WantedFindingStep {
  watch::FindingEvent event = watch::FindingEvent::Look;
  std::int64_t version = 0;
  std::string note;
};

class WatchBook {
 public:
  virtual ~WatchBook() = default;
  /// What happened from a day on.
  [[nodiscard]] virtual Result<watch::WatchRows> rows(const std::string& site,
                                                      const BusinessDay& from) = 0;
  /// Files what is new; what is known must be looked at again when evidence, points or people came
  /// to it.  Returns how many are new or have grown.
  [[nodiscard]] virtual Result<int> file(const std::string& site,
                                         const std::vector<watch::Finding>& findings,
                                         const Actor& actor) = 0;
  /// By score, then the newest first.
  [[nodiscard]] virtual Result<std::vector<FiledFinding>> findings(const std::string& site) = 0;
  /// Takes a listed step.  NotPermitted for somebody whom it is about, by name or full name;
  /// Conflict for a version that is not the stored one; InvalidInput without a note; NotFound when
  /// the site has none such.
  [[nodiscard]] virtual Result<FiledFinding> step(const std::string& site, std::int64_t id,
                                                  const WantedFindingStep& wanted,
                                                  const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
