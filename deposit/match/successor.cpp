#include "deposit/match/successor.h"

namespace lockbox::deposit {

namespace {

/// A number that changed hands more often than this is no chain, but a mistake.
constexpr int successors_max = 8;

}  // namespace

const Account* living_successor(const Account& closed, const AccountIndex& accounts) {
  const auto* account = &closed;
  for (int step = 0; step < successors_max && account != nullptr; ++step) {
    if (account->status == AccountStatus::Open) return account;
    if (!account->successor) return nullptr;
    account = accounts.find(*account->successor);
  }
  return nullptr;
}

const Account* merged_successor(const Account& account, const AccountIndex& accounts) {
  const auto* at = &account;
  for (int step = 0; step < successors_max && at != nullptr; ++step) {
    if (at->status == AccountStatus::Open) return at;
    if (!at->is_merged || !at->successor) return nullptr;
    at = accounts.find(*at->successor);
  }
  return nullptr;
}

AccountNumber living_number(const AccountNumber& number, const AccountIndex& accounts) {
  const auto* account = accounts.find(number);
  const auto* living = account == nullptr ? nullptr : merged_successor(*account, accounts);
  return living == nullptr ? number : living->number;
}

}  // namespace lockbox::deposit
