#include "encode/coupon/code128_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>

namespace lockbox::encode {
namespace {

constexpr std::size_t elements = 6;  ///< Of a character, a bar first.
constexpr int modules = 11;
constexpr std::size_t stop_elements = 7;
constexpr int stop_modules = 13;
constexpr double quiet_modules = 5;  ///< Half of what the standard asks; no code has such a space.
constexpr double bars_off_max = 1.75;   ///< Modules by which a character's bars may be off.
constexpr double width_off_max = 0.15;  ///< Of a character, against the one before.

enum Value : int {
  ToC = 99,
  ToB = 100,
  ToA = 101,
  StartA = 103,
  StartB = 104,
  StartC = 105,
};
constexpr int check_modulus = 103;

/// Widths in modules, bar and space by turns, by value (ISO/IEC 15417, table 1).
constexpr std::array<std::string_view, 106> patterns{
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232"};
constexpr std::array<int, stop_elements> stop_pattern{2, 3, 3, 1, 1, 1, 2};

/// The four distances of a character between edges of one kind, each 2 to 7 modules.
using Distances = std::array<int, 4>;
constexpr int distance_min = 2;
constexpr int distance_max = 7;
constexpr std::size_t distance_count = 6;

constexpr std::size_t place_of(const Distances& distances) {
  std::size_t place = 0;
  for (const int distance : distances) {
    place = place * distance_count + static_cast<std::size_t>(distance - distance_min);
  }
  return place;
}

struct Character {
  int value = -1;  ///< -1 where no character has these distances.
  int bars = 0;    ///< Modules of its bars.
};

constexpr auto characters = [] {
  std::array<Character, distance_count * distance_count * distance_count * distance_count> table;
  table.fill({});
  for (std::size_t value = 0; value < patterns.size(); ++value) {
    const auto width = [&](std::size_t at) { return patterns[value][at] - '0'; };
    Distances distances{};
    for (std::size_t i = 0; i < distances.size(); ++i) distances[i] = width(i) + width(i + 1);
    table[place_of(distances)] = {static_cast<int>(value), width(0) + width(2) + width(4)};
  }
  return table;
}();

/// The value of the character of which these are the elements.
std::optional<int> read_character(std::span<const int> widths) {
  const double module = static_cast<double>(width_of(widths)) / modules;
  Distances distances{};
  for (std::size_t i = 0; i < distances.size(); ++i) {
    distances[i] = static_cast<int>(std::lround((widths[i] + widths[i + 1]) / module));
    if (distances[i] < distance_min || distances[i] > distance_max) return std::nullopt;
  }
  const auto& character = characters[place_of(distances)];
  const double bars = (widths[0] + widths[2] + widths[4]) / module;
  if (character.value < 0 || std::abs(bars - character.bars) > bars_off_max) return std::nullopt;
  return character.value;
}

bool is_stop(std::span<const int> widths) {
  const double module = static_cast<double>(width_of(widths)) / stop_modules;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    const int distance = stop_pattern[i] + stop_pattern[i + 1];
    if (std::lround((widths[i] + widths[i + 1]) / module) != distance) return false;
  }
  return true;
}

/// The values from the start to the check character, and the elements of the whole symbol.
struct Symbol128 {
  std::vector<int> values;
  std::size_t elements = 0;
};

/// The symbol that begins with the first of `widths`, which is a bar.
std::optional<Symbol128> read_values(std::span<const int> widths) {
  Symbol128 symbol;
  double width_before = 0;
  for (std::size_t at = 0; at + stop_elements < widths.size(); at += elements) {
    const auto next = widths.subspan(at, elements);
    const double width = width_of(next);
    if (at != 0) {
      const auto stop = widths.subspan(at, stop_elements);
      const double module = static_cast<double>(width_of(stop)) / stop_modules;
      if (is_stop(stop) && widths[at + stop_elements] >= quiet_modules * module) {
        symbol.elements = at + stop_elements;
        return symbol;
      }
      if (std::abs(width - width_before) > width_off_max * width_before) return std::nullopt;
    }
    const auto value = read_character(next);
    if (!value || (at == 0) != (*value >= StartA)) return std::nullopt;
    symbol.values.push_back(*value);
    width_before = width;
  }
  return std::nullopt;
}

bool has_right_check(const std::vector<int>& values) {
  int total = values.front();
  for (std::size_t i = 1; i + 1 < values.size(); ++i) total += static_cast<int>(i) * values[i];
  return values.back() == total % check_modulus;
}

/// Characters of the code sets A and B; of the controls of A nothing is text.
bool add_character(int value, int code_set, std::string& text) {
  constexpr int controls_from = 64;
  constexpr int printed_max = 94;
  if (value > printed_max || (code_set == StartA && value >= controls_from)) return false;
  text += static_cast<char>(' ' + value);
  return true;
}

void add_pair(int value, std::string& text) {
  text += static_cast<char>('0' + value / 10);
  text += static_cast<char>('0' + value % 10);
}

/// What the values say, if it is text and nothing else.
std::optional<std::string> text_of(const std::vector<int>& values) {
  std::string text;
  int code_set = values.front();
  for (std::size_t i = 1; i + 1 < values.size(); ++i) {
    const int value = values[i];
    if (code_set == StartC && value < ToB) {
      add_pair(value, text);
    } else if (value == ToA && code_set != StartA) {
      code_set = StartA;
    } else if (value == ToB && code_set != StartB) {
      code_set = StartB;
    } else if (value == ToC && code_set != StartC) {
      code_set = StartC;
    } else if (!add_character(value, code_set, text)) {
      return std::nullopt;
    }
  }
  return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

}  // namespace

std::optional<ElementsRead> read_code128(const std::vector<int>& widths) {
  const std::span<const int> line{widths};
  int from = 0;
  for (std::size_t bar = 1; bar + elements < line.size(); bar += 2) {
    from += line[bar - 1] + (bar >= 2 ? line[bar - 2] : 0);
    const double module = static_cast<double>(width_of(line.subspan(bar, elements))) / modules;
    if (line[bar - 1] < quiet_modules * module) continue;
    const auto symbol = read_values(line.subspan(bar));
    constexpr std::size_t values_min = 3;  // Start, a character, check.
    if (!symbol || symbol->values.size() < values_min) continue;
    if (!has_right_check(symbol->values)) continue;
    auto text = text_of(symbol->values);
    if (!text) return std::nullopt;
    return ElementsRead{*std::move(text), from,
                        from + width_of(line.subspan(bar, symbol->elements))};
  }
  return std::nullopt;
}

}  // namespace lockbox::encode
