#include "encode/print/printed_barcode.h"

#include <algorithm>
#include <opencv2/core/mat.hpp>

#include "encode/coupon/barcode_modules.h"

namespace lockbox::encode {
namespace {

constexpr double linear_module_inch_max = 0.020;
constexpr double square_module_inch_max = 0.033;  // Three to a tenth of an inch.
constexpr double module_inch_min = 0.010;

/// Rows of bars stay within the height of a single row; a square takes what its text needs.
double module_max(const PrintedBarcode& barcode, int rows) {
  if (is_linear(barcode.format)) return linear_module_inch_max;
  if (barcode.format != BarcodeFormat::Pdf417) return square_module_inch_max;
  return std::min(linear_module_inch_max, barcode.height / rows);
}

/// The bars of one row of modules: each run of ink is one rectangle.
void add_row(Drawing& drawing, const cv::Mat& row, Sides at, double module) {
  const double left = at.left;
  int from = -1;
  for (int x = 0; x <= row.cols; ++x) {
    const bool has_ink = x < row.cols && row.at<std::uint8_t>(x) == 0;
    if (has_ink && from < 0) from = x;
    if (has_ink || from < 0) continue;
    at.left = left + from * module;
    at.right = left + x * module;
    fill_rectangle(drawing, at);
    from = -1;
  }
}

}  // namespace

Result<void> add_barcode(Drawing& drawing, const PrintedBarcode& barcode) {
  const auto modules = TRY(barcode_modules(barcode.format, barcode.text));
  const int quiet = quiet_zone_modules(barcode.format);
  const double module =
      std::min(barcode.width_max / (modules.cols + 2 * quiet), module_max(barcode, modules.rows));
  if (module < module_inch_min) {
    return fail(ErrorCode::InvalidInput,
                "The barcode is too long for its place: '" + barcode.text + "'.");
  }
  const double row_height = is_linear(barcode.format) ? barcode.height : module;
  for (int row = 0; row < modules.rows; ++row) {
    const double top = barcode.top + row * row_height;
    add_row(drawing, modules.row(row), {barcode.left + quiet * module, top, 0, top + row_height},
            module);
  }
  return {};
}

}  // namespace lockbox::encode
