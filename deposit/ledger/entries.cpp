#include "deposit/ledger/entries.h"

#include <algorithm>
#include <map>

#include "core/check.h"

namespace lockbox::deposit::ledger {

namespace {

void take_share(ChargeBack& taken, const Standing& standing) {
  const auto share = std::min(standing.amount, taken.uncovered);
  if (share.is_zero()) return;
  taken.shares.push_back({standing.spot, share});
  taken.uncovered -= share;
}

}  // namespace

std::vector<Line> move_money(const Spot& from, const Spot& to, Money amount) {
  ENSURE(amount > Money{});
  std::vector<Line> lines{{from, amount}};
  if (from.fund != to.fund) {
    lines.push_back({{Place::DueTo, from.fund, to.deposit_account}, Money{} - amount});
    lines.push_back({{Place::DueFrom, to.fund, from.deposit_account}, amount});
  }
  lines.push_back({to, Money{} - amount});
  ENSURE(is_balanced(lines));
  return lines;
}

bool is_balanced(std::span<const Line> lines) {
  std::map<std::string, Money> funds;
  for (const auto& line : lines) funds[line.spot.fund] += line.amount;
  return !lines.empty() &&
         std::ranges::all_of(funds, [](const auto& fund) { return fund.second.is_zero(); });
}

std::vector<Standing> standing_of(std::span<const Line> lines) {
  std::vector<Standing> standing;
  for (const auto& line : lines) {
    if (line.spot.place != Place::Receivable && line.spot.place != Place::Suspense) continue;
    const auto found = std::ranges::find(standing, line.spot, &Standing::spot);
    if (found == standing.end()) {
      standing.push_back({line.spot, Money{} - line.amount});
    } else {
      found->amount -= line.amount;
    }
  }
  std::erase_if(standing, [](const Standing& one) { return one.amount <= Money{}; });
  return standing;
}

ChargeBack charge_back(std::span<const Standing> standing, Money item) {
  ChargeBack taken{{}, item};
  for (const auto& one : standing) {
    if (one.spot.place == Place::Suspense) take_share(taken, one);
  }
  for (auto one = standing.rbegin(); one != standing.rend(); ++one) {
    if (one->spot.place == Place::Receivable) take_share(taken, *one);
  }
  return taken;
}

}  // namespace lockbox::deposit::ledger
