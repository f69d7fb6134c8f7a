#include "encode/page_reader.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/csv.h"
#include "core/file.h"
#include "core/limits.h"
#include "encode/coupon/riverton.h"
#include "encode/image/image_codec.h"
#include "encode/image/straighten.h"
#include "encode/mail/drawn_mail.h"
#include "encode/scan_line/scan_line_writer.h"
#include "support/catch.h"
#include "support/shared_data.h"

namespace lockbox::encode {
namespace {

namespace fs = std::filesystem;

const fs::path corpus = "tests/corpus/pages";

GrayImage load(const fs::path& path) {
  const auto file = read_file(path, limits::image_file_bytes_max);
  REQUIRE(file.has_value());
  auto image = decode_image(*file);
  REQUIRE(image.has_value());
  return *std::move(image);
}

PageRead read_sample(const GrayImage& image) {
  return read_page(image, test::riverton_coupons());
}

std::string without_spaces(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

cv::Rect rect_of(const Box& box) {
  return {box.x, box.y, box.width, box.height};
}

TEST_CASE("Every sample page is read and is of its kind", "[page][corpus]") {
  const auto text = read_text_file(corpus / "expected.csv", limits::config_file_bytes_max);
  REQUIRE(text.has_value());
  const auto records = parse_csv(*text);
  REQUIRE(records.has_value());
  REQUIRE(records->size() > 1);
  for (auto record = records->begin() + 1; record != records->end(); ++record) {
    const auto& fields = record->fields;
    INFO(fields.at(0));
    const auto page = read_sample(load(corpus / fields.at(0)));
    CHECK(name_of(page_kind_names, page.kind) == fields.at(1));
    CHECK(without_spaces(page.micr ? page.micr->line.raw : "") == fields.at(2));
    CHECK((page.coupon ? page.coupon->text : "") == fields.at(3));
  }
}

TEST_CASE("A check whose line is wiped out is still a check", "[page]") {
  const auto* const file =
      GENERATE("check_clean_0045.tif", "check_clean_0027.tif", "check_mixed_0034.jpg");
  auto image = load(corpus / file);
  const int band = 95;
  image.pixels.rowRange(image.pixels.rows - band, image.pixels.rows).setTo(255);
  const auto page = read_sample(image);
  CHECK(page.kind == PageKind::Check);
  CHECK_FALSE(page.micr.has_value());
}

TEST_CASE("A coupon whose barcode is struck out is still a coupon without a code", "[page]") {
  const auto* const file = GENERATE("coupon_utility_scan_0031.tif", "coupon_parking_scan_0055.tif",
                                    "coupon_misc_scan_0049.tif");
  auto image = load(corpus / file);
  const auto whole = read_sample(image);
  REQUIRE(whole.coupon.has_value());
  const auto box = rect_of(whole.coupon->box);
  for (int x = box.x; x < box.br().x; x += 24) {
    image
        .pixels(cv::Rect{x, box.y - 30, 8, box.height + 60} & cv::Rect{{0, 0}, image.pixels.size()})
        .setTo(255);
  }
  const auto page = read_sample(image);
  CHECK(page.kind == PageKind::Coupon);
  CHECK_FALSE(page.coupon.has_value());
}

TEST_CASE("An upside-down check is read and its boxes lie on the scan", "[page]") {
  const auto upright = load(corpus / "check_clean_0045.tif");
  const auto upright_page = read_sample(upright);
  REQUIRE(upright_page.micr.has_value());
  auto scan = upright;
  cv::rotate(upright.pixels, scan.pixels, cv::ROTATE_180);

  const auto page = read_sample(scan);
  CHECK(page.kind == PageKind::Check);
  REQUIRE(page.micr.has_value());
  CHECK(page.micr->line == upright_page.micr->line);
  CHECK(std::abs(page.skew_degrees - 180) < 1);
  const auto expected = rect_of(upright_page.micr->box);
  const cv::Point middle{scan.pixels.cols - expected.x - expected.width / 2,
                         scan.pixels.rows - expected.y - expected.height / 2};
  CHECK(rect_of(page.micr->box).contains(middle));
}

/// A blank coupon of 8.5 x 3.67 inches at 200 dpi.
GrayImage blank_coupon() {
  return {.pixels = cv::Mat(733, 1'700, CV_8UC1, cv::Scalar{255}), .dpi_x = 200, .dpi_y = 200};
}

void draw_code(GrayImage& page, BarcodeFormat format, const std::string& text, cv::Point corner) {
  const auto code = draw_barcode(format, text, 3);
  REQUIRE(code.has_value());
  cv::Mat place = page.pixels(cv::Rect{corner, code->pixels.size()});
  code->pixels.copyTo(place);
}

std::string misc_code(const std::string& account_digits) {
  return "MISC-" + account_digits + luhn_digit(account_digits);
}

TEST_CASE("One known code makes a coupon, printed once or twice", "[page]") {
  auto image = blank_coupon();
  draw_code(image, BarcodeFormat::Code39, misc_code("356732927"), {60, 100});
  if (GENERATE(false, true)) {
    draw_code(image, BarcodeFormat::Code39, misc_code("356732927"), {60, 400});
  }
  const auto page = read_sample(image);
  CHECK(page.kind == PageKind::Coupon);
  REQUIRE(page.coupon.has_value());
  CHECK(page.coupon->code.bill_type == "misc");
}

TEST_CASE("Two known codes that differ give a coupon without a code", "[page]") {
  auto image = blank_coupon();
  draw_code(image, BarcodeFormat::Code39, misc_code("356732927"), {60, 100});
  draw_code(image, BarcodeFormat::Code39, misc_code("111222333"), {60, 400});
  const auto page = read_sample(image);
  CHECK(page.kind == PageKind::Coupon);
  CHECK(page.codes.size() == 2);
  CHECK_FALSE(page.coupon.has_value());
}

TEST_CASE("A code that two definitions accept belongs to neither", "[page]") {
  auto image = blank_coupon();
  draw_code(image, BarcodeFormat::Code39, misc_code("356732927"), {60, 100});
  auto definitions = test::riverton_coupons();
  definitions.push_back(test::misc_coupon());
  const auto page = read_page(image, definitions);
  CHECK(page.kind == PageKind::Coupon);
  CHECK_FALSE(page.coupon.has_value());
}

TEST_CASE("A code that no definition knows is reported but is no coupon's code", "[page]") {
  auto image = blank_coupon();
  draw_code(image, BarcodeFormat::Code128, "SOMEBODY-ELSE-1", {60, 100});
  const auto page = read_sample(image);
  CHECK(page.kind == PageKind::Coupon);
  REQUIRE(page.codes.size() == 1);
  CHECK(page.codes.front().text == "SOMEBODY-ELSE-1");
  CHECK_FALSE(page.coupon.has_value());
}

/// A utility coupon with a scan line in its lower right.
CouponDefinition utility_with_line() {
  auto definition = test::utility_coupon();
  definition.scan_line = ScanLineDefinition{.font = OcrFont::B,
                                            .fields = definition.fields,
                                            .code_check = CheckDigitRule::Luhn,
                                            .account_check = CheckDigitRule::Luhn,
                                            .zone = PageZone{0.4, 0.8, 0.6, 0.2}};
  return definition;
}

std::string utility_code(const std::string& account_digits) {
  return format_coupon_code(test::utility_coupon(),
                            {.account = account_digits + luhn_digit(account_digits),
                             .due_date = "261124",
                             .expected_amounts = {Money::from_cents(120'50)}})
      .value();
}

void draw_line(GrayImage& page, std::string text, double middle_inch) {
  text.insert(16, " ").insert(10, " ");
  REQUIRE(draw_scan_line(
      page, {.font = OcrFont::B, .text = text, .left_inch = 4.5, .middle_inch = middle_inch}));
}

TEST_CASE("A scan line makes a coupon where the barcode is missing", "[page]") {
  auto image = blank_coupon();
  // In its zone, and where nobody expects it.
  const double height_inch = image.pixels.rows / image.dpi_y;
  draw_line(image, utility_code("356732927"), GENERATE(0.9, 0.3) * height_inch);
  const bool is_upside_down = GENERATE(false, true);
  if (is_upside_down) cv::rotate(image.pixels, image.pixels, cv::ROTATE_180);
  const auto page = read_page(image, {utility_with_line()});
  CHECK(page.kind == PageKind::Coupon);
  REQUIRE(page.coupon.has_value());
  CHECK(page.coupon->format == "ocr_b");
  CHECK(page.coupon->code.account.reveal().starts_with("356732927"));
  CHECK(read_page(image, test::riverton_coupons()).scan_lines.empty());
}

/// A stroke of a pen through the character at a place of the line that `draw_line` draws.
void strike_out(GrayImage& page, std::size_t place, double middle_inch) {
  const std::size_t blanks = place < 10 ? 0 : place < 16 ? 1 : 2;
  const double left_inch = 4.5 + 0.1 * static_cast<double>(place + blanks);
  const auto at = [&](double x_inch, double y_inch) {
    return cv::Point{cvRound((left_inch + x_inch) * page.dpi_x),
                     cvRound((middle_inch + y_inch) * page.dpi_y)};
  };
  cv::line(page.pixels, at(0.01, -0.05), at(0.09, 0.05), cv::Scalar{0}, 5);
  cv::line(page.pixels, at(0.01, 0.05), at(0.09, -0.05), cv::Scalar{0}, 5);
}

TEST_CASE("A scan line in doubt makes a coupon where it fits a definition, and nowhere else",
          "[page]") {
  auto image = blank_coupon();
  const double middle_inch = 0.9 * image.pixels.rows / image.dpi_y;
  draw_line(image, utility_code("356732927"), middle_inch);
  const std::size_t place = GENERATE(std::size_t{4}, std::size_t{13}, std::size_t{20});
  strike_out(image, place, middle_inch);
  const auto page = read_page(image, {utility_with_line()});
  CHECK(page.kind == PageKind::Coupon);
  CHECK_FALSE(page.coupon.has_value());
  REQUIRE(page.scan_lines.size() == 1);
  const auto& symbols = page.scan_lines.front().symbols;
  REQUIRE(symbols.size() == utility_code("356732927").size());
  CHECK(symbols[place].symbol == "?");
  CHECK(std::ranges::count(symbols, "?", &ScanSymbol::symbol) == 1);
  CHECK_FALSE(symbols[place].best.empty());
  CHECK(symbols.front().best == symbols.front().symbol);
  auto other = utility_with_line();
  other.scan_line->fields.front() = test::field(CouponFieldKind::Account, 12);
  CHECK(read_page(image, {other}).kind == PageKind::Unknown);
}

TEST_CASE("A code is found in its zone, and anywhere else on the page", "[page]") {
  auto definition = utility_with_line();
  definition.scan_line.reset();
  definition.zone = PageZone{0, 0, 0.6, 0.4};
  auto image = blank_coupon();
  const int row = GENERATE(60, 420);
  draw_code(image, BarcodeFormat::Code128, utility_code("356732927"), {60, row});
  if (GENERATE(false, true)) cv::rotate(image.pixels, image.pixels, cv::ROTATE_180);
  const auto page = read_page(image, {definition, test::misc_coupon()});
  CHECK(page.kind == PageKind::Coupon);
  REQUIRE(page.coupon.has_value());
  CHECK(page.coupon->text == utility_code("356732927"));
  CHECK(page.coupon->format == "code128");
}

TEST_CASE("Two codes that differ in the zones of a coupon give a coupon without a code", "[page]") {
  auto utility = utility_with_line();
  utility.scan_line.reset();
  utility.zone = PageZone{0, 0, 0.6, 0.4};
  auto misc = test::misc_coupon();
  misc.zone = PageZone{0, 0.5, 0.6, 0.4};
  auto image = blank_coupon();
  draw_code(image, BarcodeFormat::Code128, utility_code("356732927"), {60, 60});
  draw_code(image, BarcodeFormat::Code39, misc_code("356732927"), {60, 420});
  const auto page = read_page(image, {utility, misc});
  CHECK(page.kind == PageKind::Coupon);
  CHECK(page.codes.size() == 2);
  CHECK_FALSE(page.coupon.has_value());
}

TEST_CASE("A scan line on a coupon that lies on its side is read, with its place", "[page]") {
  auto image = blank_coupon();
  draw_line(image, utility_code("356732927"), 3);
  GrayImage turned = image;
  cv::rotate(image.pixels, turned.pixels, cv::ROTATE_90_COUNTERCLOCKWISE);
  const auto page = read_page(turned, {utility_with_line()});
  REQUIRE(page.coupon.has_value());
  const auto box = rect_of(page.coupon->box);
  const auto ink = cv::boundingRect(turned.pixels < 128);
  CHECK((box & ink).area() > 0.9 * ink.area());
  CHECK(box.height > 10 * box.width);
}

TEST_CASE("A barcode and a scan line confirm each other or make no coupon", "[page]") {
  auto image = blank_coupon();
  draw_code(image, BarcodeFormat::Code128, utility_code("356732927"), {60, 100});
  const bool agrees = GENERATE(true, false);
  draw_line(image, utility_code(agrees ? "356732927" : "111222333"), 3.2);
  const auto page = read_page(image, {utility_with_line()});
  CHECK(page.kind == PageKind::Coupon);
  CHECK(page.codes.size() == 1);
  CHECK(page.scan_lines.size() == 1);
  CHECK(page.coupon.has_value() == agrees);
  CHECK(page.coupon_doubt ==
        (agrees ? "" : "The barcode and the scan line disagree in the account."));
  if (agrees) CHECK(page.coupon->format == "code128+ocr_b");
}

const std::string one_line = "⑆069900277⑆ 938910134⑈6060";
const std::string other_line = "⑆019900023⑆ 3367794⑈1036";

GrayImage drawn_check(const std::string& line) {
  return draw_check({.payer = "A. Payer",
                     .payee = "City of Riverton",
                     .date = "Nov 23",
                     .number = "6060",
                     .micr = line,
                     .amount = Money::from_cents(1234)})
      .value();
}

GrayImage drawn_coupon() {
  return draw_coupon({.biller = "CITY OF RIVERTON",
                      .title = "MISC",
                      .payer = "A. Payer",
                      .account = "3567329274",
                      .amount_due = Money::from_cents(1234),
                      .format = BarcodeFormat::Code39,
                      .code = misc_code("356732927")})
      .value();
}

/// A letter sheet on which the items were scanned one below the other.
GrayImage sheet_of(const std::vector<GrayImage>& items) {
  GrayImage sheet{.pixels = cv::Mat(2'200, 1'700, CV_8UC1, cv::Scalar{255}),
                  .dpi_x = 200,
                  .dpi_y = 200,
                  .bitonal = true};
  int top = 60;
  for (const auto& item : items) {
    cv::Mat place = sheet.pixels(cv::Rect{{0, top}, item.pixels.size()});
    item.pixels.copyTo(place);
    top += item.pixels.rows + 100;
  }
  return sheet;
}

TEST_CASE("A check and a coupon on one sheet are for a person to part", "[page]") {
  auto items = std::vector{drawn_check(one_line), drawn_coupon()};
  if (GENERATE(false, true)) std::swap(items[0], items[1]);
  auto sheet = sheet_of(items);
  const double degrees = GENERATE(0.0, 3.0);
  if (degrees > 0) sheet = straighten(sheet, degrees).image;
  const auto page = read_sample(sheet);
  CHECK(page.kind == PageKind::Unknown);
  CHECK_FALSE(page.coupon.has_value());
}

TEST_CASE("A coupon's code on a check is for a person to judge", "[page]") {
  auto check = drawn_check(one_line);
  draw_code(check, BarcodeFormat::Code39, misc_code("356732927"), {40, 120});
  const auto page = read_sample(check);
  CHECK(page.kind == PageKind::Unknown);
  CHECK_FALSE(page.coupon.has_value());
}

TEST_CASE("A code that no definition knows does not make a check less of a check", "[page]") {
  auto check = drawn_check(one_line);
  draw_code(check, BarcodeFormat::Code128, "MC-4711", {200, 120});
  const auto page = read_sample(check);
  CHECK(page.kind == PageKind::Check);
  CHECK(page.micr.value().line.raw == one_line);
}

TEST_CASE("Two checks on one sheet are for a person to part, and no line is taken", "[page]") {
  const auto page = read_sample(sheet_of({drawn_check(one_line), drawn_check(other_line)}));
  CHECK(page.kind == PageKind::Unknown);
  CHECK(page.has_several_lines);
  CHECK_FALSE(page.micr.has_value());
}

TEST_CASE("A check on a sheet is read, also when its line is repeated there", "[page]") {
  auto items = std::vector{drawn_check(one_line)};
  if (GENERATE(false, true)) items.push_back(items.front());
  const auto page = read_sample(sheet_of(items));
  CHECK(page.kind == PageKind::Check);
  CHECK(page.micr.value().line.raw == one_line);
}

TEST_CASE("A coupon upside down is read, and one without a code is no guess", "[page]") {
  auto coupon = drawn_coupon();
  const bool has_code = GENERATE(true, false);
  if (!has_code) coupon.pixels.rowRange(290, coupon.pixels.rows).setTo(255);
  cv::rotate(coupon.pixels, coupon.pixels, cv::ROTATE_180);
  const auto page = read_sample(coupon);
  CHECK(page.kind != PageKind::Check);
  CHECK(page.coupon.has_value() == has_code);
  CHECK_FALSE(page.micr.has_value());
}

TEST_CASE("Noise and patterns are no letter", "[page]") {
  GrayImage page{
      .pixels = cv::Mat(2'200, 1'700, CV_8UC1), .dpi_x = 200, .dpi_y = 200, .bitonal = true};
  SECTION("noise") {
    cv::RNG{3}.fill(page.pixels, cv::RNG::UNIFORM, 0, 256);
  }
  SECTION("squares") {
    for (int y = 0; y < page.pixels.rows; ++y) {
      for (int x = 0; x < page.pixels.cols; ++x) {
        page.pixels.at<std::uint8_t>(y, x) = (x / 8 + y / 8) % 2 == 0 ? 0 : 255;
      }
    }
  }
  SECTION("a scrap of noise") {
    page.pixels = page.pixels(cv::Rect{0, 0, 33, 32}).clone();
    cv::RNG{3}.fill(page.pixels, cv::RNG::UNIFORM, 0, 256);
  }
  CHECK(read_sample(page).kind == PageKind::Unknown);
}

TEST_CASE("A check scanned finer one way than the other is no letter", "[page]") {
  auto check = drawn_check(one_line);
  cv::resize(check.pixels, check.pixels, {}, 0.5, 1, cv::INTER_AREA);
  check.dpi_x = 100;
  check.bitonal = false;
  const auto page = read_sample(check);
  CHECK(page.kind != PageKind::Correspondence);
  CHECK(page.kind != PageKind::Coupon);
}

TEST_CASE("A blank page and a picture of no use are of unknown kind", "[page]") {
  CHECK(read_sample(blank_coupon()).kind == PageKind::Unknown);
  const auto size =
      GENERATE(values<cv::Size>({{1, 1}, {2, 2}, {1, 9'000}, {9'000, 1}, {40, 3}, {3, 40}}));
  const double dpi = GENERATE(0.0, 200.0);
  const int gray = GENERATE(0, 255);
  const GrayImage odd{.pixels = cv::Mat(size, CV_8UC1, cv::Scalar::all(gray)),
                      .dpi_x = dpi,
                      .dpi_y = dpi,
                      .bitonal = GENERATE(false, true)};
  CHECK(read_sample(odd).kind == PageKind::Unknown);
}

TEST_CASE("A code on a skewed page has its box on the page as scanned", "[page]") {
  auto level = blank_coupon();
  const cv::Point corner{200, 300};
  draw_code(level, BarcodeFormat::Code39, misc_code("356732927"), corner);
  cv::putText(level.pixels, "AMOUNT DUE 123.45 ACCOUNT", {200, 200}, cv::FONT_HERSHEY_SIMPLEX, 1.0,
              cv::Scalar{0}, 2);
  const double degrees = GENERATE(-4.5, 3.0);
  const auto skewed = straighten(level, -degrees);
  const auto page = read_sample(skewed.image);
  REQUIRE(page.coupon.has_value());
  // The way back of the turn that made the skew leads to the level page.
  const auto on_level = rect_of(box_on_scan(skewed, page.coupon->box));
  const auto code = draw_barcode(BarcodeFormat::Code39, misc_code("356732927"), 3);
  REQUIRE(code.has_value());
  const cv::Rect drawn{corner, code->pixels.size()};
  CHECK((on_level & drawn).area() > drawn.area() / 2);
}

fs::path shared_mail() {
  return lockbox::test::shared_data() / "mail";
}

struct KnownPage {
  std::string file;
  std::string kind;
};

/// The text of `"key": "text"` from `at` on, in a JSON file whose keys and values hold no escapes.
std::string text_after(const std::string& json, const std::string& key, std::size_t at) {
  const auto found = json.find("\"" + key + "\":", at);
  REQUIRE(found != std::string::npos);
  const auto begin = json.find('"', found + key.size() + 3) + 1;
  return json.substr(begin, json.find('"', begin) - begin);
}

std::vector<KnownPage> known_pages(const fs::path& day) {
  const auto json = read_text_file(day / "truth.json", limits::text_file_bytes_max);
  REQUIRE(json.has_value());
  std::vector<KnownPage> pages;
  for (auto at = json->find("\"file\":"); at != std::string::npos;
       at = json->find("\"file\":", at + 1)) {
    pages.push_back({.file = text_after(*json, "file", at), .kind = text_after(*json, "kind", at)});
  }
  return pages;
}

TEST_CASE("Every page of the days of mail is of its kind", "[page][corpus]") {
  const auto* const day = GENERATE("clean", "scan", "harsh", "mixed");
  if (!fs::exists(shared_mail() / day)) {
    WARN("Skipped: there are no days of mail at " << shared_mail() << ".");
    return;
  }
  for (const auto& known : known_pages(shared_mail() / day)) {
    INFO(day << " " << known.file);
    const auto page = read_sample(load(shared_mail() / day / "scan" / known.file));
    CHECK(name_of(page_kind_names, page.kind) == known.kind);
  }
}

}  // namespace
}  // namespace lockbox::encode
