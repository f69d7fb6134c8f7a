#include "encode/micr/e13b_templates.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "encode/image/wide_vectors.h"

namespace lockbox::encode {
namespace {

/// What a good scanner smears, and a bad one.
constexpr double sharp = 0.35;
constexpr double blurred = 0.75;
/// A window whose samples vary less than this, as a share of the line's contrast, is paper.
constexpr double spread_min = 0.12;

cv::Mat draw(const E13bGlyph& glyph, const Rendering& rendering) {
  cv::Mat ink(window_height, window_width, CV_32FC1, cv::Scalar(0));
  const double left = window_width - window_margin - glyph.width * samples_per_module;
  const auto at = [](double modules) { return modules * samples_per_module; };
  for (const auto& bar : glyph.bars) {
    cover_with_ink(ink, {.left = left + at(bar.left - rendering.growth),
                         .top = window_margin + at(bar.top - rendering.growth),
                         .right = left + at(bar.right + rendering.growth),
                         .bottom = window_margin + at(bar.bottom + rendering.growth)});
  }
  const double blur = at(rendering.blur);
  cv::GaussianBlur(ink, ink, {0, 0}, blur, blur, cv::BORDER_REPLICATE);
  return ink;
}

/// The samples of a strip that are compared.
struct Window {
  const float* first;
  std::ptrdiff_t row_step;  ///< From one row of samples to the next.
  std::ptrdiff_t step;      ///< From one sample of a row to the next.
  int rows;
  int columns;
};

constexpr std::size_t lanes = 16;
/// Four or eight floats that one instruction works on.
using Narrow __attribute__((vector_size(16))) = float;
using Wide __attribute__((vector_size(32))) = float;

/// Sixteen sums of samples times lanes, in as few vectors as that takes.
template <class Vector>
struct LaneSums {
  static constexpr std::size_t width = sizeof(Vector) / sizeof(float);
  std::array<Vector, lanes / width> sums{};
  float squares = 0;

  [[gnu::always_inline]] void add(float sample, const float* lane) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      Vector values;
      std::memcpy(&values, lane + i * width, sizeof values);
      sums[i] += sample * values;
    }
    squares += sample * sample;
  }
};

/// Writes the sums of samples times lanes to `totals` and returns the sum of the squares.  There
/// are two sums of each, of every other sample, since an addition waits for the one before it.
template <class Vector>
[[gnu::always_inline]] inline float multiply_all(const Window& window, const float* lane,
                                                 float* totals) {
  LaneSums<Vector> even;
  LaneSums<Vector> odd;
  for (int y = 0; y < window.rows; ++y) {
    const auto* sample = window.first + y * window.row_step;
    int x = 0;
    for (; x + 1 < window.columns; x += 2, lane += 2 * lanes, sample += 2 * window.step) {
      even.add(sample[0], lane);
      odd.add(sample[window.step], lane + lanes);
    }
    if (x < window.columns) {
      even.add(*sample, lane);
      lane += lanes;
    }
  }
  for (std::size_t i = 0; i < even.sums.size(); ++i) {
    const Vector total = even.sums[i] + odd.sums[i];
    std::memcpy(totals + i * LaneSums<Vector>::width, &total, sizeof total);
  }
  return even.squares + odd.squares;
}

LOCKBOX_ONLY_WIDE float multiply_wide(const Window& window, const float* lane, float* totals) {
  return multiply_all<Wide>(window, lane, totals);
}

float multiply(const Window& window, const float* lane, float* totals) {
  return has_wide_vectors() ? multiply_wide(window, lane, totals)
                            : multiply_all<Narrow>(window, lane, totals);
}

/// A strip with nothing but this window, and room to shift it.
Strip strip_of(const cv::Mat& picture) {
  Strip strip;
  strip.contrast = 1;
  cv::copyMakeBorder(picture, strip.darkness, shift_max, shift_max, shift_max, shift_max,
                     cv::BORDER_REPLICATE);
  return strip;
}

}  // namespace

Place place_at(const Strip& strip, int right) {
  return {.right = right, .top = strip.tops[static_cast<std::size_t>(right)]};
}

cv::Rect window_at(const Place& place) {
  return {place.right + window_margin - window_width, place.top - window_margin, window_width,
          window_height};
}

bool fits(const Strip& strip, const Place& place) {
  const cv::Rect window = window_at(place);
  return (window & cv::Rect{{}, strip.darkness.size()}) == window;
}

