// A drawn coupon whose scan line is in doubt, from its picture to the answer.

#include <opencv2/imgproc.hpp>

#include "capture/document_reader.h"
#include "encode/coupon/barcode.h"
#include "encode/coupon/riverton.h"
#include "encode/image/image_codec.h"
#include "encode/scan_line/printed_lines.h"
#include "service/api/mail_office.h"
#include "service/work/coupon_repair.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::BatchBuilder;
using lockbox::test::json_of;
using lockbox::test::MailOffice;
namespace json = boost::json;

namespace {

constexpr auto account = "3496098579";
constexpr auto other_account = "5119374766";

encode::CouponDefinition coupon_with_line() {
  auto definition = test::utility_coupon();
  definition.scan_line = encode::ScanLineDefinition{.font = encode::OcrFont::B,
                                                    .fields = definition.fields,
                                                    .code_check = encode::CheckDigitRule::Luhn,
                                                    .account_check = encode::CheckDigitRule::Luhn,
                                                    .zone = std::nullopt};
  return definition;
}

std::string code_of(const std::string& number) {
  return encode::format_coupon_code(test::utility_coupon(),
                                    {.account = number,
                                     .due_date = "261124",
                                     .expected_amounts = {Money::from_cents(500)}})
      .value();
}

constexpr double line_left_inch = 4.5;
constexpr double line_middle_inch = 3.2;

encode::GrayImage coupon_page(const std::string& code_on_line) {
  auto page = encode::blank_page(8.5, 3.67, 200);
  REQUIRE(encode::draw_scan_line(page, {.font = encode::OcrFont::B,
                                        .text = code_on_line,
                                        .left_inch = line_left_inch,
                                        .middle_inch = line_middle_inch}));
  return page;
}

/// A stroke of a pen through one character of the line.
void strike_out(encode::GrayImage& page, int place) {
  const cv::Point middle{cvRound((line_left_inch + 0.1 * place + 0.05) * page.dpi_x),
                         cvRound(line_middle_inch * page.dpi_y)};
  for (const int slope : {-1, 1}) {
    const cv::Point reach{8, slope * 10};
    cv::line(page.pixels, middle - reach, middle + reach, cv::Scalar{0}, 5);
  }
}

void add_barcode(encode::GrayImage& page, const std::string& code) {
  const auto drawn = encode::draw_barcode(encode::BarcodeFormat::Code128, code, 3).value();
  drawn.pixels.copyTo(page.pixels(cv::Rect{{60, 100}, drawn.pixels.size()}));
}

encode::SymbolRead seen_symbol(const std::string& symbol) {
  return {.symbol = symbol, .box = {}, .best = {}, .second = {}};
}

/// The mail of one envelope, its coupon read from this page.
BatchBuilder mail_with(const encode::GrayImage& page) {
  BatchBuilder mail;
  mail.account(account, 500).account(other_account, 700).unread_coupon().check(500, "1");
  mail.site().coupons = {coupon_with_line()};
  capture::PicturesHere pictures;
  auto reading = capture::read_document(
      pictures, {.sequence = 1, .front = {"000001F.tif", encode::encode_tiff_g4(page)}},
      {.coupons = mail.site().coupons});
  REQUIRE(reading.has_value());
  mail.contents().documents.front().reading = *std::move(reading);
  return mail;
}

json::object account_task(MailOffice& office) {
  const auto leased =
      json_of(office.post("maria", "/leases", {{"field", "account"}, {"at_most", 1}}));
  REQUIRE((leased.at("items").as_array().size() == 1));
  return leased.at("items").at(0).as_object();
}

}  // namespace

