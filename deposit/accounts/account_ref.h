#pragma once

#include <string>

#include "core/account_number.h"
#include "core/keys.h"

namespace lockbox::deposit::accounts {

/// The stable name of an account of a lockbox under which pages speak of it: 32 hexadecimal digits.
/// Nobody without the key can tell the number from it.
[[nodiscard]] std::string account_ref(const Keys& keys, const std::string& site,
                                      const std::string& lockbox, const AccountNumber& number);

}  // namespace lockbox::deposit::accounts
