#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "encode/postal/postal_bars.h"

namespace lockbox::encode {
namespace {

/// Holds the 102 bits of the data.
__extension__ using Wide = unsigned __int128;

constexpr std::size_t tracking_digits = 20;
constexpr std::size_t characters = 10;
constexpr unsigned character_bits = 13;
constexpr unsigned character_mask = (1U << character_bits) - 1;
constexpr unsigned five_of_13 = 1287;  ///< Characters with five set bits; those with two follow.
constexpr unsigned two_of_13 = 78;
constexpr unsigned codewords = five_of_13 + two_of_13;
constexpr unsigned last_codewords = 636;  ///< The last codeword is below, then doubled.
constexpr unsigned first_codewords =
    659;  ///< The first is below, and raised by the check sequence.
constexpr unsigned check_bits = 11;

using Characters = std::array<unsigned, characters>;

/// USPS-B-3200, table I or II: the characters with so many set bits in order, each followed by its
/// mirror image; those that are their own count down from the end.
void add_table(int set_bits, unsigned size, unsigned* table) {
  unsigned lower = 0;
  unsigned upper = size - 1;
  for (unsigned character = 0; character <= character_mask; ++character) {
    if (std::popcount(character) != set_bits) continue;
    unsigned mirrored = 0;
    for (unsigned bit = 0; bit < character_bits; ++bit) {
      mirrored = mirrored << 1 | (character >> bit & 1);
    }
    if (mirrored < character) continue;
    if (mirrored == character) {
      table[upper--] = character;
    } else {
      table[lower++] = character;
      table[lower++] = mirrored;
    }
  }
}

const std::array<unsigned, codewords>& character_table() {
  static const auto table = [] {
    std::array<unsigned, codewords> both{};
    add_table(5, five_of_13, both.data());
    add_table(2, two_of_13, both.data() + five_of_13);
    return both;
  }();
  return table;
}

/// Which bit of which character says whether a bar goes down, and which whether it goes up.
struct BarBits {
  std::uint8_t down_character;
  std::uint8_t down_bit;
  std::uint8_t up_character;
  std::uint8_t up_bit;
};

/// USPS-B-3200, table 22, left to right.
constexpr std::array<BarBits, intelligent_mail_bars> bar_bits{
    {{7, 2, 4, 3},  {1, 10, 0, 0},  {9, 12, 2, 8}, {5, 5, 6, 11}, {8, 9, 3, 1},  {0, 1, 5, 12},
     {2, 5, 1, 8},  {4, 4, 9, 11},  {6, 3, 8, 10}, {3, 9, 7, 6},  {5, 11, 1, 4}, {8, 5, 2, 12},
     {9, 10, 0, 2}, {7, 1, 6, 7},   {3, 6, 4, 9},  {0, 3, 8, 6},  {6, 4, 2, 7},  {1, 1, 9, 9},
     {7, 10, 5, 2}, {4, 0, 3, 8},   {6, 2, 0, 4},  {8, 11, 1, 0}, {9, 8, 3, 12}, {2, 6, 7, 7},
     {5, 1, 4, 10}, {1, 12, 6, 9},  {7, 3, 8, 0},  {5, 8, 9, 7},  {4, 6, 2, 10}, {3, 4, 0, 5},
     {8, 4, 5, 7},  {7, 11, 1, 9},  {6, 0, 9, 6},  {0, 6, 4, 8},  {2, 1, 3, 2},  {5, 9, 8, 12},
     {4, 11, 6, 1}, {9, 5, 7, 4},   {3, 3, 1, 2},  {0, 7, 2, 0},  {1, 3, 4, 1},  {6, 10, 3, 5},
     {8, 7, 9, 4},  {2, 11, 5, 6},  {0, 8, 7, 12}, {4, 2, 8, 1},  {5, 10, 3, 0}, {9, 3, 0, 9},
     {6, 5, 2, 4},  {7, 8, 1, 7},   {5, 0, 4, 5},  {2, 3, 0, 10}, {6, 12, 9, 2}, {3, 11, 1, 6},
     {8, 8, 7, 9},  {5, 4, 0, 11},  {1, 5, 2, 2},  {9, 1, 4, 12}, {8, 3, 6, 6},  {7, 0, 3, 7},
     {4, 7, 7, 5},  {0, 12, 1, 11}, {2, 9, 9, 0},  {6, 8, 5, 3},  {3, 10, 8, 2}}};

/// The check sequence of USPS-B-3200, appendix C, over 102 bits.
unsigned check_sequence(Wide data) {
  constexpr unsigned polynomial = 0x0F35;
  constexpr unsigned mask = (1U << check_bits) - 1;
  constexpr unsigned top = 1U << (check_bits - 1);
  constexpr int data_bits = 102;
  unsigned sequence = mask;
  for (int bit = data_bits - 1; bit >= 0; --bit) {
    const bool data_bit = (data >> bit & 1) != 0;
    const bool is_set = (sequence & top) != 0;
    sequence = sequence << 1 & mask;
    if (data_bit != is_set) sequence ^= polynomial & mask;
  }
  return sequence;
}

/// What is added to a routing code so that codes of different lengths do not meet.
Wide routing_offset(std::size_t digits) {
  constexpr Wide after_none = 1;
  constexpr Wide after_five = 100'000;
  constexpr Wide after_nine = 1'000'000'000;
  switch (digits) {
    case 5:
      return after_none;
    case 9:
      return after_none + after_five;
    case 11:
      return after_none + after_five + after_nine;
    default:
      return 0;
  }
}

Wide number_of(std::string_view digits) {
  Wide number = 0;
  for (const char digit : digits) number = number * 10 + static_cast<unsigned>(digit - '0');
  return number;
}

/// The routing code whose number, with its offset, this is; empty for none, nothing for too much.
std::optional<std::string> routing_of(Wide number) {
  if (number == 0) return std::string{};
  for (const std::size_t digits : {11U, 9U, 5U}) {
    if (number < routing_offset(digits)) continue;
    number -= routing_offset(digits);
    std::string text;
    for (std::size_t i = 0; i < digits; ++i, number /= 10) {
      text += static_cast<char>('0' + static_cast<int>(number % 10));
    }
    std::ranges::reverse(text);
    return number == 0 ? std::optional{text} : std::nullopt;
  }
  return std::nullopt;
}

Wide data_of(std::string_view digits) {
  const auto routing = digits.substr(tracking_digits);
  Wide data = routing_offset(routing.size()) + number_of(routing);
  data = data * 10 + static_cast<unsigned>(digits[0] - '0');
  data = data * 5 + static_cast<unsigned>(digits[1] - '0');
  for (const char digit : digits.substr(2, tracking_digits - 2)) {
    data = data * 10 + static_cast<unsigned>(digit - '0');
  }
  return data;
}

std::optional<std::string> digits_of(Wide data) {
  std::string tracking;
  for (std::size_t i = 0; i < tracking_digits; ++i) {
    const unsigned base = i == tracking_digits - 2 ? 5 : 10;
    tracking += static_cast<char>('0' + static_cast<int>(data % base));
    data /= base;
  }
  std::ranges::reverse(tracking);
  const auto routing = routing_of(data);
  if (!routing) return std::nullopt;
  return tracking + *routing;
}

/// The characters of a row, with the bits of the check sequence taken out, and those bits.
struct Unmasked {
  Characters characters{};
  unsigned check = 0;
};

Unmasked unmask(std::span<const PostalBar> bars) {
  Unmasked result;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto& bits = bar_bits.at(i);
    const bool down = bars[i] == PostalBar::Descender || bars[i] == PostalBar::Full;
    const bool up = bars[i] == PostalBar::Ascender || bars[i] == PostalBar::Full;
    if (down) result.characters.at(bits.down_character) |= 1U << bits.down_bit;
    if (up) result.characters.at(bits.up_character) |= 1U << bits.up_bit;
  }
  for (std::size_t i = 0; i < characters; ++i) {
    auto& character = result.characters.at(i);
    if (std::popcount(character) <= 5) continue;
    character ^= character_mask;
    result.check |= 1U << i;
  }
  return result;
}

}  // namespace

