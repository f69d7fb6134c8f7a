#pragma once

#include <string>

#include "service/work/day_view.h"

namespace lockbox::service::work {

/// RFC 4180 with CRLF: a line for each batch of the day, then one that sums them up.  Money is
/// written in dollars with two decimals.  Names that a spreadsheet would run as a formula are
/// escaped.
[[nodiscard]] std::string day_report_csv(const DayView& day);

/// The adding-machine tape of a batch: its tender in physical order, then the total.
[[nodiscard]] std::string tape_csv(const ProvenBatch& batch);

}  // namespace lockbox::service::work
