#include "service/bench/planted_batch.h"

#include <algorithm>
#include <string>

#include "service/bench/drawn_digits.h"
#include "service/bench/drawn_payments.h"

namespace lockbox::service {

namespace {

using deposit::AmountOrigin;
using deposit::TenderLine;

constexpr double with_coupon = 0.9;
/// Coupons that never had a check, in every so many items one.
constexpr int items_per_lone_coupon = 75;

/// A payment as drawn, and what stands of it in the books.
struct DrawnItem {
  DrawnBill bill;
  Money paid;
  TenderLine line;
};

std::string digits_of(Money amount) {
  return std::to_string(amount.cents());
}

bool is_asked_for(const DrawnBill& bill, Money amount) {
  return std::ranges::find(bill.expected, amount) != bill.expected.end();
}

DrawnItem draw_item(Coupons coupons, Chance& chance) {
  DrawnItem item;
  if (coupons == Coupons::Most && chance.between(0, 1) < with_coupon) item.bill = draw_bill(chance);
  item.paid = draw_payment(item.bill, chance);
  item.line.amount = item.paid;
  item.line.expected = item.bill.expected;
  item.line.envelope_papers = item.bill.expected.empty() ? 1 : 2;
  return item;
}

/// One that nobody confirmed: its amount is not what its coupon asks for.
DrawnItem draw_keyed_once(const PlantedPlan& plan, Chance& chance) {
  while (true) {
    auto item = draw_item(plan.coupons, chance);
    if (!is_asked_for(item.bill, item.paid)) return item;
  }
}

/// One that its coupon confirms, or a second person.
DrawnItem draw_confirmed(const PlantedPlan& plan, Chance& chance) {
  auto item = draw_item(plan.coupons, chance);
  if (!is_asked_for(item.bill, item.paid)) item.line.origin = AmountOrigin::KeyedTwice;
  return item;
}

std::int64_t unequal_neighbours(const std::string& digits) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i + 1 < digits.size(); ++i) count += digits[i] != digits[i + 1] ? 1 : 0;
  return count;
}

std::string draw_swap(std::string digits, Chance& chance) {
  while (true) {
    const auto at = chance.below(digits.size() - 1);
    if (digits[at] == digits[at + 1]) continue;
    std::swap(digits[at], digits[at + 1]);
    return digits;
  }
}

double swap_chance(const std::string& meant, Money now) {
  const auto pairs = static_cast<double>(unequal_neighbours(meant));
  for (std::size_t i = 0; i + 1 < meant.size(); ++i) {
    auto swapped = meant;
    std::swap(swapped[i], swapped[i + 1]);
    if (swapped != meant && std::stoll(swapped) == now.cents()) return 1 / pairs;
  }
  return 0;
}

/// What a decimal point that slips makes of an amount: two places or one, to the right or, where
/// only zeros fall off, to the left.
std::vector<std::string> slides_of(const std::string& digits) {
  std::vector<std::string> slides{digits + "00", digits + "0"};
  for (const std::size_t places : {std::size_t{1}, std::size_t{2}}) {
    if (digits.size() > places && digits.ends_with(std::string(places, '0'))) {
      slides.push_back(digits.substr(0, digits.size() - places));
    }
  }
  return slides;
}

double slide_chance(const std::string& meant, Money now) {
  const auto slides = slides_of(meant);
  const bool is_one = std::ranges::find(slides, digits_of(now)) != slides.end();
  return is_one ? 1 / static_cast<double>(slides.size()) : 0;
}

/// How much likelier what stands there comes of `meant` by the planted kind of error than of
/// itself.
double error_odds(PlantedError error, Money meant, const TenderLine& line) {
  if (meant <= Money{}) return 0;
  const auto digits = digits_of(meant);
  switch (error) {
    case PlantedError::SwappedDigits:
      return swap_chance(digits, line.amount);
    case PlantedError::Slide:
      return slide_chance(digits, line.amount);
    case PlantedError::WrongDigitSeen:
    case PlantedError::WrongDigitUnseen:
      return wrong_digit_odds(digits, digits_of(line.amount), line.seen);
    case PlantedError::CountedTwice:
    case PlantedError::MissingItem:
      return 0;
  }
  return 0;
}

