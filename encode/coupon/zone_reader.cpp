#include "encode/coupon/zone_reader.h"

#include <utility>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/coupon/band_reader.h"
#include "encode/coupon/barcode_ballot.h"
#include "encode/coupon/barcode_locator.h"
#include "encode/coupon/barcode_reader.h"
#include "encode/coupon/matrix_reader.h"

namespace lockbox::encode {
namespace {

/// A code takes up a quarter of its zone at least, and so it meets more rows than must agree.
constexpr int rows_in_zone = 15;

/// 0 for a bar, 255 for a space.
cv::Mat black_and_white(const cv::Mat& row, bool bitonal) {
  if (bitonal) return row;
  cv::Mat bars;
  cv::threshold(row, bars, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  return bars;
}

std::optional<BarcodeRead> read_linear(const GrayImage& image, const cv::Rect& area,
                                       BarcodeFormat format) {
  BarcodeBallot ballot;
  int first_y = area.br().y;
  int last_y = area.y;
  for (int i = 0; i < rows_in_zone; ++i) {
    const int y = area.y + area.height * (2 * i + 1) / (2 * rows_in_zone);
    const auto row = image.pixels(cv::Rect{area.x, y, area.width, 1});
    auto read = read_band(black_and_white(row, image.bitonal), format);
    if (!read) continue;
    first_y = std::min(first_y, y);
    last_y = y;
    const Box box{area.x + static_cast<int>(read->from), first_y,
                  static_cast<int>(read->to - read->from), 1};
    ballot.add({std::move(read->text), format, box, 0});
    ballot.count_attempt(1);
  }
  auto winner = ballot.winner();
  if (winner) winner->box.height = last_y - first_y + 1;
  return winner;
}

/// The library looks for some kinds in the middle of a picture only.
std::optional<BarcodeRead> read_part(const GrayImage& image, const cv::Rect& area,
                                     BarcodeFormat format) {
  GrayImage part = image;
  part.pixels = image.pixels(area).clone();
  for (const auto& region : locate_barcodes(part)) {
    if (region.kind == RegionKind::Bars) continue;
    auto read = read_matrix(part.pixels, region);
    if (!read || read->format != format) continue;
    read->box.x += area.x;
    read->box.y += area.y;
    return read;
  }
  return std::nullopt;
}

std::optional<BarcodeRead> read_area(const GrayImage& image, const cv::Rect& area,
                                     BarcodeFormat format) {
  const auto symbol =
      read_symbol(image.pixels(area), format,
                  image.bitonal ? Binarization::FixedThreshold : Binarization::LocalAverage);
  if (!symbol) return read_part(image, area, format);
  std::vector<cv::Point2f> corners;
  for (const auto& corner : symbol->corners) corners.emplace_back(corner + cv::Point2d{area.tl()});
  const auto bounds = cv::boundingRect(corners);
  return BarcodeRead{symbol->text, format, {bounds.x, bounds.y, bounds.width, bounds.height}, 1};
}

}  // namespace

std::optional<BarcodeRead> read_barcode_in(const GrayImage& image, const cv::Rect& area,
                                           BarcodeFormat format) {
  const cv::Rect inside = area & cv::Rect{{}, image.pixels.size()};
  if (inside.empty() || image.pixels.type() != CV_8UC1) return std::nullopt;
  return is_linear(format) ? read_linear(image, inside, format) : read_area(image, inside, format);
}

}  // namespace lockbox::encode
