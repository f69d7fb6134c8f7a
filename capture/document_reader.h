#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "capture/pictures.h"
#include "core/bytes.h"
#include "core/result.h"
#include "deposit/model/document.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/image/quality/quality_limits.h"
#include "encode/micr/line_error.h"

namespace lockbox::capture {

/// One side of a document as scanned.
struct SidePicture {
  std::string file;  ///< For messages.
  Bytes bytes;
};

/// A document as scanned; a rear may be missing.
struct DocumentPictures {
  std::int64_t sequence = 0;
  SidePicture front;
  std::optional<SidePicture> rear = {};
};

/// Answers for one document.  Called from several threads at once, so it must keep no state.  An
/// error says that documents cannot be read now; what is wrong with this one is a fault in the
/// reading.
using DocumentReader = std::function<Result<deposit::Reading>(const DocumentPictures&)>;

/// What a site reads by.
struct ReadingRules {
  std::vector<encode::CouponDefinition> coupons;
  encode::QualityLimits quality = {};
  encode::ReadingLimits reading = {};
};

/// Has the front read and both sides measured.  A front that cannot be decoded gives a reading of
/// kind Unknown with the fault, which names the file; the front or rear of a check that has a
/// condition for which pictures are refused gives one with that fault, and what was read of it
/// counts only when a person accepts the picture.  A rear that cannot be decoded is not measured.
[[nodiscard]] Result<deposit::Reading> read_document(Pictures& pictures,
                                                     const DocumentPictures& document,
                                                     const ReadingRules& rules);

}  // namespace lockbox::capture
