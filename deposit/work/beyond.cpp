#include "deposit/work/beyond.h"

#include <algorithm>

#include "deposit/match/charge_split.h"
#include "deposit/match/successor.h"

namespace lockbox::deposit {

namespace {

/// Those that are on the account now, under whichever number they were made.
std::vector<Application> now_on(std::span<const Application> applied, const AccountNumber& account,
                                const AccountIndex& accounts) {
  std::vector<Application> found;
  for (const auto& one : applied) {
    if (living_number(one.account, accounts) == account) found.push_back(one);
  }
  return found;
}

Money total_of(std::span<const Application> applied) {
  Money sum;
  for (const auto& one : applied) sum += one.amount;
  return sum;
}

/// The charges of `amount` on an account on which `booked` is already.
std::vector<Charge> charges_beyond(const Application& wanted, std::span<const Application> booked,
                                   Money amount, const BeyondTerms& terms) {
  const auto* account = terms.accounts.find(wanted.account);
  const auto* rule = terms.rules.find(wanted.bill_type, terms.day);
  if (!terms.rules.posts_charges || account == nullptr || account->charges.empty() ||
      rule == nullptr) {
    return {};
  }
  auto open = account->charges;
  if (!terms.is_billed_since) {
    for (const auto& one : booked) open = without_paid(open, one.charges);
  }
  return split_payment(amount, open, *rule);
}

void book(std::vector<Application>& booked, Application added) {
  const auto same = std::ranges::find_if(booked, [&](const Application& one) {
    return one.account == added.account && one.fund == added.fund &&
           one.deposit_account == added.deposit_account;
  });
  if (same == booked.end()) {
    booked.push_back(std::move(added));
    return;
  }
  // The charges of a payment are all of it, or none is said: what was told of it before stays.
  if (same->charges.empty()) {
    added.charges.clear();
  } else if (added.charges.empty()) {
    added.charges.push_back({"", "", added.amount});
  }
  same->amount += added.amount;
  same->charges.insert(same->charges.end(), added.charges.begin(), added.charges.end());
}

}  // namespace

std::optional<std::vector<Application>> add_beyond(std::span<const Application> booked,
                                                   std::span<const Application> wanted,
                                                   const BeyondTerms& terms) {
  for (const auto& before : booked) {
    const auto account = living_number(before.account, terms.accounts);
    if (total_of(now_on(wanted, account, terms.accounts)) <
        total_of(now_on(booked, account, terms.accounts))) {
      return std::nullopt;
    }
  }
  std::vector<Application> all{booked.begin(), booked.end()};
  for (auto one : wanted) {
    const auto account = living_number(one.account, terms.accounts);
    const auto on_it = now_on(booked, account, terms.accounts);
    one.amount -= total_of(on_it);
    if (one.amount <= Money{}) continue;
    one.charges = charges_beyond(one, on_it, one.amount, terms);
    book(all, std::move(one));
  }
  return all;
}

}  // namespace lockbox::deposit
