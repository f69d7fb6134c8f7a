#include "encode/explain/explain_picture.h"

#include <opencv2/core.hpp>

#include "encode/image/image_codec.h"
#include "encode/image/png_codec.h"
#include "support/catch.h"

using namespace lockbox::encode;

namespace {

GrayImage white_page() {
  return {.pixels = cv::Mat(300, 800, CV_8UC1, cv::Scalar{255})};
}

/// Two symbols 25 pixels apart; the second is in doubt.
SeenPage two_symbols() {
  SeenPage page{.width = 800, .height = 300, .lines = {}};
  SeenLine line{.type = "e13b", .symbols = {}, .box = {100, 200, 40, 24}, .error = 0.001};
  line.symbols.push_back({.symbol = "7",
                          .confidence = 1,
                          .box = {100, 200, 14, 24},
                          .best = "7",
                          .second = "1",
                          .error = 0.001});
  line.symbols.push_back({.symbol = "?",
                          .confidence = 0,
                          .box = {125, 200, 14, 24},
                          .best = "3",
                          .second = "8",
                          .error = 0.6});
  page.lines.push_back(line);
  return page;
}

/// Pixels of the picture that are not white, in columns [left, right) of it.
int ink(const cv::Mat& picture, int left, int right) {
  cv::Mat gray;
  cv::extractChannel(picture.colRange(left, right), gray, 0);
  cv::Mat other;
  cv::extractChannel(picture.colRange(left, right), other, 2);
  return cv::countNonZero((gray < 255) | (other < 255));
}

}  // namespace

TEST_CASE("A page on which nothing was read gets no marks", "[encode][explain]") {
  const auto picture = explain_picture(white_page(), {.width = 800, .height = 300, .lines = {}});
  CHECK(picture.type() == CV_8UC3);
  CHECK(picture.cols == 800);
  CHECK(ink(picture, 0, picture.cols) == 0);
}

TEST_CASE("A page is enlarged until words fit below its symbols", "[encode][explain]") {
  const auto picture = explain_picture(white_page(), two_symbols());
  CHECK(picture.cols == Approx(800 * 56.0 / 25).margin(2));
}

TEST_CASE("A symbol in doubt is told by its frame and words, not by its colour alone",
          "[encode][explain]") {
  auto page = two_symbols();
  const auto with_doubt = explain_picture(white_page(), page);
  page.lines[0].symbols[1] = page.lines[0].symbols[0];
  page.lines[0].symbols[1].box.x = 125;
  const auto without = explain_picture(white_page(), page);
  const int middle = without.cols * 120 / 800;
  CHECK(ink(with_doubt, 0, middle - 20) == ink(without, 0, middle - 20));
  CHECK(ink(with_doubt, middle, with_doubt.cols) > 1.2 * ink(without, middle, without.cols));
}

TEST_CASE("A picture in colour is a PNG of its size", "[encode][explain]") {
  const auto picture = explain_picture(white_page(), two_symbols());
  const auto decoded = decode_image(encode_colour_png(picture)).value();
  CHECK(decoded.pixels.size() == picture.size());
}
