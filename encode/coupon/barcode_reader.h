#pragma once

/// @file
/// The barcode library behind one door; only barcode_reader.cpp includes it.

#include <array>
#include <optional>
#include <string>

#include <opencv2/core/mat.hpp>

#include "encode/coupon/barcode.h"

namespace lockbox::encode {

/// How a gray picture becomes black and white.
enum class Binarization {
  LocalAverage,     ///< Against the neighbourhood: uneven light, tinted paper.
  GlobalHistogram,  ///< One threshold for each row, from its histogram: small crops.
  FixedThreshold,   ///< 127: pictures that are black and white already.
};

/// One symbol as the library saw it.
struct Symbol {
  std::string text;
  std::array<cv::Point2d, 4> corners;  ///< In pixels of the picture given.
};

/// The first symbol of one format in a picture (CV_8UC1): a linear one must lie level and one row
/// of it is enough, so must a PDF417; a QR or a DataMatrix may lie at any angle.  What the library
/// cannot do, an exception of its own included, is no symbol.
///
/// One symbol of one format, because release 1.4 stops the process by an assert when it compares
/// two equal texts from two places of a picture.
[[nodiscard]] std::optional<Symbol> read_symbol(const cv::Mat& gray, BarcodeFormat format,
                                                Binarization binarization);

}  // namespace lockbox::encode
