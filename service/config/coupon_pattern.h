#pragma once

/// @file
/// The pattern of a coupon code as SITE.toml spells it.

#include <string>
#include <string_view>
#include <vector>

#include "encode/coupon/coupon_definition.h"

namespace lockbox::service {

/// Parses one field: "account:10" (ten digits), "account" (one or more digits up to the next
/// literal) or "'MISC-'" (that very text).  A due date always has six digits, a check digit one.
[[nodiscard]] Result<encode::CouponField> parse_coupon_field(std::string_view text);

/// What is wrong with the pattern as a whole, one sentence each: a code must be read in exactly
/// one way or not at all.
[[nodiscard]] std::vector<std::string> pattern_problems(const encode::CouponDefinition& coupon);

}  // namespace lockbox::service
