#include "encode/coupon/linear_reader.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include <opencv2/core.hpp>

#include "encode/coupon/bar_profile.h"
#include "encode/coupon/barcode_reader.h"
#include "encode/coupon/itf_reader.h"

namespace lockbox::encode {
namespace {

/// Two bands out of one attempt may err together; three agree by what is printed.
constexpr int bands_that_convince = 3;
constexpr double code39_modules = 15;  ///< A character with its gap, 13 to 17 by the wide elements.
constexpr double quiet_modules = 5;  ///< Half of what the standards ask; no code has such a space.
constexpr double quiet_ink_max = 0.15;

/// From the plain reading to what helps faint, soft, spread and noisy prints.
constexpr std::array<BarThreshold, 13> bar_thresholds{{
    {.sharpness = 0, .window_px = 40, .level = 0.5, .thinning_px = 0, .bands = 1},
    {.sharpness = 0, .window_px = 40, .level = 0.5, .thinning_px = 0.5, .bands = 1},
    {.sharpness = 2, .window_px = 40, .level = 0.5, .thinning_px = 0, .bands = 1},
    {.sharpness = 0, .window_px = 40, .level = 0.5, .thinning_px = -0.5, .bands = 1},
    {.sharpness = 2, .window_px = 16, .level = 0.5, .thinning_px = 0, .bands = 2},
    {.sharpness = 2, .window_px = 40, .level = 0.5, .thinning_px = 0.5, .bands = 2},
    {.sharpness = 2, .window_px = 40, .level = 0.5, .thinning_px = -0.5, .bands = 2},
    {.sharpness = 0, .window_px = 12, .level = 0.5, .thinning_px = 0.25, .bands = 1},
    {.sharpness = 4, .window_px = 12, .level = 0.5, .thinning_px = 0, .bands = 2},
    {.sharpness = 0, .window_px = 40, .level = 0.3, .thinning_px = 0, .bands = 2},
    {.sharpness = 0, .window_px = 40, .level = 0.7, .thinning_px = 0, .bands = 2},
    {.sharpness = 0, .window_px = 40, .level = 0.5, .thinning_px = 1, .bands = 2},
    {.sharpness = 8, .window_px = 24, .level = 0.5, .thinning_px = 0, .bands = 3},
}};

/// Code 39 has no check of its own: a code read from its middle looks whole, but for the bars that
/// go on where the quiet zone should be.
bool has_quiet_zones(const cv::Mat& bars, const Symbol& symbol) {
  const auto [from, to] = std::minmax(symbol.corners[0].x, symbol.corners[1].x);
  const double module =
      (to - from) / (code39_modules * static_cast<double>(symbol.text.size() + 2));
  const auto is_quiet = [&](double begin, double end) {
    const int first = std::clamp(static_cast<int>(begin), 0, bars.cols);
    const int last = std::clamp(static_cast<int>(end), 0, bars.cols);
    if (first >= last) return true;
    const auto zone = bars.colRange(first, last);
    const double ink =
        1 - static_cast<double>(cv::countNonZero(zone)) / static_cast<double>(zone.total());
    return ink <= quiet_ink_max;
  };
  return is_quiet(from - quiet_modules * module, from - module) &&
         is_quiet(to + module, to + quiet_modules * module);
}

/// What several attempts at one place said.
class Ballot {
 public:
  void add(BarcodeRead read) {
    auto& entry = entries_[{read.format, read.text}];
    if (entry.votes == 0) entry.read = std::move(read);
    ++entry.votes;
  }
  void count_attempt(int voters) { voters_ += voters; }

  /// The text, if there is one only: a contradiction is no read.
  [[nodiscard]] std::optional<BarcodeRead> winner(int votes_min) const {
    if (entries_.size() != 1 || entries_.begin()->second.votes < votes_min) return std::nullopt;
    auto read = entries_.begin()->second.read;
    read.confidence = std::min(1.0, static_cast<double>(entries_.begin()->second.votes) / voters_);
    return read;
  }

 private:
  struct Entry {
    BarcodeRead read;
    int votes = 0;
  };
  std::map<std::pair<BarcodeFormat, std::string>, Entry> entries_;
  int voters_ = 0;
};

/// The widths of spaces and bars along one band, a space first and last.
std::vector<int> element_widths(const cv::Mat& band) {
  std::vector<int> widths{0};
  std::uint8_t color = 255;
  for (int x = 0; x < band.cols; ++x) {
    const auto pixel = band.at<std::uint8_t>(0, x);
    if (pixel != color) widths.push_back(0);
    color = pixel;
    ++widths.back();
  }
  if (color == 0) widths.push_back(0);
  return widths;
}

/// One vote of one band for every format in which it says something.
void vote(const BarProfile& profile, const cv::Mat& band, Ballot& ballot) {
  if (const auto read = read_itf(element_widths(band))) {
    ballot.add({read->digits, BarcodeFormat::Itf, page_box(profile, read->from, read->to), 0});
  }
  for (const auto format : {BarcodeFormat::Code128, BarcodeFormat::Code39}) {
    const auto symbol = read_symbol(band, format, Binarization::FixedThreshold);
    if (!symbol) continue;
    if (format == BarcodeFormat::Code39 && !has_quiet_zones(band, *symbol)) continue;
    const auto [from, to] = std::minmax(symbol->corners[0].x, symbol->corners[1].x);
    ballot.add({symbol->text, format, page_box(profile, from, to), 0});
  }
}

}  // namespace

std::optional<BarcodeRead> read_bars(const cv::Mat& gray, const BarcodeRegion& region) {
  const auto profile = bar_profile(gray, region);
  if (!shows_bars(profile)) return std::nullopt;
  Ballot ballot;
  for (const auto& threshold : bar_thresholds) {
    const auto bars = binarize(profile, threshold);
    ballot.count_attempt(bars.rows);
    for (int i = 0; i < bars.rows; ++i) vote(profile, bars.row(i), ballot);
    if (auto read = ballot.winner(bands_that_convince)) return read;
  }
  return std::nullopt;
}

}  // namespace lockbox::encode
