// TIFF files as cameras, fax servers and picture programs write them.

#include <algorithm>
#include <array>
#include <cstring>

#include "encode/image/image_codec.h"
#include "encode/image/orientation.h"
#include "encode/image/sample_pictures.h"
#include "encode/image/tiff_pictures.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;
using test::TiffPage;

namespace {

constexpr std::uint32_t width = 301;
constexpr std::uint32_t height = 141;

/// The page that all these files show, in gray levels that four bits can say.
cv::Mat page_in_gray() {
  auto pixels = test::gray_page(width, height).pixels;
  pixels.forEach<std::uint8_t>(
      [](std::uint8_t& gray, const int*) { gray = static_cast<std::uint8_t>(gray / 17 * 17); });
  return pixels;
}

/// Each pixel as so many bytes.
template <typename BytesOf>
test::TiffRow rows_of(const cv::Mat& pixels, BytesOf bytes_of) {
  return [pixels, bytes_of](std::uint32_t y) {
    std::vector<std::uint8_t> row;
    for (int x = 0; x < pixels.cols; ++x) {
      const auto bytes = bytes_of(pixels.at<std::uint8_t>(static_cast<int>(y), x));
      row.insert(row.end(), bytes.begin(), bytes.end());
    }
    return row;
  };
}

/// Samples of one, two or four bits, of which `sample_of` makes each of a gray.
template <typename SampleOf>
test::TiffRow packed_rows(const cv::Mat& pixels, unsigned bits, SampleOf sample_of) {
  return [pixels, bits, sample_of](std::uint32_t y) {
    std::vector<std::uint8_t> row((static_cast<std::size_t>(pixels.cols) * bits + 7) / 8);
    for (std::size_t x = 0; x < static_cast<std::size_t>(pixels.cols); ++x) {
      const unsigned sample =
          sample_of(pixels.at<std::uint8_t>(static_cast<int>(y), static_cast<int>(x)));
      row[x * bits / 8] |= static_cast<std::uint8_t>(sample << (8 - bits - x * bits % 8));
    }
    return row;
  };
}

std::array<std::uint8_t, 2> sixteen_bits(std::uint8_t gray) {
  const auto value = static_cast<std::uint16_t>(gray * 257);
  std::array<std::uint8_t, 2> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

std::array<std::uint8_t, 1> one_byte(std::uint8_t gray) {
  return {gray};
}

void check_shows(const Bytes& file, const cv::Mat& expected, double tolerance = 0) {
  const auto decoded = decode_image(file);
  REQUIRE(decoded.has_value());
  REQUIRE(decoded->pixels.size() == expected.size());
  CHECK(cv::norm(decoded->pixels, expected, cv::NORM_INF) <= tolerance);
  CHECK(decoded->dpi_x == 200);
}

TiffPage page_of(std::uint16_t bits, std::uint16_t photometric, std::uint16_t samples = 1) {
  return {.width = width,
          .height = height,
          .bits = bits,
          .samples = samples,
          .photometric = photometric};
}

/// A palette whose entries are the sixteen grays, the darkest last.
void set_gray_palette(TIFF* tiff, unsigned bits, unsigned scale) {
  std::vector<std::uint16_t> levels(std::size_t{1} << bits);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    levels[i] = static_cast<std::uint16_t>((255 - std::min<std::size_t>(i, 15) * 17) * scale);
  }
  TIFFSetField(tiff, TIFFTAG_COLORMAP, levels.data(), levels.data(), levels.data());
}

unsigned palette_index(std::uint8_t gray) {
  return (255U - gray) / 17;
}

}  // namespace

TEST_CASE("A TIFF in tiles shows the same as one in strips", "[image][tiff]") {
  const auto pixels = page_in_gray();
  auto page = page_of(8, PHOTOMETRIC_MINISBLACK);
  page.tile = GENERATE(0U, 16U, 64U, 512U);
  page.compression = GENERATE(
      values<std::uint16_t>({COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE}));
  check_shows(write_tiff(page, rows_of(pixels, one_byte)), pixels);
}

TEST_CASE("A TIFF of one bit a pixel in tiles is bitonal", "[image][tiff]") {
  const auto ink = test::page_with_text(width, height);
  auto page = page_of(1, PHOTOMETRIC_MINISWHITE);
  page.tile = GENERATE(16U, 128U);
  page.compression = GENERATE(values<std::uint16_t>({COMPRESSION_NONE, COMPRESSION_CCITTFAX4}));
  const auto file = write_tiff(
      page, packed_rows(ink.pixels, 1, [](std::uint8_t gray) { return gray == 0 ? 1U : 0U; }));
  check_shows(file, ink.pixels);
  CHECK(decode_image(file)->bitonal);
}

