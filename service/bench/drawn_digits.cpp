#include "service/bench/drawn_digits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace lockbox::service {

namespace {

using deposit::SeenDigit;

constexpr std::array<std::string_view, 10> alike{"698", "74",  "73",  "8592", "91",
                                                 "368", "058", "129", "3069", "478"};
constexpr double alike_share = 0.7;
constexpr double hard_share = 0.15;
constexpr double easy_wrong = 0.002;
constexpr double hard_wrong = 0.15;
constexpr double second_is_right = 0.75;
constexpr double slips_of_hand = 0.5;
/// Of digits that a person took for another: the reader took it for the same one first.
constexpr double reader_agrees = 0.4;
constexpr std::int64_t hard_ppm = 20'000;
constexpr double other_digits = 9;

/// How likely a digit passes for another one.
double confusion(char right, char wrong) {
  const auto group = alike.at(static_cast<std::size_t>(right - '0'));
  const auto size = static_cast<double>(group.size());
  if (right == wrong) return 0;
  return group.find(wrong) != std::string_view::npos ? alike_share / size
                                                     : (1 - alike_share) / (other_digits - size);
}

char draw_other(char right, Chance& chance) {
  auto at = chance.between(0, 1);
  char last = right;
  for (char digit = '0'; digit <= '9'; ++digit) {
    if (digit == right) continue;
    last = digit;
    at -= confusion(right, digit);
    if (at < 0) return digit;
  }
  return last;
}

bool is_hard(const SeenDigit& seen) {
  return seen.second_ppm >= hard_ppm;
}

std::int64_t draw_second_ppm(bool hard, Chance& chance) {
  constexpr double most = 450'000;
  constexpr double easy_most = 1'000;
  return hard ? static_cast<std::int64_t>(chance.between(static_cast<double>(hard_ppm), most))
              : static_cast<std::int64_t>(std::pow(easy_most, chance.between(0.3, 1)));
}

constexpr std::int64_t another_ppm = 10;

SeenDigit draw_seen_digit(char digit, bool hard, Chance& chance) {
  SeenDigit seen{digit, '?', draw_second_ppm(hard, chance), another_ppm};
  if (chance.between(0, 1) >= (hard ? hard_wrong : easy_wrong)) {
    seen.second = draw_other(digit, chance);
    return seen;
  }
  seen.best = draw_other(digit, chance);
  const bool knows = chance.between(0, 1) < second_is_right;
  do {
    seen.second = knows ? digit : draw_other(digit, chance);
  } while (seen.second == seen.best);
  return seen;
}

/// How likely this is seen of a digit, given how hard it is to tell.
double seen_chance(const SeenDigit& seen, char digit) {
  const auto wrong = is_hard(seen) ? hard_wrong : easy_wrong;
  if (seen.best == digit) return (1 - wrong) * confusion(digit, seen.second);
  const auto second = seen.second == digit ? second_is_right
                                           : (1 - second_is_right) * confusion(digit, seen.second) /
                                                 (1 - confusion(digit, seen.best));
  return wrong * confusion(digit, seen.best) * second;
}

}  // namespace

SeenAmount draw_seen(const std::string& digits, Chance& chance) {
  SeenAmount seen;
  for (const char digit : digits) {
    seen.push_back(draw_seen_digit(digit, chance.between(0, 1) < hard_share, chance));
  }
  return seen;
}

DrawnError draw_wrong_digit(const std::string& meant, Reader reader, Chance& chance) {
  DrawnError error{meant, {}};
  const auto at = chance.below(meant.size());
  const bool looks = reader == Reader::Looks;
  if (looks) error.seen = draw_seen(meant, chance);
  if (!looks || chance.between(0, 1) < slips_of_hand) {
    do {
      error.digits[at] = static_cast<char>('0' + chance.below(10));
    } while (error.digits[at] == meant[at] || error.digits[0] == '0');
    return error;
  }
  do {
    error.digits[at] = draw_other(meant[at], chance);
  } while (error.digits[0] == '0');
  auto& seen = error.seen[at];
  seen = {meant[at], error.digits[at], draw_second_ppm(true, chance), another_ppm};
  if (chance.between(0, 1) < reader_agrees) std::swap(seen.best, seen.second);
  return error;
}

double wrong_digit_odds(const std::string& meant, const std::string& now, const SeenAmount& seen) {
  if (meant.size() != now.size()) return 0;
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(meant, now).in1 - meant.begin());
  if (at == now.size() || meant.compare(at + 1, std::string::npos, now, at + 1) != 0) return 0;
  const auto places = static_cast<double>(now.size());
  const auto right = meant[at];
  const auto wrong = now[at];
  if (seen.empty()) return 1 / places / other_digits;
  const auto natural = seen_chance(seen[at], wrong);
  const auto slip = seen_chance(seen[at], right) / places / other_digits / natural;
  double ordered = 0;
  if (seen[at].best == wrong && seen[at].second == right) ordered = reader_agrees;
  if (seen[at].best == right && seen[at].second == wrong) ordered = 1 - reader_agrees;
  const auto misread =
      is_hard(seen[at]) ? confusion(right, wrong) * ordered / places / (hard_share * natural) : 0;
  return slips_of_hand * slip + (1 - slips_of_hand) * misread;
}

}  // namespace lockbox::service
