#include "encode/image/packed_ink.h"

#include <algorithm>

#include "core/chance.h"
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

}  // namespace lockbox::encode
