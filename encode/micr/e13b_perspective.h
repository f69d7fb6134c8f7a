#pragma once

/// @file
/// Lines on pictures that were taken from the side, where the scale varies along the line.

#include <optional>

#include <opencv2/core/matx.hpp>

#include "encode/image/gray_image.h"
#include "encode/micr/e13b_locate.h"

namespace lockbox::encode {

/// The part of a picture around a line, as a camera right above it would have shown it.
struct FacedLine {
  GrayImage image;
  cv::Matx33d to_picture;  ///< Projective.
};

/// Nothing where the marks of the line are about as high at one end as at the other.
[[nodiscard]] std::optional<FacedLine> face_line(const GrayImage& picture, const LineGuess& guess);

/// The part of the picture that a box came from.
[[nodiscard]] Box box_on_picture(const FacedLine& faced, const Box& box);

}  // namespace lockbox::encode
