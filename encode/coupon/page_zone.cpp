#include "encode/coupon/page_zone.h"

#include <cmath>

namespace lockbox::encode {
namespace {

/// Of the page's size: what a track and the trimming of the paper move it by.
constexpr double zone_play = 0.04;

}  // namespace

cv::Rect area_of(const PageZone& zone, const cv::Size& page) {
  const auto left = static_cast<int>(std::floor((zone.left - zone_play) * page.width));
  const auto top = static_cast<int>(std::floor((zone.top - zone_play) * page.height));
  const auto right = static_cast<int>(std::ceil((zone.left + zone.width + zone_play) * page.width));
  const auto bottom =
      static_cast<int>(std::ceil((zone.top + zone.height + zone_play) * page.height));
  return cv::Rect{cv::Point{left, top}, cv::Point{right, bottom}} & cv::Rect{{}, page};
}

}  // namespace lockbox::encode
