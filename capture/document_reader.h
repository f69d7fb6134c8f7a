#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "capture/pictures.h"
#include "core/bytes.h"
#include "core/result.h"
#include "deposit/model/document.h"
#include "encode/coupon/coupon_definition.h"

namespace lockbox::capture {

/// The front of one document as scanned.
struct FrontPicture {
  std::int64_t sequence = 0;
  std::string file;  ///< For messages.
  Bytes bytes;
};

/// Answers for one front.  Called from several threads at once, so it must keep no state.  An error
/// says that fronts cannot be read now; what is wrong with this one is a fault in the reading.
using DocumentReader = std::function<Result<deposit::Reading>(const FrontPicture&)>;

/// Has the front read.  A picture that cannot be decoded gives a reading of kind Unknown with the
/// fault, which names the file.
[[nodiscard]] Result<deposit::Reading> read_front(
    Pictures& pictures, const FrontPicture& front,
    const std::vector<encode::CouponDefinition>& coupons);

}  // namespace lockbox::capture
