#include "encode/micr/cmc7/cmc7_locate.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "encode/image/ink_mask.h"
#include "encode/image/row_of_marks.h"
#include "encode/micr/cmc7/cmc7_glyphs.h"

namespace lockbox::encode {
namespace {

constexpr double mm_an_inch = 25.4;
// Ink of a symbol is 2.0 to 2.6 mm wide and 2.2 to 2.9 mm high; the limits leave room for spread
// ink and a resolution that was assumed.
constexpr double width_mm_min = 1.65;
constexpr double width_mm_max = 3.1;
constexpr double height_mm_min = 1.7;
constexpr double height_mm_max = 3.6;
constexpr double joined_mm_wide = 0.45;  ///< More than a wide distance leaves of paper,
constexpr double joined_mm_high = 0.55;  ///< and than any break that parts a symbol.
constexpr double neighbourhood_mm = 6;
constexpr double pitch_tolerance = 0.15;
constexpr double slope_max = 0.12;
constexpr double baseline_tolerance_mm = 0.45;
constexpr int empty_positions_max = 8;
constexpr std::size_t symbols_min = 6;
constexpr std::size_t blobs_max = 600;  ///< More is texture.

struct Blob {
  double x = 0;       ///< Middle.
  double bottom = 0;  ///< Lower end.
};

std::vector<Blob> find_blobs(const GrayImage& image, cv::Range band, double px_a_mm) {
  const cv::Mat pixels = image.pixels.rowRange(band);
  const auto px = [px_a_mm](double mm) { return cvRound(mm * px_a_mm); };
  cv::Mat ink = ink_mask(pixels, px(neighbourhood_mm));
  const cv::Size joined{px(joined_mm_wide) | 1, px(joined_mm_high) | 1};
  cv::morphologyEx(ink, ink, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, joined));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(ink, labels, stats, centres);
  std::vector<Blob> blobs;
  for (int label = 1; label < count; ++label) {
    const int width = stats.at<int>(label, cv::CC_STAT_WIDTH);
    const int height = stats.at<int>(label, cv::CC_STAT_HEIGHT);
    if (width < width_mm_min * px_a_mm || width > width_mm_max * px_a_mm) continue;
    if (height < height_mm_min * px_a_mm || height > height_mm_max * px_a_mm) continue;
    blobs.push_back(
        {stats.at<int>(label, cv::CC_STAT_LEFT) + width / 2.0,
         static_cast<double>(band.start + stats.at<int>(label, cv::CC_STAT_TOP)) + height});
  }
  std::ranges::sort(blobs, {}, &Blob::x);
  return blobs;
}

/// How many positions `to` is behind `from` on a line of that pitch; 0 when it is on no such line.
int positions_between(const Blob& from, const Blob& to, double pitch_px) {
  const double apart = to.x - from.x;
  const auto positions = static_cast<int>(std::lround(apart / pitch_px));
  if (positions < 1 || positions > empty_positions_max) return 0;
  const double miss = std::abs(apart - positions * pitch_px);
  const double drop = std::abs(to.bottom - from.bottom);
  const bool is_next = miss <= pitch_tolerance * pitch_px * std::min(positions, 3) &&
                       drop <= slope_max * apart + baseline_tolerance_mm / cmc7_pitch_mm * pitch_px;
  return is_next ? positions : 0;
}

}  // namespace

std::optional<Cmc7Row> locate_cmc7_row(const GrayImage& image, cv::Range band) {
  const double px_a_mm = working_dpi(image) / mm_an_inch;
  const double assumed_pitch = cmc7_pitch_mm * px_a_mm;
  const auto blobs = find_blobs(image, band, px_a_mm);
  if (blobs.size() < symbols_min || blobs.size() > blobs_max) return std::nullopt;
  const auto chain = longest_chain(blobs, [assumed_pitch](const Blob& from, const Blob& to) {
    return positions_between(from, to, assumed_pitch) > 0;
  });
  if (chain.size() < symbols_min) return std::nullopt;
  std::vector<double> places{0}, xs{chain.front().x}, bottoms{chain.front().bottom};
  for (std::size_t i = 1; i < chain.size(); ++i) {
    places.push_back(places.back() + positions_between(chain[i - 1], chain[i], assumed_pitch));
    xs.push_back(chain[i].x);
    bottoms.push_back(chain[i].bottom);
  }
  const auto along = fit_line(places, xs);
  const auto across = fit_line(places, bottoms);
  if (std::abs(along.step / assumed_pitch - 1) > pitch_tolerance) return std::nullopt;
  return Cmc7Row{.first = {along.at_zero, across.at_zero},
                 .step = {along.step, across.step},
                 .positions = static_cast<int>(std::lround(places.back())) + 1};
}

}  // namespace lockbox::encode
