#include "encode/image/picture_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/core.hpp>

#include "core/check.h"
#include "encode/image/image_codec.h"

namespace lockbox::encode {
namespace {

/// Fine print stays sharp, and a page stays below a megabyte.
constexpr int jpeg_quality = 80;

cv::Rect pixels_of(const Cut& cut, const cv::Mat& pixels) {
  const auto at = [](double fraction, int size) {
    return static_cast<int>(std::lround(fraction * size));
  };
  const int left = std::min(at(cut.left, pixels.cols), pixels.cols - 1);
  const int top = std::min(at(cut.top, pixels.rows), pixels.rows - 1);
  const int right = std::clamp(at(cut.left + cut.width, pixels.cols), left + 1, pixels.cols);
  const int bottom = std::clamp(at(cut.top + cut.height, pixels.rows), top + 1, pixels.rows);
  return {left, top, right - left, bottom - top};
}

void turn_clockwise(GrayImage& image, Turn turn) {
  cv::Mat turned;
  switch (turn) {
    case Turn::None:
      return;
    case Turn::Quarter:
      cv::rotate(image.pixels, turned, cv::ROTATE_90_CLOCKWISE);
      break;
    case Turn::Half:
      cv::rotate(image.pixels, turned, cv::ROTATE_180);
      break;
    case Turn::ThreeQuarters:
      cv::rotate(image.pixels, turned, cv::ROTATE_90_COUNTERCLOCKWISE);
      break;
  }
  image.pixels = turned;
  if (turn != Turn::Half) std::swap(image.dpi_x, image.dpi_y);
}

}  // namespace

bool is_within(const Cut& cut) {
  const auto is_part = [](double start, double size) {
    return start >= 0 && size > 0 && start < 1 && start + size <= 1.000'001;
  };
  return is_part(cut.left, cut.width) && is_part(cut.top, cut.height);
}

ShownPicture show(GrayImage image, const PictureView& view) {
  ENSURE(is_within(view.cut));
  image.pixels = image.pixels(pixels_of(view.cut, image.pixels)).clone();
  turn_clockwise(image, view.turn);
  if (image.bitonal) return {"image/png", encode_png(image)};
  return {"image/jpeg", encode_jpeg(image, jpeg_quality)};
}

}  // namespace lockbox::encode