/// Keys the item wrongly, as planned.
void spoil(DrawnItem& item, PlantedError error, Chance& chance) {
  const auto digits = digits_of(item.paid);
  DrawnError drawn{digits, {}};
  if (error == PlantedError::SwappedDigits) drawn.digits = draw_swap(digits, chance);
  if (error == PlantedError::Slide) {
    const auto slides = slides_of(digits);
    drawn.digits = slides[chance.below(slides.size())];
  }
  if (error == PlantedError::WrongDigitSeen) {
    drawn = draw_wrong_digit(digits, Reader::Looks, chance);
  }
  if (error == PlantedError::WrongDigitUnseen) {
    drawn = draw_wrong_digit(digits, Reader::None, chance);
  }
  item.line.amount = Money::from_cents(std::stoll(drawn.digits));
  item.line.seen = drawn.seen;
}

bool can_be_spoilt(const DrawnItem& item, PlantedError error) {
  return error != PlantedError::SwappedDigits || unequal_neighbours(digits_of(item.paid)) > 0;
}

DrawnItem draw_spoilt(const PlantedPlan& plan, Chance& chance) {
  while (true) {
    auto item = draw_item(plan.coupons, chance);
    if (!can_be_spoilt(item, plan.error)) continue;
    spoil(item, plan.error, chance);
    // A wrong amount that the coupon asks for is confirmed by it, and nothing would balance less.
    if (item.line.amount > Money{} && !is_asked_for(item.bill, item.line.amount)) return item;
  }
}

/// The chance to be among the first three when those with more weight come first, and equals in any
/// order.
double in_three(const std::vector<double>& weights, const std::vector<bool>& is_culprit) {
  constexpr double shown = 3;
  double best = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (is_culprit[i]) best = std::max(best, weights[i]);
  }
  double before = 0;
  double equals = 0;
  constexpr double same = 1 + 1e-9;
  for (const auto weight : weights) {
    if (weight > best * same) {
      ++before;
    } else if (weight * same >= best) {
      ++equals;
    }
  }
  return best > 0 ? std::clamp((shown - before) / equals, 0.0, 1.0) : 0;
}

/// Numbers the papers, coupon before check, and adds up what was counted.
void number(std::vector<DrawnItem>& items, PlantedBatch& batch) {
  std::int64_t sequence = 0;
  for (auto& item : items) {
    item.line.envelope = sequence + 1;
    sequence += item.line.envelope_papers;
    item.line.sequence = sequence;
    batch.ledger.tender.push_back(item.line);
    batch.ledger.counted.amount += item.line.amount;
    const auto& expected = item.bill.expected;
    if (is_asked_for(item.bill, item.line.amount)) continue;
    deposit::Shortfall shortfall{item.line.envelope, true, {}};
    for (const auto amount : expected) {
      if (amount > item.line.amount) shortfall.missing.push_back(amount - item.line.amount);
    }
    if (!shortfall.missing.empty()) batch.ledger.shortfalls.push_back(std::move(shortfall));
  }
  batch.ledger.counted.documents = sequence;
}

std::vector<DrawnItem> draw_items(const PlantedPlan& plan, int keyed_once, Chance& chance) {
  std::vector<DrawnItem> items;
  items.reserve(static_cast<std::size_t>(plan.items));
  for (int i = 0; i < keyed_once; ++i) items.push_back(draw_keyed_once(plan, chance));
  while (static_cast<int>(items.size()) < plan.items) items.push_back(draw_confirmed(plan, chance));
  for (auto& item : items) {
    const bool is_seen = plan.error == PlantedError::WrongDigitSeen;
    if (is_seen) item.line.seen = draw_seen(digits_of(item.paid), chance);
  }
  return items;
}

void shuffle(std::vector<DrawnItem>& items, Chance& chance) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[chance.below(i)]);
}

bool is_once(const TenderLine& line, const DrawnBill& bill) {
  return line.origin == AmountOrigin::KeyedOnce && !is_asked_for(bill, line.amount);
}

