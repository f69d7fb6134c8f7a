#pragma once

/// @file
/// Accounts that somebody should look at, by what the books alone say.

#include <vector>

#include "deposit/model/account.h"

namespace lockbox::deposit::accounts {

/// Open accounts with a balance below zero: a credit that may be due back.
[[nodiscard]] std::vector<const Account*> with_credit(const std::vector<Account>& accounts);

/// Closed accounts, not merged ones, that still owe or are owed.
[[nodiscard]] std::vector<const Account*> closed_with_balance(const std::vector<Account>& accounts);

}  // namespace lockbox::deposit::accounts
