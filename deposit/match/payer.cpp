#include "deposit/match/payer.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "deposit/match/successor.h"
#include "deposit/model/person.h"

namespace lockbox::deposit {

namespace {

/// The history with every account under the number that it goes on as.  Shares of one payment that
/// went to numbers which are one account now are one share; each payment keeps as `named` what it
/// was made to, for whoever doubts that.
struct Confirmed {
  std::int64_t batch = 0;
  BusinessDay business_day;
  std::vector<Share> shares;                                   ///< By account.
  std::vector<std::pair<AccountNumber, AccountNumber>> named;  ///< As made, and as it goes on.
};

Confirmed living_payment(const PayerPayment& payment, const AccountIndex& accounts) {
  Confirmed confirmed{payment.batch, payment.business_day, {}, {}};
  for (const auto& share : payment.shares) {
    const auto account = living_number(share.account, accounts);
    confirmed.named.emplace_back(share.account, account);
    const auto same = std::ranges::find(confirmed.shares, account, &Share::account);
    if (same == confirmed.shares.end()) {
      confirmed.shares.push_back({account, share.amount});
    } else {
      same->amount += share.amount;
    }
  }
  std::ranges::sort(confirmed.shares, {}, &Share::account);
  return confirmed;
}

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

/// Whether nobody doubted since that the payment to the account, or to a number that went into it,
/// was the payer's.
bool is_believed(const PayerHistory& history, const Confirmed& payment,
                 const AccountNumber& account) {
  return payment.batch > doubted_until(history, account) &&
         std::ranges::all_of(payment.named, [&](const auto& named) {
           return named.second != account || payment.batch > doubted_until(history, named.first);
         });
}

std::vector<PayerLink> links_of(const PayerHistory& history,
                                const std::vector<Confirmed>& payments) {
  std::vector<PayerLink> links;
  for (const auto& payment : payments) {
    for (const auto& share : payment.shares) {
      auto link = std::ranges::find(links, share.account, &PayerLink::account);
      if (link == links.end()) {
        links.push_back({share.account, 0, payment.business_day, share.amount, false});
        link = std::prev(links.end());
      }
      if (is_believed(history, payment, share.account)) ++link->confirmed;
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
void recall_split(KnownPayer& payer, const PayerHistory& history,
                  const std::vector<Confirmed>& payments) {
  if (payments.empty() || payments.front().shares.size() < 2) return;
  payer.split = payments.front().shares;
  for (const auto& payment : payments) {
    if (payment.shares != payer.split) break;
    const bool is_all_believed = std::ranges::all_of(payment.shares, [&](const Share& share) {
      return is_believed(history, payment, share.account);
    });
    if (!is_all_believed) break;
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
  std::vector<Confirmed> payments;
  payments.reserve(history.payments.size());
  for (const auto& payment : history.payments) {
    payments.push_back(living_payment(payment, accounts));
  }
  payer.links = links_of(history, payments);
  const auto holders = holders_of(payer.links, accounts);
  const bool looks_like_one = static_cast<std::int64_t>(holders) > rules.payer_holders_max;
  payer.is_consolidator = is_marked_consolidator(history, looks_like_one);
  if (payer.is_consolidator) {
    payer.caution = "This bank account pays for " + std::to_string(holders) +
                    " customers, as a consolidator's does: a person must say whose payment it is.";
  }
  recall_split(payer, history, payments);
  return payer;
}

}  // namespace lockbox::deposit
