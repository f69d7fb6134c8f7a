#include "encode/image/packed_ink.h"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <opencv2/core.hpp>

#include "core/chance.h"
#include "encode/image/bit_rows.h"
#include "encode/image/image_codec.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

GrayImage some_page(Chance& chance) {
  GrayImage page{.pixels = cv::Mat(9, 130, CV_8UC1), .dpi_x = 200, .dpi_y = 200, .bitonal = true};
  for (int y = 0; y < page.pixels.rows; ++y) {
    for (int x = 0; x < page.pixels.cols; ++x) {
      page.pixels.at<std::uint8_t>(y, x) = chance.between(0, 1) < 0.3 ? 0 : 255;
    }
  }
  return page;
}

bool are_same(const BitMask& one, const BitMask& other) {
  if (one.rows() != other.rows() || one.columns() != other.columns()) return false;
  for (int y = 0; y < one.rows(); ++y) {
    if (!std::ranges::equal(one.row(y), other.row(y))) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("The ink of a picture is the same whether it was packed before or not",
          "[encode][bits]") {
  Chance chance{11};
  const auto page = some_page(chance);
  const auto packed = with_packed_ink(page);
  CHECK(are_same(*ink_of(page), BitMask::ink_of(page.pixels)));
  CHECK(are_same(*ink_of(packed), BitMask::ink_of(page.pixels)));
  CHECK(ink_of(packed) == ink_of(packed));
  const cv::Range rows{2, 7};
  CHECK(are_same(ink_of(page, rows), BitMask::ink_of(page.pixels.rowRange(rows))));
  CHECK(are_same(ink_of(packed, rows), BitMask::ink_of(page.pixels.rowRange(rows))));
  CHECK(ink_of(packed, {3, 3}).rows() == 0);
}

TEST_CASE("A picture that was given other pixels is packed anew", "[encode][bits]") {
  Chance chance{12};
  auto page = with_packed_ink(some_page(chance));
  page.pixels = cv::Mat(~page.pixels);
  CHECK(are_same(*ink_of(page), BitMask::ink_of(page.pixels)));
  page.pixels = page.pixels.rowRange(0, 4);
  CHECK(are_same(*ink_of(page), BitMask::ink_of(page.pixels)));
}

TEST_CASE("Bits of a file are the ink of its pixels, whichever bit is black", "[encode][bits]") {
  Chance chance{13};
  for (const int columns : {1, 7, 8, 63, 64, 65, 130}) {
    cv::Mat gray(1, columns, CV_8UC1);
    for (int x = 0; x < columns; ++x) {
      gray.at<std::uint8_t>(0, x) = chance.between(0, 1) < 0.5 ? 0 : 255;
    }
    const std::span<const std::uint8_t> row{gray.ptr(0), static_cast<std::size_t>(columns)};
    const auto bit = chance.between(0, 1) < 0.5 ? InkBit::One : InkBit::Zero;
    std::vector<std::uint8_t> bits(static_cast<std::size_t>(columns + 7) / 8);
    pack_bits(row, bit, bits);
    for (int x = 0; x < columns; ++x) {
      const bool is_set = (bits[static_cast<std::size_t>(x / 8)] << (x % 8) & 0x80) != 0;
      CHECK(is_set == ((bit == InkBit::One) == (row[static_cast<std::size_t>(x)] == 0)));
    }
    // What follows the row, or pads it, is nothing of it.
    if (columns % 8 != 0) bits.back() ^= 1;
    bits.push_back(0xA5);
    std::vector<BitMask::Word> words(words_a_row(columns), ~BitMask::Word{0});
    take_bits(bits, bit, columns, words);
    CHECK(std::ranges::equal(words, BitMask::ink_of(gray).row(0)));
    std::vector<std::uint8_t> unpacked(static_cast<std::size_t>(columns));
    unpack_ink(words, unpacked);
    CHECK(std::ranges::equal(unpacked, row));
  }
}

TEST_CASE("A bitonal file looks the same packed and in gray", "[encode][bits]") {
  Chance chance{14};
  const auto page = some_page(chance);
  const auto file = encode_tiff_g4(page);
  auto packed = decode_page(file).value();
  REQUIRE(std::holds_alternative<BitonalPage>(packed));
  const auto& ink = std::get<BitonalPage>(packed);
  CHECK(are_same(ink.ink, BitMask::ink_of(page.pixels)));
  CHECK(ink.dpi_x == 200);
  const auto gray = gray_of(std::move(packed));
  CHECK(gray.bitonal);
  CHECK(gray.dpi_y == 200);
  CHECK(cv::countNonZero(gray.pixels != page.pixels) == 0);
  CHECK(ink_of(gray) == ink_of(gray));
  CHECK(are_same(*ink_of(gray), BitMask::ink_of(page.pixels)));
  CHECK(std::holds_alternative<GrayImage>(decode_page(encode_png(page)).value()));
}

}  // namespace lockbox::encode
