#include "encode/micr/e13b_reader.h"

#include <rapidcheck.h>

#include "micr_pictures.h"
#include "support/catch.h"

using lockbox::encode::GrayImage;
using lockbox::encode::MicrRead;
using lockbox::encode::read_micr;
using lockbox::encode::Scan;
using lockbox::encode::scanned_check;

namespace {

std::string digits(int least, int most) {
  const auto length = static_cast<std::size_t>(*rc::gen::inRange(least, most + 1));
  return *rc::gen::container<std::string>(length, rc::gen::inRange('0', ':'));
}

std::string any_line() {
  const bool business = *rc::gen::arbitrary<bool>();
  std::string raw = business ? "⑈" + digits(4, 10) + "⑈ " : "";
  raw += "⑆" + digits(9, 9) + "⑆" + (business ? "" : " ");
  if (*rc::gen::arbitrary<bool>()) raw += digits(2, 3) + "⑉";
  raw += digits(5, 9) + "⑈" + (business ? "" : digits(3, 4));
  if (*rc::gen::arbitrary<bool>()) raw += " ⑇" + digits(10, 10) + "⑇";
  return raw;
}

std::u32string symbols_of(const std::string& raw) {
  std::u32string symbols;
  for (std::size_t i = 0; i < raw.size();) {
    const auto first = static_cast<unsigned char>(raw[i]);
    const bool wide = first >= 0x80;
    if (first != ' ') symbols += wide ? static_cast<unsigned char>(raw[i + 2]) : first;
    i += wide ? 3 : 1;
  }
  return symbols;
}

/// Whether each symbol was read as itself or refused.
bool is_never_wrong(const std::string& written, const std::string& read) {
  const auto wanted = symbols_of(written);
  const auto got = symbols_of(read);
  if (wanted.size() != got.size()) return false;
  for (std::size_t i = 0; i < got.size(); ++i) {
    if (got[i] != wanted[i] && got[i] != U'?') return false;
  }
  return true;
}

const std::string personal = "⑆069900277⑆ 938910134⑈6060";

}  // namespace

TEST_CASE("A drawn line is read back at every usual resolution", "[encode][micr]") {
  const auto dpi = GENERATE(150, 200, 240, 300, 400);
  const auto bitonal = GENERATE(false, true);
  const std::string raw = "⑈066851⑈ 4⑆069900277⑆938⑉91013457⑈28 ⑇0000009279⑇";
  const auto read =
      read_micr(scanned_check(raw, {.dpi = static_cast<double>(dpi), .bitonal = bitonal}));
  REQUIRE(read);
  CHECK(read->line.raw == raw);
  CHECK(read->line.is_complete());
  CHECK(read->confidence > 0.3);
}

TEST_CASE("No symbol of any line is read as another, and nearly all are read", "[encode][micr]") {
  std::size_t symbols = 0;
  std::size_t unread = 0;
  REQUIRE(rc::check([&] {
    const auto raw = any_line();
    const Scan scan{.dpi = static_cast<double>(*rc::gen::element(200, 240, 300)),
                    .skew_degrees = *rc::gen::inRange(-20, 21) / 10.0,
                    .noise = static_cast<double>(*rc::gen::inRange(0, 15)),
                    .bitonal = *rc::gen::arbitrary<bool>()};
    const auto read = read_micr(scanned_check(raw, scan));
    RC_ASSERT(read.has_value());
    RC_ASSERT(is_never_wrong(raw, read->line.raw));
    symbols += read->symbols.size();
    for (const auto& symbol : read->symbols) unread += symbol.symbol == "?" ? 1U : 0U;
  }));
  CHECK(unread * 1000 < symbols);
}

TEST_CASE("Symbols come with their place on the picture", "[encode][micr]") {
  const auto read = read_micr(scanned_check(personal, {}));
  REQUIRE(read);
  REQUIRE(read->symbols.size() == 25);
  const auto& last = read->symbols.back();
  CHECK(last.symbol == "0");
  CHECK(last.box.width == Approx(18).margin(1));
  CHECK(last.box.height == Approx(23).margin(1));
  CHECK(last.box.y == Approx(700 - 62.5 - 11.7).margin(1));
  CHECK(read->box.x < read->symbols[1].box.x);
}

TEST_CASE("A symbol that ink hides is unread and the rest is not", "[encode][micr]") {
  auto check = scanned_check(personal, {});
  const auto box = read_micr(check).value().symbols[15].box;
  cv::rectangle(check.pixels, {box.x - 2, box.y + 2, box.width + 4, box.height - 8}, cv::Scalar(20),
                cv::FILLED);
  const auto read = read_micr(check);
  REQUIRE(read);
  CHECK(is_never_wrong(personal, read->line.raw));
  CHECK(read->line.account.empty());
  CHECK(read->line.serial == "6060");
  CHECK(read->confidence == 0);
}

