#pragma once

#include <opencv2/core/types.hpp>
#include <optional>

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Where a row of symbols of the size and the pitch of CMC-7 lies, in pixels.
struct Cmc7Row {
  cv::Point2d first;  ///< Middle of the lower end of the first symbol found.
  cv::Point2d step;   ///< From one position to the next.
  int positions = 0;  ///< From the first symbol found to the last, both counted.
};

/// The row with the most symbols within the rows `band` of the picture; none below six.  Skew up
/// to about 5 degrees.  A missing resolution is assumed (see `working_dpi`) and found by the pitch.
[[nodiscard]] std::optional<Cmc7Row> locate_cmc7_row(const GrayImage& image, cv::Range band);

}  // namespace lockbox::encode
