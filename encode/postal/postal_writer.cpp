#include "encode/postal/postal_writer.h"

#include <opencv2/core.hpp>

#include "encode/image/paint_ink.h"
#include "encode/micr/e13b_glyphs.h"
#include "encode/postal/postal_measures.h"

namespace lockbox::encode {
namespace {

/// The ends of a bar above the lower end of tall bars, in inches.
struct Extent {
  double top = 0;
  double bottom = 0;
};

Extent extent_of(PostalBar bar, PostalFormat format) {
  const bool up = bar == PostalBar::Ascender || bar == PostalBar::Full;
  const bool down = bar == PostalBar::Descender || bar == PostalBar::Full;
  if (format == PostalFormat::Postnet) return {up ? postnet_tall_inch : postnet_short_inch, 0};
  return {up ? mail_full_inch : mail_full_inch - mail_third_inch, down ? 0 : mail_third_inch};
}

}  // namespace

Result<void> draw_postal_bars(GrayImage& page, std::span<const PostalBar> bars,
                              const PostalPlace& place) {
  if (page.dpi_x <= 0 || page.dpi_y <= 0) {
    return fail(ErrorCode::InvalidInput,
                "Bars can only be drawn on a picture whose resolution is known.");
  }
  cv::Mat ink(page.pixels.size(), CV_32FC1, cv::Scalar(0));
  double middle = place.left_inch;
  for (const auto bar : bars) {
    const auto extent = extent_of(bar, place.format);
    const InkBar drawn{.left = (middle - postal_bar_inch / 2) * page.dpi_x,
                       .top = (place.bottom_inch - extent.top) * page.dpi_y,
                       .right = (middle + postal_bar_inch / 2) * page.dpi_x,
                       .bottom = (place.bottom_inch - extent.bottom) * page.dpi_y};
    if (drawn.left < 0 || drawn.top < 0 || drawn.right > ink.cols || drawn.bottom > ink.rows) {
      return fail(ErrorCode::InvalidInput, "The bars do not fit the picture.");
    }
    cover_with_ink(ink, drawn);
    middle += postal_pitch_inch;
  }
  paint_ink(page, ink);
  return {};
}

}  // namespace lockbox::encode
