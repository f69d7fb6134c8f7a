#pragma once

/// @file
/// Kinds of barcodes as ZXing calls them.

#include <ZXing/BarcodeFormat.h>

#include "encode/coupon/barcode_format.h"

namespace lockbox::encode {

[[nodiscard]] inline ZXing::BarcodeFormat zxing_format(BarcodeFormat format) {
  switch (format) {
    case BarcodeFormat::Code128:
      return ZXing::BarcodeFormat::Code128;
    case BarcodeFormat::Code39:
      return ZXing::BarcodeFormat::Code39;
    case BarcodeFormat::Itf:
      return ZXing::BarcodeFormat::ITF;
    case BarcodeFormat::QrCode:
      return ZXing::BarcodeFormat::QRCode;
    case BarcodeFormat::DataMatrix:
      return ZXing::BarcodeFormat::DataMatrix;
    case BarcodeFormat::Pdf417:
      return ZXing::BarcodeFormat::PDF417;
  }
  return ZXing::BarcodeFormat::None;
}

}  // namespace lockbox::encode