TEST_CASE("Gray of two, four and sixteen bits is gray", "[image][tiff]") {
  const auto pixels = page_in_gray();
  const bool is_white_zero = GENERATE(false, true);
  const auto photometric =
      static_cast<std::uint16_t>(is_white_zero ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_MINISBLACK);
  const auto level = [is_white_zero](std::uint8_t gray) {
    return static_cast<std::uint8_t>(is_white_zero ? 255 - gray : gray);
  };
  check_shows(
      write_tiff(page_of(16, photometric),
                 rows_of(pixels, [&](std::uint8_t gray) { return sixteen_bits(level(gray)); })),
      pixels);
  check_shows(
      write_tiff(page_of(4, photometric),
                 packed_rows(pixels, 4, [&](std::uint8_t gray) { return level(gray) / 17U; })),
      pixels);
  cv::Mat coarse = pixels.clone();
  coarse.forEach<std::uint8_t>(
      [](std::uint8_t& gray, const int*) { gray = static_cast<std::uint8_t>(gray / 85 * 85); });
  check_shows(
      write_tiff(page_of(2, photometric),
                 packed_rows(coarse, 2, [&](std::uint8_t gray) { return level(gray) / 85U; })),
      coarse);
}

TEST_CASE("A palette is looked up, whichever of its two scales it has", "[image][tiff]") {
  const auto pixels = page_in_gray();
  const unsigned scale = GENERATE(1U, 257U);
  const unsigned bits = GENERATE(4U, 8U);
  const auto palette = [&](TIFF* tiff) { set_gray_palette(tiff, bits, scale); };
  const auto page = page_of(static_cast<std::uint16_t>(bits), PHOTOMETRIC_PALETTE);
  check_shows(write_tiff(page, packed_rows(pixels, bits, palette_index), palette), pixels);
}

TEST_CASE("A palette of two colours says which of them is ink", "[image][tiff]") {
  const auto ink = test::page_with_text(width, height);
  const auto palette = [](TIFF* tiff) {
    std::array<std::uint16_t, 2> levels{0, 0xFFFF};
    TIFFSetField(tiff, TIFFTAG_COLORMAP, levels.data(), levels.data(), levels.data());
  };
  check_shows(
      write_tiff(page_of(1, PHOTOMETRIC_PALETTE),
                 packed_rows(ink.pixels, 1, [](std::uint8_t gray) { return gray == 0 ? 0U : 1U; }),
                 palette),
      ink.pixels);
}

TEST_CASE("Four inks and colours of sixteen bits become gray", "[image][tiff]") {
  const auto pixels = page_in_gray();
  constexpr double rounding = 2;
  check_shows(
      write_tiff(
          page_of(8, PHOTOMETRIC_SEPARATED, 4),
          rows_of(
              pixels,
              [](std::uint8_t gray) {
                return std::array<std::uint8_t, 4>{0, 0, 0, static_cast<std::uint8_t>(255 - gray)};
              })),
      pixels, rounding);
  check_shows(write_tiff(page_of(16, PHOTOMETRIC_RGB, 3),
                         rows_of(pixels,
                                 [](std::uint8_t gray) {
                                   const auto one = sixteen_bits(gray);
                                   return std::array<std::uint8_t, 6>{one[0], one[1], one[0],
                                                                      one[1], one[0], one[1]};
                                 })),
              pixels, rounding);
}

TEST_CASE("A tiled TIFF that is cut off anywhere is an error, not half a picture",
          "[image][tiff]") {
  auto page = page_of(1, PHOTOMETRIC_MINISWHITE);
  page.tile = 64;
  page.compression = GENERATE(values<std::uint16_t>({COMPRESSION_CCITTFAX4, COMPRESSION_LZW}));
  const auto ink = test::page_with_text(width, height);
  const auto file = write_tiff(
      page, packed_rows(ink.pixels, 1, [](std::uint8_t gray) { return gray == 0 ? 1U : 0U; }));
  REQUIRE(decode_image(file).has_value());
  for (std::size_t length = 8; length < file.size(); length += 1 + length / 40) {
    CAPTURE(length, file.size());
    CHECK_FALSE(decode_image(ByteView{file}.first(length)).has_value());
  }
}

TEST_CASE("A tile that promises a huge page is refused on its header", "[image][bomb]") {
  auto page = page_of(8, PHOTOMETRIC_MINISBLACK);
  page.tile = 16;
  auto file = write_tiff(page, rows_of(page_in_gray(), one_byte));
  // TileWidth, a SHORT in the directory.
  const std::array entry{std::byte{0x42}, std::byte{0x01}, std::byte{0x03}, std::byte{0x00}};
  const auto found = std::search(file.begin(), file.end(), entry.begin(), entry.end());
  REQUIRE(found != file.end());
  *(found + 8) = std::byte{0xF0};
  *(found + 9) = std::byte{0xFF};
  const auto decoded = decode_image(file);
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().field == "oversized_image");
}

TEST_CASE("A TIFF whose pixels are of impossibly many samples is foreign", "[image][tiff]") {
  const auto file = test::tiff_file(
      {{256, 8}, {257, 8}, {258, 34'308}, {259, 1}, {262, 2}, {273, 98}, {277, 65'281}}, Bytes(64));
  const auto decoded = decode_image(file);
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().field == "foreign_file");
}

