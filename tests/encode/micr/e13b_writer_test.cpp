#include "encode/micr/e13b_writer.h"

#include <opencv2/core.hpp>

#include "support/catch.h"

using lockbox::ErrorCode;
using lockbox::encode::draw_micr_line;
using lockbox::encode::GrayImage;

namespace {

/// One pixel a mil, so that inches of the standard are thousands of pixels.
GrayImage blank(int width = 8500) {
  return {.pixels = cv::Mat(800, width, CV_8UC1, cv::Scalar(255)),
          .dpi_x = 1000,
          .dpi_y = 1000,
          .bitonal = true};
}

/// The bounds of all ink.
cv::Rect ink_of(const GrayImage& check) {
  cv::Mat at;
  cv::findNonZero(check.pixels < 128, at);
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
  cv::Mat axes[2];
  cv::split(at, axes);
  cv::minMaxLoc(axes[0], &left, &right);
  cv::minMaxLoc(axes[1], &top, &bottom);
  return {cv::Point(static_cast<int>(left), static_cast<int>(top)),
          cv::Point(static_cast<int>(right) + 1, static_cast<int>(bottom) + 1)};
}

}  // namespace

TEST_CASE("The amount ends 5/16 inch from the right edge, in the middle of the clear band",
          "[encode][micr]") {
  auto check = blank();
  REQUIRE(draw_micr_line(check, "⑇0000009279⑇").has_value());
  const auto ink = ink_of(check);
  CHECK(ink.br().x == Approx(8500 - 312.5).margin(1));
  CHECK(ink.x == Approx(8500 - 312.5 - 11 * 125 - 7 * 13).margin(1));
  CHECK(ink.y == Approx(800 - 312.5 - 58.5).margin(1));
  CHECK(ink.br().y == Approx(800 - 312.5 + 58.5).margin(1));
}

TEST_CASE("The transit field stands at positions 33 to 43, whatever else is on the line",
          "[encode][micr]") {
  const auto* raw = GENERATE("⑆069900277⑆", "⑆069900277⑆ 938910134⑈6060 ⑇0000009279⑇",
                             "⑈066851⑈ ⑆069900277⑆205192668⑈");
  auto alone = blank();
  REQUIRE(draw_micr_line(alone, "⑆069900277⑆").has_value());
  auto check = blank();
  REQUIRE(draw_micr_line(check, raw).has_value());
  const auto field = ink_of(alone);
  CHECK(field.br().x == Approx(8500 - 312.5 - 32 * 125).margin(1));
  CHECK(cv::norm(alone.pixels(field), check.pixels(field)) == 0);
}

TEST_CASE("On gray paper edges between pixels are gray, on bitonal paper none is",
          "[encode][micr]") {
  auto check = blank(1700);
  check.pixels = cv::Mat(550, 1700, CV_8UC1, cv::Scalar(255));
  check.dpi_x = check.dpi_y = 200;
  const auto gray_pixels = [&] {
    return cv::countNonZero((check.pixels > 0) & (check.pixels < 255));
  };
  SECTION("bitonal") {
    REQUIRE(draw_micr_line(check, "⑆069900277⑆").has_value());
    CHECK(gray_pixels() == 0);
  }
  SECTION("gray") {
    check.bitonal = false;
    REQUIRE(draw_micr_line(check, "⑆069900277⑆").has_value());
    CHECK(gray_pixels() > 100);
  }
}

TEST_CASE("A line that cannot be drawn is refused and leaves the check as it was",
          "[encode][micr]") {
  auto check = blank();
  std::string raw = GENERATE(as<std::string>{}, "⑆06990O277⑆", "⑆069900277⑆ 9389?", "",
                             "⑆069900277⑆ 93891013400000000000000000 ⑇0000009279⑇");
  if (raw.empty()) raw = std::string(66, '1');
  CHECK((draw_micr_line(check, raw).error().code == ErrorCode::InvalidInput));
  CHECK(cv::countNonZero(check.pixels != 255) == 0);
}

TEST_CASE("A line is not drawn beyond the paper or on paper of unknown size", "[encode][micr]") {
  auto narrow = blank(4000);
  CHECK_FALSE(draw_micr_line(narrow, "⑈066851⑈ ⑆069900277⑆205192668⑈").has_value());
  auto unknown = blank();
  unknown.dpi_x = 0;
  CHECK_FALSE(draw_micr_line(unknown, "⑆069900277⑆").has_value());
}
