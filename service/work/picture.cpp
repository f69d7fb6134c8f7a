#include "service/work/picture.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>

#include "capture/image_name.h"
#include "capture/picture_decoding.h"
#include "encode/image/image_codec.h"

namespace lockbox::service::work {

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

void turn_clockwise(encode::GrayImage& image, Turn turn) {
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

Result<ShownPicture> show_picture(ImageStore& images, const deposit::Batch& batch,
                                  const deposit::Document& document,
                                  const PictureRequest& request) {
  const auto& captured = document.captured;
  const auto found = std::ranges::find_if(captured.images, [&](const auto& image) {
    return image.side == request.side && image.view == ImageView::AsScanned;
  });
  if (found == captured.images.end()) {
    return fail(ErrorCode::NotFound,
                "Document " + std::to_string(captured.sequence) + " has no picture of this side.");
  }
  if (!is_within(request.cut)) {
    return fail(ErrorCode::InvalidInput, "The part must lie within the picture.", "/crop");
  }
  const auto bytes =
      TRY(images.get(found->place, capture::image_name(batch, captured.sequence, request.side)));
  auto decoded = capture::decode_picture(bytes, found->file);
  if (!decoded) return fail(ErrorCode::InvalidInput, decoded.error().message);
  auto& image = *decoded;
  image.pixels = image.pixels(pixels_of(request.cut, image.pixels)).clone();
  turn_clockwise(image, request.turn);
  if (image.bitonal) return ShownPicture{"image/png", encode::encode_png(image)};
  return ShownPicture{"image/jpeg", encode::encode_jpeg(image, jpeg_quality)};
}

}  // namespace lockbox::service::work
