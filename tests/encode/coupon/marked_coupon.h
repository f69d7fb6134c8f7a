#pragma once

/// @file
/// Printed coupons with boxes, and a pen to mark them.

#include <algorithm>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "encode/coupon/check_box.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/print/coupon_slip.h"
#include "encode/print/raster.h"

namespace lockbox::test {

using encode::CheckBoxDefinition;
using encode::CheckDigitRule;
using encode::CouponDefinition;
using encode::CouponFieldKind;
using encode::CouponSlip;
using encode::GrayImage;
using encode::PageZone;

inline constexpr double slip_width_inch = 8.5;
inline constexpr double slip_height_inch = 11.0 / 3;
inline constexpr PageZone address_zone{0.55, 0.48, 0.03, 0.08};
inline constexpr PageZone paperless_zone{0.55, 0.62, 0.03, 0.08};

inline CouponDefinition definition_with(std::vector<CheckBoxDefinition> boxes) {
  using Kind = CouponFieldKind;
  CouponDefinition definition;
  definition.bill_type = "utility";
  definition.fields = {{Kind::Account, 10, {}}, {Kind::CheckDigit, 1, {}}};
  definition.code_check = CheckDigitRule::Luhn;
  definition.zone = PageZone{0.03, 0.4, 0.3, 0.3};
  definition.check_boxes = std::move(boxes);
  return definition;
}

inline CouponDefinition coupon_with_boxes() {
  return definition_with({{"address_change", address_zone}, {"paperless", paperless_zone}});
}

/// The printed slip of a definition at that resolution.
inline GrayImage printed(const CouponDefinition& definition, double dpi) {
  CouponSlip slip{.biller = "City of Elm",
                  .title = "Water bill",
                  .payer = "OMAR ALVAREZ",
                  .address = "2416 CALHOUN ST",
                  .account = "3496098579",
                  .due_date = "09/20/2026",
                  .amount_due = Money::from_cents(5'229'30),
                  .format = definition.format,
                  .code = format_coupon_code(definition, {"3496098579", {}, {}}).value()};
  for (const auto& box : definition.check_boxes) {
    slip.check_boxes.push_back({encode::words_of(box.name), box.zone});
  }
  return encode::to_raster(encode::coupon_slip(slip).value(), dpi);
}

/// The printed square of a zone, as `coupon_slip` places it.
struct Square {
  cv::Point2d middle;
  double side = 0;
};

inline Square square_of(const PageZone& zone, double dpi) {
  const double narrow =
      std::min(zone.width * slip_width_inch, zone.height * slip_height_inch) * dpi;
  return {{(zone.left + zone.width / 2) * slip_width_inch * dpi,
           (zone.top + zone.height / 2) * slip_height_inch * dpi},
          0.7 * narrow};
}

/// A pen that draws in shares of half the square's side from its middle.
class Pen {
 public:
  Pen(GrayImage& page, const PageZone& zone, double gray = 40)
      : page_{page}, square_{square_of(zone, page.dpi_x)}, gray_{gray} {}

  void draw(const std::vector<cv::Point2d>& way, double width_mm = 0.4) {
    const int width = std::max(1, cvRound(width_mm / 25.4 * page_.dpi_x));
    for (std::size_t i = 0; i + 1 < way.size(); ++i) {
      cv::line(page_.pixels, at(way[i]), at(way[i + 1]), cv::Scalar{gray_}, width, cv::LINE_AA);
    }
  }

  void dot(const cv::Point2d& place, double width_mm) {
    const int radius = std::max(1, cvRound(width_mm / 2 / 25.4 * page_.dpi_x));
    cv::circle(page_.pixels, at(place), radius, cv::Scalar{gray_}, cv::FILLED);
  }

  void fill(double share) {
    cv::rectangle(page_.pixels, at({-share, -share}), at({share, share}), cv::Scalar{gray_},
                  cv::FILLED);
  }

 private:
  [[nodiscard]] cv::Point at(const cv::Point2d& place) const {
    return square_.middle + place * (square_.side / 2);
  }

  GrayImage& page_;
  Square square_;
  double gray_;
};

/// The coupon of `coupon_with_boxes` with a cross in the box for a change of address.
inline GrayImage marked_coupon(const CouponDefinition& definition) {
  auto page = printed(definition, 200);
  Pen pen{page, address_zone};
  pen.draw({{-0.8, -0.8}, {0.8, 0.8}});
  pen.draw({{-0.8, 0.8}, {0.8, -0.8}});
  return page;
}

}  // namespace lockbox::test
