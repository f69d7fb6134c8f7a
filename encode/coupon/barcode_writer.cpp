#include <algorithm>
#include <cstdint>
#include <exception>

#include <opencv2/imgproc.hpp>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include "encode/coupon/barcode.h"
#include "encode/coupon/zxing_format.h"

namespace lockbox::encode {
namespace {

constexpr int module_px_max = 40;
constexpr std::size_t text_max = 80;   ///< What one row of a coupon can carry.
constexpr int linear_height = 60;      ///< In modules: taller than 15 % of a usual code's width.
constexpr int linear_quiet_zone = 10;  ///< In modules, ISO/IEC 15417, 16388 and 16390.
constexpr int qr_quiet_zone = 4;       ///< In modules, ISO/IEC 18004.
constexpr double writer_dpi = 200;

bool has_only(std::string_view text, std::string_view alphabet) {
  return text.find_first_not_of(alphabet) == std::string_view::npos;
}

/// True when every reader gives back exactly these characters.
bool is_writable(BarcodeFormat format, std::string_view text) {
  switch (format) {
    case BarcodeFormat::Itf:
      return text.size() % 2 == 0 && has_only(text, "0123456789");
    case BarcodeFormat::Code39:
      return has_only(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%");
    case BarcodeFormat::Code128:
    case BarcodeFormat::QrCode:
      return text.find_first_of('\0') == std::string_view::npos &&
             std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  }
  return false;
}

}  // namespace

Result<GrayImage> draw_barcode(BarcodeFormat format, std::string_view text, int module_px) {
  if (text.empty() || text.size() > text_max || !is_writable(format, text)) {
    return fail(ErrorCode::InvalidInput,
                "The text cannot be written as " + std::string{to_string(format)} + ".");
  }
  if (module_px < 1 || module_px > module_px_max) {
    return fail(ErrorCode::InvalidInput, "A barcode's narrow element is 1 to 40 pixels wide.");
  }
  try {
    const bool linear = format != BarcodeFormat::QrCode;
    const int quiet = linear ? linear_quiet_zone : qr_quiet_zone;
    const auto matrix =
        ZXing::MultiFormatWriter{zxing_format(format)}.setMargin(0).encode(std::string{text}, 0, 1);
    cv::Mat modules(matrix.height(), matrix.width(), CV_8UC1);
    for (int y = 0; y < modules.rows; ++y) {
      for (int x = 0; x < modules.cols; ++x) {
        modules.at<std::uint8_t>(y, x) = matrix.get(x, y) ? 0 : 255;
      }
    }
    const int height = linear ? linear_height : modules.rows;
    cv::Mat symbol;
    cv::resize(modules, symbol, {modules.cols * module_px, height * module_px}, 0, 0,
               cv::INTER_NEAREST);
    GrayImage image{{}, writer_dpi, writer_dpi, true};
    const int margin = quiet * module_px;
    cv::copyMakeBorder(symbol, image.pixels, margin, margin, margin, margin, cv::BORDER_CONSTANT,
                       cv::Scalar{255});
    return image;
  } catch (const std::exception&) {
    return fail(ErrorCode::InvalidInput,
                "The text is too long for " + std::string{to_string(format)} + ".");
  }
}

}  // namespace lockbox::encode
