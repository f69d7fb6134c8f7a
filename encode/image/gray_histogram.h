#pragma once

#include <array>
#include <cstddef>
#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// Every so manieth row and column, where that tells as much as all.
struct Sampling {
  int row_step = 1;
  int column_step = 1;
};

/// How often each gray is on a picture (CV_8UC1).
class GrayHistogram {
 public:
  explicit GrayHistogram(const cv::Mat& pixels, const Sampling& sampling = {});

  /// The gray that has `share`, from 0 to less than 1, of the pixels before it, from dark to light;
  /// 0 on an empty picture.
  [[nodiscard]] int gray_at(double share) const;

 private:
  std::array<std::size_t, 256> counts_{};
  std::size_t total_ = 0;
};

}  // namespace lockbox::encode