TEST_CASE("The orientation of a TIFF is honoured, all eight of them", "[image][tiff]") {
  const auto upright = page_in_gray();
  const auto orientation = GENERATE(range(std::uint16_t{1}, std::uint16_t{9}));
  CAPTURE(orientation);
  // What a scanner that lay so would have stored.
  cv::Mat stored = upright;
  const auto turned = [&](auto turn) {
    cv::Mat next;
    turn(stored, next);
    stored = next;
  };
  const auto flip = [](int code) {
    return [code](const cv::Mat& from, cv::Mat& to) { cv::flip(from, to, code); };
  };
  if (orientation == 2 || orientation == 6) turned(flip(1));
  if (orientation == 3 || orientation == 7) turned(flip(-1));
  if (orientation == 4 || orientation == 8) turned(flip(0));
  if (orientation >= 5) turned([](const cv::Mat& from, cv::Mat& to) { cv::transpose(from, to); });

  TiffPage page{.width = static_cast<std::uint32_t>(stored.cols),
                .height = static_cast<std::uint32_t>(stored.rows),
                .orientation = orientation,
                .dpi_x = orientation < 5 ? 200.0 : 100.0,
                .dpi_y = orientation < 5 ? 100.0 : 200.0};
  const auto file = write_tiff(page, rows_of(stored, one_byte));
  check_shows(file, upright);
  CHECK(decode_image(file)->dpi_y == 100);

  page.bits = 1;
  page.photometric = PHOTOMETRIC_MINISBLACK;
  const auto is_light = [](std::uint8_t gray) { return gray < 128 ? 0U : 1U; };
  const auto bitonal = write_tiff(page, packed_rows(stored, 1, is_light));
  check_shows(bitonal, upright >= 128);
  CHECK(decode_image(bitonal)->bitonal);
}

namespace {

/// An Exif block with the orientation behind another tag, in either order of bytes.
Bytes exif_block(std::uint16_t orientation, bool is_little_endian) {
  Bytes block{std::byte{'E'}, std::byte{'x'}, std::byte{'i'}, std::byte{'f'}, {}, {}};
  const auto put = [&](std::uint32_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      const auto shift = 8 * (is_little_endian ? i : size - 1 - i);
      block.push_back(static_cast<std::byte>(value >> shift));
    }
  };
  put(is_little_endian ? 0x4949 : 0x4D4D, 2);
  put(42, 2);
  put(8, 4);
  put(2, 2);
  for (const std::uint16_t tag : {std::uint16_t{0x010F}, std::uint16_t{274}}) {
    put(tag, 2);
    put(3, 2);
    put(1, 4);
    put(tag == 274 ? orientation : 1, 2);
    put(0, 2);
  }
  put(0, 4);
  return block;
}

/// The JPEG with that block behind its first marker.
Bytes with_exif(const Bytes& jpeg, const Bytes& block) {
  const std::size_t length = block.size() + 2;
  Bytes file{jpeg.begin(), jpeg.begin() + 2};
  for (const std::size_t byte : {std::size_t{0xFF}, std::size_t{0xE1}, length >> 8, length}) {
    file.push_back(static_cast<std::byte>(byte));
  }
  file.insert(file.end(), block.begin(), block.end());
  file.insert(file.end(), jpeg.begin() + 2, jpeg.end());
  return file;
}

}  // namespace

TEST_CASE("The orientation that a camera writes into a JPEG is honoured", "[image]") {
  const auto page = test::gray_page(300, 140);
  const auto jpeg = encode_jpeg(page, 90);
  const auto plain = decode_image(jpeg).value();
  const auto orientation = GENERATE(range(std::uint16_t{1}, std::uint16_t{9}));
  const bool is_little_endian = GENERATE(true, false);
  const auto decoded = decode_image(with_exif(jpeg, exif_block(orientation, is_little_endian)));
  REQUIRE(decoded.has_value());
  const auto expected = set_upright(plain, orientation_of(orientation));
  CHECK(test::same_pixels(decoded->pixels, expected.pixels));
  CHECK(decoded->pixels.cols == (orientation < 5 ? 300 : 140));
}

TEST_CASE("An Exif block may end anywhere and say anything", "[image]") {
  const auto block = exif_block(6, true);
  CHECK((orientation_of_exif(block) == Orientation::RightTop));
  for (std::size_t length = 0; length < block.size(); ++length) {
    for (const auto change : {std::byte{0}, std::byte{0xFF}}) {
      auto cut = block;
      cut.resize(length);
      if (length > 8) cut[length - 1] = change;
      CHECK_NOTHROW(orientation_of_exif(cut));
    }
  }
  CHECK((orientation_of_exif(exif_block(9, false)) == Orientation::TopLeft));
  CHECK((orientation_of_exif({}) == Orientation::TopLeft));
}
