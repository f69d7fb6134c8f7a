#include "encode/image/image_codec.h"

#include <cstdint>

#include <rapidcheck.h>

#include "encode/image/sample_pictures.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

constexpr std::uint32_t packed_bits = 1;
constexpr std::uint32_t min_is_white = 0;
constexpr std::uint32_t min_is_black = 1;

TEST_CASE("A bitonal page survives G4 TIFF and PNG to the pixel", "[image]") {
  const int width = GENERATE(1, 7, 8, 9, 640, 1201);
  const auto page = test::page_with_text(width, 153);

  const auto tiff = decode_image(encode_tiff_g4(page));
  REQUIRE(tiff.has_value());
  CHECK(test::same_pixels(tiff->pixels, page.pixels));
  CHECK(tiff->bitonal);
  CHECK(tiff->dpi_x == 200);
  CHECK(tiff->dpi_y == 200);

  const auto png = decode_image(encode_png(page));
  REQUIRE(png.has_value());
  CHECK(test::same_pixels(png->pixels, page.pixels));
  CHECK(png->bitonal);
  CHECK(png->dpi_x == 200);
}

TEST_CASE("A gray page survives PNG to the pixel and JPEG closely", "[image]") {
  const auto page = test::gray_page(600, 275);

  const auto png = decode_image(encode_png(page));
  REQUIRE(png.has_value());
  CHECK(test::same_pixels(png->pixels, page.pixels));
  CHECK_FALSE(png->bitonal);

  const auto jpeg = decode_image(encode_jpeg(page, 90));
  REQUIRE(jpeg.has_value());
  CHECK(cv::norm(jpeg->pixels, page.pixels, cv::NORM_L1) / (600 * 275) < 3);
  CHECK(jpeg->dpi_x == 200);
}

TEST_CASE("A gray page becomes ink where it is darker than 128", "[image]") {
  GrayImage page{.pixels = cv::Mat(2, 16, CV_8UC1, cv::Scalar{128})};
  page.pixels.row(1).setTo(127);
  const auto decoded = decode_image(encode_tiff_g4(page));
  REQUIRE(decoded.has_value());
  CHECK(cv::countNonZero(decoded->pixels.row(0)) == 16);
  CHECK(cv::countNonZero(decoded->pixels.row(1)) == 0);
  CHECK(decoded->dpi_x == 0);
}

TEST_CASE("Both photometrics of a TIFF give the same picture", "[image][tiff]") {
  const Bytes one_is_ink{std::byte{0xF0}, std::byte{0x0F}};
  const Bytes zero_is_ink{std::byte{0x0F}, std::byte{0xF0}};
  const auto white_zero = decode_image(test::one_strip_tiff(
      {.width = 8, .height = 2, .compression = packed_bits, .photometric = min_is_white},
      one_is_ink));
  const auto black_zero = decode_image(test::one_strip_tiff(
      {.width = 8, .height = 2, .compression = packed_bits, .photometric = min_is_black},
      zero_is_ink));
  REQUIRE(white_zero.has_value());
  REQUIRE(black_zero.has_value());
  CHECK(test::same_pixels(white_zero->pixels, black_zero->pixels));
  CHECK(white_zero->pixels.at<std::uint8_t>(0, 0) == 0);
  CHECK(white_zero->pixels.at<std::uint8_t>(0, 7) == 255);
}

TEST_CASE("A G4 page whose last row is a fixed pattern is whole", "[image][tiff]") {
  const int pattern = GENERATE(0xA5, 0x5A, 0x00, 0xFF);
  GrayImage page{.pixels = cv::Mat(5, 64, CV_8UC1, cv::Scalar{255}), .bitonal = true};
  for (int x = 0; x < 64; ++x) {
    if (((pattern << (x % 8)) & 0x80) != 0) page.pixels.at<std::uint8_t>(4, x) = 0;
  }
  const auto decoded = decode_image(encode_tiff_g4(page));
  REQUIRE(decoded.has_value());
  CHECK(test::same_pixels(decoded->pixels, page.pixels));
}

TEST_CASE("A blank page of any size within the limits is taken", "[image]") {
  GrayImage page{.pixels = cv::Mat(6'000, 4'000, CV_8UC1, cv::Scalar{255}), .bitonal = true};
  const auto file = encode_tiff_g4(page);
  CHECK(file.size() < 10'000);
  CHECK(decode_image(file).has_value());
}

TEST_CASE("The media type follows the first bytes alone", "[image]") {
  const auto page = test::page_with_text(64, 64);
  CHECK(media_type_of(encode_tiff_g4(page)) == "image/tiff");
  CHECK(media_type_of(encode_jpeg(page, 60)) == "image/jpeg");
  CHECK(media_type_of(encode_png(page)) == "image/png");
  CHECK(media_type_of(bytes_of({"MM\0*", 4})) == "image/tiff");
  CHECK(media_type_of(bytes_of("%PDF-1.7")).empty());
  CHECK(media_type_of({}).empty());
}

TEST_CASE("Any black and white picture survives G4 TIFF", "[image][property]") {
  REQUIRE(rc::check("decode(encode(picture)) is the picture", [] {
    const int width = *rc::gen::inRange(1, 80);
    const int height = *rc::gen::inRange(1, 20);
    GrayImage page{.pixels = cv::Mat(height, width, CV_8UC1), .bitonal = true};
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        page.pixels.at<std::uint8_t>(y, x) = *rc::gen::arbitrary<bool>() ? 255 : 0;
      }
    }
    const auto decoded = decode_image(encode_tiff_g4(page));
    RC_ASSERT(decoded.has_value());
    RC_ASSERT(test::same_pixels(decoded->pixels, page.pixels));
  }));
}

}  // namespace
}  // namespace lockbox::encode
