#pragma once

#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// The open account under whose number the holder of a closed one goes on, however many numbers lie
/// between; the account itself when it is open, nullptr when the chain leads nowhere.
[[nodiscard]] const Account* living_successor(const Account& closed, const AccountIndex& accounts);

}  // namespace lockbox::deposit
