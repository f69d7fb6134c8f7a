#include "encode/micr/cmc7/cmc7_reader.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/chance.h"
#include "core/file.h"
#include "core/limits.h"
#include "encode/image/image_codec.h"
#include "encode/mail/checks/wide_check.h"
#include "encode/micr/cmc7/cmc7_bands.h"
#include "encode/micr/cmc7/cmc7_glyphs.h"
#include "encode/micr/cmc7/cmc7_writer.h"
#include "encode/micr/micr_pictures.h"
#include "encode/page_reader.h"
#include "encode/some_pictures.h"
#include "support/catch.h"
#include "support/shared_data.h"

namespace lockbox::encode {
namespace {

const std::string french_line = "c0084995c075000004908e241410518989a";

/// A blank check of 175 x 80 mm with the line, as a scanner delivers it.
GrayImage scanned_cmc7(const std::string& raw, const Scan& scan, double blur_inch = 0.0015) {
  GrayImage check;
  check.pixels =
      cv::Mat(cvRound(3.15 * scan.dpi), cvRound(6.89 * scan.dpi), CV_8UC1, cv::Scalar(235));
  check.dpi_x = check.dpi_y = scan.dpi;
  REQUIRE(draw_cmc7_line(check, raw).has_value());
  const cv::Point2f middle{static_cast<float>(check.pixels.cols) / 2,
                           static_cast<float>(check.pixels.rows) / 2};
  cv::warpAffine(check.pixels, check.pixels, cv::getRotationMatrix2D(middle, scan.skew_degrees, 1),
                 check.pixels.size(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
  cv::GaussianBlur(check.pixels, check.pixels, {}, blur_inch * scan.dpi);
  cv::Mat grain(check.pixels.size(), CV_16SC1);
  cv::RNG random{20261126};
  random.fill(grain, cv::RNG::NORMAL, 0, scan.noise);
  cv::add(check.pixels, grain, check.pixels, cv::noArray(), CV_8U);
  if (scan.bitonal) {
    cv::threshold(check.pixels, check.pixels, 140, 255, cv::THRESH_BINARY);
    check.bitonal = true;
  }
  return check;
}

std::string raw_of(const GrayImage& image) {
  const auto read = read_cmc7(image);
  return read ? read->micr.line.raw : "";
}

struct Score {
  int symbols = 0;
  int read = 0;
  int wrong = 0;
};

/// Counts the symbols of one line.  A read of another length may be right only by its '?'.
void count(const std::string& printed, std::string read, Score& score) {
  std::erase(read, ' ');
  score.symbols += static_cast<int>(printed.size());
  if (read.empty()) return;
  if (read.size() != printed.size()) {
    if (read.find('?') == std::string::npos) ++score.wrong;
    return;
  }
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (read[i] == printed[i])
      ++score.read;
    else if (read[i] != '?')
      ++score.wrong;
  }
}

std::string any_line(Chance& chance) {
  return "c" + chance.digits(7) + "c" + chance.digits(12) + "e" + chance.digits(12) + "a";
}

TEST_CASE("Digits and symbols of CMC-7 are the fifteen codes with two wide distances of six",
          "[encode][cmc7]") {
  int known = 0;
  for (Cmc7Code code = 0; code < cmc7_codes; ++code) {
    CAPTURE(code);
    const auto* const glyph = find_cmc7_glyph(code);
    CHECK((glyph != nullptr) == (std::popcount(code) == 2));
    CHECK(turned_round(turned_round(code)) == code);
    known += glyph != nullptr ? 1 : 0;
  }
  CHECK(known == 15);
  CHECK(find_cmc7_glyph(0b110000)->symbol == '7');
  CHECK(find_cmc7_glyph(turned_round(0b110000))->symbol == 'e');
}

TEST_CASE("Every stroke of a CMC-7 symbol has ink and stands at its distances", "[encode][cmc7]") {
  for (const auto& glyph : cmc7_glyphs()) {
    CAPTURE(glyph.symbol);
    for (std::size_t stroke = 0; stroke < cmc7_strokes; ++stroke) {
      CHECK(std::ranges::any_of(glyph.shape, [stroke](auto row) { return row.at(stroke) == '#'; }));
    }
    const auto places = stroke_places_mm(glyph.code);
    CHECK(places.back() - places.front() == Approx(4 * cmc7_narrow_mm + 2 * cmc7_wide_mm));
    CHECK(places.back() == Approx(-places.front()));
  }
}

/// Every symbol read or, at most one, refused.
void check_line(const std::string& printed, const GrayImage& check) {
  Score score;
  const auto read = raw_of(check);
  CAPTURE(printed, read);
  count(printed, read, score);
  CHECK(score.wrong == 0);
  CHECK(score.read >= score.symbols - 1);
}

TEST_CASE("Each symbol of CMC-7 is read as itself", "[encode][cmc7]") {
  const std::string all = "0123456789abcde0123456789";
  CHECK(raw_of(scanned_cmc7(all, {.dpi = 300})) == all);
  check_line(all, scanned_cmc7(all, {.dpi = 300, .bitonal = true}));
}

TEST_CASE("A drawn CMC-7 line is read at every usual resolution and skew", "[encode][cmc7]") {
  const auto dpi = GENERATE(200, 240, 300, 400, 600);
  const auto skew = GENERATE(-3.0, 0.7);
  CAPTURE(dpi, skew);
  check_line(french_line,
             scanned_cmc7(french_line,
                          {.dpi = static_cast<double>(dpi), .skew_degrees = skew, .noise = 4}));
}

TEST_CASE("A CMC-7 line is read where the file tells no resolution", "[encode][cmc7]") {
  auto check = scanned_cmc7(french_line, {.dpi = 300});
  check.dpi_x = check.dpi_y = 0;
  CHECK(raw_of(check) == french_line);
}

TEST_CASE("A CMC-7 line upside down is read as it stands on the check", "[encode][cmc7]") {
  auto check = scanned_cmc7(french_line, {.dpi = 240, .skew_degrees = 1});
  cv::rotate(check.pixels, check.pixels, cv::ROTATE_180);
  const auto read = read_cmc7(check);
  REQUIRE(read.has_value());
  CHECK(read->micr.line.raw == french_line);
  CHECK(read->is_upside_down);
  const auto& first = read->micr.symbols.front().box;
  CHECK(first.x > check.pixels.cols / 2);
  CHECK(first.y < check.pixels.rows / 2);
}

TEST_CASE("A CMC-7 line that looks the same both ways up is not read", "[encode][cmc7]") {
  CHECK(raw_of(scanned_cmc7("8000888080080", {.dpi = 300})).empty());
}

TEST_CASE("Empty positions of a CMC-7 line are one space", "[encode][cmc7]") {
  CHECK(raw_of(scanned_cmc7("c0084995c   241410518989a", {.dpi = 300})) ==
        "c0084995c 241410518989a");
}

TEST_CASE("A CMC-7 symbol that has lost a stroke is in doubt", "[encode][cmc7]") {
  const double dpi = 300;
  auto check = scanned_cmc7(french_line, {.dpi = dpi});
  const auto whole = read_cmc7(check);
  REQUIRE(whole.has_value());
  const auto& box = whole->micr.symbols.at(10).box;
  // The middle stroke of seven.
  const cv::Rect stroke{box.x + box.width / 2 - 2, box.y - 5, 5, box.height + 10};
  check.pixels(stroke).setTo(235);
  const auto read = read_cmc7(check);
  REQUIRE(read.has_value());
  auto expected = french_line;
  expected.at(10) = '?';
  CHECK(read->micr.line.raw == expected);
  CHECK(read->micr.confidence == 0);
}

TEST_CASE("No symbol of a bad CMC-7 scan is read as another", "[encode][cmc7][property]") {
  Chance chance{20261126};
  Score gray;
  Score bitonal;
  for (int i = 0; i < 14; ++i) {
    const auto raw = any_line(chance);
    const Scan scan{.dpi = chance.between(195, 320),
                    .skew_degrees = chance.between(-4, 4),
                    .noise = chance.between(0, 12),
                    .bitonal = i % 2 == 1};
    CAPTURE(i, raw, scan.dpi);
    count(raw, raw_of(scanned_cmc7(raw, scan, chance.between(0.001, 0.004))),
          scan.bitonal ? bitonal : gray);
  }
  CHECK(gray.wrong == 0);
  CHECK(bitonal.wrong == 0);
  CHECK(gray.read >= gray.symbols * 9 / 10);
  CHECK(bitonal.read >= bitonal.symbols / 2);
}

TEST_CASE("French checks of every degradation are read or refused, never wrong",
          "[encode][cmc7][checks]") {
  Chance chance{31};
  Score score;
  for (std::size_t i = 0; i < degradation_names.size(); i += 2) {
    const auto degradation = static_cast<Degradation>(i);
    const auto drawn =
        draw_wide_check(CheckStyle::French, degradation, 1 + static_cast<int>(i % 4) / 2, chance);
    CAPTURE(degradation_names.at(i), drawn.micr);
    const int wrong = score.wrong;
    const auto read = read_cmc7(drawn.page);
    count(drawn.micr, read ? read->micr.line.raw : "", score);
    CHECK(score.wrong == wrong);
  }
  CHECK(score.read >= score.symbols / 2);
}

TEST_CASE("A page with a CMC-7 line is a check whose line has no fields", "[encode][cmc7][page]") {
  Chance chance{8};
  const bool is_turned = GENERATE(false, true);
  const auto drawn = draw_wide_check(
      CheckStyle::French, is_turned ? Degradation::UpsideDown : Degradation::Clean, 1, chance);
  const auto page = read_page(drawn.page, {});
  CHECK(page.kind == PageKind::Check);
  REQUIRE(page.micr.has_value());
  CHECK(page.micr->font == MicrFont::Cmc7);
  CHECK_FALSE(page.micr->line.routing.has_value());
  CHECK(page.micr->line.account.empty());
  CHECK_FALSE(page.micr->line.is_complete());
  CHECK((std::abs(page.skew_degrees) > 90) == is_turned);
}

TEST_CASE("A CMC-7 line on a check that lies far askew is read where it is",
          "[encode][cmc7][page]") {
  const double degrees = GENERATE(13.0, 193.0);
  auto check = scanned_cmc7(french_line, {.dpi = 300, .noise = 3});
  const int margin = check.pixels.cols / 8;
  cv::copyMakeBorder(check.pixels, check.pixels, margin, margin, margin, margin,
                     cv::BORDER_CONSTANT, cv::Scalar(235));
  const cv::Point2f middle{static_cast<float>(check.pixels.cols) / 2,
                           static_cast<float>(check.pixels.rows) / 2};
  // Rules, by which the skew is known.
  for (const double inches : {1.0, 1.4, 1.8}) {
    const int y = margin + cvRound(inches * 300);
    cv::line(check.pixels, {margin + 60, y}, {check.pixels.cols - margin - 60, y}, cv::Scalar(40),
             3);
  }
  cv::warpAffine(check.pixels, check.pixels, cv::getRotationMatrix2D(middle, degrees, 1),
                 check.pixels.size(), cv::INTER_CUBIC, cv::BORDER_CONSTANT, cv::Scalar(235));
  const auto page = read_page(check, {});
  CAPTURE(degrees, page.skew_degrees);
  REQUIRE(page.micr.has_value());
  CHECK(page.micr->line.raw == french_line);
  CHECK(std::abs(std::remainder(page.skew_degrees - degrees, 360)) < 1);
  CHECK(page.kind == PageKind::Check);
}

TEST_CASE("E-13B checks and sample pages have no CMC-7 line", "[encode][cmc7][corpus]") {
  Chance chance{12};
  for (std::size_t style = 0; style < e13b_check_styles; ++style) {
    const auto drawn =
        draw_wide_check(static_cast<CheckStyle>(style), Degradation::Background, 2, chance);
    CHECK_FALSE(read_cmc7(drawn.page).has_value());
  }
  const int pages = test::show_some(
      {"tests/corpus/pages", "tests/corpus/coupons", lockbox::test::shared_data() / "coupons",
       lockbox::test::shared_data() / "micr"},
      [](const GrayImage& page) { CHECK_FALSE(read_cmc7(page).has_value()); });
  CHECK(pages > 0);
}

TEST_CASE("A CMC-7 line is only drawn where it fits and with symbols that it has",
          "[encode][cmc7]") {
  GrayImage check{
      .pixels = cv::Mat(300, 600, CV_8UC1, cv::Scalar(255)), .dpi_x = 200, .dpi_y = 200};
  CHECK(draw_cmc7_line(check, "0123").has_value());
  CHECK_FALSE(draw_cmc7_line(check, "0123456789012345678901234567890").has_value());
  CHECK_FALSE(draw_cmc7_line(check, "12f").has_value());
  CHECK_FALSE(draw_cmc7_line(check, std::string(65, '1')).has_value());
  check.dpi_x = 0;
  CHECK_FALSE(draw_cmc7_line(check, "0123").has_value());
}

/// The folder of synthetic lines holds `NAME.tif` with the text in `NAME.gt.txt`, whose letters A
/// to E are the symbols SI to SV.
TEST_CASE("Synthetic CMC-7 lines are read or refused", "[encode][cmc7][corpus]") {
  const auto folder = test::shared_data() / "cmc7";
  if (!std::filesystem::exists(folder)) {
    WARN("No synthetic lines in " << folder);
    return;
  }
  Score score;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() != ".tif") continue;
    auto text_path = entry.path();
    const auto text =
        read_text_file(text_path.replace_extension(".gt.txt"), limits::config_file_bytes_max);
    const auto file = read_file(entry.path(), limits::image_file_bytes_max);
    if (!text || !file) continue;
    const auto image = decode_image(*file);
    if (!image) continue;
    std::string printed;
    for (const char c : *text) {
      if (c >= '0' && c <= '9') printed += c;
      if (c >= 'A' && c <= 'E') printed += static_cast<char>(c - 'A' + 'a');
    }
    count(printed, raw_of(*image), score);
  }
  WARN("CMC-7: " << score.read << " of " << score.symbols << " read, " << score.wrong << " wrong");
  CHECK(score.wrong == 0);
}

}  // namespace
}  // namespace lockbox::encode
