#include "encode/coupon/itf_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace lockbox::encode {
namespace {

constexpr std::size_t start_elements = 4;  ///< Narrow bar, space, bar, space.
constexpr std::size_t stop_elements = 3;   ///< Wide bar, narrow space, narrow bar.
constexpr std::size_t pair_elements = 10;
constexpr std::size_t pairs_min = 3;
constexpr double quiet_narrows = 6;         ///< No space inside is wider: wide is at most three.
constexpr double wide_to_narrow_min = 1.4;  ///< Nearest wide to nearest narrow of one digit.
constexpr double pair_deviation_max = 0.08;

/// Bars of the ten digits, bit 0 the first element; a wide element is one.
constexpr std::array<unsigned, 10> wide_elements{0b01100, 0b10001, 0b10010, 0b00011, 0b10100,
                                                 0b00101, 0b00110, 0b11000, 0b01001, 0b01010};

/// One digit from its five elements, which lie two apart, bars or spaces.
std::optional<char> read_digit(std::span<const int> elements) {
  std::array<int, 5> widths{};
  for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = elements[2 * i];
  auto sorted = widths;
  std::sort(sorted.begin(), sorted.end());
  if (sorted[3] < wide_to_narrow_min * sorted[2]) return std::nullopt;
  unsigned wide = 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] >= sorted[3]) wide |= 1U << i;
  }
  const auto digit = std::find(wide_elements.begin(), wide_elements.end(), wide);
  if (digit == wide_elements.end()) return std::nullopt;
  return static_cast<char>('0' + (digit - wide_elements.begin()));
}

/// True if start and stop have the proportions of a code whose pairs are `pair_width` wide.
bool has_ends(std::span<const int> symbol, double pair_width) {
  // A pair is six narrow and four wide elements; wide is two to three narrow.
  const double narrow = pair_width / 16;
  const auto start = symbol.first(start_elements);
  const auto stop = symbol.last(stop_elements);
  return *std::max_element(start.begin(), start.end()) < 2.2 * narrow && stop[1] < 2.2 * narrow &&
         stop[0] >= wide_to_narrow_min * stop[2];
}

std::optional<std::string> read_symbol(std::span<const int> symbol) {
  const auto ends = start_elements + stop_elements;
  if (symbol.size() < ends + pairs_min * pair_elements || (symbol.size() - ends) % pair_elements) {
    return std::nullopt;
  }
  const auto body = symbol.subspan(start_elements, symbol.size() - ends);
  const double pair_width =
      width_of(body) * static_cast<double>(pair_elements) / static_cast<double>(body.size());
  if (!has_ends(symbol, pair_width)) return std::nullopt;
  std::string digits;
  for (std::size_t at = 0; at < body.size(); at += pair_elements) {
    const auto pair = body.subspan(at, pair_elements);
    if (std::abs(width_of(pair) - pair_width) > pair_deviation_max * pair_width)
      return std::nullopt;
    const auto first = read_digit(pair.first(pair_elements - 1));
    const auto second = read_digit(pair.subspan(1));
    if (!first || !second) return std::nullopt;
    digits += *first;
    digits += *second;
  }
  return digits;
}

/// The narrow width by the mean element, which is 1.4 to 1.8 narrow in every code.
double narrow_of(std::span<const int> elements) {
  if (elements.size() < start_elements) return elements.front();
  return width_of(elements) / (1.6 * static_cast<double>(elements.size()));
}

/// The longest stretch of elements that no quiet zone interrupts.
std::span<const int> between_quiet_zones(std::span<const int> widths) {
  std::span<const int> longest;
  std::size_t begin = 1;
  for (std::size_t i = 2; i < widths.size(); i += 2) {
    const auto stretch = widths.subspan(begin, i - begin);
    if (widths[i] < quiet_narrows * narrow_of(stretch) && i + 1 != widths.size()) continue;
    if (stretch.size() > longest.size()) longest = stretch;
    begin = i + 1;
  }
  return longest;
}

}  // namespace

std::optional<ElementsRead> read_itf(const std::vector<int>& widths) {
  const std::span<const int> line{widths};
  const auto symbol = between_quiet_zones(line);
  if (symbol.empty()) return std::nullopt;
  const auto before = static_cast<std::size_t>(symbol.data() - line.data());
  const int quiet = std::min(line[before - 1], line[before + symbol.size()]);
  if (quiet < quiet_narrows * narrow_of(symbol)) return std::nullopt;
  auto digits = read_symbol(symbol);
  if (!digits) {
    const std::vector<int> turned{symbol.rbegin(), symbol.rend()};
    digits = read_symbol(turned);
  }
  if (!digits) return std::nullopt;
  const int from = width_of(line.first(before));
  return ElementsRead{*digits, from, from + width_of(symbol)};
}

}  // namespace lockbox::encode
