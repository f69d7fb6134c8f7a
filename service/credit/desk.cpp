#include "service/credit/desk.h"

#include <algorithm>

namespace lockbox::service::credit {

Result<BusinessDay> today_at(const CreditDesk& desk) {
  const auto days = TRY(desk.books.days().days(desk.site.id));
  if (!days.empty()) return days.front().day;
  return fail(ErrorCode::Conflict, "No business day has begun; log or scan some mail first.");
}

Result<const std::vector<deposit::Account>*> KnownHolders::accounts(const std::string& lockbox) {
  auto found = accounts_.find(lockbox);
  if (found == accounts_.end()) {
    auto read = TRY(desk_.books.store().accounts(desk_.site.id, lockbox));
    found = accounts_.emplace(lockbox, std::move(read)).first;
  }
  return &found->second;
}

Result<std::vector<AccountNumber>> KnownHolders::group(const std::string& lockbox,
                                                       const AccountNumber& number) {
  return deposit::credit::account_group(*TRY(accounts(lockbox)), number);
}

Result<work::FoundAccount> KnownHolders::holder(const std::string& lockbox,
                                                const AccountNumber& number) {
  const auto* known = TRY(accounts(lockbox));
  const auto first = deposit::credit::account_group(*known, number).front();
  work::FoundAccount found{
      work::account_ref(desk_.keys, desk_.site.id, lockbox, first), lockbox, {}};
  found.account.number = first;
  const auto account = std::ranges::find(*known, first, &deposit::Account::number);
  if (account != known->end()) found.account = *account;
  return found;
}

Result<std::vector<deposit::credit::Booking>> KnownHolders::bookings(const std::string& lockbox,
                                                                     const AccountNumber& number) {
  const auto numbers = TRY(group(lockbox, number));
  return desk_.books.credit().bookings(desk_.site.id, lockbox, numbers);
}

Result<std::vector<deposit::credit::Booking>> KnownHolders::payments(const std::string& lockbox,
                                                                     const AccountNumber& number) {
  const auto numbers = TRY(group(lockbox, number));
  auto bookings = TRY(desk_.books.credit().bookings(desk_.site.id, lockbox, numbers));
  const auto named = TRY(desk_.books.credit().named_money(desk_.site.id, lockbox, numbers));
  bookings.insert(bookings.end(), named.begin(), named.end());
  return bookings;
}

Result<work::FoundAccount> unmerged_account(const CreditDesk& desk, const std::string& ref) {
  auto found = TRY(work::account_by_ref(desk.books.store(), desk.site, ref));
  if (!found.account.is_merged || !found.account.successor) return found;
  return fail(
      ErrorCode::Conflict,
      "The account was merged into " + found.account.successor->masked() + "; take that one.",
      "/ref");
}

}  // namespace lockbox::service::credit
