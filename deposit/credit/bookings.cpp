#include "deposit/credit/bookings.h"

#include <algorithm>
#include <map>
#include <utility>

namespace lockbox::deposit::credit {

namespace {

const Account* find(std::span<const Account> accounts, const AccountNumber& number) {
  const auto found = std::ranges::find(accounts, number, &Account::number);
  return found == accounts.end() ? nullptr : &*found;
}

/// The end of the account's merges.  A ring, which no change makes, ends where it began.
AccountNumber holder_of(std::span<const Account> accounts, const AccountNumber& number) {
  auto holder = number;
  for (std::size_t steps = 0; steps <= accounts.size(); ++steps) {
    const auto* account = find(accounts, holder);
    if (account == nullptr || !account->is_merged || !account->successor) break;
    holder = *account->successor;
  }
  return holder;
}

}  // namespace

bool is_in_bank(TransactionState state) {
  return state == TransactionState::Deposited || state == TransactionState::Posted;
}

bool is_received(ledger::EntryKind kind) {
  using ledger::EntryKind;
  return kind == EntryKind::ChargeBack || kind == EntryKind::Transfer || kind == EntryKind::Apply ||
         kind == EntryKind::Reversal || kind == EntryKind::PayBack;
}

std::vector<Receipt> receipts_of(std::span<const Booking> bookings, const BusinessDay& from) {
  std::map<std::pair<BusinessDay, ledger::Origin>, Money> left;
  for (const auto& booking : bookings) {
    if (booking.received_on < from) continue;
    left[{booking.received_on, booking.envelope}] += booking.amount;
  }
  std::vector<Receipt> receipts;
  for (const auto& [key, amount] : left) {
    if (amount > Money{}) receipts.push_back({key.second, key.first, amount});
  }
  return receipts;
}

std::vector<BusinessDay> return_days(std::span<const Booking> bookings) {
  std::vector<BusinessDay> days;
  for (const auto& booking : bookings) {
    if (booking.is_charge_back) days.push_back(booking.booked_on);
  }
  std::ranges::sort(days);
  return days;
}

std::vector<AccountNumber> account_group(std::span<const Account> accounts,
                                         const AccountNumber& number) {
  std::vector<AccountNumber> group{holder_of(accounts, number)};
  const auto holder = group.front();
  for (const auto& account : accounts) {
    if (!account.is_merged || account.number == holder) continue;
    if (holder_of(accounts, account.number) == holder) group.push_back(account.number);
  }
  return group;
}

}  // namespace lockbox::deposit::credit
