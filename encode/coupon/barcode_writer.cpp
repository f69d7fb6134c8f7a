#include <opencv2/imgproc.hpp>

#include "encode/coupon/barcode.h"
#include "encode/coupon/barcode_modules.h"

namespace lockbox::encode {
namespace {

constexpr int module_px_max = 40;
constexpr int linear_height = 60;  ///< In modules: taller than 15 % of a usual code's width.
constexpr double writer_dpi = 200;

}  // namespace

Result<GrayImage> draw_barcode(BarcodeFormat format, std::string_view text, int module_px) {
  const auto modules = TRY(barcode_modules(format, text));
  if (module_px < 1 || module_px > module_px_max) {
    return fail(ErrorCode::InvalidInput, "A barcode's narrow element is 1 to 40 pixels wide.");
  }
  const int height = is_linear(format) ? linear_height : modules.rows;
  cv::Mat symbol;
  cv::resize(modules, symbol, {modules.cols * module_px, height * module_px}, 0, 0,
             cv::INTER_NEAREST);
  GrayImage image{{}, writer_dpi, writer_dpi, true};
  const int margin = quiet_zone_modules(format) * module_px;
  cv::copyMakeBorder(symbol, image.pixels, margin, margin, margin, margin, cv::BORDER_CONSTANT,
                     cv::Scalar{255});
  return image;
}

}  // namespace lockbox::encode
