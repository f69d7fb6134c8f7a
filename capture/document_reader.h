#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "deposit/model/document.h"
#include "encode/coupon/coupon_definition.h"

namespace lockbox::capture {

/// The front of one document as scanned.
struct FrontPicture {
  std::int64_t sequence = 0;
  std::string file;  ///< For messages.
  Bytes bytes;
};

/// Answers for one front.  Called from several threads at once, so it must keep no state.
using DocumentReader = std::function<deposit::Reading(const FrontPicture&)>;

/// Decodes the front and reads what is on it.  A picture that cannot be decoded gives a reading
/// of kind Unknown with the decoder's fault.
[[nodiscard]] deposit::Reading read_front(const FrontPicture& front,
                                          const std::vector<encode::CouponDefinition>& coupons);

}  // namespace lockbox::capture
