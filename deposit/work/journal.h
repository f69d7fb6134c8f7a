#pragma once

#include <optional>
#include <span>
#include <string>

#include "deposit/model/site.h"
#include "deposit/model/work.h"

namespace lockbox::deposit {

/// The bank account that takes a transaction's tender whole, and the fund that books its cash.
struct DepositHome {
  std::string deposit_account;
  std::string fund;
  friend bool operator==(const DepositHome&, const DepositHome&) = default;
};

/// The deposit account with the largest applied share (a tie: the one of the first coupon), and the
/// fund with the largest share in it; suspense's home when nothing was applied.
[[nodiscard]] DepositHome home_of(const Transaction& transaction, const Site& site);

/// As above, of what was given; there must be something.
[[nodiscard]] DepositHome home_of_applications(std::span<const Application> given);

/// Adds lines by which the home fund owes `amount` to another fund; none between a fund and itself.
void owe(JournalEntry& entry, const DepositHome& home, const DepositHome& other, Money amount);

/// The entry that books a released transaction: its tender in the home fund; receivables and
/// suspense in theirs; every other fund is owed its share (due to, due from).  Sums to zero in each
/// fund.  Nothing for a transaction without money.
[[nodiscard]] std::optional<JournalEntry> apply_entry(const Transaction& transaction,
                                                      const Site& site);

/// The entry that moves money from suspense, out of the place where it was booked, to the accounts
/// that `after` names beyond `before`.
[[nodiscard]] std::optional<JournalEntry> reapply_entry(const Transaction& before,
                                                        const Transaction& after,
                                                        const DepositHome& suspense);

/// True if the lines sum to zero in total and in every fund.
[[nodiscard]] bool is_balanced(const JournalEntry& entry);

}  // namespace lockbox::deposit
