#include "deposit/match/payer.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "deposit/model/person.h"

namespace lockbox::deposit {

namespace {

/// The batch after which payments to the account count again; 0 when it was never doubted.
std::int64_t doubted_until(const PayerHistory& history, const AccountNumber& account) {
  std::int64_t until = 0;
  for (const auto& mark : history.marks) {
    if (mark.kind == PayerMarkKind::NotThisAccount && mark.account == account) {
      until = std::max(until, mark.after_batch);
    }
  }
  return until;
}

std::vector<PayerLink> links_of(const PayerHistory& history) {
  std::vector<PayerLink> links;
  for (const auto& payment : history.payments) {
    for (const auto& share : payment.shares) {
      auto link = std::ranges::find(links, share.account, &PayerLink::account);
      if (link == links.end()) {
        links.push_back({share.account, 0, payment.business_day, share.amount, false});
        link = std::prev(links.end());
      }
      if (payment.batch > doubted_until(history, share.account)) ++link->confirmed;
    }
  }
  for (auto& link : links) link.is_demoted = link.confirmed == 0;
  std::ranges::stable_sort(links, [](const PayerLink& one, const PayerLink& other) {
    return std::tuple{one.is_demoted, -one.confirmed} <
           std::tuple{other.is_demoted, -other.confirmed};
  });
  return links;
}

/// Different holders, since one who owns many accounts is no consolidator.
std::size_t holders_of(const std::vector<PayerLink>& links, const AccountIndex& accounts) {
  std::set<std::string> names;
  for (const auto& link : links) {
    const auto* account = accounts.find(link.account);
    if (account != nullptr) names.insert(folded_name(account->name));
  }
  return names.size();
}

bool is_marked_consolidator(const PayerHistory& history, bool looks_like_one) {
  for (const auto& mark : history.marks) {
    if (mark.kind == PayerMarkKind::Consolidator) looks_like_one = true;
    if (mark.kind == PayerMarkKind::Individual) looks_like_one = false;
  }
  return looks_like_one;
}

/// The newest payment's division, when it has several shares, and how often in a row it was made.
void recall_split(KnownPayer& payer, const PayerHistory& history) {
  if (history.payments.empty() || history.payments.front().shares.size() < 2) return;
  payer.split = history.payments.front().shares;
  for (const auto& payment : history.payments) {
    if (payment.shares != payer.split) break;
    const bool is_believed = std::ranges::all_of(payment.shares, [&](const Share& share) {
      return payment.batch > doubted_until(history, share.account);
    });
    if (!is_believed) break;
    ++payer.split_confirmed;
  }
}

}  // namespace

std::vector<const PayerLink*> KnownPayer::believed(const MatchRules& rules) const {
  std::vector<const PayerLink*> found;
  for (const auto& link : links) {
    if (!link.is_demoted && link.confirmed >= rules.memory_confirmations_min) {
      found.push_back(&link);
    }
  }
  return found;
}

bool is_lesson(const Transaction& transaction) {
  if (transaction.matches.empty() || !transaction.suspense.is_zero()) return false;
  return std::ranges::all_of(transaction.matches, [](const MatchRecord& match) {
    return match.rule == MatchRule::Coupon || match.rule == MatchRule::Successor ||
           match.rule == MatchRule::Person;
  });
}

KnownPayer recall(const PayerHistory& history, const MatchRules& rules,
                  const AccountIndex& accounts) {
  KnownPayer payer;
  payer.links = links_of(history);
  const auto holders = holders_of(payer.links, accounts);
  const bool looks_like_one = static_cast<std::int64_t>(holders) > rules.payer_holders_max;
  payer.is_consolidator = is_marked_consolidator(history, looks_like_one);
  if (payer.is_consolidator) {
    payer.caution = "This bank account pays for " + std::to_string(holders) +
                    " customers, as a consolidator's does: a person must say whose payment it is.";
  }
  recall_split(payer, history);
  return payer;
}

}  // namespace lockbox::deposit
