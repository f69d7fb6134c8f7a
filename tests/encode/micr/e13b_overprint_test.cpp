#include <string>

#include "encode/mail/checks/wide_check.h"
#include "encode/micr/e13b_reader.h"
#include "encode/page_reader.h"
#include "micr_pictures.h"
#include "support/catch.h"

using namespace lockbox::encode;

namespace {

const std::string personal = "⑆069900277⑆ 938910134⑈ 6060";

/// A slanting pen stroke from well above the line to well below it.
void cross(GrayImage& check, int x, int middle_y) {
  cv::line(check.pixels, {x + 49, middle_y - 70}, {x - 28, middle_y + 40}, cv::Scalar(60), 2,
           cv::LINE_AA);
}

/// The middle of the gap behind a symbol of the line.
cv::Point behind(const MicrRead& read, std::size_t symbol) {
  const auto& box = read.symbols.at(symbol).box;
  const auto& next = read.symbols.at(symbol + 1).box;
  return {(box.x + box.width + next.x) / 2, box.y + box.height / 2};
}

}  // namespace

TEST_CASE("A stroke that crosses the gap between two fields hides no symbol", "[encode][micr]") {
  auto check = scanned_check(personal, {.bitonal = GENERATE(false, true)});
  const auto gap = behind(read_micr(check).value(), GENERATE(std::size_t{10}, std::size_t{20}));
  cross(check, gap.x, gap.y);
  const auto read = read_micr(check);
  REQUIRE(read);
  CHECK(read->line.raw == personal);
}

TEST_CASE("A stroke across what is left of a digit does not make its number shorter",
          "[encode][micr]") {
  auto check = scanned_check(personal, {.bitonal = GENERATE(false, true)});
  const std::size_t last_of_account = 19;
  const auto box = read_micr(check).value().symbols.at(last_of_account).box;
  const auto kept = static_cast<int>(GENERATE(0.3, 0.5, 0.7) * box.height);
  check.pixels({box.x - 2, box.y + kept, box.width + 4, box.height - kept + 3}) =
      check.bitonal ? 255 : 235;
  cross(check, box.x + box.width / 2, box.y + box.height / 2);
  const auto read = read_micr(check);
  REQUIRE(read);
  INFO(read->line.raw);
  CHECK((read->line.account.empty() || read->line.raw == personal));
}

TEST_CASE("What is left of a lone digit behind a dash is not passed over", "[encode][micr]") {
  const std::string canadian = "⑈49673⑈ ⑆61454⑉348⑆ 304⑉189⑉3⑈";
  auto check = scanned_check(canadian, {});
  const std::size_t lone_digit = 26;
  const auto box = read_micr(check).value().symbols.at(lone_digit).box;
  // Its left half in the dark of a crease, its right half worn off.
  check.pixels({box.x - 2, 0, box.width / 2 + 2, check.pixels.rows}) *= 0.3;
  check.pixels({box.x + box.width / 2, box.y, box.width, box.height}) = 235;
  const auto read = read_micr(check);
  REQUIRE(read);
  INFO(read->line.raw);
  CHECK((read->line.raw == canadian || read->line.raw.find('?') != std::string::npos));
}

TEST_CASE("A line whose account is blotted out does not end behind the bank's number",
          "[encode][micr]") {
  auto check = scanned_check(personal, {.bitonal = GENERATE(false, true)});
  const auto box = read_micr(check).value().symbols.at(11).box;
  check.pixels({box.x - 6, box.y - 60, check.pixels.cols - box.x - 60, 110}) = 20;
  const auto read = read_micr(check);
  REQUIRE(read);
  INFO(read->line.raw);
  CHECK(read->line.raw.ends_with("?"));
}

TEST_CASE("Overprint, backgrounds and upside-down vouchers leave most lines whole, none wrong",
          "[encode][micr]") {
  const auto [degradation, whole_min] =
      GENERATE(std::pair{Degradation::Stamp, 9}, std::pair{Degradation::Signature, 8},
               std::pair{Degradation::Background, 8}, std::pair{Degradation::UpsideDown, 10});
  int whole = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    lockbox::Chance chance{400 + i};
    const auto style = static_cast<CheckStyle>(i % e13b_check_styles);
    const auto drawn = draw_wide_check(style, degradation, 2, chance);
    const auto read = read_page(drawn.page, {}).micr;
    auto raw = read ? read->line.raw : "?";
    auto wanted = drawn.micr;
    std::erase(raw, ' ');
    std::erase(wanted, ' ');
    CAPTURE(lockbox::name_of(degradation_names, degradation), i, wanted, raw);
    CHECK((raw == wanted || raw.find('?') != std::string::npos));
    if (raw == wanted) ++whole;
  }
  CHECK(whole >= whole_min);
}
