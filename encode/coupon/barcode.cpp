#include "encode/coupon/barcode.h"

#include <algorithm>
#include <utility>

#include "encode/coupon/barcode_locator.h"
#include "encode/coupon/linear_reader.h"
#include "encode/coupon/matrix_reader.h"

namespace lockbox::encode {
namespace {

/// The first and last columns of a PDF417, or the edges of a matrix, look like bars of their own.
bool is_within(const BarcodeRegion& region, const std::vector<BarcodeRead>& reads) {
  return std::ranges::any_of(reads, [&region](const auto& read) {
    const cv::Rect2d box(read.box.x, read.box.y, read.box.width, read.box.height);
    return !is_linear(read.format) && box.contains(region.center);
  });
}

}  // namespace

std::vector<BarcodeRead> read_barcodes(const GrayImage& image) {
  std::vector<BarcodeRead> reads;
  if (image.pixels.empty() || image.pixels.type() != CV_8UC1) return reads;
  for (const auto& region : locate_barcodes(image)) {
    if (is_within(region, reads)) continue;
    auto read = region.kind == RegionKind::Bars ? read_bars(image.pixels, region)
                                                : read_matrix(image.pixels, region);
    if (read) reads.push_back(std::move(*read));
  }
  return reads;
}

}  // namespace lockbox::encode
