#pragma once

/// @file
/// Who did how much in each hour, as the audit trail of the batches tells it.

#include <cstdint>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "deposit/store/finder.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

/// One person's hour.  What nobody did is not listed.
struct HourWork {
  BusinessDay date;  ///< The calendar's: the mail of a day may be worked on later.
  int hour = 0;      ///< 0 to 23, by the clock on the wall.
  std::string person;
  std::int64_t documents = 0;  ///< Captured.
  std::int64_t answers = 0;    ///< Questions answered, corrections among them.
};

/// By date, hour and person.
[[nodiscard]] Result<std::vector<HourWork>> throughput_of(deposit::Finder& finder,
                                                          const std::vector<ProvenBatch>& batches);

}  // namespace lockbox::service::work
