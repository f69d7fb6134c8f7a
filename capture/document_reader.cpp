#include "capture/document_reader.h"

#include <utility>
#include <variant>

#include "encode/page_reader.h"

namespace lockbox::capture {

Result<deposit::Reading> read_front(Pictures& pictures, const FrontPicture& front,
                                    const std::vector<encode::CouponDefinition>& coupons) {
  deposit::Reading reading;
  reading.sequence = front.sequence;
  auto answer = TRY(pictures.ask(front.bytes, ReadPage{coupons}));
  if (auto* const fault = std::get_if<deposit::DocumentFault>(&answer)) {
    reading.fault = name_file(std::move(*fault), front.file);
    return reading;
  }
  const auto& page = std::get<encode::PageRead>(answer);
  reading.kind = page.kind;
  if (page.micr) reading.micr = deposit::MicrFact{page.micr->line, page.micr->confidence};
  if (page.coupon) {
    const auto& [code, barcode] = *page.coupon;
    reading.coupon = deposit::CouponFact{.code = code,
                                         .text = barcode.text,
                                         .format = std::string{encode::to_string(barcode.format)},
                                         .confidence = barcode.confidence,
                                         .has_check_digit = code.check_digit_verified};
  }
  return reading;
}

}  // namespace lockbox::capture
