#pragma once

/// @file
/// What a [[coupon]] of SITE.toml says of its barcode, its scan line and its check boxes.

#include "encode/coupon/coupon_definition.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

/// Reads `format`, `pattern`, `code_check`, `account_check` and `zone` of the barcode, and the same
/// with `font` of the table `scan_line`.  One of the two must be there.  Reads `name` and `zone` of
/// each [[coupon.check_box]] too.
void read_coupon_codes(TableReader& table, encode::CouponDefinition& coupon);

}  // namespace lockbox::service
