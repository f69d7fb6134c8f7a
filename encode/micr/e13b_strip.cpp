#include "encode/micr/e13b_strip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

#include "encode/image/wide_vectors.h"
#include "encode/micr/row_sampler.h"

namespace lockbox::encode {
namespace {

/// Picture pixels a module, across and down.  The pitch is the better measure, because ink spread
/// makes glyphs taller but does not move them; the height counts only when it tells that the two
/// scales of the picture differ.
cv::Vec2d pixels_per_module(const LineGuess& guess) {
  constexpr double taller_max = 1.2;
  constexpr double taller_min = 0.88;
  const double across = guess.pitch / e13b_pitch_modules;
  const double down = guess.height / e13b_height_modules;
  const double taller = down / across;
  return {across, taller > taller_min && taller < taller_max ? across : down};
}

/// How often each whole darkness is among the samples.
class DarknessHistogram {
 public:
  explicit DarknessHistogram(const cv::Mat& darkness)
      : total_{static_cast<double>(darkness.total())} {
    for (int y = 0; y < darkness.rows; ++y) {
      const auto* row = darkness.ptr<float>(y);
      for (int x = 0; x < darkness.cols; ++x) ++counts_[static_cast<std::uint8_t>(row[x])];
    }
  }

  /// The darkness that `share` of the samples do not reach.
  [[nodiscard]] float quantile(double share) const {
    const double wanted = share * total_;
    double seen = 0;
    std::size_t level = 0;
    while (level < 255 && seen + counts_[level] < wanted) seen += counts_[level++];
    return static_cast<float>(level);
  }

 private:
  std::array<int, 256> counts_{};
  double total_;
};

/// The way from strip to picture along the fitted line.  The middle of the marks is where the
/// middle of the glyphs is, however far the ink has spread.
cv::Matx23d way_to_picture(const LineGuess& guess, const cv::Vec2d& per_sample) {
  const double angle = std::atan(guess.slope);
  const double run = std::cos(angle);
  const double rise = std::sin(angle);
  constexpr double rows_to_middle = strip_margin + glyph_samples / 2.0;
  return {per_sample[0] * run,
          -per_sample[1] * rise,
          per_sample[1] * rise * rows_to_middle,
          per_sample[0] * rise,
          per_sample[1] * run,
          guess.middle_y - per_sample[1] * run * rows_to_middle};
}

/// How far the marks around `x` stand below the fitted line: the median.
double offset_at(const LineGuess& guess, double x) {
  const double reach = 5 * guess.pitch;
  const auto from = std::ranges::lower_bound(guess.marks, x - reach, {}, &LineMark::right);
  const auto to = std::ranges::upper_bound(guess.marks, x + reach, {}, &LineMark::right);
  if (from == to) return 0;
  std::vector<double> offsets;
  offsets.reserve(static_cast<std::size_t>(to - from));
  for (auto mark = from; mark != to; ++mark) {
    offsets.push_back(mark->middle_y - guess.middle_y - guess.slope * mark->right);
  }
  const auto middle = offsets.begin() + static_cast<std::ptrdiff_t>(offsets.size() / 2);
  std::ranges::nth_element(offsets, middle);
  return *middle;
}

/// The top of the glyphs at each column, from the marks around it; one look serves a few columns.
std::vector<int> tops_along(const LineGuess& guess, const cv::Vec2d& per_sample, int columns) {
  constexpr int columns_a_look = 2 * samples_per_module;
  std::vector<int> tops;
  tops.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    if (column % columns_a_look == 0) {
      const double offset = offset_at(guess, column * per_sample[0]);
      tops.push_back(strip_margin + static_cast<int>(std::lround(offset / per_sample[1])));
    } else {
      tops.push_back(tops.back());
    }
  }
  return tops;
}

/// The part of a picture that a strip needs, where it is outside with the edge going on.
struct PaddedPart {
  cv::Mat pixels;
  cv::Point corner;  ///< Of `pixels` in the picture; may be outside.
};

/// The pixels that a strip needs along one axis, and those of them that the picture has.
struct Reach {
  int first;
  int last;
  cv::Range there;

  Reach(double least, double most, int count)
      : first{static_cast<int>(std::floor(least)) - 1},
        last{static_cast<int>(std::ceil(most)) + 2},
        there{std::clamp(first, 0, count - 1), std::clamp(last, 1, count)} {}

