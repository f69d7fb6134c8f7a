#include "encode/micr/e13b_writer.h"

#include <opencv2/core.hpp>

#include "encode/micr/e13b_layout.h"

namespace lockbox::encode {
namespace {

/// Paints the gathered ink over the paper: half covered is ink where the picture has one bit.
void paint(GrayImage& check, const cv::Mat& ink) {
  for (int y = 0; y < ink.rows; ++y) {
    const auto* share = ink.ptr<float>(y);
    auto* pixel = check.pixels.ptr<std::uint8_t>(y);
    for (int x = 0; x < ink.cols; ++x) {
      if (check.bitonal) {
        if (share[x] >= 0.5F) pixel[x] = 0;
      } else {
        pixel[x] = cv::saturate_cast<std::uint8_t>(static_cast<float>(pixel[x]) * (1 - share[x]));
      }
    }
  }
}

}  // namespace

Result<void> draw_micr_line(GrayImage& check, std::string_view raw) {
  if (check.dpi_x <= 0 || check.dpi_y <= 0) {
    return fail(ErrorCode::InvalidInput,
                "A MICR line can only be drawn on a picture whose resolution is known.");
  }
  const auto placed = TRY(lay_out_micr_line(raw));
  const double module_x = e13b_module_inch * check.dpi_x;
  const double module_y = e13b_module_inch * check.dpi_y;
  const double top =
      check.pixels.rows - micr_strip_middle_inch * check.dpi_y - e13b_height_modules / 2 * module_y;
  cv::Mat ink(check.pixels.size(), CV_32FC1, cv::Scalar(0));
  for (const auto& [glyph, position] : placed) {
    const double right = check.pixels.cols - check.dpi_x * right_edge_inch(position);
    const double left = right - glyph->width * module_x;
    if (left < 0 || top < 0) {
      return fail(ErrorCode::InvalidInput, "The MICR line does not fit the picture.");
    }
    for (const auto& bar : glyph->bars) {
      cover_with_ink(ink, {.left = left + bar.left * module_x,
                           .top = top + bar.top * module_y,
                           .right = left + bar.right * module_x,
                           .bottom = top + bar.bottom * module_y});
    }
  }
  paint(check, ink);
  return {};
}

}  // namespace lockbox::encode
