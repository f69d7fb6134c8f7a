#pragma once

#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// The open account under whose number the holder of a closed one goes on, however many numbers lie
/// between; the account itself when it is open, nullptr when the chain leads nowhere.
[[nodiscard]] const Account* living_successor(const Account& closed, const AccountIndex& accounts);

/// The same, but only where every step is a merge that two people made, so that nobody's name is
/// asked for.
[[nodiscard]] const Account* merged_successor(const Account& account, const AccountIndex& accounts);

/// The number that payments of an account go on under: that of the open account into which it was
/// merged, in however many steps, or its own.
[[nodiscard]] AccountNumber living_number(const AccountNumber& number,
                                          const AccountIndex& accounts);

}  // namespace lockbox::deposit
