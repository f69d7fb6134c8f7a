#pragma once

/// @file
/// Until when banks take the deposits of a day, and what still waits for its approval.

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/local_time.h"
#include "deposit/model/site.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

struct CutOff {
  std::string deposit_account;
  std::string account_name;
  std::string bank;
  TimeOfDay time;                     ///< By the site's clock.
  Instant at;                         ///< That time of the business day.
  std::int64_t waiting_deposits = 0;  ///< Not approved.
  Money waiting;
};

/// Of each deposit account that has one, the earliest first.  `batches` are those of the day.
[[nodiscard]] std::vector<CutOff> cut_offs_of(const std::vector<ProvenBatch>& batches,
                                              const deposit::Site& site, const BusinessDay& day);

}  // namespace lockbox::service::work
