#pragma once

#include <opencv2/core/mat.hpp>
#include <opencv2/core/matx.hpp>
#include <vector>

#include "encode/image/gray_image.h"
#include "encode/micr/e13b_glyphs.h"
#include "encode/micr/e13b_locate.h"

namespace lockbox::encode {

inline constexpr int samples_per_module = 3;
inline constexpr int strip_margin = 6 * samples_per_module;  ///< Above and below the glyphs.
inline constexpr int glyph_samples = static_cast<int>(e13b_height_modules) * samples_per_module;
inline constexpr double pitch_samples = e13b_pitch_modules * samples_per_module;

/// The line made straight and resampled to a fixed number of samples a module, whatever the
/// resolution, skew or proportions of the picture were.
struct Strip {
  cv::Mat darkness;  ///< CV_32F; 0 is white, 255 black.
  cv::Mat modules;   ///< The mean of the module around each sample.
  cv::Matx23d to_picture;
  double contrast = 0;    ///< Darkness of ink over that of the paper.
  double paper = 0;       ///< Darkness of the paper among the glyphs.
  std::vector<int> tops;  ///< Where the glyphs' top is at each column; a line need not be straight.
};

[[nodiscard]] Strip straighten(const cv::Mat& pixels, const LineGuess& guess);

/// Where the upper right corner of a mark is in the strip.
[[nodiscard]] cv::Point corner_of(const LineGuess& guess, const LineMark& mark);

/// Only an area of the strip; it may reach beyond the picture.  Contrast and tops are left open.
[[nodiscard]] Strip straighten_part(const cv::Mat& pixels, const LineGuess& guess,
                                    const cv::Rect& area);

/// The part of the picture that a rectangle of the strip came from.
[[nodiscard]] Box box_on_picture(const Strip& strip, const cv::Rect& area);

}  // namespace lockbox::encode
