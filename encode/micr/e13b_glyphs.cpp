#include "encode/micr/e13b_glyphs.h"

#include <algorithm>
#include <cmath>

namespace lockbox::encode {
namespace {

constexpr std::array zero{InkBar{0.5, 0, 6.5, 1}, InkBar{0.5, 8, 6.5, 9}, InkBar{0, 0.6, 0.9, 8.4},
                          InkBar{6.1, 0.6, 7, 8.4}};
constexpr std::array one{InkBar{0, 0, 2, 1}, InkBar{1, 0, 2, 5}, InkBar{0, 5, 4, 9}};
constexpr std::array two{InkBar{0, 0, 4, 1}, InkBar{3, 0, 4, 5}, InkBar{0, 4, 4, 5},
                         InkBar{0, 4, 1, 9}, InkBar{0, 8, 4, 9}};
constexpr std::array three{InkBar{0, 0, 4, 1}, InkBar{3, 0, 4, 5}, InkBar{0, 4, 4, 5},
                           InkBar{3, 5, 5, 9}, InkBar{0, 8, 5, 9}};
constexpr std::array four{InkBar{0, 0, 2, 7}, InkBar{0, 6, 6, 7}, InkBar{4, 5, 6, 9}};
constexpr std::array five{InkBar{0, 0, 5, 1}, InkBar{0, 0, 1, 5}, InkBar{0, 4, 5, 5},
                          InkBar{4, 4, 5, 9}, InkBar{0, 8, 5, 9}};
constexpr std::array six{InkBar{0, 0, 4, 1}, InkBar{3, 0, 4, 3}, InkBar{0, 0, 1, 9},
                         InkBar{0, 5, 6, 6}, InkBar{5, 5, 6, 9}, InkBar{0, 8, 6, 9}};
constexpr std::array seven{InkBar{0, 0, 5, 1}, InkBar{0, 0, 1, 3}, InkBar{4, 0, 5, 4},
                           InkBar{2, 4, 4.5, 5}, InkBar{2, 4, 3, 9}};
constexpr std::array eight{InkBar{1, 0, 6, 1}, InkBar{1, 0, 2, 5}, InkBar{5, 0, 6, 5},
                           InkBar{1, 4, 6, 5}, InkBar{0, 5, 2, 9}, InkBar{5, 5, 7, 9},
                           InkBar{0, 8, 7, 9}};
constexpr std::array nine{InkBar{0, 0, 6, 1}, InkBar{0, 0, 1, 5}, InkBar{5, 0, 6, 5},
                          InkBar{0, 4, 6, 5}, InkBar{4, 5, 6, 9}};
constexpr std::array transit{InkBar{0, 1.5, 2, 7.5}, InkBar{4, 0, 7, 3}, InkBar{4, 6, 7, 9}};
constexpr std::array amount{InkBar{0, 5, 2, 9}, InkBar{3, 2.25, 4, 6.75}, InkBar{5, 0, 7, 4}};
constexpr std::array on_us{InkBar{0, 1.5, 1, 7.5}, InkBar{2, 1.5, 3, 7.5}, InkBar{4, 0.5, 7, 4.5}};
constexpr std::array dash{InkBar{0, 2.5, 2, 6.5}, InkBar{3, 2.5, 5, 6.5}, InkBar{6, 2.5, 7, 6.5}};

/// How much of the sample [at, at + 1] lies in [low, high].
float overlap(int at, double low, double high) {
  return static_cast<float>(std::max(0.0, std::min(at + 1.0, high) - std::max<double>(at, low)));
}

}  // namespace

const std::array<E13bGlyph, e13b_glyph_count>& e13b_glyphs() {
  static constexpr std::array<E13bGlyph, e13b_glyph_count> glyphs{{{"0", 7, zero},
                                                                   {"1", 4, one},
                                                                   {"2", 4, two},
                                                                   {"3", 5, three},
                                                                   {"4", 6, four},
                                                                   {"5", 5, five},
                                                                   {"6", 6, six},
                                                                   {"7", 5, seven},
                                                                   {"8", 7, eight},
                                                                   {"9", 6, nine},
                                                                   {"\u2446", 7, transit},
                                                                   {"\u2447", 7, amount},
                                                                   {"\u2448", 7, on_us},
                                                                   {"\u2449", 7, dash}}};
  return glyphs;
}

void cover_with_ink(cv::Mat& ink, const InkBar& bar) {
  const auto first = [](double at) { return std::max(0, static_cast<int>(std::floor(at))); };
  const auto last = [](double at, int size) {
    return std::min(size, static_cast<int>(std::ceil(at)));
  };
  for (int y = first(bar.top); y < last(bar.bottom, ink.rows); ++y) {
    auto* row = ink.ptr<float>(y);
    const float tall = overlap(y, bar.top, bar.bottom);
    for (int x = first(bar.left); x < last(bar.right, ink.cols); ++x) {
      row[x] = std::max(row[x], tall * overlap(x, bar.left, bar.right));
    }
  }
}

}  // namespace lockbox::encode
