#include "deposit/counter/card_data.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "encode/coupon/coupon_definition.h"

namespace lockbox::deposit::counter {

namespace {

/// ISO/IEC 7812-1: a primary account number.
constexpr std::size_t card_digits_min = 13;
constexpr std::size_t card_digits_max = 19;
constexpr std::size_t code_digits_min = 3;
constexpr std::size_t code_digits_max = 4;

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

/// Digits that people write as one number, the blanks and dashes between them left out.
std::string digits_from(std::string_view text, std::size_t& at) {
  std::string digits;
  while (at < text.size() && (is_digit(text[at]) || text[at] == ' ' || text[at] == '-')) {
    if (is_digit(text[at])) digits.push_back(text[at]);
    ++at;
  }
  return digits;
}

/// Whether any part of the digits is a card's number: other digits may stand right beside it.
bool holds_card_number(std::string_view digits) {
  for (std::size_t begin = 0; begin + card_digits_min <= digits.size(); ++begin) {
    const auto most = std::min(card_digits_max, digits.size() - begin);
    for (auto size = card_digits_min; size <= most; ++size) {
      const auto part = digits.substr(begin, size);
      const bool is_one_digit = part.find_first_not_of(part.front()) == std::string_view::npos;
      if (!is_one_digit && encode::luhn_holds(part)) return true;
    }
  }
  return false;
}

std::string small_letters(std::string_view text) {
  std::string small{text};
  std::ranges::transform(small, small.begin(), [](char letter) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  });
  return small;
}

bool is_letter(char letter) {
  return letter >= 'a' && letter <= 'z';
}

/// Whether the name stands there as a word of its own, not inside "decided".
bool is_word(std::string_view text, std::size_t at, std::size_t size) {
  const bool begins = at == 0 || !is_letter(text[at - 1]);
  return begins && (at + size == text.size() || !is_letter(text[at + size]));
}

/// Whether the next digits behind a code's name are as many as the code has.
bool is_code_behind(std::string_view text) {
  const auto first = text.find_first_of("0123456789");
  constexpr std::size_t words_between_max = 6;  // "cvv is 123", "cvc: 123"
  if (first == std::string_view::npos || first > words_between_max) return false;
  const auto last = std::min(text.find_first_not_of("0123456789", first), text.size());
  return last - first >= code_digits_min && last - first <= code_digits_max;
}

}  // namespace

bool has_card_number(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    if (holds_card_number(digits_from(text, at))) return true;
  }
  return false;
}

bool has_security_code(std::string_view text) {
  constexpr std::array<std::string_view, 6> names{"cvv2", "cvv", "cvc2",
                                                  "cvc",  "cid", "security code"};
  const auto small = small_letters(text);
  return std::ranges::any_of(names, [&](std::string_view name) {
    for (auto at = small.find(name); at != std::string::npos; at = small.find(name, at + 1)) {
      if (!is_word(small, at, name.size())) continue;
      if (is_code_behind(std::string_view{small}.substr(at + name.size()))) return true;
    }
    return false;
  });
}

Result<void> check_no_card_data(std::string_view text, std::string_view pointer) {
  if (has_card_number(text)) {
    return fail(ErrorCode::InvalidInput,
                "This looks like a whole card number, which is never stored; key the last four "
                "digits only.",
                std::string{pointer});
  }
  if (has_security_code(text)) {
    return fail(ErrorCode::InvalidInput,
                "This looks like a card's security code, which is never stored; leave it out.",
                std::string{pointer});
  }
  return {};
}

}  // namespace lockbox::deposit::counter
