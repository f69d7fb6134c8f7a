#include "capture/document_reader.h"

#include "capture/picture_decoding.h"
#include "encode/page_reader.h"

namespace lockbox::capture {

deposit::Reading read_front(const FrontPicture& front,
                            const std::vector<encode::CouponDefinition>& coupons) {
  deposit::Reading reading;
  reading.sequence = front.sequence;
  const auto picture = decode_picture(front.bytes, front.file);
  if (!picture) {
    reading.fault = picture.error();
    return reading;
  }
  const auto page = encode::read_page(*picture, coupons);
  reading.kind = page.kind;
  if (page.micr) reading.micr = deposit::MicrFact{page.micr->line, page.micr->confidence};
  if (page.coupon) {
    const auto& coupon = *page.coupon;
    reading.coupon = deposit::CouponFact{.code = coupon.code,
                                         .text = coupon.text,
                                         .format = coupon.format,
                                         .confidence = coupon.confidence,
                                         .has_check_digit = coupon.code.check_digit_verified};
  }
  return reading;
}

}  // namespace lockbox::capture
