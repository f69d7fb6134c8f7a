#include "capture/document_reader.h"

#include <utility>
#include <variant>

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

/// The figures of the rear, when there is one that decodes.
Result<std::optional<encode::ImageQuality>> measured_rear(Pictures& pictures,
                                                          const DocumentPictures& document) {
  if (!document.rear) return std::nullopt;
  const auto answer = TRY(pictures.ask(document.rear->bytes, MeasurePicture{}));
  const auto* const quality = std::get_if<encode::ImageQuality>(&answer);
  if (quality == nullptr) return std::nullopt;
  return *quality;
}

}  // namespace

Result<deposit::Reading> read_document(Pictures& pictures, const DocumentPictures& document,
                                       const ReadingRules& rules) {
  deposit::Reading reading;
  reading.sequence = document.sequence;
  auto answer = TRY(pictures.ask(document.front.bytes, ReadPage{rules.coupons}));
  if (auto* const fault = std::get_if<deposit::DocumentFault>(&answer)) {
    reading.fault = name_file(std::move(*fault), document.front.file);
    return reading;
  }
  auto& [page, of_front, size] = std::get<MeasuredPage>(answer);
  if (page.micr) encode::hold_to(rules.reading, *page.micr);
  auto quality =
      picture_quality({of_front, TRY(measured_rear(pictures, document))}, page.kind, rules.quality);
  const bool is_check = page.kind == encode::PageKind::Check;
  if (is_check) reading.fault = quality_refusal(document, quality, rules.quality);
  if (!reading.fault) {
    reading = reading_of(page);
    reading.sequence = document.sequence;
    reading.seen = encode::seen_page(page, size);
  }
  reading.quality = std::move(quality);
  return reading;
}

}  // namespace lockbox::capture
