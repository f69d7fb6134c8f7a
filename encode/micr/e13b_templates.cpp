#include "encode/micr/e13b_templates.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "core/check.h"
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

/// The samples of a strip that are compared, of one window or several of the same shape.
template <std::size_t Count>
struct Windows {
  std::array<const float*, Count> first;
  std::ptrdiff_t row_step;  ///< From one row of samples to the next.
  std::ptrdiff_t step;      ///< From one sample of a row to the next.
  int rows;
  int columns;
};

constexpr std::size_t lanes = 16;
/// So many windows are compared at once: their sums just fit into a processor's sixteen vectors.
constexpr std::size_t windows_at_once = 5;
/// Four or eight floats that one instruction works on.
using Narrow __attribute__((vector_size(16))) = float;
using Wide __attribute__((vector_size(32))) = float;

/// Writes the sums of samples times lanes to `totals`, window by window.  A lane is fetched once
/// for all windows, since the templates are larger than the memory next to the processor.
template <class Vector, std::size_t Count>
[[gnu::always_inline]] inline void multiply_all(const Windows<Count>& windows, const float* lane,
                                                float* totals) {
  constexpr std::size_t width = sizeof(Vector) / sizeof(float);
  constexpr std::size_t vectors = lanes / width;
  std::array<std::array<Vector, vectors>, Count> sums{};
  for (int y = 0; y < windows.rows; ++y) {
    std::ptrdiff_t at = y * windows.row_step;
    for (int x = 0; x < windows.columns; ++x, at += windows.step, lane += lanes) {
      for (std::size_t i = 0; i < vectors; ++i) {
        Vector values;
        std::memcpy(&values, lane + i * width, sizeof values);
        for (std::size_t k = 0; k < Count; ++k) sums[k][i] += windows.first[k][at] * values;
      }
    }
  }
  for (std::size_t k = 0; k < Count; ++k) {
    for (std::size_t i = 0; i < vectors; ++i) {
      const Vector total = sums[k][i];
      std::memcpy(totals + k * lanes + i * width, &total, sizeof total);
    }
  }
}

template <std::size_t Count>
LOCKBOX_ONLY_WIDE void multiply_wide(const Windows<Count>& windows, const float* lane,
                                     float* totals) {
  multiply_all<Wide>(windows, lane, totals);
}

template <std::size_t Count>
void multiply(const Windows<Count>& windows, const float* lane, float* totals) {
  if (has_wide_vectors()) {
    multiply_wide(windows, lane, totals);
  } else {
    multiply_all<Narrow>(windows, lane, totals);
  }
}

/// The sum of the squares of a window.  Sums take turns, since an addition waits for the one before
/// it, and so that one instruction adds to several of them.
template <int Columns, int Step>
[[gnu::always_inline]] inline float squares_in(const float* row, std::ptrdiff_t row_step,
                                               int rows) {
  constexpr int turns = 8;
  constexpr int whole = Columns / turns * turns;
  std::array<float, turns> sums{};
  std::array<float, static_cast<std::size_t>(Columns - whole)> rest{};
  for (int y = 0; y < rows; ++y, row += row_step) {
    const auto square = [row](std::ptrdiff_t x) { return row[x * Step] * row[x * Step]; };
    for (int x = 0; x < whole; x += turns) {
      for (int turn = 0; turn < turns; ++turn) {
        sums[static_cast<std::size_t>(turn)] += square(x + turn);
      }
    }
    for (int x = whole; x < Columns; ++x) rest[static_cast<std::size_t>(x - whole)] += square(x);
  }
  float total =
      ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  for (const float sum : rest) total += sum;
  return total;
}

LOCKBOX_WIDE_VECTORS
float squares_of_samples(const float* first, std::ptrdiff_t row_step, int rows) {
  return squares_in<window_width, 1>(first, row_step, rows);
}

LOCKBOX_WIDE_VECTORS
float squares_of_modules(const float* first, std::ptrdiff_t row_step, int rows) {
  return squares_in<window_width / samples_per_module, samples_per_module>(first, row_step, rows);
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
    inks_[glyph] = {.flat = flat, .norm = static_cast<float>(cv::norm(flat))};
  }
  samples_ = raster_of(pictures_, 1);
  modules_ = raster_of(pictures_, samples_per_module);
  for (std::size_t glyph = 0; glyph < e13b_glyph_count; ++glyph) {
    const Strip strip = strip_of(pictures_[glyph]);
    std::vector<Place> places;
    for (int down = 0; down <= 2 * shift_max; ++down) {
      for (int across = 0; across <= 2 * shift_max; ++across) {
        places.push_back(
            {.right = window_width - window_margin + across, .top = window_margin + down});
      }
    }
    std::vector<Comparison> found(places.size());
    compare(strip, places, found);
    for (const auto& one : found) {
      for (std::size_t other = 0; other < one.scores.size(); ++other) {
        likeness_[glyph][other] = std::max(likeness_[glyph][other], one.scores[other]);
      }
    }
  }
}

template <std::size_t Count>
void TemplateSet::compare_some(const Raster& raster, const cv::Mat& darkness, const Place* places,
                               double contrast, Comparison* found) {
  static_assert(sizeof(Lanes) == lanes * sizeof(float));
  Windows<Count> windows{.first = {},
                         .row_step = static_cast<std::ptrdiff_t>(darkness.step1()) * raster.step,
                         .step = raster.step,
                         .rows = raster.rows,
                         .columns = raster.columns};
  const int to_middle = raster.step / 2;
  for (std::size_t k = 0; k < Count; ++k) {
    const auto corner = window_at(places[k]).tl();
    windows.first[k] = darkness.ptr<float>(corner.y + to_middle) + corner.x + to_middle;
  }
  std::array<Lanes, Count> totals;
  multiply(windows, raster.samples.front().data(), totals.front().data());
  const auto squares_of = raster.step == 1 ? squares_of_samples : squares_of_modules;
  const auto count = static_cast<float>(raster.samples.size());
  for (std::size_t k = 0; k < Count; ++k) {
    const float squares = squares_of(windows.first[k], windows.row_step, raster.rows);
    const float mean = totals[k][lane_of_ones] / count;
    const float deviation = std::sqrt(std::max(0.0F, squares / count - mean * mean));
    found[k] = {.scores = {}, .mean = mean, .norm = 0};
    if (deviation <= spread_min * contrast) continue;
    found[k].norm = deviation * std::sqrt(count);
    for (std::size_t i = 0; i < e13b_glyph_count; ++i) {
      found[k].scores[i] = totals[k][i] / found[k].norm;
    }
  }
}

void TemplateSet::compare_all(const Raster& raster, const Strip& strip,
                              std::span<const Place> places, std::span<Comparison> found) {
  ENSURE(places.size() == found.size());
  const auto& darkness = raster.step == 1 ? strip.darkness : strip.modules;
  std::size_t at = 0;
  for (; at + windows_at_once <= places.size(); at += windows_at_once) {
    compare_some<windows_at_once>(raster, darkness, &places[at], strip.contrast, &found[at]);
  }
  for (; at < places.size(); ++at) {
    compare_some<1>(raster, darkness, &places[at], strip.contrast, &found[at]);
  }
}

void TemplateSet::compare(const Strip& strip, std::span<const Place> places,
                          std::span<Comparison> found) const {
  compare_all(samples_, strip, places, found);
}

void TemplateSet::compare_modules(const Strip& strip, std::span<const Place> places,
                                  std::span<Comparison> found) const {
  compare_all(modules_, strip, places, found);
}

float Comparison::best() const {
  return std::ranges::max(scores);
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
