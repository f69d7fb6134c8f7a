#include "encode/micr/row_sampler.h"

#include "encode/image/wide_vectors.h"

#if LOCKBOX_HAS_WIDE
#include <immintrin.h>
#endif

namespace lockbox::encode {
namespace {

/// Weights of pixels are coarse enough for a product of two.
constexpr int weight_bits = 11;
constexpr int weight_one = 1 << weight_bits;
constexpr int weight_shift = fine_bits - weight_bits;
constexpr std::uint32_t fraction_mask = (1U << fine_bits) - 1;
constexpr float white = 255;
constexpr float mixed_unit = 1.0F / (weight_one * weight_one);

std::size_t whole(std::uint64_t place) {
  return static_cast<std::size_t>(place >> fine_bits);
}

std::uint32_t fraction(std::uint64_t place) {
  return static_cast<std::uint32_t>(place) & fraction_mask;
}

float sample_at(const std::uint8_t* pixels, std::size_t row_step, std::uint64_t x,
                std::uint64_t y) {
  const auto* const upper = pixels + whole(y) * row_step + whole(x);
  const auto* const lower = upper + row_step;
  const auto across = static_cast<int>(fraction(x) >> weight_shift);
  const auto down = static_cast<int>(fraction(y) >> weight_shift);
  const int above = upper[0] * weight_one + across * (upper[1] - upper[0]);
  const int below = lower[0] * weight_one + across * (lower[1] - lower[0]);
  const int mixed = above * weight_one + down * (below - above);
  return white - static_cast<float>(mixed) * mixed_unit;
}

#if LOCKBOX_HAS_WIDE

constexpr int at_once = 8;

/// The pixels of a row that the left, or the right, neighbours of eight samples are.
LOCKBOX_ONLY_WIDE __m256i pick(__m256i sixteen_pixels, __m256i which) {
  // Of the four bytes of each number the lowest is a pixel, and the others are zero.
  const __m256i others_zero = _mm256_set1_epi32(static_cast<int>(0x80808000U));
  return _mm256_shuffle_epi8(sixteen_pixels, _mm256_or_si256(which, others_zero));
}

/// Mixes two numbers in so many parts of `weight_one`.
LOCKBOX_ONLY_WIDE __m256i mix(__m256i one, __m256i other, __m256i parts) {
  return _mm256_add_epi32(_mm256_slli_epi32(one, weight_bits),
                          _mm256_mullo_epi32(parts, _mm256_sub_epi32(other, one)));
}

LOCKBOX_ONLY_WIDE __m256i sixteen(const std::uint8_t* pixels) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(pixels)));
}

/// Eight samples whose pixels are among sixteen of the row at `upper` and of the one below it.
LOCKBOX_ONLY_WIDE void sample_eight(const std::uint8_t* upper, std::size_t row_step, __m256i fine_x,
                                    __m256i fine_y, float* darkness) {
  const __m256i left = _mm256_srli_epi32(fine_x, fine_bits);
  const __m256i right = _mm256_add_epi32(left, _mm256_set1_epi32(1));
  const __m256i weights = _mm256_set1_epi32(weight_one - 1);
  const __m256i across = _mm256_and_si256(_mm256_srli_epi32(fine_x, weight_shift), weights);
  const __m256i down = _mm256_and_si256(_mm256_srli_epi32(fine_y, weight_shift), weights);
  const __m256i above_pixels = sixteen(upper);
  const __m256i below_pixels = sixteen(upper + row_step);
  const __m256i above = mix(pick(above_pixels, left), pick(above_pixels, right), across);
  const __m256i below = mix(pick(below_pixels, left), pick(below_pixels, right), across);
  const __m256 mixed = _mm256_cvtepi32_ps(mix(above, below, down));
  _mm256_storeu_ps(darkness, _mm256_sub_ps(_mm256_set1_ps(white),
                                           _mm256_mul_ps(mixed, _mm256_set1_ps(mixed_unit))));
}

/// How far eight samples are from the first of them.
LOCKBOX_ONLY_WIDE __m256i eight_steps(std::uint64_t step) {
  return _mm256_mullo_epi32(_mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7),
                            _mm256_set1_epi32(static_cast<int>(step)));
}

/// How far they are from the pixel before the first of them.
LOCKBOX_ONLY_WIDE __m256i eight_places(std::uint64_t first, __m256i steps) {
  return _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(fraction(first))), steps);
}

/// Writes eight samples at once as long as they lie between the same two rows of pixels and near
/// each other, which nearly all do; the others one by one.
LOCKBOX_ONLY_WIDE void sample_wide(const cv::Mat& pixels, const SampledRow& row, int count,
                                   float* darkness) {
  constexpr std::size_t pixels_at_once = 16;
  const std::size_t row_step = pixels.step[0];
  const auto end = row_step * static_cast<std::size_t>(pixels.rows);
  const __m256i steps_x = eight_steps(row.step_x);
  const __m256i steps_y = eight_steps(row.step_y);
  SampledRow rest = row;
  int u = 0;
  for (; u + at_once <= count; u += at_once) {
    const auto last_x = rest.x + (at_once - 1) * row.step_x;
    const auto last_y = rest.y + (at_once - 1) * row.step_y;
    const auto corner = whole(rest.y) * row_step + whole(rest.x);
    const bool is_near =
        whole(last_y) == whole(rest.y) && whole(last_x) - whole(rest.x) < pixels_at_once - 1;
    if (is_near && corner + row_step + pixels_at_once <= end) {
      sample_eight(pixels.data + corner, row_step, eight_places(rest.x, steps_x),
                   eight_places(rest.y, steps_y), darkness + u);
    } else {
      sample_row_one_by_one(pixels, rest, at_once, darkness + u);
    }
    rest.x += at_once * row.step_x;
    rest.y += at_once * row.step_y;
  }
  sample_row_one_by_one(pixels, rest, count - u, darkness + u);
}

#endif

}  // namespace

void sample_row_one_by_one(const cv::Mat& pixels, const SampledRow& row, int count,
                           float* darkness) {
  auto x = row.x;
  auto y = row.y;
  for (int u = 0; u < count; ++u, x += row.step_x, y += row.step_y) {
    darkness[u] = sample_at(pixels.data, pixels.step[0], x, y);
  }
}

void sample_row(const cv::Mat& pixels, const SampledRow& row, int count, float* darkness) {
#if LOCKBOX_HAS_WIDE
  if (has_wide_vectors()) {
    sample_wide(pixels, row, count, darkness);
    return;
  }
#endif
  sample_row_one_by_one(pixels, row, count, darkness);
}

}  // namespace lockbox::encode
