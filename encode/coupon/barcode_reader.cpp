#include "encode/coupon/barcode_reader.h"

#include <exception>
#include <optional>

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

namespace lockbox::encode {
namespace {

// Release 2 renamed the settings and binarizers that release 1.4 had.
#if __has_include(<ZXing/ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

ZXing::BarcodeFormat library_format(BarcodeFormat format) {
  switch (format) {
    case BarcodeFormat::Code128:
      return ZXing::BarcodeFormat::Code128;
    case BarcodeFormat::Code39:
      return ZXing::BarcodeFormat::Code39;
    case BarcodeFormat::Itf:
      return ZXing::BarcodeFormat::ITF;
    case BarcodeFormat::QrCode:
      return ZXing::BarcodeFormat::QRCode;
  }
  return ZXing::BarcodeFormat::None;
}

std::optional<BarcodeFormat> our_format(ZXing::BarcodeFormat format) {
  for (const auto ours :
       {BarcodeFormat::Code128, BarcodeFormat::Code39, BarcodeFormat::Itf, BarcodeFormat::QrCode}) {
    if (library_format(ours) == format) return ours;
  }
  return std::nullopt;
}

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

Options library_options(const ReaderSettings& settings) {
  ZXing::BarcodeFormats formats;
  for (const auto format : settings.formats) formats |= library_format(format);
  Options options;
  options.setFormats(formats);
  options.setBinarizer(library_binarizer(settings.binarization));
  options.setTryHarder(true);
  options.setTryRotate(false);
  // Release 1.4 stops the process by an assert when it merges readings of several scales.
  options.setTryDownscale(false);
  // One row is never enough; with less than two rows the same assert is in reach.
  options.setMinLineCount(2);
  return options;
}

}  // namespace

std::vector<Symbol> read_symbols(const cv::Mat& gray, const ReaderSettings& settings) {
  std::vector<Symbol> symbols;
  if (gray.empty() || gray.type() != CV_8UC1) return symbols;
  try {
    const ZXing::ImageView view{gray.data, gray.cols, gray.rows, ZXing::ImageFormat::Lum,
                                static_cast<int>(gray.step[0])};
    for (const auto& result : ZXing::ReadBarcodes(view, library_options(settings))) {
      const auto format = our_format(result.format());
      if (!result.isValid() || !format) continue;
      Symbol symbol{result.text(), *format, {}, result.lineCount()};
      for (std::size_t i = 0; i < symbol.corners.size(); ++i) {
        symbol.corners[i] = {static_cast<double>(result.position()[i].x),
                             static_cast<double>(result.position()[i].y)};
      }
      symbols.push_back(std::move(symbol));
    }
  } catch (const std::exception&) {
    // The library throws on pictures that it cannot take; such a picture has no symbol for us.
    symbols.clear();
  }
  return symbols;
}

}  // namespace lockbox::encode
