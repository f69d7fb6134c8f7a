#include "encode/image/classify.h"

#include <opencv2/core.hpp>

#include "encode/image/barcode_texture.h"
#include "encode/image/e13b_likeness.h"
#include "encode/image/ink_mask.h"
#include "encode/image/ruled_lines.h"

namespace lockbox::encode {
namespace {

using Format = PageFeatures::Format;

Format format_of(double aspect, const GrayImage& page) {
  // Checks are at least twice as wide as high (X9.100-160: 6 x 2 3/4 up to 8 3/4 x 3 2/3 inches),
  // coupons at least 1.5 times.  Letters stand upright, but no sheet is as narrow as a slip that
  // was fed on its side, and none is as small as a stamp.
  constexpr double slip_aspect_min = 1.5;
  constexpr double slip_inches_high_max = 5.6;
  constexpr double letter_aspect_min = 0.55;
  constexpr double letter_aspect_max = 1.1;
  constexpr double letter_inches_high_min = 2.5;
  const double inches_high = page.dpi_y > 0 ? page.pixels.rows / page.dpi_y : 0;
  if (aspect >= slip_aspect_min && inches_high <= slip_inches_high_max) return Format::Slip;
  const bool is_letter = aspect >= letter_aspect_min && aspect <= letter_aspect_max &&
                         (page.dpi_y <= 0 || inches_high >= letter_inches_high_min);
  return is_letter ? Format::Letter : Format::Other;
}

bool has_ink(const cv::Mat& ink) {
  constexpr double share_min = 0.001;
  // The mask holds a fifth of pure noise and more of any pattern; a page full of writing has a
  // tenth.
  constexpr double share_max = 0.17;
  const double share = cv::countNonZero(ink) / static_cast<double>(ink.total());
  return share > share_min && share < share_max;
}

/// Payee, amount in words, signature, mostly a date too.  Far more is lined paper.
bool is_ruled_as_check(const PageFeatures& features) {
  constexpr int lines_min = 3;
  constexpr int lines_max = 12;
  return features.writing_lines >= lines_min && features.writing_lines <= lines_max;
}

PageKind kind_of_slip(const PageFeatures& features) {
  const bool is_ruled = is_ruled_as_check(features);
  if (features.has_e13b_row) {
    return is_ruled || !features.has_barcode ? PageKind::Check : PageKind::Unknown;
  }
  if (features.has_barcode) return PageKind::Coupon;
  if (is_ruled) return PageKind::Check;
  const bool asks_for_amount_only = features.boxes > 0 && features.writing_lines <= 1;
  return asks_for_amount_only ? PageKind::Coupon : PageKind::Unknown;
}

}  // namespace

Format page_format(const GrayImage& page) {
  const double by_pixels = static_cast<double>(page.pixels.cols) / page.pixels.rows;
  const Format format = format_of(by_pixels, page);
  if (page.dpi_x <= 0 || page.dpi_y <= 0) return format;
  const double by_inches = by_pixels * page.dpi_y / page.dpi_x;
  return format_of(by_inches, page) == format ? format : Format::Other;
}

PageFeatures find_page_features(const GrayImage& straight) {
  constexpr int neighbourhood_px = 25;
  const cv::Mat ink = ink_mask(pixels_at_dpi(straight, ruled_lines_dpi), neighbourhood_px);
  const auto rules = find_ruled_lines(ink);
  return {.format = page_format(straight),
          .has_ink = has_ink(ink),
          .has_e13b_row = has_e13b_row(straight),
          .has_barcode = has_barcode_texture(straight),
          .writing_lines = rules.writing_lines,
          .boxes = rules.boxes};
}

PageKind kind_of(const PageFeatures& features) {
  switch (features.format) {
    case Format::Slip:
      return kind_of_slip(features);
    case Format::Letter: {
      const bool is_plain = !features.has_e13b_row && !features.has_barcode;
      return features.has_ink && is_plain ? PageKind::Correspondence : PageKind::Unknown;
    }
    case Format::Other:
      return PageKind::Unknown;
  }
  return PageKind::Unknown;
}

}  // namespace lockbox::encode
