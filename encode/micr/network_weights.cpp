#include "encode/micr/network_weights.h"

#include <opencv2/core.hpp>

#include "core/check.h"
#include "encode/micr/network_layout.h"

namespace lockbox::encode {

std::vector<float> widened(std::span<const std::uint16_t> halves) {
  // The constructor of a view takes a pointer that may write; it never does.
  const cv::Mat narrow(1, static_cast<int>(halves.size()), CV_16FC1,
                       const_cast<std::uint16_t*>(halves.data()));
  std::vector<float> wide;
  narrow.convertTo(wide, CV_32F);
  return wide;
}

std::span<const float> network_weights() {
  static const std::vector<float> weights = widened(trained_weights());
  ENSURE(weights.size() == network::weight_count);
  return weights;
}

}  // namespace lockbox::encode
