#include "deposit/counter/drawer.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace lockbox::deposit::counter {

namespace {

using custody::bill_dollars;

constexpr std::int64_t cents_per_dollar = 100;

Money cents(std::int64_t value) {
  return Money::from_cents(value);
}

/// Searches bills from the largest down; what bills cannot make is left to coin.  Ways that failed
/// are remembered, so the search ends after at most one try for each bill and rest.
class BillSearch {
 public:
  explicit BillSearch(const CashCount& cash) : cash_{cash} {}

  std::optional<CashCount> make(Money amount) {
    failed_.clear();
    CashCount made;
    if (!search(0, amount.cents(), made)) return std::nullopt;
    return made;
  }

 private:
  bool search(std::size_t kind, std::int64_t rest, CashCount& made) {
    if (kind == bill_dollars.size()) {
      if (rest > cash_.coin.cents()) return false;
      made.coin = cents(rest);
      return true;
    }
    if (failed_.contains({kind, rest})) return false;
    const auto value = bill_dollars.at(kind) * cents_per_dollar;
    for (auto bills = std::min(cash_.bills.at(kind), rest / value); bills >= 0; --bills) {
      made.bills.at(kind) = bills;
      if (search(kind + 1, rest - bills * value, made)) return true;
    }
    failed_.emplace(kind, rest);
    return false;
  }

  const CashCount& cash_;
  std::set<std::pair<std::size_t, std::int64_t>> failed_;
};

void take(CashCount& from, const CashCount& part) {
  for (std::size_t i = 0; i < from.bills.size(); ++i) from.bills.at(i) -= part.bills.at(i);
  from.coin -= part.coin;
}

bool is_negative(const CashCount& cash) {
  return cash.coin < Money{} ||
         std::ranges::any_of(cash.bills, [](std::int64_t bills) { return bills < 0; });
}

}  // namespace

Money DrawerSession::moved(MoveKind kind) const {
  Money sum;
  for (const auto& move : moves) {
    if (move.kind == kind) sum += move.cash.total();
  }
  return sum;
}

Money DrawerSession::counted() const {
  return counts.empty() ? Money{} : counts.back().cash.total();
}

Money expected_cash(const DrawerSession& session) {
  const auto in = session.received + session.moved(MoveKind::PaidIn);
  return session.opening.total() + in - session.moved(MoveKind::PaidOut) -
         session.moved(MoveKind::Drop);
}

Money over_short(const DrawerSession& session) {
  return session.counted() - expected_cash(session);
}

bool is_alert(Money over_short, const CounterRules& rules) {
  const auto size = over_short < Money{} ? Money{} - over_short : over_short;
  return !size.is_zero() && size >= rules.over_short_alert;
}

CashCount sum_of(const CashCount& one, const CashCount& other) {
  auto sum = one;
  for (std::size_t i = 0; i < sum.bills.size(); ++i) sum.bills.at(i) += other.bills.at(i);
  sum.coin += other.coin;
  return sum;
}

CashCount cash_at_end(const DrawerSession& session) {
  CashCount cash;
  if (!session.counts.empty()) cash = session.counts.back().cash;
  for (const auto& move : session.moves) {
    if (move.kind == MoveKind::Drop) cash = sum_of(cash, move.cash);
  }
  return cash;
}

Result<std::vector<CashBag>> propose_bags(const CashCount& cash,
                                          std::span<const BagAmount> amounts) {
  auto left = cash;
  std::vector<CashBag> bags;
  for (const auto& [account, amount] : amounts) {
    auto made = BillSearch{left}.make(amount);
    if (!made) {
      return fail(ErrorCode::Conflict, "The bills and coin that were counted cannot make " +
                                           amount.to_string() + " for " + account +
                                           "; change money with the safe and count again.");
    }
    take(left, *made);
    bags.push_back({account, *std::move(made)});
  }
  return bags;
}

Result<void> check_bags(const CashCount& cash, std::span<const BagAmount> amounts,
                        std::span<const CashBag> bags) {
  auto left = cash;
  for (const auto& bag : bags) {
    if (is_negative(bag.cash)) {
      return fail(ErrorCode::InvalidInput, "A bag cannot hold less than nothing.", "/bags");
    }
    take(left, bag.cash);
  }
  if (is_negative(left)) {
    return fail(ErrorCode::OutOfBalance,
                "The bags hold more of a bill, or more coin, than was counted.", "/bags");
  }
  for (const auto& [account, amount] : amounts) {
    Money sum;
    for (const auto& bag : bags) {
      if (bag.deposit_account == account) sum += bag.cash.total();
    }
    if (sum == amount) continue;
    return fail(ErrorCode::OutOfBalance,
                "The bag for " + account + " holds " + sum.to_string() + "; the receipts say " +
                    amount.to_string() + ".",
                "/bags");
  }
  const bool is_named = std::ranges::all_of(bags, [&](const CashBag& bag) {
    return std::ranges::find(amounts, bag.deposit_account, &BagAmount::deposit_account) !=
           amounts.end();
  });
  if (is_named) return {};
  return fail(ErrorCode::InvalidInput, "A bag is for an account that gets no cash.", "/bags");
}

}  // namespace lockbox::deposit::counter
