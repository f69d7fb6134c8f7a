#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "capture/pictures.h"
#include "encode/coupon/coupon_definition.h"

namespace lockbox::service {

/// What one image file says, as values for people and as one line of JSON.
struct ImageReport {
  std::string json_line;  ///< file, kind, fault, micr, codes, coupon, skew_degrees.
  std::string sentence;   ///< The same for people.
  bool is_readable = false;
};

/// Reads one image.  A file that cannot be read is reported like any other, with its reason.
[[nodiscard]] ImageReport read_image(capture::Pictures& pictures, const std::string& file,
                                     const std::vector<encode::CouponDefinition>& definitions);

}  // namespace lockbox::service