TemplateSet::Raster TemplateSet::raster_of(const std::array<cv::Mat, e13b_glyph_count>& pictures,
                                           int step) {
  Raster raster{
      .columns = window_width / step, .rows = window_height / step, .step = step, .samples = {}};
  raster.samples.resize(static_cast<std::size_t>(raster.columns) *
                        static_cast<std::size_t>(raster.rows));
  for (auto& sample : raster.samples) sample[lane_of_ones] = 1;
  for (std::size_t glyph = 0; glyph < e13b_glyph_count; ++glyph) {
    cv::Mat picture;
    cv::resize(pictures[glyph], picture, {raster.columns, raster.rows}, 0, 0, cv::INTER_AREA);
    cv::Mat flat = picture.reshape(1, 1) - cv::mean(picture);
    flat /= cv::norm(flat);
    for (std::size_t i = 0; i < raster.samples.size(); ++i) {
      raster.samples[i][glyph] = flat.at<float>(static_cast<int>(i));
    }
  }
  return raster;
}

TemplateSet::TemplateSet(const Rendering& rendering) {
  for (std::size_t glyph = 0; glyph < e13b_glyph_count; ++glyph) {
    const auto& picture = pictures_[glyph] = draw(e13b_glyphs()[glyph], rendering);
    const cv::Mat flat = picture - cv::mean(picture);
    inks_[glyph] = {.flat = flat, .energy = flat.dot(flat)};
  }
  samples_ = raster_of(pictures_, 1);
  modules_ = raster_of(pictures_, samples_per_module);
  for (std::size_t glyph = 0; glyph < e13b_glyph_count; ++glyph) {
    const Strip strip = strip_of(pictures_[glyph]);
    for (int down = 0; down <= 2 * shift_max; ++down) {
      for (int across = 0; across <= 2 * shift_max; ++across) {
        const auto scores = correlate(
            strip, {.right = window_width - window_margin + across, .top = window_margin + down});
        for (std::size_t other = 0; other < scores.size(); ++other) {
          likeness_[glyph][other] = std::max(likeness_[glyph][other], scores[other]);
        }
      }
    }
  }
}

Correlations TemplateSet::compare(const Raster& raster, const cv::Mat& darkness, cv::Point corner,
                                  double contrast) {
  static_assert(sizeof(Lanes) == lanes * sizeof(float));
  const Window window{.first = darkness.ptr<float>(corner.y) + corner.x,
                      .row_step = static_cast<std::ptrdiff_t>(darkness.step1()) * raster.step,
                      .step = raster.step,
                      .rows = raster.rows,
                      .columns = raster.columns};
  Lanes totals{};
  const float squares = multiply(window, raster.samples.front().data(), totals.data());
  const auto count = static_cast<float>(raster.samples.size());
  const float mean = totals[lane_of_ones] / count;
  const float deviation = std::sqrt(std::max(0.0F, squares / count - mean * mean));
  Correlations result{};
  if (deviation <= spread_min * contrast) return result;
  const float norm = deviation * std::sqrt(count);
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = totals[i] / norm;
  return result;
}

Correlations TemplateSet::correlate(const Strip& strip, const Place& place) const {
  return compare(samples_, strip.darkness, window_at(place).tl(), strip.contrast);
}

Correlations TemplateSet::correlate_modules(const Strip& strip, const Place& place) const {
  constexpr int to_middle = samples_per_module / 2;
  const cv::Point middle{to_middle, to_middle};
  return compare(modules_, strip.modules, window_at(place).tl() + middle, strip.contrast);
}

std::span<const TemplateSet> template_sets() {
  static const std::array sets{
      TemplateSet{{.growth = 0, .blur = sharp}},   TemplateSet{{.growth = -0.2, .blur = sharp}},
      TemplateSet{{.growth = 0.2, .blur = sharp}}, TemplateSet{{.growth = 0.4, .blur = sharp}},
      TemplateSet{{.growth = 0.6, .blur = sharp}}, TemplateSet{{.growth = -0.2, .blur = blurred}},
      TemplateSet{{.growth = 0, .blur = blurred}}, TemplateSet{{.growth = 0.3, .blur = blurred}}};
  return sets;
}

const TemplateSet& standard_templates() {
  return template_sets().front();
}

}  // namespace lockbox::encode
