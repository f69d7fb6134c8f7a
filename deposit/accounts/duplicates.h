#pragma once

/// @file
/// Two accounts that may be one holder's at one place, found without comparing each with each.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "deposit/model/account.h"

namespace lockbox::deposit::accounts {

/// Two open accounts of one bill type, in the order of the file, and how alike their names and
/// addresses are, of 100.
struct LikelyDuplicate {
  const Account* one = nullptr;
  const Account* other = nullptr;
  std::int64_t name = 0;
  std::int64_t address = 0;
};
/// At most `at_most`, the most alike first: those of one house number whose names are
/// `same_name_likeness` alike or more, and whose addresses are 80.  Of those only accounts are
/// compared whose names have a word in common that few slips leave alike: no other name comes near
/// enough.
[[nodiscard]] std::vector<LikelyDuplicate> likely_duplicates(const std::vector<Account>& accounts,
                                                             std::size_t at_most);

}  // namespace lockbox::deposit::accounts
