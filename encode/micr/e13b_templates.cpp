#include "encode/micr/e13b_templates.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core/hal/intrin.hpp>
#include <opencv2/imgproc.hpp>

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

/// The sum of samples times sixteen lanes, each sum named, so that all of them stay in registers.
struct LaneSums {
  cv::v_float32x4 first = cv::v_setzero_f32();
  cv::v_float32x4 second = cv::v_setzero_f32();
  cv::v_float32x4 third = cv::v_setzero_f32();
  cv::v_float32x4 fourth = cv::v_setzero_f32();
  float squares = 0;

  void add(float sample, const float* lane) {
    const auto all = cv::v_setall_f32(sample);
    first = cv::v_muladd(all, cv::v_load(lane), first);
    second = cv::v_muladd(all, cv::v_load(lane + 4), second);
    third = cv::v_muladd(all, cv::v_load(lane + 8), third);
    fourth = cv::v_muladd(all, cv::v_load(lane + 12), fourth);
    squares += sample * sample;
  }

  /// Stores the sums of both to `totals` and returns the sum of the squares.
  float total_with(const LaneSums& other, float* totals) const {
    cv::v_store(totals, first + other.first);
    cv::v_store(totals + 4, second + other.second);
    cv::v_store(totals + 8, third + other.third);
    cv::v_store(totals + 12, fourth + other.fourth);
    return squares + other.squares;
  }
};

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
    pictures_[glyph] = draw(e13b_glyphs()[glyph], rendering);
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
  // Two sums, of every other sample, since an addition waits for the one before it.
  LaneSums even;
  LaneSums odd;
  const auto* lane = raster.samples.data();
  const auto pair_step = std::ptrdiff_t{2} * raster.step;
  for (int y = 0; y < raster.rows; ++y) {
    const auto* row = darkness.ptr<float>(corner.y + y * raster.step) + corner.x;
    int x = 0;
    for (; x + 1 < raster.columns; x += 2, lane += 2, row += pair_step) {
      even.add(row[0], lane[0].data());
      odd.add(row[raster.step], lane[1].data());
    }
    if (x < raster.columns) even.add(*row, (lane++)->data());
  }
  Lanes totals{};
  const float squares = even.total_with(odd, totals.data());
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
