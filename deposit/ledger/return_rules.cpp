#include "deposit/ledger/return_rules.h"

#include <algorithm>

namespace lockbox::deposit::ledger {

namespace {

Money sum_of(std::span<const Standing> standing) {
  Money sum;
  for (const auto& one : standing) sum += one.amount;
  return sum;
}

/// Takes from the standing of this place until the want is met; gives what was taken, by spot.
std::vector<Standing> take(std::vector<Standing>& standing, Money& wanted, auto is_wanted) {
  std::vector<Standing> taken;
  for (auto& one : standing) {
    const auto share = std::min(one.amount, wanted);
    if (share.is_zero() || !is_wanted(one.spot)) continue;
    one.amount -= share;
    wanted -= share;
    taken.push_back({one.spot, share});
  }
  return taken;
}

bool is_suspense(const Spot& spot) {
  return spot.place == Place::Suspense;
}

void add_moves(PaidReturn& paid, std::span<const Standing> from, const Spot& to) {
  for (const auto& one : from) {
    const auto lines = move_money(one.spot, to, one.amount);
    paid.lines.insert(paid.lines.end(), lines.begin(), lines.end());
  }
}

Error does_not_cover(Money owed, Money there) {
  return Error{ErrorCode::Conflict,
               "Of this payment " + there.to_string() + " can pay for the return, and " +
                   owed.to_string() +
                   " is owed, its fee among it; name the payment that covers it.",
               "/document_id"};
}

}  // namespace

bool needs_second_person(ReturnEvent event, Money item, const CorrectionPolicy& policy) {
  if (event == ReturnEvent::ChargeBack) return item > policy.charge_back_one_person_max;
  return event == ReturnEvent::Redeposit || event == ReturnEvent::Reverse ||
         event == ReturnEvent::PayBack;
}

std::vector<Line> reversal_of(std::span<const Line> lines) {
  std::vector<Line> reversed;
  for (const auto& line : lines) {
    const auto found = std::ranges::find(reversed, line.spot, &Line::spot);
    if (found == reversed.end()) {
      reversed.push_back({line.spot, Money{} - line.amount});
    } else {
      found->amount -= line.amount;
    }
  }
  std::erase_if(reversed, [](const Line& line) { return line.amount.is_zero(); });
  return reversed;
}

Money OwedReturn::total() const {
  return sum_of(accounts) + suspense + uncovered;
}

OwedReturn owed_of(std::span<const Line> charge_back, std::span<const Line> fee,
                   const Spot& returned_items, Money uncovered) {
  OwedReturn owed{{}, {}, uncovered, returned_items};
  const auto add = [&](std::span<const Line> lines) {
    for (const auto& line : lines) {
      if (is_suspense(line.spot)) owed.suspense += line.amount;
      if (line.spot.place != Place::Receivable) continue;
      const auto found = std::ranges::find(owed.accounts, line.spot, &Standing::spot);
      if (found == owed.accounts.end()) {
        owed.accounts.push_back({line.spot, line.amount});
      } else {
        found->amount += line.amount;
      }
    }
  };
  add(charge_back);
  add(fee);
  return owed;
}

Result<PaidReturn> pay_return(const OwedReturn& owed, std::vector<Standing> standing) {
  const auto there = sum_of(standing);
  PaidReturn paid;
  for (const auto& one : owed.accounts) {
    auto left = one.amount;
    take(standing, left, [&](const Spot& spot) { return spot == one.spot; });
    add_moves(paid, take(standing, left, is_suspense), one.spot);
    if (!left.is_zero()) return tl::unexpected(does_not_cover(owed.total(), there));
  }
  auto uncovered = owed.uncovered;
  add_moves(paid, take(standing, uncovered, is_suspense), owed.returned_items);
  add_moves(paid, take(standing, uncovered, [](const Spot&) { return true; }), owed.returned_items);
  if (there < owed.total() || !uncovered.is_zero()) {
    return tl::unexpected(does_not_cover(owed.total(), there));
  }
  paid.kept = owed.total() - owed.uncovered;
  return paid;
}

}  // namespace lockbox::deposit::ledger
