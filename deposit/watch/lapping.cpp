#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include <fmt/format.h>

#include "deposit/model/person.h"
#include "deposit/watch/lenses.h"

namespace lockbox::deposit::watch {

namespace {

using Payer = std::string;
using Account = std::string;

constexpr std::int64_t cover_days_max = 60;
/// A payer who pays their own bill within so many days of paying another's has lost nothing.
constexpr std::int64_t own_payment_days = 20;
constexpr int first_points = 40;
constexpr int link_points = 20;
constexpr int alike_points = 10;

/// Where payers pay by their coupons, and when.
class Habits {
 public:
  explicit Habits(const std::vector<PaidRow>& paid) {
    for (const auto& row : paid) {
      if (row.payer.empty() || !row.placed_by.empty()) continue;
      accounts_[row.payer].insert(row.account);
      days_[row.account].push_back(row.day);
    }
  }

  [[nodiscard]] bool pays(const Payer& payer, const Account& account) const {
    const auto found = accounts_.find(payer);
    return found != accounts_.end() && found->second.contains(account);
  }
  [[nodiscard]] bool is_known(const Payer& payer) const { return accounts_.contains(payer); }
  [[nodiscard]] bool is_somebodys(const Account& account) const { return days_.contains(account); }
  /// Whether the account was paid by a coupon about that day.
  [[nodiscard]] bool was_paid(const Account& account, const BusinessDay& day) const {
    const auto found = days_.find(account);
    return found != days_.end() && std::ranges::any_of(found->second, [&](const auto& paid) {
             return std::abs(days_between(day, paid)) <= own_payment_days;
           });
  }

 private:
  std::map<Payer, std::set<Account>> accounts_;
  std::map<Account, std::vector<BusinessDay>> days_;
};

/// A person put a check where its payer never pays.
using Drifts = std::vector<const PaidRow*>;

Drifts drifts_of(const std::vector<PaidRow>& paid, const Habits& habits) {
  Drifts drifts;
  for (const auto& row : paid) {
    const bool is_drift = !row.placed_by.empty() && habits.is_known(row.payer) &&
                          !habits.pays(row.payer, row.account) && habits.is_somebodys(row.account);
    if (is_drift) drifts.push_back(&row);
  }
  std::ranges::stable_sort(drifts, {}, [](const PaidRow* row) { return row->day; });
  return drifts;
}

/// Whether `cover` makes good what `gap` left short.
bool covers(const PaidRow& gap, const PaidRow& cover, const Habits& habits) {
  const auto days = days_between(gap.day, cover.day);
  return is_same_person(gap.placed_by, cover.placed_by) && gap.payer != cover.payer && days >= 0 &&
         days <= cover_days_max && gap.document != cover.document &&
         habits.pays(gap.payer, cover.account) && !habits.pays(cover.payer, gap.account) &&
         !habits.was_paid(cover.account, gap.day);
}

/// From a check whose account nobody else's gap explains, as far as covers go.
Drifts chain_from(std::size_t start, const Drifts& drifts, const Habits& habits,
                  std::set<const PaidRow*>& used) {
  Drifts chain{drifts[start]};
  for (std::size_t i = start + 1; i < drifts.size(); ++i) {
    if (used.contains(drifts[i]) || !covers(*chain.back(), *drifts[i], habits)) continue;
    chain.push_back(drifts[i]);
  }
  return chain;
}

bool are_alike(const Drifts& chain) {
  const auto [least, most] =
      std::ranges::minmax(chain, {}, [](const PaidRow* row) { return row->amount; });
  return most->amount.cents() * 3 <= least->amount.cents() * 4;
}

Finding finding_of(const Drifts& chain) {
  const auto& first = *chain.front();
  Finding finding;
  finding.lens = Lens::Lapping;
  finding.about = fmt::format("{}/{}", folded_name(first.placed_by), first.document.value());
  finding.people = {first.placed_by};
  const auto links = static_cast<int>(chain.size()) - 1;
  finding.score = std::min(
      score_max, first_points + link_points * (links - 1) + (are_alike(chain) ? alike_points : 0));
  finding.sentence = fmt::format(
      "{} put {} checks on accounts that their payers never pay; each later one makes good what "
      "the one before left short.",
      first.placed_by, chain.size());
  for (const auto* row : chain) {
    finding.evidence.push_back(
        {.text = fmt::format("{} account ending {}, which this payer's coupons never name.",
                             row->is_moved ? "Moved to" : "Placed on", row->tail),
         .day = row->day,
         .amount = row->amount,
         .person = row->placed_by,
         .document = row->document});
  }
  return finding;
}

}  // namespace

std::vector<Finding> find_lapping(const std::vector<PaidRow>& paid) {
  const Habits habits{paid};
  const auto drifts = drifts_of(paid, habits);
  std::set<const PaidRow*> used;
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < drifts.size(); ++i) {
    if (used.contains(drifts[i])) continue;
    const auto chain = chain_from(i, drifts, habits, used);
    if (chain.size() < 2) continue;
    used.insert(chain.begin(), chain.end());
    findings.push_back(finding_of(chain));
  }
  return findings;
}

}  // namespace lockbox::deposit::watch
