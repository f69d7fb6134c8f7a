#include "capture/document_reader.h"

#include <utility>
#include <variant>

#include <fmt/format.h>

#include "capture/picture_decoding.h"
#include "capture/picture_quality.h"
#include "encode/check_crop.h"
#include "encode/explain/page_symbols.h"
#include "encode/micr/line_of_font.h"
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
  reading.check_boxes = page.check_boxes;
  return reading;
}

/// The figures of the rear, when there is one that decodes.
Result<std::optional<encode::ImageQuality>> measured_rear(Pictures& pictures,
                                                          const DocumentPictures& document,
                                                          encode::PageKind kind) {
  if (!document.rear) return std::nullopt;
  const auto answer = TRY(pictures.ask(document.rear->bytes, MeasurePicture{kind}));
  const auto* const quality = std::get_if<encode::ImageQuality>(&answer);
  if (quality == nullptr) return std::nullopt;
  return *quality;
}

/// The back of a sheet that a check is only a part of: how large it is says nothing of the check.
void forget_size(encode::ImageQuality& quality) {
  for (const auto size : {encode::QualityMeasure::WidthInches, encode::QualityMeasure::HeightInches,
                          encode::QualityMeasure::ArchiveBytes}) {
    quality.figures.at(static_cast<std::size_t>(size)).reset();
  }
}

/// What only a front says, in full: some symbols of a stamp or of print that shows through, and
/// codes that nobody knows, are on backs too.
bool proves_front(const encode::PageRead& page) {
  const bool has_line = page.micr && encode::is_whole_line(page.micr->line);
  return has_line || page.coupon || page.has_several_lines;
}

/// The fault of a document that lay with its back to the camera: what proves a front is on the rear
/// alone.
Result<std::optional<deposit::DocumentFault>> lying_face_down(Pictures& pictures,
                                                              const DocumentPictures& document,
                                                              const ReadingRules& rules) {
  if (!document.rear) return std::nullopt;
  const auto answer = TRY(pictures.ask(document.rear->bytes, ReadPage{rules.coupons}));
  const auto* const rear = std::get_if<MeasuredPage>(&answer);
  if (rear == nullptr) return std::nullopt;
  if (!proves_front(rear->page) || rear->page.has_several_lines) return std::nullopt;
  const bool has_coupon = rear->page.coupon.has_value();
  return document_fault(
      drivers::FaultCode::ImageQuality,
      fmt::format("{}: the back was scanned as the front; the {} is on {}.  Scan it the other way "
                  "round.",
                  document.front.file, has_coupon ? "coupon's code" : "MICR line",
                  document.rear->file));
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
  auto& [page, of_front, size, ink, has_false_tag] = std::get<MeasuredPage>(answer);
  if (page.micr) encode::hold_to(rules.reading, *page.micr);
  auto of_rear = TRY(measured_rear(pictures, document, page.kind));
  const bool is_rear_sized = !has_false_tag && !encode::place_on_sheet(page, size);
  if (of_rear && !is_rear_sized) forget_size(*of_rear);
  auto quality = picture_quality({of_front, of_rear}, page.kind, rules.quality);
  if (!proves_front(page)) reading.fault = TRY(lying_face_down(pictures, document, rules));
  if (!reading.fault) {
    reading = reading_of(page);
    reading.sequence = document.sequence;
    reading.seen = encode::seen_page(page, size);
    reading.ink = std::move(ink);
    const bool is_check = page.kind == encode::PageKind::Check;
    if (is_check) reading.fault = quality_refusal(document, quality, rules.quality);
    reading.is_acceptable = reading.fault.has_value();
  }
  reading.quality = std::move(quality);
  return reading;
}

}  // namespace lockbox::capture
