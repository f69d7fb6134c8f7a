#include "capture/document_reader.h"

#include "capture/picture_decoding.h"
#include "capture/picture_quality.h"
#include "encode/explain/page_symbols.h"
#include "encode/page_reader.h"

namespace lockbox::capture {
namespace {

deposit::Reading reading_of(const encode::PageRead& page) {
  deposit::Reading reading;
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

}  // namespace

deposit::Reading read_document(const DocumentPictures& pictures, const ReadingRules& rules) {
  deposit::Reading reading;
  reading.sequence = pictures.sequence;
  const auto front = decode_picture(pictures.front.bytes, pictures.front.file);
  if (!front) {
    reading.fault = front.error();
    return reading;
  }
  auto page = encode::read_page(*front, rules.coupons);
  if (page.micr) encode::hold_to(rules.reading, *page.micr);
  auto quality = picture_quality(pictures, *front, page.kind, rules.quality);
  const bool is_check = page.kind == encode::PageKind::Check;
  if (is_check) reading.fault = quality_refusal(pictures, quality, rules.quality);
  if (!reading.fault) {
    reading = reading_of(page);
    reading.sequence = pictures.sequence;
    reading.seen = encode::seen_page(page, *front);
  }
  reading.quality = std::move(quality);
  return reading;
}

}  // namespace lockbox::capture
