#include "encode/image/quality/halved_ink.h"

#include <array>
#include <bit>
#include <cstdint>

#include <opencv2/core.hpp>

namespace lockbox::encode {
namespace {

constexpr int side = 4;  ///< Pixels of a side of what becomes one.
constexpr unsigned nibble = 0xF;

/// What two squares of two by two beside each other add to the mean of four.
struct Halves {
  std::uint16_t ink = 0;
  std::uint16_t pixels = 0;
};

/// For each two rows of four bits, the lower row in the upper bits.
constexpr std::array<Halves, 256> halves_of = [] {
  constexpr unsigned left = 0x33;  // The left two pixels of both rows.
  const auto mean = [](int set) { return static_cast<unsigned>((255 * set + 2) / 4); };
  std::array<Halves, 256> table{};
  for (unsigned bits = 0; bits < table.size(); ++bits) {
    const int on_left = std::popcount(bits & left);
    const int on_right = std::popcount(bits & ~left);
    table[bits] = {static_cast<std::uint16_t>(mean(on_left) + mean(on_right)),
                   static_cast<std::uint16_t>(mean(4 - on_left) + mean(4 - on_right))};
  }
  return table;
}();

std::uint8_t mean_of_four(int sum) {
  return static_cast<std::uint8_t>((sum + 2) / 4);
}

}  // namespace

HalvedInk halved_twice(const BitMask& ink) {
  const cv::Size size{ink.columns() / side, ink.rows() / side};
  HalvedInk halved{.ink = cv::Mat(size, CV_8UC1, cv::Scalar(0)),
                   .pixels = cv::Mat(size, CV_8UC1, cv::Scalar(255))};
  for (int y = 0; y < size.height; ++y) {
    const std::array rows{ink.row(side * y), ink.row(side * y + 1), ink.row(side * y + 2),
                          ink.row(side * y + 3)};
    auto* of_ink = halved.ink.ptr<std::uint8_t>(y);
    auto* of_pixels = halved.pixels.ptr<std::uint8_t>(y);
    for (std::size_t i = 0; i < rows[0].size(); ++i) {
      auto left = rows[0][i] | rows[1][i] | rows[2][i] | rows[3][i];
      // Paper is there already, and most is paper.
      while (left != 0) {
        const int from = std::countr_zero(left) / side * side;
        left &= ~(BitMask::Word{nibble} << from);
        const int x = (static_cast<int>(i) * BitMask::word_bits + from) / side;
        if (x >= size.width) break;
        const auto bits = [&](std::size_t row) { return rows[row][i] >> from & nibble; };
        const auto& upper = halves_of[bits(0) | bits(1) << side];
        const auto& lower = halves_of[bits(2) | bits(3) << side];
        of_ink[x] = mean_of_four(upper.ink + lower.ink);
        of_pixels[x] = mean_of_four(upper.pixels + lower.pixels);
      }
    }
  }
  return halved;
}

}  // namespace lockbox::encode
