#include "encode/mail/checks/micr_print.h"

#include <opencv2/core.hpp>

#include "encode/micr/e13b_writer.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;

namespace {

constexpr auto text = "⑆021000021⑆ 123456789⑈1234";

/// One pixel a mil, so that inches of the standard are thousands of pixels.
GrayImage blank() {
  return {.pixels = cv::Mat(1000, 6000, CV_8UC1, cv::Scalar(255)),
          .dpi_x = 1000,
          .dpi_y = 1000,
          .bitonal = false};
}

/// Printed without any play but for what `print` says.
GrayImage printed(const MicrPrint& print) {
  auto check = blank();
  Chance chance{1};
  print_micr_line(check, lay_out_micr_line(text).value(), print, chance);
  return check;
}

double ink(const GrayImage& check) {
  return static_cast<double>(check.pixels.total()) - cv::sum(check.pixels)[0] / 255;
}

cv::Rect bounds(const GrayImage& check) {
  cv::Mat rows;
  cv::Mat columns;
  cv::reduce(check.pixels, columns, 0, cv::REDUCE_MIN);
  cv::reduce(check.pixels, rows, 1, cv::REDUCE_MIN);
  const auto first_and_end = [](const cv::Mat& line) {
    int first = -1;
    int end = -1;
    for (int i = 0; i < static_cast<int>(line.total()); ++i) {
      if (line.at<std::uint8_t>(i) >= 128) continue;
      if (first < 0) first = i;
      end = i + 1;
    }
    return cv::Range{first, end};
  };
  const auto across = first_and_end(columns);
  const auto down = first_and_end(rows);
  return {across.start, down.start, across.size(), down.size()};
}

}  // namespace

TEST_CASE("A line printed without play covers what the writer draws", "[encode][checks]") {
  auto drawn = blank();
  REQUIRE(draw_micr_line(drawn, text).has_value());
  const auto print = printed({.corner_radius = 0, .ink_level = 0});
  const auto expected = bounds(drawn);
  const auto found = bounds(print);
  CHECK(found.x == Approx(expected.x).margin(1));
  CHECK(found.y == Approx(expected.y).margin(1));
  CHECK(found.br().x == Approx(expected.br().x).margin(1));
  CHECK(found.br().y == Approx(expected.br().y).margin(1));
  CHECK(ink(print) == Approx(ink(drawn)).epsilon(0.02));
}

TEST_CASE("Growth moves every edge by that many inches", "[encode][checks]") {
  const auto plain = bounds(printed({.corner_radius = 0, .ink_level = 0}));
  const auto grown = bounds(printed({.corner_radius = 0, .growth = 0.003, .ink_level = 0}));
  CHECK(plain.x - grown.x == Approx(3).margin(1));
  CHECK(grown.br().x - plain.br().x == Approx(3).margin(1));
  CHECK(grown.height - plain.height == Approx(6).margin(1));
  CHECK(ink(printed({.growth = -0.003})) < 0.7 * ink(printed({})));
}

TEST_CASE("Round corners, voids and fading take ink away and spots add some", "[encode][checks]") {
  const double sharp = ink(printed({.corner_radius = 0}));
  CHECK(ink(printed({.corner_radius = 0.005})) < sharp);
  CHECK(ink(printed({.corner_radius = 0, .voids = 400, .void_radius = 0.006})) < 0.99 * sharp);
  CHECK(ink(printed({.corner_radius = 0, .spots = 400, .spot_radius = 0.006})) > 1.01 * sharp);
  CHECK(ink(printed({.corner_radius = 0, .fading = 0.5})) < 0.9 * sharp);
}

TEST_CASE("A hairline zero keeps all of its strokes", "[encode][checks]") {
  auto check = blank();
  Chance chance{1};
  print_micr_line(check, lay_out_micr_line("⑆000000000⑆ 0⑈").value(),
                  {.corner_radius = 0.006, .zero_stroke = 0.4, .ink_level = 0}, chance);
  // Left side of the leftmost zero, half way up; the zero at position 42 is seven modules wide.
  const double left = 6000 - 1000 * right_edge_inch(42) - 7 * 13;
  const cv::Mat side =
      check.pixels(cv::Rect{cvRound(left), 1000 - cvRound(312.5), cvRound(0.4 * 13), 1});
  double darkest = 255;
  cv::minMaxLoc(side, &darkest);
  CHECK(darkest < 60);
}
