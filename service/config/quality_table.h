#pragma once

/// @file
/// The table [image_quality] of SITE.toml.  `refuse` lists conditions by the names of
/// encode::quality_condition_names: a check whose picture has one of them is scanned again.  Every
/// other key is a limit, CONDITION_MEASURE_min or _max in the unit that its measure ends in, as
/// `lockbox image limits` prints them:
///
///     excessive_skew_skew_degrees_max = 3
///     below_minimum_size_archive_bytes_min = 2000
///
/// What is not given keeps its default.

#include "encode/image/quality/quality_limits.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

[[nodiscard]] encode::QualityLimits read_image_quality(TableReader& file);

}  // namespace lockbox::service
