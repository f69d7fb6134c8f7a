#include "deposit/accounts/reviews.h"

namespace lockbox::deposit::accounts {

namespace {

template <class Wanted>
std::vector<const Account*> those(const std::vector<Account>& accounts, const Wanted& wanted) {
  std::vector<const Account*> found;
  for (const auto& account : accounts) {
    if (wanted(account)) found.push_back(&account);
  }
  return found;
}

}  // namespace

std::vector<const Account*> with_credit(const std::vector<Account>& accounts) {
  return those(accounts, [](const Account& account) {
    return account.status == AccountStatus::Open && account.balance_due < Money{};
  });
}

std::vector<const Account*> closed_with_balance(const std::vector<Account>& accounts) {
  return those(accounts, [](const Account& account) {
    return account.status == AccountStatus::Closed && !account.is_merged &&
           !account.balance_due.is_zero();
  });
}

}  // namespace lockbox::deposit::accounts
