#pragma once

#include <optional>

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// How much of what is printed and written on a gray page above its MICR line is still there in
/// black and white, in percent.
///
/// The page is looked at in places of 0.3 by 0.2 inch.  Strokes are what is darker than the paper a
/// few hundredths of an inch around it, by a good share of what the page's print is, and longer
/// than a speck; large patterns and tints are none.  The answer is of the place that has least left
/// but three: what is written in a field of a check takes as many, and a signature that is lost
/// beside plain print is a small part of all ink. Nothing when there are no strokes, or the
/// pictures differ in size.
[[nodiscard]] std::optional<double> stroke_survival(const GrayImage& page,
                                                    const GrayImage& bitonal);

}  // namespace lockbox::encode
