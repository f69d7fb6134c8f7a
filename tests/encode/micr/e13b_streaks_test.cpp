#include "encode/micr/e13b_streaks.h"

#include <string>

#include "encode/micr/e13b_reader.h"
#include "encode/page_reader.h"
#include "micr_pictures.h"
#include "support/catch.h"

using namespace lockbox::encode;

namespace {

const std::string printed = "⑈6005⑈ ⑆069900277⑆ 938910134⑈";

/// The box of the line on a check without a flaw.
Box line_box(const GrayImage& check) {
  return read_micr(check).value().box;
}

void streak(GrayImage& check, int row, int thick, int gray) {
  check.pixels.rowRange(row, row + thick).setTo(cv::Scalar(gray));
}

}  // namespace

TEST_CASE("A thin streak through the line, dark or light, takes no symbol from it",
          "[encode][micr]") {
  auto check = scanned_check(printed, {.noise = GENERATE(0.0, 3.0)});
  const auto box = line_box(check);
  const int thick = GENERATE(1, 2);
  const int gray = GENERATE(30, 245);
  for (int row = box.y; row + thick <= box.y + box.height; ++row) {
    auto scratched = check;
    scratched.pixels = check.pixels.clone();
    streak(scratched, row, thick, gray);
    const auto read = read_micr(scratched);
    INFO("row " << row - box.y << " of " << box.height);
    REQUIRE(read);
    CHECK(read->line.raw == printed);
  }
}

TEST_CASE("A band as thick as a stroke is not filled from its sides", "[encode][micr]") {
  auto check = scanned_check(printed, {.noise = 3});
  const auto box = line_box(check);
  streak(check, box.y + box.height / 3, 6, 240);
  CHECK(mend_streaks(check).pixels.data == check.pixels.data);
}

TEST_CASE("A picture without a streak is left alone", "[encode][micr]") {
  const auto check = scanned_check(printed, {.noise = 3, .bitonal = GENERATE(false, true)});
  CHECK(mend_streaks(check).pixels.data == check.pixels.data);
}
