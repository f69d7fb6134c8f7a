#include "capture/picture_quality.h"

#include "encode/image/image_codec.h"
#include "encode/image/quality/damaged_checks.h"
#include "support/catch.h"

namespace lockbox::capture {
namespace {

using encode::GrayImage;
using encode::QualityCondition;

[[nodiscard]] DocumentPictures pictures_of(const GrayImage& front, const GrayImage& rear) {
  return {.sequence = 7,
          .front = {"000007F.tif", encode::encode_tiff_g4(front)},
          .rear = SidePicture{"000007R.tif", encode::encode_tiff_g4(rear)}};
}

[[nodiscard]] deposit::Reading reading_of(const DocumentPictures& document,
                                          const ReadingRules& rules = {}) {
  PicturesHere here;
  return read_document(here, document, rules).value();
}

[[nodiscard]] GrayImage good_rear() {
  return encode::draw_rear(encode::test::good_check(), "FOR DEPOSIT ONLY");
}

[[nodiscard]] GrayImage dark_coupon() {
  return encode::test::darkened(encode::draw_coupon({.biller = "CITY",
                                                     .title = "BILL",
                                                     .payer = "EVANS",
                                                     .account = "1234567890",
                                                     .amount_due = Money::from_cents(5'00),
                                                     .code = "12345678901"})
                                    .value());
}

}  // namespace

TEST_CASE("A good check is read and both of its sides are measured", "[reading][quality]") {
  const auto reading = reading_of(pictures_of(encode::test::good_check(), good_rear()));
  CHECK_FALSE(reading.fault.has_value());
  CHECK((reading.kind == encode::PageKind::Check));
  REQUIRE(reading.micr.has_value());
  REQUIRE(reading.quality.size() == 2);
  CHECK((reading.quality[0].side == Side::Front));
  CHECK((reading.quality[1].side == Side::Rear));
  CHECK(reading.quality[0].figures.at("width_inches") == 6'000);
  CHECK(reading.quality[1].figures.at("height_difference_inches") == 0);
  CHECK(reading.quality[0].faults.empty());
  CHECK(reading.quality[1].faults.empty());
}

TEST_CASE(
    "A check that was fed with its back to the camera is scanned again, and the fault says so",
    "[reading][quality]") {
  const auto reading = reading_of(pictures_of(good_rear(), encode::test::good_check()));
  REQUIRE(reading.fault.has_value());
  CHECK(reading.fault->message ==
        "000007F.tif: the back was scanned as the front; the MICR line is on 000007R.tif.  Scan it "
        "the other way round.");
  CHECK_FALSE(reading.micr.has_value());
}

TEST_CASE("A back on which something is read is a back all the same", "[reading][quality]") {
  auto back = good_rear();
  const std::string code = "12345678901";
  const auto label = encode::draw_barcode(encode::BarcodeFormat::Code128, code, 3).value();
  label.pixels.copyTo(back.pixels(cv::Rect{{300, 200}, label.pixels.size()}));
  REQUIRE(encode::read_page(back, {}).codes.size() == 1);
  const auto reading = reading_of(pictures_of(back, encode::test::good_check()));
  REQUIRE(reading.fault.has_value());
  CHECK_THAT(reading.fault->message, Catch::Contains("the back was scanned as the front"));
}

TEST_CASE("A check whose back shows a line too is not turned", "[reading][quality]") {
  const auto check = encode::test::good_check();
  const auto reading = reading_of(pictures_of(check, check));
  CHECK((!reading.fault || reading.fault->message.find("back") == std::string::npos));
  CHECK(reading.micr.has_value());
}

TEST_CASE("The size of a check is that of the file for a cash letter", "[reading][quality]") {
  const auto archive_bytes = [](const SidePicture& front) {
    auto document = pictures_of(encode::test::good_check(), good_rear());
    document.front = front;
    const auto reading = reading_of(document);
    CHECK(reading.quality[1].figures.contains("archive_bytes"));
    return reading.quality[0].figures.at("archive_bytes");
  };
  const auto check = encode::test::good_check();
  const auto tiff = encode::encode_tiff_g4(check);
  const auto thousandths = 1'000 * static_cast<std::int64_t>(tiff.size());
  CHECK(archive_bytes({"000007F.tif", tiff}) == thousandths);
  CHECK(archive_bytes({"000007F.png", encode::encode_png(check)}) == thousandths);
  // The picture of a camera is far larger than what becomes of it.
  const auto photo = encode::encode_jpeg(encode::test::gray_check(), 95);
  CHECK(archive_bytes({"000007F.jpg", photo}) <
        1'000 * static_cast<std::int64_t>(photo.size()) / 5);
}

TEST_CASE("A letter has no size in a cash letter, and a gray check keeps its strokes",
          "[reading][quality]") {
  const auto letter = encode::draw_letter({"Dear City,", "I have moved."});
  CHECK_FALSE(reading_of(pictures_of(letter, letter)).quality[0].figures.contains("archive_bytes"));
  auto document = pictures_of(encode::test::good_check(), good_rear());
  document.front.bytes = encode::encode_jpeg(encode::test::gray_check(), 90);
  CHECK(reading_of(document).quality[0].figures.at("stroke_percent") >= 95'000);
}

TEST_CASE("A photo that says 72 dots an inch has the size of its check", "[reading][quality]") {
  auto photo = encode::test::gray_check();
  photo.dpi_x = photo.dpi_y = GENERATE(72.0, 0.0, 300.0);
  auto document = pictures_of(encode::test::good_check(), good_rear());
  document.front.bytes = encode::encode_jpeg(photo, 90);
  const auto reading = reading_of(document);
  CHECK(reading.quality[0].figures.at("width_inches") == 6'000);
  CHECK(reading.quality[0].faults.empty());
}

TEST_CASE("A front that says nothing is no back where the other side says nothing either",
          "[reading][quality]") {
  const auto reading = reading_of(pictures_of(good_rear(), good_rear()));
  CHECK((!reading.fault || reading.fault->message.find("back") == std::string::npos));
}

TEST_CASE("What is read of a check is kept symbol by symbol, and a bound holds its line",
          "[reading]") {
  const auto reading = reading_of(pictures_of(encode::test::good_check(), good_rear()));
  REQUIRE(reading.seen.lines.size() == 1);
  const auto& line = reading.seen.lines.front();
  CHECK(line.type == "e13b");
  CHECK(line.error < encode::ReadingLimits{}.line_error_bound);
  CHECK(reading.seen.width == encode::test::good_check().pixels.cols);
  std::string text;
  for (const auto& symbol : line.symbols) text += symbol.symbol;
  auto raw = reading.micr.value().line.raw;
  std::erase(raw, ' ');
  CHECK(text == raw);
}

TEST_CASE("A check that no bank would take is scanned again, and the fault says why",
          "[reading][quality]") {
  const auto check = encode::test::with_step(encode::test::good_check());
  const auto reading = reading_of(pictures_of(check, good_rear()));
  REQUIRE(reading.fault.has_value());
  CHECK(reading.fault->code == "image_quality");
  CHECK(reading.fault->message ==
        "000007F.tif: piggyback: step in the outline 1.48 in, at most 0.5 in.");
  // What was read is kept for a person who accepts the picture.
  CHECK(reading.is_acceptable);
  CHECK((reading.kind == encode::PageKind::Check));
  REQUIRE(reading.quality[0].faults.size() == 1);
  CHECK(reading.quality[0].faults[0].condition == "piggyback");
  CHECK(reading.quality[0].faults[0].limit_thousandths == 500);
}

TEST_CASE("The rear of a check is refused like its front", "[reading][quality]") {
  const auto rear = encode::test::darkened(good_rear());
  const auto reading = reading_of(pictures_of(encode::test::good_check(), rear));
  REQUIRE(reading.fault.has_value());
  CHECK_THAT(reading.fault->message, Catch::StartsWith("000007R.tif: too dark: ink "));
}

TEST_CASE("A condition for which the site does not refuse is noted, and the check read",
          "[reading][quality]") {
  const auto check = encode::test::with_step(encode::test::good_check());
  ReadingRules rules;
  rules.quality.refusing = {QualityCondition::TooDark};
  const auto reading = reading_of(pictures_of(check, good_rear()), rules);
  CHECK_FALSE(reading.fault.has_value());
  CHECK((reading.kind == encode::PageKind::Check));
  REQUIRE(reading.quality[0].faults.size() == 1);
  CHECK_FALSE(is_refusing(reading.quality[0].faults[0], rules.quality));
}

TEST_CASE("A coupon is never refused for its picture", "[reading][quality]") {
  const auto coupon = dark_coupon();
  const auto reading = reading_of(pictures_of(coupon, good_rear()));
  CHECK_FALSE(reading.fault.has_value());
  CHECK_FALSE(reading.quality[0].faults.empty());
}

TEST_CASE("A letter is measured and held to no limit of payments", "[reading][quality]") {
  const auto letter = encode::draw_letter({"Dear Sirs,", "please note our new address."});
  const auto quality = picture_quality({encode::measure_quality(letter), std::nullopt},
                                       encode::PageKind::Correspondence, {});
  CHECK(quality[0].figures.at("height_inches") == 11'000);
  CHECK(quality[0].faults.empty());
}

TEST_CASE("A rear that does not decode is not measured", "[reading][quality]") {
  auto pictures = pictures_of(encode::test::good_check(), good_rear());
  pictures.rear->bytes.resize(40);
  CHECK(reading_of(pictures).quality.size() == 1);
}

TEST_CASE("A condition of a later version is told by its name", "[quality]") {
  CHECK(quality_sentence({"coffee_stain", "stain_inches", 1'000, 500}) == "coffee_stain");
}

}  // namespace lockbox::capture
