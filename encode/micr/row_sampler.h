#pragma once

#include <cmath>
#include <cstdint>

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// Places between pixels are whole numbers with so many bits below one: steps that add up along a
/// row stay true.
inline constexpr int fine_bits = 24;

[[nodiscard]] inline std::uint64_t fine(double place) {
  return static_cast<std::uint64_t>(std::llround(place * (1 << fine_bits)));
}

/// Where the samples of one row of a strip lie, fine, in pixels of the picture.  All of them have a
/// pixel on each side.
struct SampledRow {
  std::uint64_t x;  ///< Of the first sample.
  std::uint64_t y;
  std::uint64_t step_x;  ///< From sample to sample; below zero it wraps around, as sums do.
  std::uint64_t step_y;
};

/// Writes how dark the picture (CV_8UC1) is, 0 to 255, at each of `count` samples: the four pixels
/// around it mixed by how near they are.
void sample_row(const cv::Mat& pixels, const SampledRow& row, int count, float* darkness);

/// The same one by one; `sample_row` looks at eight at once where the processor can, with the same
/// outcome to the last bit.
void sample_row_one_by_one(const cv::Mat& pixels, const SampledRow& row, int count,
                           float* darkness);

}  // namespace lockbox::encode
