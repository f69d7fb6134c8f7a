#include "encode/coupon/barcode_reader.h"

#include <exception>

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include "encode/coupon/zxing_format.h"

namespace lockbox::encode {
namespace {

// Release 2 renamed the settings and binarizers that release 1.4 had.
#if __has_include(<ZXing/ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

ZXing::Binarizer library_binarizer(Binarization binarization) {
  switch (binarization) {
    case Binarization::LocalAverage:
      return ZXing::Binarizer::LocalAverage;
    case Binarization::GlobalHistogram:
      return ZXing::Binarizer::GlobalHistogram;
    case Binarization::FixedThreshold:
      return ZXing::Binarizer::FixedThreshold;
  }
  return ZXing::Binarizer::LocalAverage;
}

}  // namespace

std::optional<Symbol> read_symbol(const cv::Mat& gray, BarcodeFormat format,
                                  Binarization binarization) {
  if (gray.empty() || gray.type() != CV_8UC1) return std::nullopt;
  Options options;
  options.setFormats(zxing_format(format));
  options.setBinarizer(library_binarizer(binarization));
  options.setTryHarder(true);
  options.setTryRotate(false);
  options.setTryDownscale(false);  // Merging readings of several scales is one way to the assert.
  options.setMinLineCount(1);
  options.setMaxNumberOfSymbols(1);
  try {
    const ZXing::ImageView view{gray.data, gray.cols, gray.rows, ZXing::ImageFormat::Lum,
                                static_cast<int>(gray.step[0])};
    const auto result = ZXing::ReadBarcode(view, options);
    if (!result.isValid() || result.text().empty()) return std::nullopt;
    Symbol symbol{result.text(), {}};
    for (std::size_t i = 0; i < symbol.corners.size(); ++i) {
      symbol.corners[i] = {static_cast<double>(result.position()[i].x),
                           static_cast<double>(result.position()[i].y)};
    }
    return symbol;
  } catch (const std::exception&) {
    // The library throws on pictures that it cannot take; such a picture has no symbol for us.
    return std::nullopt;
  }
}

}  // namespace lockbox::encode
