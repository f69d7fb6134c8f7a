#pragma once

/// @file
/// What a page is asked about, as a part of messages.

#include <vector>

#include "capture/isolation/byte_message.h"
#include "encode/coupon/coupon_definition.h"

namespace lockbox::capture {

void put_definitions(MessageWriter& to, const std::vector<encode::CouponDefinition>& definitions);
/// Empty or short when the message is not good; the reader knows.
[[nodiscard]] std::vector<encode::CouponDefinition> take_definitions(MessageReader& from);

}  // namespace lockbox::capture
