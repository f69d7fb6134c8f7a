#include "capture/document_reader.h"

#include "capture/pictures.h"
#include "encode/coupon/marked_coupon.h"
#include "encode/image/image_codec.h"
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

}  // namespace
}  // namespace lockbox::capture
