#include "deposit/doctor/keying_slip.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "deposit/doctor/likelihood.h"
#include "deposit/doctor/priors.h"

namespace lockbox::deposit {

namespace {

/// The keys beside each digit on a number pad with 7 8 9 on top and a wide 0 below.
constexpr std::array<std::string_view, 10> pad_neighbours{"12",   "024", "0135", "26",  "157",
                                                          "2468", "359", "48",   "579", "68"};
/// Digits that look alike when written by hand.
constexpr std::array<std::string_view, 10> look_alikes{"68", "7",  "7",  "58", "9",
                                                       "36", "05", "12", "03", "4"};
constexpr std::int64_t neighbour_weight = 6;
constexpr std::int64_t look_alike_weight = 4;

std::int64_t confusion_weight(char meant, char typed) {
  const auto at = static_cast<std::size_t>(meant - '0');
  std::int64_t weight = 1;
  if (pad_neighbours.at(at).find(typed) != std::string_view::npos) weight += neighbour_weight;
  if (look_alikes.at(at).find(typed) != std::string_view::npos) weight += look_alike_weight;
  return weight;
}

/// Of a million wrong keys in place of one digit, so many are this one.
std::int64_t confusion_ppm(char meant, char typed) {
  std::int64_t all = 0;
  for (char other = '0'; other <= '9'; ++other) {
    if (other != meant) all += confusion_weight(meant, other);
  }
  return confusion_weight(meant, typed) * million / all;
}

std::string digits_of(Money amount) {
  return std::to_string(amount.cents());
}

Money amount_of(const std::string& digits) {
  std::int64_t cents = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), cents);
  ENSURE(error == std::errc{} && end == digits.data() + digits.size());
  return Money::from_cents(cents);
}

std::int64_t count_of(const std::string& digits) {
  return static_cast<std::int64_t>(digits.size());
}

std::int64_t unequal_neighbours(const std::string& digits) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i + 1 < digits.size(); ++i) count += digits[i] != digits[i + 1] ? 1 : 0;
  return count;
}

std::optional<KeyingSlip> slip_in_place(const std::string& meant, const std::string& typed) {
  const auto first = std::ranges::mismatch(meant, typed).in1 - meant.begin();
  const auto at = static_cast<std::size_t>(first);
  if (meant.compare(at + 1, std::string::npos, typed, at + 1) == 0) {
    return KeyingSlip{SlipKind::WrongDigit, priors::wrong_digit_ppm / count_of(meant) *
                                                confusion_ppm(meant[at], typed[at]) / thousand};
  }
  if (meant[at] == typed[at + 1] && meant[at + 1] == typed[at] &&
      meant.compare(at + 2, std::string::npos, typed, at + 2) == 0) {
    return KeyingSlip{SlipKind::SwappedDigits,
                      priors::swapped_digits_ppm * thousand / unequal_neighbours(meant)};
  }
  return std::nullopt;
}

/// Whether the longer one is the shorter with one more digit somewhere.
bool has_one_more(const std::string& longer, const std::string& shorter) {
  if (longer.size() != shorter.size() + 1) return false;
  const auto at =
      static_cast<std::size_t>(std::ranges::mismatch(longer, shorter).in1 - longer.begin());
  return longer.compare(at + 1, std::string::npos, shorter, at) == 0;
}

bool is_slide(const std::string& longer, const std::string& shorter) {
  return longer == shorter + "0" || longer == shorter + "00";
}

std::optional<KeyingSlip> slip_in_length(const std::string& meant, const std::string& typed) {
  constexpr std::int64_t slides = 4;  // One place or two, to either side.
  constexpr std::int64_t digits = 10;
  if (is_slide(meant, typed) || is_slide(typed, meant)) {
    return KeyingSlip{SlipKind::Slide, priors::slide_ppm * thousand / slides};
  }
  if (has_one_more(meant, typed)) {
    return KeyingSlip{SlipKind::DigitLeftOut,
                      priors::digit_left_out_ppm * thousand / count_of(meant)};
  }
  if (has_one_more(typed, meant)) {
    return KeyingSlip{SlipKind::DigitTooMany,
                      priors::digit_too_many_ppm * thousand / (count_of(typed) * digits)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<KeyingSlip> slip_between(Money meant, Money typed) {
  ENSURE(meant > Money{} && typed > Money{});
  if (meant == typed) return std::nullopt;
  const auto right = digits_of(meant);
  auto wrong = digits_of(typed);
  if (const auto slip = slip_in_length(right, wrong); slip && slip->kind == SlipKind::Slide) {
    return slip;
  }
  if (wrong.size() <= right.size()) {
    const auto padded = std::string(right.size() - wrong.size(), '0') + wrong;
    if (const auto slip = slip_in_place(right, padded)) return slip;
  }
  return slip_in_length(right, wrong);
}

std::vector<Money> amounts_behind(Money typed) {
  std::vector<Money> amounts;
  const auto add = [&](const std::string& digits) {
    const auto amount = amount_of(digits);
    if (amount > Money{} && amount <= item_max && slip_between(amount, typed)) {
      amounts.push_back(amount);
    }
  };
  const auto digits = digits_of(typed);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    auto other = digits;
    for (char digit = i == 0 ? '1' : '0'; digit <= '9'; ++digit) {
      other[i] = digit;
      add(other);
    }
  }
  // A zero in front of what was typed may be what a swap left of its first digit.
  const auto padded = "0" + digits;
  for (std::size_t i = 0; i + 1 < padded.size(); ++i) {
    auto other = padded;
    std::swap(other[i], other[i + 1]);
    add(other);
  }
  for (const std::string zeros : {"0", "00"}) {
    add(digits + zeros);
    if (digits.ends_with(zeros)) add(digits.substr(0, digits.size() - zeros.size()));
  }
  std::ranges::sort(amounts);
  amounts.erase(std::unique(amounts.begin(), amounts.end()), amounts.end());
  return amounts;
}

}  // namespace lockbox::deposit
