#include "encode/coupon/barcode_modules.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <string>

#include <opencv2/core.hpp>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include "encode/coupon/zxing_format.h"

namespace lockbox::encode {
namespace {

constexpr std::size_t text_max = 80;  ///< What one row of a coupon can carry.

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
    case BarcodeFormat::DataMatrix:
    case BarcodeFormat::Pdf417:
      return text.find_first_of('\0') == std::string_view::npos &&
             std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  }
  return false;
}

}  // namespace

int quiet_zone_modules(BarcodeFormat format) {
  constexpr int linear_quiet_zone = 10;
  constexpr int quiet_zone = 4;  // QR; the two others need no more than 2.
  return is_linear(format) ? linear_quiet_zone : quiet_zone;
}

Result<cv::Mat> barcode_modules(BarcodeFormat format, std::string_view text) {
  if (text.empty() || text.size() > text_max || !is_writable(format, text)) {
    return fail(ErrorCode::InvalidInput,
                "The text cannot be written as " + std::string{to_string(format)} + ".");
  }
  try {
    const auto matrix =
        ZXing::MultiFormatWriter{zxing_format(format)}.setMargin(0).encode(std::string{text}, 1, 1);
    cv::Mat modules(matrix.height(), matrix.width(), CV_8UC1);
    for (int y = 0; y < modules.rows; ++y) {
      for (int x = 0; x < modules.cols; ++x) {
        modules.at<std::uint8_t>(y, x) = matrix.get(x, y) ? 0 : 255;
      }
    }
    return modules;
  } catch (const std::exception&) {
    return fail(ErrorCode::InvalidInput,
                "The text is too long for " + std::string{to_string(format)} + ".");
  }
}

}  // namespace lockbox::encode
