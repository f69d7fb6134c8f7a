#include <algorithm>
#include <array>

#include "encode/digits.h"
#include "encode/postal/postal_bars.h"

namespace lockbox::encode {
namespace {

constexpr std::size_t bars_a_digit = 5;

/// The bars of each digit as bits, a set bit a tall bar: two of five with the weights 7, 4, 2, 1
/// and 0, where 7 and 4 stand for zero.
constexpr std::array<unsigned, 10> digit_codes{0b11000, 0b00011, 0b00101, 0b00110, 0b01001,
                                               0b01010, 0b01100, 0b10001, 0b10010, 0b10100};

bool is_zip_length(std::size_t digits) {
  return digits == 5 || digits == 9 || digits == 11;
}

/// With this digit behind them, all digits sum to a multiple of ten.
char check_digit_of(std::string_view digits) {
  int sum = 0;
  for (const char digit : digits) sum += digit - '0';
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace

Result<PostalBars> encode_postnet(std::string_view digits) {
  if (!all_digits(digits) || !is_zip_length(digits.size())) {
    return fail(ErrorCode::InvalidInput, "POSTNET has 5, 9 or 11 digits.");
  }
  PostalBars bars{PostalBar::Full};
  const auto checked = std::string{digits} + check_digit_of(digits);
  for (const char digit : checked) {
    const unsigned code = digit_codes.at(static_cast<std::size_t>(digit - '0'));
    for (std::size_t bar = bars_a_digit; bar-- > 0;) {
      bars.push_back((code >> bar & 1) != 0 ? PostalBar::Full : PostalBar::Descender);
    }
  }
  bars.push_back(PostalBar::Full);
  return bars;
}

std::optional<std::string> decode_postnet(std::span<const PostalBar> bars) {
  const auto is_of_postnet = [](PostalBar bar) {
    return bar == PostalBar::Full || bar == PostalBar::Descender;
  };
  const bool has_digits = bars.size() > 2 && (bars.size() - 2) % bars_a_digit == 0;
  if (!has_digits || !std::ranges::all_of(bars, is_of_postnet)) return std::nullopt;
  if (bars.front() != PostalBar::Full || bars.back() != PostalBar::Full) return std::nullopt;
  std::string digits;
  for (std::size_t first = 1; first + 1 < bars.size(); first += bars_a_digit) {
    unsigned code = 0;
    for (const auto bar : bars.subspan(first, bars_a_digit)) {
      code = code << 1 | (bar == PostalBar::Full ? 1U : 0U);
    }
    const auto* const found = std::ranges::find(digit_codes, code);
    if (found == digit_codes.end()) return std::nullopt;
    digits += static_cast<char>('0' + (found - digit_codes.begin()));
  }
  const char check_digit = digits.back();
  digits.pop_back();
  if (!is_zip_length(digits.size()) || check_digit != check_digit_of(digits)) return std::nullopt;
  return digits;
}

PostalBars turned_round(std::span<const PostalBar> bars) {
  PostalBars turned{bars.rbegin(), bars.rend()};
  for (auto& bar : turned) {
    if (bar == PostalBar::Ascender) {
      bar = PostalBar::Descender;
    } else if (bar == PostalBar::Descender) {
      bar = PostalBar::Ascender;
    }
  }
  return turned;
}

}  // namespace lockbox::encode