PlantedBatch plant_wrong_amount(const PlantedPlan& plan, Chance& chance) {
  auto items = draw_items(plan, plan.keyed_once - 1, chance);
  const auto culprit = draw_spoilt(plan, chance);
  items.back() = culprit;
  shuffle(items, chance);
  PlantedBatch batch;
  number(items, batch);
  batch.ledger.declared = batch.ledger.counted;
  const auto missing = culprit.paid - culprit.line.amount;
  batch.ledger.declared.amount += missing;
  std::vector<double> weights;
  std::vector<bool> is_culprit;
  for (const auto& item : items) {
    if (!is_once(item.line, item.bill)) continue;
    const auto meant = item.line.amount + missing;
    weights.push_back(payment_chance(item.bill, meant) /
                      payment_chance(item.bill, item.line.amount) *
                      error_odds(plan.error, meant, item.line));
    is_culprit.push_back(item.line.amount != item.paid);
    if (is_culprit.back()) batch.culprits = {item.line.sequence};
  }
  batch.judge_in_three = in_three(weights, is_culprit);
  return batch;
}

/// A check that is fed again, at once or after one or two others; of nine in ten copies the MICR
/// line was read, and tells.
PlantedBatch plant_twice(const PlantedPlan& plan, Chance& chance) {
  constexpr std::size_t later_most = 3;
  constexpr double told_by_line = 0.9;
  auto items = draw_items(plan, plan.keyed_once, chance);
  shuffle(items, chance);
  const auto first = chance.below(items.size() - later_most);
  const auto second = first + 1 + chance.below(later_most);
  auto copy = items[first];
  copy.line.envelope_papers = 1;
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(second), copy);
  PlantedBatch batch;
  number(items, batch);
  batch.ledger.declared = {batch.ledger.counted.documents - 1,
                           batch.ledger.counted.amount - copy.line.amount};
  auto& tender = batch.ledger.tender;
  batch.culprits = {tender[first].sequence, tender[second].sequence};
  if (chance.between(0, 1) < told_by_line) {
    tender[second].same_check_as = tender[first].sequence;
    batch.judge_in_three = 1;
    return batch;
  }
  std::vector<double> weights;
  std::vector<bool> is_culprit;
  for (std::size_t later = 1; later < tender.size(); ++later) {
    for (std::size_t back = 1; back <= std::min(later_most, later); ++back) {
      const bool is_pair = tender[later].amount == copy.line.amount &&
                           tender[later - back].amount == copy.line.amount;
      weights.push_back(is_pair ? 1 : 0);
      is_culprit.push_back(later == second && later - back == first);
    }
  }
  batch.judge_in_three = in_three(weights, is_culprit);
  return batch;
}

/// A check that lies beside its coupon no more; some coupons never had one.
PlantedBatch plant_missing(const PlantedPlan& plan, Chance& chance) {
  auto items = draw_items(plan, plan.keyed_once, chance);
  shuffle(items, chance);
  PlantedBatch batch;
  number(items, batch);
  std::vector<DrawnBill> bills;
  for (int i = 0; i <= plan.items / items_per_lone_coupon; ++i) bills.push_back(draw_bill(chance));
  const auto culprit = chance.below(bills.size());
  const auto lost = draw_payment(bills[culprit], chance);
  std::vector<double> weights;
  std::vector<bool> is_culprit;
  for (std::size_t i = 0; i < bills.size(); ++i) {
    const auto sequence = ++batch.ledger.counted.documents;
    batch.ledger.shortfalls.push_back({sequence, false, bills[i].expected});
    weights.push_back(payment_chance(bills[i], lost));
    is_culprit.push_back(i == culprit);
    if (i == culprit) batch.culprits = {sequence};
  }
  batch.ledger.declared = {batch.ledger.counted.documents + 1, batch.ledger.counted.amount + lost};
  batch.judge_in_three = in_three(weights, is_culprit);
  return batch;
}

}  // namespace

PlantedBatch plant(const PlantedPlan& plan, Chance& chance) {
  ENSURE(plan.keyed_once >= 1 && plan.keyed_once <= plan.items);
  switch (plan.error) {
    case PlantedError::CountedTwice:
      return plant_twice(plan, chance);
    case PlantedError::MissingItem:
      return plant_missing(plan, chance);
    case PlantedError::SwappedDigits:
    case PlantedError::WrongDigitSeen:
    case PlantedError::WrongDigitUnseen:
    case PlantedError::Slide:
      return plant_wrong_amount(plan, chance);
  }
  return {};
}

}  // namespace lockbox::service
