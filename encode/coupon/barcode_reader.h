#pragma once

/// @file
/// The barcode library behind one door; only barcode_reader.cpp includes it.

#include <array>
#include <string>
#include <vector>

#include <opencv2/core/mat.hpp>

#include "encode/coupon/barcode.h"

namespace lockbox::encode {

/// How a gray picture becomes black and white.
enum class Binarization {
  LocalAverage,     ///< Against the neighbourhood: uneven light, tinted paper.
  GlobalHistogram,  ///< One threshold for each row, from its histogram: small crops.
  FixedThreshold,   ///< 127: pictures that are black and white already.
};

struct ReaderSettings {
  Binarization binarization = Binarization::LocalAverage;
  std::vector<BarcodeFormat> formats;
};

/// One symbol as the library saw it.
struct Symbol {
  std::string text;
  BarcodeFormat format = BarcodeFormat::Code128;
  std::array<cv::Point2d, 4> corners;  ///< In pixels of the picture given.
  int rows = 0;                        ///< Scan rows that agreed on the text; 0 for QR.
};

/// All symbols in a picture (CV_8UC1): linear ones that lie level and that two rows at least agree
/// on, QR at any angle.  What the library cannot do, an exception of its own included, is an empty
/// answer.
[[nodiscard]] std::vector<Symbol> read_symbols(const cv::Mat& gray, const ReaderSettings& settings);

}  // namespace lockbox::encode
