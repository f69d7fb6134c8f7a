#include "capture/isolation/picture_messages.h"

#include <limits>

#include "capture/isolation/byte_message.h"
#include "encode/archive/tiff_profile.h"
#include "encode/coupon/riverton.h"
#include "encode/image/image_codec.h"
#include "support/catch.h"
#include "support/some_ink.h"

namespace lockbox::capture {
namespace {

[[nodiscard]] ReadPage riverton() {
  auto definitions = test::riverton_coupons();
  definitions.front().check_boxes = {{"address_change", {0.5, 0.25, 0.125, 0.0625}}};
  return {std::move(definitions)};
}

/// A page that holds one of everything.
[[nodiscard]] MeasuredPage full_page() {
  const auto definition = riverton().definitions.front();
  const std::string account = "123456789";
  const auto text =
      encode::format_coupon_code(definition, {.account = account + encode::luhn_digit(account),
                                              .due_date = "261215",
                                              .expected_amounts = {Money::from_cents(4'200)}})
          .value();
  encode::PageRead page;
  page.kind = encode::PageKind::Coupon;
  page.skew_degrees = -1.25;
  const encode::BarcodeRead code{text, definition.format, {1, 2, 3, 4}, 0.75};
  page.codes = {{"other", encode::BarcodeFormat::QrCode, {-5, 6, 7, 8}, 1}, code};
  page.scan_lines = {
      {encode::OcrFont::B, "12?", {{"?", "7", 0.5, {1, 1, 1, 1}, "1"}}, 0, {2, 2, 9, 1}}};
  page.coupon =
      encode::match_coupons(page.codes, page.scan_lines, riverton().definitions).coupon.value();
  page.check_boxes = {{"address_change", encode::MarkState::Marked, 0.25, {17, 18, 19, 20}}};
  page.postal_codes = {{"801221905", encode::PostalFormat::Postnet, {1, 1, 2, 2}}};
  page.micr = encode::MicrRead{
      encode::MicrFont::E13b,
      encode::parse_micr_line("⑆021000021⑆ 1234567890⑈ 1042", encode::Gaps::MayHideDigits).value(),
      {{"⑆", 0.5, {9, 10, 11, 12}, "⑆", "⑈", 0.001, 0.002}, {"?", 0, {}, "7", "1", 0.2, 0.3}},
      0.5,
      {13, 14, 15, 16},
      0.004};
  MeasuredPage measured{std::move(page), {}, {1'200, 550}, test::some_ink(1)};
  measured.quality.set(encode::QualityMeasure::InkPercent, 4.25);
  return measured;
}

[[nodiscard]] bool is_refused(const Bytes& message, const PictureQuestion& question) {
  const auto answer = parse_answer(message, question);
  return !answer && answer.error().code == ErrorCode::InvalidInput;
}

}  // namespace

TEST_CASE("A page comes out of its message as it went in", "[isolation][message]") {
  const auto sent = full_page();
  const auto& page = sent.page;
  const auto answer = parse_answer(answer_message(sent), riverton()).value();
  const auto& [read, quality, size, ink, has_false_tag] = std::get<MeasuredPage>(answer);
  CHECK(size == cv::Size{1'200, 550});
  CHECK(read.micr->line == page.micr->line);
  CHECK((read.micr->symbols == page.micr->symbols));
  CHECK(read.micr->error == 0.004);
  CHECK(read.postal_codes[0].digits == "801221905");
  CHECK(read.coupon->code.account == page.coupon->code.account);
  CHECK(read.coupon->code.check_digit_verified == page.coupon->code.check_digit_verified);
  CHECK(read.scan_lines[0].symbols[0].second == "7");
  CHECK(read.check_boxes == page.check_boxes);
  CHECK(read.scan_lines[0].symbols[0].best == "1");
  CHECK(ink == sent.ink);
  CHECK(quality.figure(encode::QualityMeasure::InkPercent) == 4.25);
  CHECK_FALSE(quality.figure(encode::QualityMeasure::WidthInches).has_value());
  CHECK(answer_message(answer) == answer_message(sent));
}

TEST_CASE("A line in CMC-7 comes out of its message without fields", "[isolation][message]") {
  auto sent = full_page();
  encode::MicrLine line;
  line.raw = "c0084995c 021000021";
  sent.page.micr->font = encode::MicrFont::Cmc7;
  sent.page.micr->line = line;
  const auto answer = parse_answer(answer_message(sent), riverton()).value();
  const auto& micr = *std::get<MeasuredPage>(answer).page.micr;
  CHECK((micr.font == encode::MicrFont::Cmc7));
  CHECK(micr.line == line);
}

TEST_CASE("A picture to explain comes with what was seen on it", "[isolation][message]") {
  const encode::SeenPage seen{
      .width = 1'200, .height = 550, .lines = {{.type = "e13b", .symbols = {}, .box = {}}}};
  const auto asked = parse_question(question_message({}, ExplainPicture{seen})).value();
  CHECK((std::get<ExplainPicture>(asked.question).seen == seen));
}

TEST_CASE("A question comes out of its message as it went in", "[isolation][message]") {
  const auto message = question_message(bytes_of("picture"), riverton());
  const auto asked = parse_question(message).value();
  CHECK(question_message(asked.file, asked.question) == message);
  const auto shown =
      parse_question(question_message({}, ShowPicture{{encode::Turn::Half, {0.5, 0, 0.5, 1}}}));
  CHECK(std::get<ShowPicture>(shown.value().question).view.cut.left == 0.5);
}

TEST_CASE("Every rule for check digits goes into a message and comes out", "[isolation][message]") {
  for (std::size_t i = 0; i < encode::check_digit_rule_names.size(); ++i) {
    const auto rule = static_cast<encode::CheckDigitRule>(i);
    auto asking = riverton();
    auto& coupon = asking.definitions.front();
    coupon.account_check = rule;
    coupon.scan_line = encode::ScanLineDefinition{.font = encode::OcrFont::A,
                                                  .fields = coupon.fields,
                                                  .code_check = rule,
                                                  .account_check = encode::CheckDigitRule::None,
                                                  .zone = std::nullopt};
    const auto asked = parse_question(question_message({}, asking)).value();
    const auto& taken = std::get<ReadPage>(asked.question).definitions.front();
    CHECK((taken.account_check == rule));
    CHECK((taken.scan_line->code_check == rule));
  }
}

TEST_CASE("Check boxes that the coupon does not have, or cannot have, are refused",
          "[isolation][message]") {
  auto sent = full_page();
  auto& boxes = sent.page.check_boxes;
  SECTION("another name") {
    boxes.front().name = "paid_twice";
  }
  SECTION("one too many") {
    boxes.push_back(boxes.front());
  }
  SECTION("none") {
    boxes.clear();
  }
  SECTION("more ink than paper") {
    boxes.front().ink_share = 1.5;
  }
  CHECK(is_refused(answer_message(sent), riverton()));
}

TEST_CASE("A message that ends early or goes on is refused", "[isolation][message]") {
  auto message = answer_message(full_page());
  for (std::size_t length = 0; length < message.size(); ++length) {
    CHECK(is_refused({message.begin(), message.begin() + static_cast<std::ptrdiff_t>(length)},
                     riverton()));
  }
  message.push_back(std::byte{0});
  CHECK(is_refused(message, riverton()));
}

TEST_CASE("A message with any one byte changed is refused or is still an answer",
          "[isolation][message]") {
  const auto message = answer_message(full_page());
  for (std::size_t at = 0; at < message.size(); ++at) {
    auto changed = message;
    changed[at] ^= std::byte{0x80};
    const auto answer = parse_answer(changed, riverton());
    if (!answer) continue;
    CHECK(parse_answer(answer_message(*answer), riverton()).has_value());
  }
}

TEST_CASE("An answer to another question is refused", "[isolation][message]") {
  CHECK(is_refused(answer_message(SoundPicture{}), riverton()));
  CHECK(is_refused(answer_message(full_page()), CheckPicture{}));
  CHECK_FALSE(is_refused(answer_message(deposit::DocumentFault{"foreign_file", "No picture."}),
                         CheckPicture{}));
}

TEST_CASE("A rear is measured as that of the kind of its front", "[isolation][message]") {
  for (const auto kind : {encode::PageKind::Check, encode::PageKind::Unknown}) {
    const auto message = question_message(bytes_of("II"), MeasurePicture{kind});
    const auto received = parse_question(message).value();
    CHECK((std::get<MeasurePicture>(received.question).kind == kind));
  }
}

TEST_CASE("What a picture shows is a picture, and its fault has a known name",
          "[isolation][message]") {
  CHECK(is_refused(answer_message(encode::ShownPicture{"text/html", {}}), ShowPicture{}));
  CHECK(is_refused(answer_message(deposit::DocumentFault{"paid", "No."}), CheckPicture{}));
}

TEST_CASE("What takes the place of a picture in a cash letter keeps to its profile",
          "[isolation][message]") {
  const auto sent = [](Bytes file, encode::PageResolution scanned) {
    return answer_message(ArchivedPicture{{std::move(file), scanned, 91.5}});
  };
  const encode::PageResolution estimated{203, 201, encode::ResolutionSource::MicrLine};
  CHECK(is_refused(sent({}, estimated), ArchivePicture{}));
  encode::GrayImage page;
  page.pixels = cv::Mat{40, 40, CV_8UC1, cv::Scalar{255}};
  page.bitonal = true;
  page.dpi_x = page.dpi_y = encode::archive_dpis.front();
  auto file = encode::encode_tiff_g4(page);
  const auto answer = parse_answer(sent(file, estimated), ArchivePicture{}).value();
  CHECK((std::get<ArchivedPicture>(answer).image.scanned == estimated));
  CHECK(std::get<ArchivedPicture>(answer).image.stroke_percent == 91.5);
  CHECK(is_refused(sent(file, {0, 201}), ArchivePicture{}));
  file.pop_back();
  CHECK(is_refused(sent(file, estimated), ArchivePicture{}));
}

TEST_CASE("A coupon that no definition accepts is not believed", "[isolation][message]") {
  CHECK(is_refused(answer_message(full_page()), ReadPage{}));
}

TEST_CASE("A number in a message must be finite and a count within its bound",
          "[isolation][message]") {
  MessageWriter to;
  to.put_real(std::numeric_limits<double>::infinity());
  const auto real = to.take();
  MessageReader infinite{real};
  CHECK(infinite.real() == 0);
  CHECK_FALSE(infinite.is_good());

  to.put_number(11);
  const auto bytes = to.take();
  MessageReader many{bytes};
  CHECK(many.number_up_to(10) == 0);
  CHECK_FALSE(many.is_good());
}

}  // namespace lockbox::capture
