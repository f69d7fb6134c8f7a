#include "deposit/doctor/amount_odds.h"

#include <algorithm>
#include <string>

#include "deposit/doctor/priors.h"

namespace lockbox::deposit {

namespace {

/// How much denser payments are at this amount than at one with odd cents, where people choose it
/// themselves: tens are one amount in a thousand, other whole dollars nine, and a quarter of these
/// payments each; odd cents take the other half.
std::int64_t choice_density(Money amount) {
  constexpr std::int64_t dollar = 100;
  constexpr std::int64_t ten_dollars = 1'000;
  constexpr std::int64_t density_of_tens = 500;
  constexpr std::int64_t density_of_dollars = 55;
  if (amount.cents() % ten_dollars == 0) return density_of_tens;
  return amount.cents() % dollar == 0 ? density_of_dollars : 1;
}

/// Chosen amounts spread over about ten times e, and twice the density of odd cents is 1.
std::int64_t chosen_per_billion(Money amount, std::int64_t choosers_ppm) {
  constexpr std::int64_t spread = 20;
  return std::max<std::int64_t>(
      1, choosers_ppm * thousand * choice_density(amount) / (spread * amount.cents()));
}

/// How likely the reader takes a digit to be, in millionths.
std::int64_t chance_of(const SeenDigit& seen, char digit) {
  constexpr std::int64_t others = 8;
  if (digit == seen.best) {
    return std::max<std::int64_t>(1, million - seen.second_ppm - others * seen.another_ppm);
  }
  if (digit == seen.second) return std::max({std::int64_t{1}, seen.second_ppm, seen.another_ppm});
  return std::max<std::int64_t>(1, seen.another_ppm);
}

/// Digits that nobody kept are as good as the reader's bound says.
std::vector<SeenDigit> seen_or_sure(const TenderLine& line) {
  if (!line.seen.empty() || line.origin != AmountOrigin::Read) return line.seen;
  constexpr std::int64_t wrong_digits = 9;
  std::vector<SeenDigit> digits;
  for (const char digit : std::to_string(line.amount.cents())) {
    digits.push_back({digit, '?', 0, priors::digit_misread_ppm / wrong_digits});
  }
  return digits;
}

/// As many digits as were seen, or as there are, with zeros in front.
std::string padded(Money amount, std::size_t size) {
  auto digits = std::to_string(amount.cents());
  if (digits.size() < size) digits.insert(0, size - digits.size(), '0');
  return digits;
}

}  // namespace

std::int64_t payments_per_billion(Money amount, const std::vector<Money>& expected) {
  if (amount <= Money{}) return 1;
  if (expected.empty()) return chosen_per_billion(amount, million);
  if (std::ranges::find(expected, amount) != expected.end()) {
    return priors::pays_as_billed_ppm * thousand / static_cast<std::int64_t>(expected.size());
  }
  return chosen_per_billion(amount, million - priors::pays_as_billed_ppm);
}

namespace {

/// The digits of a line as seen, as they stand there and as they were meant, all equally long.
struct Digits {
  std::vector<SeenDigit> seen;
  std::string now;
  std::string then;
};

Digits digits_of(const TenderLine& line, Money meant) {
  auto seen = seen_or_sure(line);
  const auto size =
      std::max(padded(line.amount, seen.size()).size(), padded(meant, seen.size()).size());
  // In front of what was seen there is nothing but paper.
  const SeenDigit nothing{'0', '?', 0, priors::digit_misread_ppm};
  if (!seen.empty()) seen.insert(seen.begin(), size - seen.size(), nothing);
  return {std::move(seen), padded(line.amount, size), padded(meant, size)};
}

/// A person takes a digit in doubt for its other choice as the reader does; that is no slip of the
/// hand.  Only where one digit differs.
Likelihood likelihood_of_misreading(const TenderLine& line, Money meant) {
  const auto [seen, now, then] = digits_of(line, meant);
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(now, then).in1 - now.begin());
  const bool is_one = at < now.size() && now.compare(at + 1, std::string::npos, then, at + 1) == 0;
  if (seen.empty() || !is_one) return {};
  return Likelihood::of_ppm(priors::same_doubt_ppm).times(chance_of(seen[at], then[at]), million);
}

}  // namespace

Likelihood likelihood_of_digits(const TenderLine& line, Money meant) {
  const auto [seen, now, then] = digits_of(line, meant);
  auto likelihood = Likelihood::of_ppm(million);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (now[i] == then[i]) continue;
    likelihood = likelihood.times(chance_of(seen[i], then[i]), chance_of(seen[i], now[i]));
  }
  return likelihood;
}

Likelihood likelihood_of(const TenderLine& line, Money meant, std::int64_t slips_per_billion) {
  const auto bounded = [](std::int64_t share) {
    return std::clamp(share, million / priors::evidence_max, million * priors::evidence_max);
  };
  const auto payments = bounded(payments_per_billion(meant, line.expected) * million /
                                payments_per_billion(line.amount, line.expected));
  const auto digits = likelihood_of_digits(line, meant);
  if (line.origin == AmountOrigin::Read) return digits.times(payments, million);
  const auto seen = bounded(digits.share_ppm(Likelihood::of_ppm(million)));
  auto wrong = Likelihood::of_ppm(priors::keyed_wrong_ppm)
                   .times(slips_per_billion, billion)
                   .times(seen, million);
  wrong += likelihood_of_misreading(line, meant);
  if (line.origin == AmountOrigin::KeyedTwice) wrong = wrong.times(1, priors::second_person_gain);
  return wrong.times(payments, million);
}

}  // namespace lockbox::deposit
