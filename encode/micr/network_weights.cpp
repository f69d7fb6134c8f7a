#include "encode/micr/network_weights.h"

#include <opencv2/core.hpp>
#include <vector>

#include "core/check.h"
#include "encode/micr/network_layout.h"

namespace lockbox::encode {

std::span<const float> network_weights() {
  static const std::vector<float> weights = [] {
    const auto halves = trained_weights();
    ENSURE(halves.size() == network::weight_count);
    // The constructor of a view takes a pointer that may write; it never does.
    const cv::Mat narrow(1, static_cast<int>(halves.size()), CV_16FC1,
                         const_cast<std::uint16_t*>(halves.data()));
    std::vector<float> wide;
    narrow.convertTo(wide, CV_32F);
    return wide;
  }();
  return weights;
}

}  // namespace lockbox::encode
