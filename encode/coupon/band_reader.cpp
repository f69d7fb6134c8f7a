#include "encode/coupon/band_reader.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include "encode/coupon/barcode_reader.h"
#include "encode/coupon/code128_reader.h"
#include "encode/coupon/itf_reader.h"
#include "encode/image/bit_mask.h"

namespace lockbox::encode {
namespace {

constexpr double code39_modules = 15;  ///< A character with its gap, 13 to 17 by the wide elements.
constexpr double quiet_modules = 5;  ///< Half of what the standards ask; no code has such a space.
constexpr double quiet_ink_max = 0.15;

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

/// The widths of spaces and bars along one band, a space first and last.
std::vector<int> element_widths(const cv::Mat& band) {
  std::vector<BitMask::Word> words(words_a_row(band.cols));
  pack_ink({band.ptr<std::uint8_t>(0), static_cast<std::size_t>(band.cols)}, words);
  std::vector<Run> bars;
  find_runs(words, band.cols, bars);
  std::vector<int> widths;
  widths.reserve(2 * bars.size() + 1);
  int end = 0;
  for (const auto& bar : bars) {
    widths.push_back(bar.from - end);
    widths.push_back(bar.to - bar.from);
    end = bar.to;
  }
  widths.push_back(band.cols - end);
  return widths;
}

std::optional<BandRead> band_read(std::optional<ElementsRead> read) {
  if (!read) return std::nullopt;
  return BandRead{std::move(read->text), static_cast<double>(read->from),
                  static_cast<double>(read->to)};
}

}  // namespace

std::optional<BandRead> read_band(const cv::Mat& band, BarcodeFormat format) {
  if (format == BarcodeFormat::Itf) {
    return band_read(read_itf(element_widths(band)));
  }
  if (format == BarcodeFormat::Code128) {
    // Many times faster than the library, which is asked only for what is damaged.
    if (auto read = band_read(read_code128(element_widths(band)))) return read;
  }
  const auto symbol = read_symbol(band, format, Binarization::FixedThreshold);
  if (!symbol) return std::nullopt;
  if (format == BarcodeFormat::Code39 && !has_quiet_zones(band, *symbol)) return std::nullopt;
  const auto [from, to] = std::minmax(symbol->corners[0].x, symbol->corners[1].x);
  return BandRead{symbol->text, from, to};
}

}  // namespace lockbox::encode
