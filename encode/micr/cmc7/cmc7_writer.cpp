#include "encode/micr/cmc7/cmc7_writer.h"

#include <opencv2/core.hpp>

#include "encode/image/paint_ink.h"
#include "encode/micr/cmc7/cmc7_layout.h"
#include "encode/micr/e13b_glyphs.h"

namespace lockbox::encode {

Result<void> draw_cmc7_line(GrayImage& check, std::string_view raw) {
  constexpr double mm_an_inch = 25.4;
  if (check.dpi_x <= 0 || check.dpi_y <= 0) {
    return fail(ErrorCode::InvalidInput,
                "A MICR line can only be drawn on a picture whose resolution is known.");
  }
  const auto line = TRY(lay_out_cmc7_line(raw));
  const double across = check.dpi_x / mm_an_inch;
  const double down = check.dpi_y / mm_an_inch;
  cv::Mat ink(check.pixels.size(), CV_32FC1, cv::Scalar(0));
  for (const auto& piece : line) {
    const InkBar bar{.left = ink.cols - piece.left * across,
                     .top = ink.rows - piece.top * down,
                     .right = ink.cols - piece.right * across,
                     .bottom = ink.rows - piece.bottom * down};
    if (bar.left < 0 || bar.top < 0) {
      return fail(ErrorCode::InvalidInput, "The MICR line does not fit the picture.");
    }
    cover_with_ink(ink, bar);
  }
  paint_ink(check, ink);
  return {};
}

}  // namespace lockbox::encode
