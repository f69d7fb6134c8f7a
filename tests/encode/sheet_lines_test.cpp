#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

#include "encode/micr/e13b_writer.h"
#include "encode/page_reader.h"
#include "support/catch.h"

using namespace lockbox::encode;

namespace {

constexpr double dpi = 200;

GrayImage blank(double height_inches) {
  GrayImage picture;
  picture.pixels = cv::Mat(static_cast<int>(height_inches * dpi), static_cast<int>(8.5 * dpi),
                           CV_8UC1, cv::Scalar(245));
  picture.dpi_x = picture.dpi_y = dpi;
  return picture;
}

/// A letter sheet with a check at its foot and above it the picture of another, smaller by `scale`.
GrayImage sheet_with_two(const std::string& line, const std::string& other, double scale) {
  auto sheet = blank(11);
  REQUIRE(draw_micr_line(sheet, line));
  auto check = blank(3.5);
  REQUIRE(draw_micr_line(check, other));
  cv::Mat small;
  cv::resize(check.pixels, small, {}, scale, scale, cv::INTER_AREA);
  small.copyTo(sheet.pixels({{0, 400}, small.size()}));
  return sheet;
}

}  // namespace

TEST_CASE("Two lines of one height on a sheet are those of two checks", "[encode][page]") {
  const auto page =
      read_page(sheet_with_two("⑆069900277⑆ 938910134⑈ 6060", "⑆021000021⑆ 555123⑈ 17", 1), {});
  CHECK(page.has_several_lines);
  CHECK_FALSE(page.micr);
}

TEST_CASE("A much smaller line on a sheet is the picture of one and says nothing",
          "[encode][page]") {
  const auto page =
      read_page(sheet_with_two("⑆069900277⑆ 938910134⑈ 6060", "⑆021000021⑆ 555123⑈ 17", 0.6), {});
  CHECK_FALSE(page.has_several_lines);
  REQUIRE(page.micr);
  CHECK(page.micr->line.raw == "⑆069900277⑆ 938910134⑈ 6060");
}