Result<PostalBars> encode_intelligent_mail(std::string_view digits) {
  const bool has_length =
      digits.size() == tracking_digits || digits.size() == tracking_digits + 5 ||
      digits.size() == tracking_digits + 9 || digits.size() == tracking_digits + 11;
  if (!has_length || digits.find_first_not_of("0123456789") != std::string_view::npos ||
      digits[1] > '4') {
    return fail(ErrorCode::InvalidInput,
                "Intelligent Mail has 20 digits, the second of them 0 to 4, and none, 5, 9 or 11 "
                "of the routing code.");
  }
  Wide data = data_of(digits);
  const unsigned check = check_sequence(data);
  Characters words{};
  words[characters - 1] = static_cast<unsigned>(data % last_codewords) * 2;
  data /= last_codewords;
  for (std::size_t i = characters - 2; i > 0; --i, data /= codewords) {
    words.at(i) = static_cast<unsigned>(data % codewords);
  }
  words[0] = static_cast<unsigned>(data) + (check >> characters != 0 ? first_codewords : 0);
  for (std::size_t i = 0; i < characters; ++i) {
    words.at(i) = character_table().at(words.at(i)) ^ ((check >> i & 1) != 0 ? character_mask : 0);
  }
  PostalBars bars;
  for (const auto& bits : bar_bits) {
    const bool down = (words.at(bits.down_character) >> bits.down_bit & 1) != 0;
    const bool up = (words.at(bits.up_character) >> bits.up_bit & 1) != 0;
    bars.push_back(static_cast<PostalBar>((down ? 1 : 0) + (up ? 2 : 0)));
  }
  return bars;
}

std::optional<std::string> decode_intelligent_mail(std::span<const PostalBar> bars) {
  if (bars.size() != intelligent_mail_bars) return std::nullopt;
  auto [words, check] = unmask(bars);
  for (auto& word : words) {
    const auto& table = character_table();
    const auto* const found = std::ranges::find(table, word);
    if (found == table.end()) return std::nullopt;
    word = static_cast<unsigned>(found - table.begin());
  }
  if (words[0] >= first_codewords) {
    words[0] -= first_codewords;
    check |= 1U << characters;
  }
  const unsigned last = words[characters - 1];
  if (words[0] >= first_codewords || last % 2 != 0 || last / 2 >= last_codewords) {
    return std::nullopt;
  }
  Wide data = words[0];
  for (std::size_t i = 1; i < characters - 1; ++i) data = data * codewords + words.at(i);
  data = data * last_codewords + last / 2;
  if (check_sequence(data) != check) return std::nullopt;
  return digits_of(data);
}

}  // namespace lockbox::encode
