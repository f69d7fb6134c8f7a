#include "encode/mail/checks/wide_coupon.h"

#include <opencv2/core.hpp>

#include "core/money.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/mail/checks/background.h"
#include "encode/mail/checks/check_scan.h"
#include "encode/mail/checks/handling.h"
#include "encode/mail/checks/paper.h"
#include "encode/print/coupon_slip.h"
#include "encode/print/raster.h"

namespace lockbox::encode {
namespace {

/// The lower edge of a coupon's bars lies so much higher than that of a check's line.
constexpr double code_above_line_inch = 1.0;

std::string with_luhn_digit(const std::string& digits) {
  return digits + luhn_digit(digits);
}

std::string draw_code(BarcodeFormat format, Chance& chance) {
  switch (format) {
    case BarcodeFormat::Code128:
      return with_luhn_digit(chance.digits(25));
    case BarcodeFormat::Itf:
      return with_luhn_digit(chance.digits(15));
    case BarcodeFormat::Code39:
      return "MISC-" + with_luhn_digit(chance.digits(9));
    case BarcodeFormat::QrCode:
    case BarcodeFormat::DataMatrix:
    case BarcodeFormat::Pdf417:
      break;
  }
  return "BTR|" + with_luhn_digit(chance.digits(9)) + "|" + chance.digits(3) + ".00";
}

}  // namespace

bool befalls_pages(Degradation degradation) {
  switch (degradation) {
    case Degradation::Dropout:
    case Degradation::Spread:
    case Degradation::Thin:
    case Degradation::Jitter:
      return false;
    default:
      return true;
  }
}

Result<DrawnCoupon> draw_wide_coupon(BarcodeFormat format, Degradation degradation, int level,
                                     Chance& chance) {
  auto plan = plan_check(degradation, level, chance);
  plan.handling.raised_by = code_above_line_inch;
  DrawnCoupon drawn;
  drawn.code = draw_code(format, chance);
  const auto slip = TRY(coupon_slip(
      {.biller = "CITY OF BENCH",
       .title = "BILL",
       .payer = "PAYER " + chance.digits(5),
       .address = chance.digits(3) + " MAIN ST",
       .account = chance.digits(10),
       .due_date = "12/31/2026",
       .amount_due = Money::from_cents(static_cast<std::int64_t>(chance.below(1'000'000))),
       .format = format,
       .code = drawn.code}));
  auto page = to_raster(slip, plan.scan.dpi);
  const cv::Mat print = 255 - page.pixels;
  print_background(page, plan.background, chance);
  lay_ink(page.pixels, print, plan.line.ink_level);
  sign_and_stamp(page, plan.handling, chance);
  fold(page, plan.handling, chance);
  drawn.page = scan_page(page, plan.scan, chance);
  return drawn;
}

}  // namespace lockbox::encode
