#pragma once

/// @file
/// What the books show of an account's money: payments, and what happened to them since.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/money.h"
#include "deposit/ledger/entries.h"
#include "deposit/model/account.h"
#include "deposit/model/states.h"

namespace lockbox::deposit::credit {

/// One booking of an account: its part of a payment, or of an entry that moved one.
struct Booking {
  ledger::Origin envelope;      ///< Whose money it is.
  BusinessDay received_on;      ///< The day of the envelope's batch.
  BusinessDay booked_on;        ///< The same, or the day of the entry.
  Money amount;                 ///< Credited positive.
  std::int64_t entry = 0;       ///< 0: the payment itself.
  bool is_charge_back = false;  ///< Its check came back from the bank.
  friend bool operator==(const Booking&, const Booking&) = default;
};

/// What is left on the account of the money of one envelope.
struct Receipt {
  ledger::Origin envelope;
  BusinessDay day;  ///< On which it was received; a transfer keeps it.
  Money amount;     ///< More than zero.
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// Whether money of an envelope in this state is in the bank.
[[nodiscard]] bool is_in_bank(TransactionState state);
/// Whether an entry of this kind changes what was received for an account; a fee, a credit or a
/// write-off does not.
[[nodiscard]] bool is_received(ledger::EntryKind kind);

/// Payments less what was taken back or moved away, and with what was moved here, in order of the
/// day on which the money came.  What came before `from` is left out.
[[nodiscard]] std::vector<Receipt> receipts_of(std::span<const Booking> bookings,
                                               const BusinessDay& from);

/// Days on which a check of the account was charged back, in order.
[[nodiscard]] std::vector<BusinessDay> return_days(std::span<const Booking> bookings);

/// The number that holds the account's money now, and those that were merged into it: of all of
/// these the payments count.  The first is the one that holds it.
[[nodiscard]] std::vector<AccountNumber> account_group(std::span<const Account> accounts,
                                                       const AccountNumber& number);

}  // namespace lockbox::deposit::credit
