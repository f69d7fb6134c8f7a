#include "encode/coupon/barcode_locator.h"

#include <opencv2/core.hpp>

#include "core/chance.h"
#include "encode/coupon/barcode.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

/// A barcode somewhere among strokes that run all ways.
GrayImage some_page(Chance& chance, cv::Size size) {
  GrayImage page{.pixels = cv::Mat(size, CV_8UC1, cv::Scalar(255)), .dpi_x = 200, .dpi_y = 200};
  const auto place = [&chance](int below) {
    return static_cast<int>(chance.below(static_cast<std::uint64_t>(below)));
  };
  for (int i = 0; i < 200; ++i) {
    const cv::Rect stroke{place(size.width), place(size.height), 1 + place(30), 1 + place(30)};
    page.pixels(stroke & cv::Rect{{}, size}).setTo(cv::Scalar(255.0 * place(2)));
  }
  const auto code = draw_barcode(BarcodeFormat::Code128, "LB12345678", 2).value().pixels;
  const cv::Point corner{place(size.width - code.cols), place(size.height - code.rows)};
  code.copyTo(page.pixels({corner, code.size()}));
  return page;
}

}  // namespace

TEST_CASE("Barcodes are found at the same places on a bitonal page as on the same page in gray",
          "[encode][barcode]") {
  Chance chance{41};
  const cv::Size size = GENERATE(cv::Size{600, 300}, cv::Size{641, 333}, cv::Size{1000, 800});
  for (int i = 0; i < 5; ++i) {
    auto page = some_page(chance, size);
    const auto expected = locate_barcodes(page);
    page.bitonal = true;
    const auto regions = locate_barcodes(page);
    REQUIRE_FALSE(expected.empty());
    REQUIRE(regions.size() == expected.size());
    for (std::size_t r = 0; r < regions.size(); ++r) {
      CHECK(regions[r].kind == expected[r].kind);
      CHECK(regions[r].center == expected[r].center);
      CHECK(regions[r].angle == expected[r].angle);
      CHECK(regions[r].length == expected[r].length);
      CHECK(regions[r].height == expected[r].height);
    }
  }
}

}  // namespace lockbox::encode
