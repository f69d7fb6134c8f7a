#include "encode/coupon/barcode.h"

#include <utility>

#include "encode/coupon/barcode_locator.h"
#include "encode/coupon/linear_reader.h"
#include "encode/coupon/matrix_reader.h"

namespace lockbox::encode {

std::vector<BarcodeRead> read_barcodes(const GrayImage& image) {
  std::vector<BarcodeRead> reads;
  if (image.pixels.empty() || image.pixels.type() != CV_8UC1) return reads;
  for (const auto& region : locate_barcodes(image)) {
    auto read = region.kind == RegionKind::Bars ? read_bars(image.pixels, region)
                                                : read_matrix(image.pixels, region);
    if (read) reads.push_back(std::move(*read));
  }
  return reads;
}

}  // namespace lockbox::encode