TEST_CASE("A coupon's scan line with a symbol in doubt comes with what its places mean",
          "[service][api]") {
  auto page = coupon_page(code_of(account));
  const int open = 3;
  strike_out(page, open);
  auto mail = mail_with(page);
  CHECK((mail.contents().documents.front().reading->kind == encode::PageKind::Coupon));
  MailOffice office{mail};
  const auto task = account_task(office);
  const auto& line = task.at("coupon_line");
  CHECK((line.at("bill_type").as_string() == "utility"));
  CHECK((line.at("account").at("first").as_int64() == 0));
  CHECK((line.at("account").at("count").as_int64() == 10));
  CHECK((line.at("checks").as_array().size() == 2));
  CHECK((line.at("checks").at(1).at("of").as_string() == "account"));
  CHECK((line.at("checks").at(1).at("places").as_array().size() == 10));
  const auto& rule = line.at("checks").at(1).at("rule");
  CHECK((rule == json::value{{"modulus", 10},
                             {"weights", {2, 1}},
                             {"from", "right"},
                             {"sums_digits", true},
                             {"remainder", 0},
                             {"digits", 1}}));
  const auto& seen = task.at("seen").at("lines").at(line.at("line").to_number<std::size_t>());
  CHECK((seen.at("type").as_string() == "ocr_b"));
  const auto& symbols = seen.at("symbols").as_array();
  REQUIRE((symbols.size() == code_of(account).size()));
  CHECK((symbols.at(open).at("symbol").as_string() == "?"));
  CHECK((symbols.at(open + 1).at("symbol").as_string() == "0"));
  // The picture shows the line: it lies low on the page.
  CHECK((task.at("crop").at("top").as_double() > 0.7));
  const auto path = "/tasks/" + std::to_string(task.at("id").as_int64()) + "/answer";
  const json::value version = task.at("version");
  CHECK(
      (office.post("maria", path, {{"value", "3491098579"}, {"version", version}}).status == 422));
  const auto answered = office.post("maria", path, {{"value", account}, {"version", version}});
  REQUIRE((answered.status == 200));
  CHECK((json_of(answered).at("transaction").at("state").as_string() == "released"));
}

TEST_CASE("A coupon whose barcode and line contradict each other is keyed whole, and both are told",
          "[service][api]") {
  auto page = coupon_page(code_of(other_account));
  add_barcode(page, code_of(account));
  auto mail = mail_with(page);
  MailOffice office{mail};
  const auto task = account_task(office);
  CHECK(task.at("coupon_line").is_null());
  CHECK(task.at("seen").is_null());
  const std::string reason{task.at("reason").as_string()};
  CHECK((reason.find("scan line says account ****4766") != std::string::npos));
  CHECK((reason.find("barcode says account ****8579") != std::string::npos));
  CHECK((task.at("suggestions").as_array().size() == 2));
  CHECK((task.at("suggestions").at(0).at("reason").as_string() == "What its scan line says."));
}

TEST_CASE("A barcode that was read leaves nothing of its coupon to repair", "[service][api]") {
  auto page = coupon_page(code_of(account));
  strike_out(page, 3);
  add_barcode(page, code_of(account));
  auto mail = mail_with(page);
  CHECK(mail.contents().documents.front().reading->coupon.has_value());
  MailOffice office{mail};
  const auto tasks = json_of(office.get("maria", "/tasks?field=account"));
  CHECK(tasks.at("items").as_array().empty());
}

TEST_CASE("Two codes on a coupon and a line in doubt leave it to the whole form",
          "[service][api]") {
  encode::SeenPage seen{.width = 1000, .height = 500, .lines = {}};
  encode::SeenLine line{.type = "ocr_b", .symbols = {}, .box = {100, 450, 600, 20}};
  auto text = code_of(account);
  text[3] = '?';
  for (const char c : text) line.symbols.push_back(seen_symbol(std::string(1, c)));
  seen.lines.push_back(line);
  const std::vector definitions{coupon_with_line()};
  CHECK(service::work::coupon_line_to_complete(seen, definitions).has_value());
  seen.lines.push_back(
      {.type = "code128", .symbols = {seen_symbol(code_of(other_account))}, .box = {}});
  CHECK_FALSE(service::work::coupon_line_to_complete(seen, definitions).has_value());
  REQUIRE((service::work::coupon_readings(seen, definitions).size() == 1));
  CHECK((service::work::coupon_readings(seen, definitions).front().from == "barcode"));
}
