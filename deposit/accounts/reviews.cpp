#include "deposit/accounts/reviews.h"

#include <algorithm>
#include <map>
#include <string>

#include "deposit/match/likeness.h"
#include "deposit/match/name_address.h"

namespace lockbox::deposit::accounts {

namespace {

/// One holder's address is spelled twice with fewer slips than this leaves alike.
constexpr std::int64_t same_address_likeness = 80;

template <class Wanted>
std::vector<const Account*> those(const std::vector<Account>& accounts, const Wanted& wanted) {
  std::vector<const Account*> found;
  for (const auto& account : accounts) {
    if (wanted(account)) found.push_back(&account);
  }
  return found;
}

std::string first_number(const std::string& address) {
  const auto begin = address.find_first_of("0123456789");
  if (begin == std::string::npos) return "";
  return address.substr(begin, address.find_first_not_of("0123456789", begin) - begin);
}

/// Accounts that are worth comparing have the same one: their house number, or without one the
/// beginning of their names.
std::string bucket_of(const Account& account) {
  constexpr std::size_t beginning = 3;
  const auto number = first_number(account.address);
  const auto place = number.empty() ? normal_address(account.name).substr(0, beginning) : number;
  return account.bill_type + '\n' + place;
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

std::vector<LikelyDuplicate> likely_duplicates(const std::vector<Account>& accounts,
                                               std::size_t at_most) {
  std::map<std::string, std::vector<const Account*>> buckets;
  for (const auto& account : accounts) {
    if (account.status == AccountStatus::Open) buckets[bucket_of(account)].push_back(&account);
  }
  std::vector<LikelyDuplicate> found;
  for (const auto& [key, bucket] : buckets) {
    for (std::size_t i = 0; i < bucket.size(); ++i) {
      for (std::size_t j = i + 1; j < bucket.size(); ++j) {
        const auto name = whole_likeness(bucket[i]->name, bucket[j]->name);
        if (name < same_name_likeness) continue;
        const auto address = address_likeness(bucket[i]->address, bucket[j]->address);
        if (address < same_address_likeness) continue;
        found.push_back({bucket[i], bucket[j], name, address});
      }
    }
  }
  std::ranges::stable_sort(found, [](const LikelyDuplicate& a, const LikelyDuplicate& b) {
    return a.name + a.address > b.name + b.address;
  });
  if (found.size() > at_most) found.resize(at_most);
  return found;
}

}  // namespace lockbox::deposit::accounts
