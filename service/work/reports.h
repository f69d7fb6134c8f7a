#pragma once

#include <string>
#include <vector>

#include "service/work/day_view.h"
#include "service/work/deposits_view.h"
#include "service/work/throughput.h"

namespace lockbox::service::work {

/// RFC 4180 with CRLF: a line for each batch of the day, then one that sums them up.  Money is
/// written in dollars with two decimals.  Names that a spreadsheet would run as a formula are
/// escaped.
[[nodiscard]] std::string day_report_csv(const DayView& day);

/// A line for each deposit, then one that sums them up.
[[nodiscard]] std::string deposit_report_csv(const std::vector<DepositView>& deposits);

/// A line for each person's hour, then one that sums them up.
[[nodiscard]] std::string throughput_csv(const std::vector<HourWork>& throughput);

/// The adding-machine tape of a batch: its tender in physical order, then the total.
[[nodiscard]] std::string tape_csv(const ProvenBatch& batch);

}  // namespace lockbox::service::work
