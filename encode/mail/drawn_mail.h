#pragma once

/// @file
/// Mail as the project draws it itself: for benchmarks and tests that need any amount of it.

#include <string>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "encode/coupon/barcode.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// What stands on a drawn check, 6 by 2.75 inches at 200 dpi.
struct CheckFace {
  std::string payer;
  std::string payee;
  std::string date;
  std::string number;
  std::string micr;  ///< As `MicrLine::raw`.
  Money amount;
};

/// What stands on a drawn coupon, 8.5 by 3.67 inches at 200 dpi.
struct CouponFace {
  std::string biller;
  std::string title;
  std::string payer;
  std::string account;
  Money amount_due;
  BarcodeFormat format = BarcodeFormat::Code128;
  std::string code;
};

/// One bit a pixel, as a track scanner delivers it.  InvalidInput when the MICR line or the code
/// cannot be written.
[[nodiscard]] Result<GrayImage> draw_check(const CheckFace& face);
[[nodiscard]] Result<GrayImage> draw_coupon(const CouponFace& face);

/// A typed letter of these lines on a letter sheet.
[[nodiscard]] GrayImage draw_letter(const std::vector<std::string>& lines);

/// A strip of white over the MICR line, so many inches from the left edge, as tape or a fold
/// leaves it: what was printed there cannot be read.
void wipe_micr_line(GrayImage& check, double left_in, double width_in);

/// The back of either, with its endorsement.
[[nodiscard]] GrayImage draw_rear(const GrayImage& front, const std::string& endorsement);

}  // namespace lockbox::encode
