#include "encode/image/ink_marks.h"

#include <algorithm>
#include <array>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/chance.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

using Boxes = std::vector<std::array<int, 4>>;

Boxes sorted(const std::vector<cv::Rect>& rectangles) {
  Boxes boxes;
  for (const auto& box : rectangles) boxes.push_back({box.y, box.x, box.height, box.width});
  std::ranges::sort(boxes);
  return boxes;
}

Boxes boxes_of_the_library(const cv::Mat& mask) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8);
  std::vector<cv::Rect> boxes;
  for (int i = 1; i < count; ++i) {
    const auto* stat = stats.ptr<int>(i);
    boxes.emplace_back(stat[cv::CC_STAT_LEFT], stat[cv::CC_STAT_TOP], stat[cv::CC_STAT_WIDTH],
                       stat[cv::CC_STAT_HEIGHT]);
  }
  return sorted(boxes);
}

TEST_CASE("Marks of ink are the connected pieces of a mask", "[scan_line]") {
  Chance chance{5};
  for (const double share : {0.05, 0.3, 0.45, 0.6, 0.95}) {
    cv::Mat mask(60, 90, CV_8UC1, cv::Scalar(0));
    for (int y = 0; y < mask.rows; ++y) {
      for (int x = 0; x < mask.cols; ++x) {
        if (chance.between(0, 1) < share) mask.at<std::uint8_t>(y, x) = 255;
      }
    }
    CHECK(sorted(ink_marks(mask)) == boxes_of_the_library(mask));
  }
}

TEST_CASE("A white page has no marks", "[scan_line]") {
  CHECK(ink_marks(cv::Mat::zeros(20, 20, CV_8UC1)).empty());
  CHECK(ink_marks(cv::Mat{}).empty());
}

}  // namespace
}  // namespace lockbox::encode
