#pragma once

#include "encode/image/bitonal_page.h"

namespace lockbox::encode {

/// The resolution of the tags; without one, as if the page were 7.5 inches wide, which is between
/// a personal check and a letter.
[[nodiscard]] double working_dpi(const GrayImage& image);
[[nodiscard]] double working_dpi(const BitonalPage& page);

/// Smaller by `scale`, at least one pixel each way.
[[nodiscard]] cv::Mat shrink(const cv::Mat& pixels, double scale);

/// The pixels at `dpi`, never enlarged.
[[nodiscard]] cv::Mat pixels_at_dpi(const GrayImage& image, double dpi);

/// The middle gray, which is the paper's on any page, and the darkest fiftieth, which is ink.
struct GrayLevels {
  int paper = 0;
  int ink = 0;
};
[[nodiscard]] GrayLevels gray_levels_of(const cv::Mat& pixels);

/// From the middle gray down to the darkest fiftieth: what separates ink from paper.
[[nodiscard]] double contrast_of(const cv::Mat& pixels);

/// 255 where a pixel is darker than its neighbourhood by a good share of the page's contrast, else
/// 0.  Dark surroundings of the page are no ink, only a band along their edge is.
[[nodiscard]] cv::Mat ink_mask(const cv::Mat& pixels, int neighbourhood_px);
/// The same where the page's contrast is known.
[[nodiscard]] cv::Mat ink_mask(const cv::Mat& pixels, int neighbourhood_px, double contrast);

}  // namespace lockbox::encode
