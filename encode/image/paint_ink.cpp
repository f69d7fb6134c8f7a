#include "encode/image/paint_ink.h"

#include <opencv2/core.hpp>

#include "core/check.h"

namespace lockbox::encode {

void paint_ink(GrayImage& page, const cv::Mat& ink) {
  ENSURE(ink.size() == page.pixels.size());
  constexpr float half = 0.5F;
  for (int y = 0; y < ink.rows; ++y) {
    const auto* share = ink.ptr<float>(y);
    auto* pixel = page.pixels.ptr<std::uint8_t>(y);
    for (int x = 0; x < ink.cols; ++x) {
      if (page.bitonal) {
        if (share[x] >= half) pixel[x] = 0;
      } else {
        pixel[x] = cv::saturate_cast<std::uint8_t>(static_cast<float>(pixel[x]) * (1 - share[x]));
      }
    }
  }
}

}  // namespace lockbox::encode
