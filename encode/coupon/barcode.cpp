#include <algorithm>
#include <cmath>

#include "encode/coupon/barcode.h"
#include "encode/coupon/barcode_reader.h"

namespace lockbox::encode {
namespace {

constexpr int trusted_rows = 10;  ///< Rows that agreed for full confidence.

Box box_of(const Symbol& symbol) {
  double left = symbol.corners[0].x, right = left;
  double top = symbol.corners[0].y, bottom = top;
  for (const auto& corner : symbol.corners) {
    left = std::min(left, corner.x);
    right = std::max(right, corner.x);
    top = std::min(top, corner.y);
    bottom = std::max(bottom, corner.y);
  }
  const auto floored = [](double value) { return static_cast<int>(std::floor(value)); };
  return {floored(left), floored(top), floored(right) - floored(left) + 1,
          floored(bottom) - floored(top) + 1};
}

}  // namespace

std::vector<BarcodeRead> read_barcodes(const GrayImage& image) {
  const ReaderSettings settings{
      image.bitonal ? Binarization::FixedThreshold : Binarization::LocalAverage,
      {BarcodeFormat::Code128, BarcodeFormat::Code39, BarcodeFormat::Itf, BarcodeFormat::QrCode}};
  std::vector<BarcodeRead> reads;
  for (auto& symbol : read_symbols(image.pixels, settings)) {
    const bool linear = symbol.format != BarcodeFormat::QrCode;
    const double confidence =
        linear ? std::min(1.0, static_cast<double>(symbol.rows) / trusted_rows) : 1.0;
    const auto box = box_of(symbol);
    reads.push_back({std::move(symbol.text), symbol.format, box, confidence});
  }
  return reads;
}

}  // namespace lockbox::encode
