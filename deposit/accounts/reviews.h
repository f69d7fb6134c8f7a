#pragma once

/// @file
/// Accounts that somebody should look at, by what the books alone say.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "deposit/model/account.h"

namespace lockbox::deposit::accounts {

/// Open accounts with a balance below zero: a credit that may be due back.
[[nodiscard]] std::vector<const Account*> with_credit(const std::vector<Account>& accounts);

/// Closed accounts, not merged ones, that still owe or are owed.
[[nodiscard]] std::vector<const Account*> closed_with_balance(const std::vector<Account>& accounts);

/// Two open accounts of one bill type, in the order of the file, and how alike their names and
/// addresses are, of 100.
struct LikelyDuplicate {
  const Account* one = nullptr;
  const Account* other = nullptr;
  std::int64_t name = 0;
  std::int64_t address = 0;
};
/// At most `at_most`, the most alike first.  Only accounts with the same house number are
/// compared, or, without one, with the same beginning of their names; not each with each.
[[nodiscard]] std::vector<LikelyDuplicate> likely_duplicates(const std::vector<Account>& accounts,
                                                             std::size_t at_most);

}  // namespace lockbox::deposit::accounts
