#pragma once

#include <string>
#include <vector>

#include "encode/image/gray_image.h"
#include "encode/postal/postal_bars.h"

namespace lockbox::encode {

struct PostalRead {
  /// Tracking code and routing code of Intelligent Mail, 20 to 31 digits; or the ZIP code.
  std::string digits;
  PostalFormat format = PostalFormat::IntelligentMail;
  Box box;
};

/// Every postal barcode that lies upright or upside down on the page (skew up to about 2 degrees,
/// 150 dots an inch and more).  Each bar must be plainly one of the four, and the code's own check
/// must hold: what is in doubt is not read.  A page without one costs a fraction of a millisecond.
[[nodiscard]] std::vector<PostalRead> read_postal_codes(const GrayImage& image);

}  // namespace lockbox::encode
