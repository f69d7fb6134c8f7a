#pragma once

/// @file
/// What the symbols on a coupon come to that the reader could not settle: the one scan line that a
/// person can complete, or readings that contradict each other.

#include <optional>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/coupon/line_in_doubt.h"
#include "encode/explain/seen_page.h"

namespace lockbox::service::work {

/// A barcode or a scan line that a definition accepts.
struct CouponReading {
  std::string from;  ///< "barcode" or "scan line".
  AccountNumber account;
};

/// In the order of the page's lines; one for each definition that accepts it.
[[nodiscard]] std::vector<CouponReading> coupon_readings(
    const encode::SeenPage& seen, const std::vector<encode::CouponDefinition>& definitions);

/// One sentence that tells what every reading says, with masked numbers.
[[nodiscard]] std::string tell_readings(const std::vector<CouponReading>& readings);

/// Whether a scan line was read in part.
[[nodiscard]] bool has_line_in_doubt(const encode::SeenPage& seen,
                                     const std::vector<encode::CouponDefinition>& definitions);

/// The scan line to complete, as one of the page's lines.  Absent when anything else on the page
/// was read as a coupon: a person then looks at all of it.
[[nodiscard]] std::optional<encode::LineToComplete> coupon_line_to_complete(
    const encode::SeenPage& seen, const std::vector<encode::CouponDefinition>& definitions);

}  // namespace lockbox::service::work
