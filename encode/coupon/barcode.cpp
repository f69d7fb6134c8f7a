#include "encode/coupon/barcode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "encode/coupon/bar_profile.h"
#include "encode/coupon/barcode_locator.h"
#include "encode/coupon/barcode_reader.h"

namespace lockbox::encode {
namespace {

/// Two bands out of one attempt may err together; three agree by what is printed.
constexpr int bands_that_convince = 3;
constexpr std::size_t itf_digits_min = 6;
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

/// Modules that a text takes in its format, to within a fifth: what the quiet zone is measured in.
double modules_of(BarcodeFormat format, std::size_t characters) {
  const auto count = static_cast<double>(characters);
  switch (format) {
    case BarcodeFormat::Itf:
      return 8 * count + 9;
    case BarcodeFormat::Code39:
      return 15 * (count + 2);
    case BarcodeFormat::Code128:
    case BarcodeFormat::QrCode:
      break;
  }
  return 11 * count + 35;
}

struct Stretch {
  double from = 0;
  double to = 0;
};

Stretch stretch_of(const Symbol& symbol) {
  const auto [first, last] = std::minmax(symbol.corners[0].x, symbol.corners[1].x);
  return {first, last};
}

/// ITF and Code 39 have no check of their own: a code read from its middle looks whole, but for
/// the bars that go on where the quiet zone should be.
bool has_quiet_zones(const cv::Mat& bars, const Symbol& symbol) {
  const auto [from, to] = stretch_of(symbol);
  const double module = (to - from) / modules_of(symbol.format, symbol.text.size());
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

bool is_credible(const cv::Mat& bars, const Symbol& symbol) {
  if (symbol.text.empty()) return false;
  switch (symbol.format) {
    case BarcodeFormat::Itf:
      return symbol.text.size() >= itf_digits_min && symbol.text.size() % 2 == 0 &&
             has_quiet_zones(bars, symbol);
    case BarcodeFormat::Code39:
      return has_quiet_zones(bars, symbol);
    case BarcodeFormat::Code128:
    case BarcodeFormat::QrCode:
      return true;
  }
  return false;
}

/// What several attempts at one place said.
class Ballot {
 public:
  void add(BarcodeRead read, int votes) {
    auto& entry = entries_[{read.format, read.text}];
    if (entry.votes == 0) entry.read = std::move(read);
    entry.votes += votes;
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

std::optional<BarcodeRead> read_bars(const cv::Mat& gray, const BarcodeRegion& region) {
  const auto profile = bar_profile(gray, region);
  if (!shows_bars(profile)) return std::nullopt;
  const ReaderSettings settings{
      Binarization::FixedThreshold,
      QuarterTurns::Skip,
      {BarcodeFormat::Code128, BarcodeFormat::Code39, BarcodeFormat::Itf}};
  Ballot ballot;
  for (const auto& threshold : bar_thresholds) {
    const auto bars = binarize(profile, threshold);
    ballot.count_attempt(bars.rows);
    for (const auto& symbol : read_symbols(bars, settings)) {
      if (!is_credible(bars, symbol)) continue;
      const auto [from, to] = stretch_of(symbol);
      ballot.add({symbol.text, symbol.format, page_box(profile, from, to), 0}, symbol.rows);
    }
    if (auto read = ballot.winner(bands_that_convince)) return read;
  }
  return std::nullopt;
}

/// One way to prepare the picture of a QR symbol.
struct MatrixAttempt {
  double scale = 1;
  double blur_px = 0;  ///< After scaling.
  Binarization binarization = Binarization::LocalAverage;
};

constexpr std::array<MatrixAttempt, 8> matrix_attempts{{
    {1, 0, Binarization::LocalAverage},
    {2, 0, Binarization::LocalAverage},
    {3, 1.5, Binarization::LocalAverage},
    {2, 0, Binarization::GlobalHistogram},
    {4, 3, Binarization::LocalAverage},
    {3, 2, Binarization::GlobalHistogram},
    {4, 4, Binarization::GlobalHistogram},
    {3, 1.5, Binarization::FixedThreshold},
}};
constexpr double matrix_margin_px = 24;
constexpr double matrix_ink_min = 0.25;  ///< Half of a QR is dark; of text much less.
constexpr double matrix_ink_max = 0.75;

bool has_ink_of_a_matrix(const cv::Mat& inside) {
  cv::Mat paper;
  cv::threshold(inside, paper, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  const double ink =
      1 - static_cast<double>(cv::countNonZero(paper)) / static_cast<double>(paper.total());
  return ink >= matrix_ink_min && ink <= matrix_ink_max;
}

/// An upright square or rectangle about the region's center, cut off at the edges of the page.
cv::Rect upright(const BarcodeRegion& region, double margin, const cv::Mat& page) {
  const double width = region.length + 2 * margin, height = region.height + 2 * margin;
  const cv::Rect wanted{static_cast<int>(region.center.x - width / 2),
                        static_cast<int>(region.center.y - height / 2), static_cast<int>(width),
                        static_cast<int>(height)};
  return wanted & cv::Rect{{0, 0}, page.size()};
}

std::optional<BarcodeRead> read_matrix(const cv::Mat& gray, const BarcodeRegion& region) {
  if (!has_ink_of_a_matrix(gray(upright(region, 0, gray)))) return std::nullopt;
  const cv::Rect crop = upright(region, matrix_margin_px, gray);
  int attempts = 0;
  for (const auto& attempt : matrix_attempts) {
    ++attempts;
    cv::Mat picture;
    cv::resize(gray(crop), picture, {}, attempt.scale, attempt.scale, cv::INTER_CUBIC);
    if (attempt.blur_px > 0) cv::GaussianBlur(picture, picture, {0, 0}, attempt.blur_px);
    const auto symbols =
        read_symbols(picture, {attempt.binarization, QuarterTurns::Skip, {BarcodeFormat::QrCode}});
    if (symbols.size() != 1) continue;
    std::vector<cv::Point2f> corners;
    for (const auto& corner : symbols[0].corners) {
      corners.emplace_back(corner / attempt.scale + cv::Point2d{crop.tl()});
    }
    const auto bounds = cv::boundingRect(corners);
    return BarcodeRead{symbols[0].text,
                       symbols[0].format,
                       {bounds.x, bounds.y, bounds.width, bounds.height},
                       1.0 / attempts};
  }
  return std::nullopt;
}

}  // namespace

std::vector<BarcodeRead> read_barcodes(const GrayImage& image) {
  std::vector<BarcodeRead> reads;
  if (image.pixels.empty() || image.pixels.type() != CV_8UC1) return reads;
  for (const auto& region : locate_barcodes(image.pixels)) {
    auto read = region.kind == RegionKind::Bars ? read_bars(image.pixels, region)
                                                : read_matrix(image.pixels, region);
    if (read) reads.push_back(std::move(*read));
  }
  return reads;
}

}  // namespace lockbox::encode
