#include "encode/coupon/barcode_format.h"

namespace lockbox::encode {

std::string_view to_string(BarcodeFormat format) {
  switch (format) {
    case BarcodeFormat::Code128:
      return "code128";
    case BarcodeFormat::Code39:
      return "code39";
    case BarcodeFormat::Itf:
      return "itf";
    case BarcodeFormat::QrCode:
      return "qr";
    case BarcodeFormat::DataMatrix:
      return "data_matrix";
    case BarcodeFormat::Pdf417:
      return "pdf417";
  }
  return "unknown";
}

Result<BarcodeFormat> parse_barcode_format(std::string_view text) {
  for (const auto format : barcode_formats) {
    if (text == to_string(format)) return format;
  }
  return fail(ErrorCode::InvalidInput,
              "A barcode format is code128, code39, itf, qr, data_matrix or pdf417.");
}

}  // namespace lockbox::encode
