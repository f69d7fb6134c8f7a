#include "deposit/match/charge_split.h"

#include <algorithm>
#include <string_view>

namespace lockbox::deposit {

namespace {

bool is_among(const std::vector<std::string>& codes, const std::string& code) {
  return std::ranges::find(codes, code) != codes.end();
}

/// A service that the list does not name comes after all that it names.
std::size_t place_in(const std::vector<std::string>& codes, const std::string& code) {
  return static_cast<std::size_t>(std::ranges::find(codes, code) - codes.begin());
}

/// Below zero: `one` comes first by this key; zero: the key does not say.
int compare_by(ChargeOrder key, const PaymentRule& rule, const Charge& one, const Charge& other) {
  const auto first = [](bool is_one, bool is_other) {
    return static_cast<int>(is_other) - static_cast<int>(is_one);
  };
  switch (key) {
    case ChargeOrder::PlanFirst:
      return first(is_among(rule.plan_codes, one.code), is_among(rule.plan_codes, other.code));
    case ChargeOrder::PenaltyFirst:
      return first(is_among(rule.penalty_codes, one.code),
                   is_among(rule.penalty_codes, other.code));
    case ChargeOrder::OldestFirst:
      return one.due_on.compare(other.due_on);
    case ChargeOrder::ServiceOrder:
      break;
  }
  const auto place = place_in(rule.services, one.code);
  const auto other_place = place_in(rule.services, other.code);
  return first(place < other_place, other_place < place);
}

bool comes_before(const PaymentRule& rule, const Charge& one, const Charge& other) {
  for (const auto key : rule.order) {
    const auto sign = compare_by(key, rule, one, other);
    if (sign != 0) return sign < 0;
  }
  return false;
}

}  // namespace

std::vector<Charge> split_payment(Money payment, std::span<const Charge> open,
                                  const PaymentRule& rule) {
  std::vector<Charge> ordered{open.begin(), open.end()};
  // Stable: what no key tells apart keeps the order of the biller's file.
  std::ranges::stable_sort(ordered, [&](const Charge& one, const Charge& other) {
    return comes_before(rule, one, other);
  });
  std::vector<Charge> parts;
  auto rest = payment;
  for (const auto& charge : ordered) {
    const auto part = std::min(rest, charge.amount);
    if (part <= Money{}) continue;
    parts.push_back({charge.code, charge.due_on, part});
    rest -= part;
  }
  if (rest > Money{}) parts.push_back({"", "", rest});
  return parts;
}

std::vector<Charge> slice_charges(std::span<const Charge> parts, Money from, Money amount) {
  std::vector<Charge> slice;
  Money at;
  const auto end = from + amount;
  for (const auto& part : parts) {
    const auto begin_here = std::max(at, from);
    const auto end_here = std::min(at + part.amount, end);
    if (end_here > begin_here) slice.push_back({part.code, part.due_on, end_here - begin_here});
    at += part.amount;
  }
  return slice;
}

std::vector<Charge> without_paid(std::span<const Charge> open, std::span<const Charge> paid) {
  std::vector<Charge> left{open.begin(), open.end()};
  for (auto part : paid) {
    for (auto& charge : left) {
      if (part.code.empty() || charge.code != part.code || charge.due_on != part.due_on) continue;
      const auto taken = std::min(charge.amount, part.amount);
      charge.amount -= taken;
      part.amount -= taken;
    }
  }
  std::erase_if(left, [](const Charge& charge) { return charge.amount.is_zero(); });
  return left;
}

std::string to_text(std::span<const Charge> parts) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += ", ";
    text += part.code.empty() ? std::string{"on account"} : part.code + " due " + part.due_on;
    text += " " + part.amount.to_string();
  }
  return text;
}

}  // namespace lockbox::deposit