TEST_CASE("A line under a thin streak is found, and nothing is taken for another symbol",
          "[encode][micr]") {
  auto check = scanned_check(personal, {});
  const auto box = read_micr(check).value().symbols.front().box;
  const int down =
      GENERATE(range(2, 21));  // A streak on the upper or lower edge changes the height.
  const int thick = GENERATE(1, 2);
  const int gray = GENERATE(20, 250);
  check.pixels.rowRange(box.y + down, box.y + down + thick).setTo(gray);
  const auto read = read_micr(check);
  CAPTURE(down, thick, gray);
  REQUIRE(read);
  INFO(read->line.raw);
  CHECK(is_never_wrong(personal, read->line.raw));
}

TEST_CASE("A number out of which a digit has vanished is not read shorter", "[encode][micr]") {
  const std::size_t lost = GENERATE(range(std::size_t{12}, std::size_t{20}));
  auto check = scanned_check(personal, {.bitonal = GENERATE(false, true)});
  const auto box = read_micr(check).value().symbols[lost].box;
  check.pixels({box.x - 4, box.y - 4, box.width + 6, box.height + 8}) = check.bitonal ? 255 : 235;
  const auto read = read_micr(check);
  REQUIRE(read);
  INFO(read->line.raw);
  CHECK(read->line.account.empty());
  CHECK_FALSE(read->line.is_complete());
}

TEST_CASE("A serial whose last digit is spoiled is not read shorter", "[encode][micr]") {
  const auto keep = GENERATE(0.25, 0.5, 0.75);
  auto check = scanned_check(personal, {});
  const auto box = read_micr(check).value().symbols.back().box;
  const int kept = static_cast<int>(keep * box.height);
  check.pixels({box.x - 2, box.y + kept, box.width + 4, box.height - kept + 3}) = 235;
  const auto read = read_micr(check);
  REQUIRE(read);
  INFO(read->line.raw);
  CHECK(is_never_wrong(personal, read->line.raw));
  CHECK(read->line.account.reveal() == "938910134");
}

TEST_CASE("A serial cut by the edge of the picture is not read shorter", "[encode][micr]") {
  auto check = scanned_check(personal, {});
  const auto box = read_micr(check).value().symbols.back().box;
  check.pixels = check.pixels.colRange(0, box.x - 2).clone();
  const auto read = read_micr(check);
  REQUIRE(read);
  CHECK(read->line.serial.empty());
}

TEST_CASE("A page without an E-13B line has none", "[encode][micr]") {
  GrayImage page;
  page.pixels = cv::Mat(700, 1700, CV_8UC1, cv::Scalar(240));
  SECTION("blank") {
  }
  SECTION("empty") {
    page.pixels = cv::Mat();
  }
  SECTION("noise") {
    cv::RNG{7}.fill(page.pixels, cv::RNG::UNIFORM, 0, 256);
  }
  SECTION("digits of another type at the same pitch") {
    for (int i = 0; i < 40; ++i) {
      cv::putText(page.pixels, std::to_string(i % 10), {300 + 25 * i, 640},
                  cv::FONT_HERSHEY_SIMPLEX, 1, cv::Scalar(0), 2);
    }
  }
  SECTION("bars at the same pitch") {
    for (int i = 0; i < 40; ++i) {
      cv::rectangle(page.pixels, {300 + 25 * i, 617, 8 + i % 3 * 5, 23}, cv::Scalar(0), cv::FILLED);
    }
  }
  SECTION("a line upside down") {
    page = scanned_check(personal, {});
    cv::rotate(page.pixels, page.pixels, cv::ROTATE_180);
  }
  CHECK_FALSE(read_micr(page).has_value());
}

TEST_CASE("A strip cut out around a line is read like the whole check", "[encode][micr]") {
  const auto margin = GENERATE(0.15, 0.4, 1.0);
  const auto bitonal = GENERATE(false, true);
  const auto check = scanned_check(personal, {.bitonal = bitonal});
  const auto box = read_micr(check).value().box;
  const int around = static_cast<int>(margin * box.height);
  GrayImage strip = check;
  strip.pixels = check.pixels(
      {box.x - around, box.y - around, box.width + 2 * around, box.height + 2 * around});
  const auto read = read_micr(strip);
  REQUIRE(read);
  CHECK(read->line.raw == personal);
  CHECK(std::abs(read->box.x - around) <= 2);
  CHECK(std::abs(read->box.y - around) <= 2);
}

