#include "deposit/counter/card_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "core/text.h"
#include "encode/coupon/coupon_definition.h"

namespace lockbox::deposit::counter {

namespace {

/// ISO/IEC 7812-1: a primary account number.
constexpr std::size_t card_digits_min = 13;
constexpr std::size_t card_digits_max = 19;
constexpr std::size_t code_digits_min = 3;
constexpr std::size_t code_digits_max = 4;

/// No-break spaces and the like are up to three bytes of UTF-8.
constexpr std::size_t gap_max = 3;

bool is_gap(char letter) {
  const bool is_of_word = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  return !is_of_word && !is_digit(letter);
}

/// Groups of digits with blanks or signs between them, as people write long numbers.
std::vector<std::string> groups_from(std::string_view text, std::size_t& at) {
  std::vector<std::string> groups;
  while (at < text.size() && is_digit(text[at])) {
    groups.emplace_back();
    while (at < text.size() && is_digit(text[at])) groups.back().push_back(text[at++]);
    auto next = at;
    while (next < text.size() && is_gap(text[next])) ++next;
    if (next - at <= gap_max) at = next;
  }
  return groups;
}

bool is_card_number(std::string_view digits) {
  if (digits.size() < card_digits_min || digits.size() > card_digits_max) return false;
  const bool is_one_digit = digits.find_first_not_of(digits.front()) == std::string_view::npos;
  return !is_one_digit && encode::luhn_holds(digits);
}

/// Whether a run of digits that is longer than a card's number has one in it, e.g. with its expiry.
bool hides_card_number(std::string_view run) {
  if (run.size() <= card_digits_max) return false;
  for (std::size_t at = 0; at + card_digits_min <= run.size(); ++at) {
    for (auto size = card_digits_min; size <= card_digits_max; ++size) {
      if (is_card_number(run.substr(at, size))) return true;
    }
  }
  return false;
}

/// Whether groups that stand beside each other are a card's number; other numbers may stand there
/// too.
bool holds_card_number(const std::vector<std::string>& groups) {
  for (std::size_t first = 0; first < groups.size(); ++first) {
    if (hides_card_number(groups[first])) return true;
    std::string digits;
    for (std::size_t last = first; last < groups.size(); ++last) {
      digits += groups[last];
      if (is_card_number(digits)) return true;
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
    if (holds_card_number(groups_from(text, at))) return true;
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

Result<void> check_text(std::string_view text, std::string_view pointer, std::size_t most) {
  if (text.size() > most) {
    return fail(ErrorCode::InvalidInput, fmt::format("This may hold up to {} letters.", most),
                std::string{pointer});
  }
  return check_no_card_data(text, pointer);
}

}  // namespace lockbox::deposit::counter
