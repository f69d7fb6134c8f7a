#include "capture/document_reader.h"

#include <opencv2/core.hpp>

#include "capture/pictures.h"
#include "core/chance.h"
#include "encode/coupon/marked_coupon.h"
#include "encode/image/image_codec.h"
#include "encode/mail/checks/wide_check.h"
#include "support/catch.h"

namespace lockbox::capture {
namespace {

TEST_CASE("A document keeps what was seen in the check boxes of its coupon", "[reading]") {
  const auto definition = test::coupon_with_boxes();
  const DocumentPictures document{
      .sequence = 3,
      .front = {"000003F.tif", encode::encode_tiff_g4(test::marked_coupon(definition))}};
  PicturesHere here;
  const auto reading = read_document(here, document, {.coupons = {definition}}).value();
  REQUIRE(reading.check_boxes.size() == 2);
  CHECK(reading.check_boxes[0].name == "address_change");
  CHECK((reading.check_boxes[0].state == encode::MarkState::Marked));
  CHECK((reading.check_boxes[1].state == encode::MarkState::Empty));
  // People who ask why see the box where it stands.
  const auto& seen = reading.seen.lines.back();
  CHECK(seen.type == "check_box");
  CHECK(seen.symbols.at(0).symbol == "paperless: empty");
  CHECK(seen.box == reading.check_boxes[1].box);
}

TEST_CASE("A voucher's back, scanned with the whole sheet, has no other size than its check",
          "[reading]") {
  Chance chance{5};
  const auto voucher =
      encode::draw_wide_check(encode::CheckStyle::UsVoucher, encode::Degradation::Clean, 1, chance);
  auto back = voucher.page;
  back.pixels = cv::Mat(voucher.page.pixels.size(), CV_8UC1, cv::Scalar(250));
  constexpr int quality = 90;
  const DocumentPictures document{
      .sequence = 1,
      .front = {"000001F.jpg", encode::encode_jpeg(voucher.page, quality)},
      .rear = SidePicture{"000001R.jpg", encode::encode_jpeg(back, quality)}};
  PicturesHere here;
  const auto reading = read_document(here, document, {}).value();
  REQUIRE(reading.kind == encode::PageKind::Check);
  for (const auto& side : reading.quality) {
    for (const auto& fault : side.faults) {
      CHECK(fault.condition != "front_rear_mismatch");
      CHECK(fault.condition != "oversize");
    }
  }
}

}  // namespace
}  // namespace lockbox::capture
