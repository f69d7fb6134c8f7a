#pragma once

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Paints ink (CV_32F, the share of each pixel that it covers) over what is on the page: half
/// covered is ink where the picture has one bit.  `ink` is as large as the page.
void paint_ink(GrayImage& page, const cv::Mat& ink);

}  // namespace lockbox::encode
