#pragma once

/// @file
/// What a page says, as a part of messages.

#include <vector>

#include "capture/isolation/byte_message.h"
#include "core/result.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/image/quality/image_quality.h"
#include "encode/page_reader.h"

namespace lockbox::capture {

void put_page(MessageWriter& to, const encode::PageRead& page);
/// The fields of the MICR line and the coupon are derived anew from what was read.  InvalidInput
/// when a text cannot be what it stands for.
[[nodiscard]] Result<encode::PageRead> take_page(
    MessageReader& from, const std::vector<encode::CouponDefinition>& definitions);

void put_quality(MessageWriter& to, const encode::ImageQuality& quality);
[[nodiscard]] encode::ImageQuality take_quality(MessageReader& from);

}  // namespace lockbox::capture
