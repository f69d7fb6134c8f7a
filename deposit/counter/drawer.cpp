#include "deposit/counter/drawer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "deposit/custody/rules.h"

namespace lockbox::deposit::counter {

namespace {

using custody::bill_dollars;

constexpr std::int64_t cents_per_dollar = 100;

Money cents(std::int64_t value) {
  return Money::from_cents(value);
}

/// Far more than any drawer needs, and still answered at once.
constexpr int tries_max = 100'000;

/// Searches bills from the largest down; what bills cannot make is left to coin.  Ways that failed
/// are remembered, and after `tries_max` the search gives up: a page must not keep a thread busy.
class BillSearch {
 public:
  explicit BillSearch(const CashCount& cash) : cash_{cash} {
    auto reach = cash.coin.cents();
    reach_.back() = reach;
    for (auto kind = bill_dollars.size(); kind-- > 0;) {
      reach += cash.bills.at(kind) * bill_dollars.at(kind) * cents_per_dollar;
      reach_.at(kind) = reach;
    }
  }

  std::optional<CashCount> make(Money amount) {
    failed_.clear();
    tries_ = 0;
    CashCount made;
    if (!search(0, amount.cents(), made)) return std::nullopt;
    return made;
  }

 private:
  bool search(std::size_t kind, std::int64_t rest, CashCount& made) {
    if (rest > reach_.at(kind) || rest % cents_per_dollar > cash_.coin.cents()) return false;
    if (++tries_ > tries_max) return false;
    if (kind == bill_dollars.size()) {
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
  /// The most that this kind of bill and those below it come to, with the coin.
  std::array<std::int64_t, bill_dollars.size() + 1> reach_{};
  int tries_ = 0;
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

Result<void> check_counted(const CashCount& cash) {
  // Each by itself: a total of numbers that nobody checked may not fit.
  const bool is_nothing =
      cash.coin.is_zero() &&
      std::ranges::all_of(cash.bills, [](std::int64_t bills) { return bills == 0; });
  if (is_nothing) return {};
  return custody::check_cash(cash);
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
    const auto known = check_counted(bag.cash);
    if (!known) return fail(known.error().code, known.error().message, "/bags");
    if (std::ranges::count(bags, bag.deposit_account, &CashBag::deposit_account) > 1) {
      return fail(ErrorCode::InvalidInput, "An account is named by two bags.", "/bags");
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