  [[nodiscard]] int before() const { return std::max(there.start - first, 0); }
  [[nodiscard]] int after() const { return std::max(last - there.end, 0); }
};

PaddedPart padded_part(const cv::Mat& pixels, const cv::Matx23d& to_picture, const cv::Size& size) {
  const auto along = [&](int axis) {
    const double start = to_picture(axis, 2);
    const double across = to_picture(axis, 0) * size.width;
    const double down = to_picture(axis, 1) * size.height;
    const auto [least, most] =
        std::minmax({start, start + across, start + down, start + across + down});
    return Reach{least, most, axis == 0 ? pixels.cols : pixels.rows};
  };
  const Reach x = along(0);
  const Reach y = along(1);
  PaddedPart part{.pixels = {}, .corner = {x.there.start - x.before(), y.there.start - y.before()}};
  cv::copyMakeBorder(pixels(y.there, x.there), part.pixels, y.before(), y.after(), x.before(),
                     x.after(), cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
  return part;
}

/// A sample of a fine picture is the mean of so many pixels each way.
int pixels_in(const cv::Vec2d& per_sample) {
  return static_cast<int>(std::lround(std::min(per_sample[0], per_sample[1])));
}

/// The darkness at each sample of a strip of `size`.
cv::Mat darkness_of(const cv::Mat& pixels, const cv::Matx23d& to_picture, const cv::Size& size,
                    int smear) {
  auto part = padded_part(pixels, to_picture, size);
  if (smear > 1) cv::blur(part.pixels, part.pixels, {smear, smear});
  cv::Mat darkness{size, CV_32FC1};
  for (int v = 0; v < size.height; ++v) {
    sample_row(part.pixels,
               {.x = fine(to_picture(0, 1) * v + to_picture(0, 2) - part.corner.x),
                .y = fine(to_picture(1, 1) * v + to_picture(1, 2) - part.corner.y),
                .step_x = fine(to_picture(0, 0)),
                .step_y = fine(to_picture(1, 0))},
               size.width, darkness.ptr<float>(v));
  }
  return darkness;
}

LOCKBOX_WIDE_VECTORS
void add_three(const float* above, const float* here, const float* below, int count, float* sums) {
  for (int x = 0; x < count; ++x) sums[x] = above[x] + here[x] + below[x];
}

LOCKBOX_WIDE_VECTORS
void mean_of_three(const float* sums, int count, float share, float* means) {
  for (int x = 0; x < count; ++x) means[x] = (sums[x - 1] + sums[x] + sums[x + 1]) * share;
}

/// The mean of the module around each sample; beyond the edge the edge goes on.
cv::Mat module_means(const cv::Mat& darkness) {
  static_assert(samples_per_module == 3);
  constexpr float share = 1.0F / (samples_per_module * samples_per_module);
  cv::Mat means{darkness.size(), CV_32FC1};
  std::vector<float> column_sums(static_cast<std::size_t>(darkness.cols) + 2);
  for (int y = 0; y < darkness.rows; ++y) {
    const auto* above = darkness.ptr<float>(std::max(y - 1, 0));
    const auto* here = darkness.ptr<float>(y);
    const auto* below = darkness.ptr<float>(std::min(y + 1, darkness.rows - 1));
    float* sums = column_sums.data() + 1;
    add_three(above, here, below, darkness.cols, sums);
    sums[-1] = sums[0];
    sums[darkness.cols] = sums[darkness.cols - 1];
    mean_of_three(sums, darkness.cols, share, means.ptr<float>(y));
  }
  return means;
}

/// Columns of the strip to a pixel of the picture.
double columns_per_pixel(const LineGuess& guess) {
  const cv::Vec2d per_sample = pixels_per_module(guess) / samples_per_module;
  return 1 / way_to_picture(guess, per_sample)(0, 0);
}

}  // namespace

cv::Point corner_of(const LineGuess& guess, const LineMark& mark) {
  const cv::Vec2d per_sample = pixels_per_module(guess) / samples_per_module;
  const double offset = offset_at(guess, mark.right) / per_sample[1];
  return {static_cast<int>(std::lround(mark.right * columns_per_pixel(guess))),
          strip_margin + static_cast<int>(std::lround(offset))};
}

Strip straighten_part(const cv::Mat& pixels, const LineGuess& guess, const cv::Rect& area) {
  const cv::Vec2d per_sample = pixels_per_module(guess) / samples_per_module;
  Strip strip;
  strip.to_picture = way_to_picture(guess, per_sample);
  for (int i = 0; i < 2; ++i) {
    strip.to_picture(i, 2) += strip.to_picture(i, 0) * area.x + strip.to_picture(i, 1) * area.y;
  }
  // A sample's value belongs to its middle, as a pixel's does.
  cv::Matx23d middles = strip.to_picture;
  for (int i = 0; i < 2; ++i) {
    middles(i, 2) += 0.5 * (middles(i, 0) + middles(i, 1)) - 0.5;
  }
  strip.darkness = darkness_of(pixels, middles, area.size(), pixels_in(per_sample));
  strip.modules = module_means(strip.darkness);
  return strip;
}

Strip straighten(const cv::Mat& pixels, const LineGuess& guess) {
  const double per_pixel = columns_per_pixel(guess);
  const auto columns = static_cast<int>(pixels.cols * per_pixel);
  Strip strip = straighten_part(pixels, guess, {0, 0, columns, glyph_samples + 2 * strip_margin});
  strip.tops = tops_along(guess, pixels_per_module(guess) / samples_per_module, columns);
  const auto column = [&](const LineMark& mark) {
    return std::clamp(static_cast<int>(mark.right * per_pixel), 0, columns - 1);
  };
  const int left = column(guess.chain.front());
  const int width = std::max(column(guess.chain.back()) - left, 1);
  const DarknessHistogram marks{strip.darkness({left, strip_margin, width, glyph_samples})};
  strip.paper = marks.quantile(0.3);
  strip.contrast = marks.quantile(0.95) - strip.paper;
  return strip;
}

Box box_on_picture(const Strip& strip, const cv::Rect& area) {
  double left = 1e9;
  double top = 1e9;
  double right = -1e9;
  double bottom = -1e9;
  for (const int u : {area.x, area.x + area.width}) {
    for (const int v : {area.y, area.y + area.height}) {
      const cv::Vec2d at = strip.to_picture * cv::Vec3d(u, v, 1);
      left = std::min(left, at[0]);
      right = std::max(right, at[0]);
      top = std::min(top, at[1]);
      bottom = std::max(bottom, at[1]);
    }
  }
  const auto whole = [](double value) { return static_cast<int>(std::lround(value)); };
  return {.x = whole(left),
          .y = whole(top),
          .width = whole(right - left),
          .height = whole(bottom - top)};
}

}  // namespace lockbox::encode