namespace {

/// What lies within `first` to `last`, symbols of the whole check's line, cut out around them.
GrayImage cut_out(const GrayImage& check, const MicrRead& line, std::size_t first, std::size_t last,
                  int around) {
  const auto& left = line.symbols.at(first).box;
  const auto& right = line.symbols.at(last).box;
  GrayImage strip = check;
  strip.pixels =
      check.pixels({left.x - around, line.box.y - around,
                    right.x + right.width - left.x + 2 * around, line.box.height + 2 * around});
  return strip;
}

std::string spelled(const MicrRead& line, std::size_t first, std::size_t last) {
  std::string raw;
  for (auto i = first; i <= last; ++i) raw += line.symbols.at(i).symbol;
  return raw;
}

std::string spelled(const MicrRead& line) {
  return spelled(line, 0, line.symbols.size() - 1);
}

}  // namespace

TEST_CASE("A part of a line that is cut out is read as that part", "[encode][micr]") {
  const auto around = GENERATE(0, 1, 3);
  const auto bitonal = GENERATE(false, true);
  const auto check =
      scanned_check("⑈001234⑈ ⑆069900277⑆ 938910134⑈ ⑇0000123456⑇", {.bitonal = bitonal});
  const auto line = read_micr(check).value();
  // Whole fields, and numbers with the symbol of one side.
  const auto [first, last] = GENERATE(table<std::size_t, std::size_t>(
      {{0, 7}, {8, 18}, {8, 28}, {19, 28}, {29, 40}, {1, 7}, {8, 17}, {0, 40}, {23, 28}}));
  const auto read = read_micr(cut_out(check, line, first, last, around));
  REQUIRE(read);
  CHECK(spelled(*read) == spelled(line, first, last));
}

TEST_CASE("A symbol that the edge of a strip cuts in two is in doubt", "[encode][micr]") {
  const auto check = scanned_check(personal, {.bitonal = GENERATE(false, true)});
  const auto line = read_micr(check).value();
  const auto& box = line.symbols.back().box;
  const int kept = GENERATE(4, 7, 10);
  auto strip = cut_out(check, line, 0, line.symbols.size() - 1, 3);
  strip.pixels = strip.pixels.colRange(0, strip.pixels.cols - 3 - box.width + kept).clone();
  const auto read = read_micr(strip);
  REQUIRE(read);
  CHECK(spelled(*read) == spelled(line, 0, line.symbols.size() - 2) + "?");
}

TEST_CASE("The frame of a form beside a strip's line is no symbol of it", "[encode][micr]") {
  auto check = scanned_check(personal, {.bitonal = GENERATE(false, true)});
  const auto line = read_micr(check).value();
  const auto& box = line.box;
  const auto left = GENERATE(30, 45, 60);
  cv::rectangle(check.pixels, {box.x - left, box.y - 200, 4, 300}, cv::Scalar(30), cv::FILLED);
  GrayImage strip = check;
  strip.pixels = check.pixels({box.x - 70, box.y - 4, box.width + 80, box.height + 8}).clone();
  const auto read = read_micr(strip);
  REQUIRE(read);
  CHECK(spelled(*read) == spelled(line));
}

TEST_CASE("What is left of a symbol behind a gap of a strip is not passed over", "[encode][micr]") {
  const std::string raw = "⑆069900277⑆ 938910134⑈    8";
  auto check = scanned_check(raw, {.bitonal = GENERATE(false, true)});
  const auto line = read_micr(check).value();
  const auto& box = line.symbols.back().box;
  const auto lost = GENERATE(0.15, 0.3);
  check.pixels({box.x - 2, box.y - 2, box.width + 4, static_cast<int>(lost * (box.height + 4))}) =
      check.bitonal ? 255 : 235;
  const auto read = read_micr(cut_out(check, line, 0, line.symbols.size() - 1, 2));
  REQUIRE(read);
  CHECK(is_never_wrong(raw, spelled(*read)));
}

TEST_CASE("A mirrored line is no line", "[encode][micr]") {
  const auto raw = GENERATE(as<std::string>{}, "⑆069900277⑆ 938910134⑈6060",
                            "⑈001880⑈ ⑆081000803⑆ 108880018⑈ ⑇0000108000⑇");
  auto check = scanned_check(raw, {.bitonal = GENERATE(false, true)});
  REQUIRE(read_micr(check));
  cv::flip(check.pixels, check.pixels, 1);
  CHECK_FALSE(read_micr(check).has_value());
}
