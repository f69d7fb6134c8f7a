#include "service/bench/drawn_payments.h"

#include <algorithm>
#include <array>
#include <span>

namespace lockbox::service {

namespace {

/// Amounts from `least` to `most` in equal steps, all equally likely; in cents.
struct Range {
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::int64_t step = 1;
  double share = 1;  ///< Of the mixture that it belongs to.

  [[nodiscard]] std::int64_t count() const { return (most - least) / step + 1; }
  [[nodiscard]] double chance(std::int64_t cents) const {
    const bool is_in = cents >= least && cents <= most && (cents - least) % step == 0;
    return is_in ? 1 / static_cast<double>(count()) : 0;
  }
  [[nodiscard]] std::int64_t draw(Chance& chance) const {
    const auto at = chance.below(static_cast<std::uint64_t>(count()));
    return least + static_cast<std::int64_t>(at) * step;
  }
};

constexpr Range utility{2'000, 30'000, 1, 0.6};
constexpr Range tax{30'000, 600'000, 1, 0.2};
constexpr Range fee{500, 50'000, 500, 0.2};
constexpr Range past_due{1'000, 20'000, 1};
constexpr std::array without_coupon{Range{2'000, 30'000, 1, 0.45}, Range{30'000, 600'000, 1, 0.15},
                                    Range{500, 50'000, 500, 0.15},
                                    Range{1'000, 60'000, 1'000, 0.25}};

constexpr double as_billed = 0.8;
constexpr double first_amount = 0.85;
constexpr double round_choice = 0.6;
constexpr std::int64_t ten_dollars = 1'000;

/// What people choose who do not pay as billed.
std::array<Range, 2> choices(const DrawnBill& bill) {
  const auto most = 2 * bill.expected.front().cents();
  const auto tens = std::max(ten_dollars, most / ten_dollars * ten_dollars);
  return {Range{ten_dollars, tens, ten_dollars, round_choice}, Range{1, most, 1, 1 - round_choice}};
}

std::int64_t draw_from(std::span<const Range> mixture, Chance& chance) {
  auto at = chance.between(0, 1);
  for (const auto& range : mixture) {
    if (at < range.share) return range.draw(chance);
    at -= range.share;
  }
  return mixture.back().draw(chance);
}

double chance_in(std::span<const Range> mixture, std::int64_t cents) {
  double chance = 0;
  for (const auto& range : mixture) chance += range.share * range.chance(cents);
  return chance;
}

}  // namespace

DrawnBill draw_bill(Chance& chance) {
  constexpr double with_past_due = 0.4;
  constexpr std::int64_t net_percent = 96;
  constexpr std::int64_t percent = 100;
  const auto kind = chance.between(0, 1);
  if (kind < utility.share) {
    const auto due = utility.draw(chance);
    DrawnBill bill{{Money::from_cents(due)}};
    if (chance.between(0, 1) < with_past_due) {
      bill.expected.push_back(Money::from_cents(due + past_due.draw(chance)));
    }
    return bill;
  }
  if (kind < utility.share + tax.share) {
    const auto gross = tax.draw(chance);
    return {{Money::from_cents(gross * net_percent / percent), Money::from_cents(gross)}};
  }
  return {{Money::from_cents(fee.draw(chance))}};
}

Money draw_payment(const DrawnBill& bill, Chance& chance) {
  if (bill.expected.empty()) return Money::from_cents(draw_from(without_coupon, chance));
  if (chance.between(0, 1) >= as_billed) return Money::from_cents(draw_from(choices(bill), chance));
  return chance.between(0, 1) < first_amount ? bill.expected.front() : bill.expected.back();
}

double payment_chance(const DrawnBill& bill, Money amount) {
  if (bill.expected.empty()) return chance_in(without_coupon, amount.cents());
  auto chance = (1 - as_billed) * chance_in(choices(bill), amount.cents());
  if (amount == bill.expected.front()) chance += as_billed * first_amount;
  if (amount == bill.expected.back()) chance += as_billed * (1 - first_amount);
  return chance;
}

}  // namespace lockbox::service
