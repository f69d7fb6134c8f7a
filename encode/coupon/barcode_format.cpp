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
  }
  return "unknown";
}

Result<BarcodeFormat> parse_barcode_format(std::string_view text) {
  for (const auto format :
       {BarcodeFormat::Code128, BarcodeFormat::Code39, BarcodeFormat::Itf, BarcodeFormat::QrCode}) {
    if (text == to_string(format)) return format;
  }
  return fail(ErrorCode::InvalidInput, "A barcode format is code128, code39, itf or qr.");
}

}  // namespace lockbox::encode
