#include "deposit/accounts/account_ref.h"

#include "core/seal.h"

namespace lockbox::deposit::accounts {

std::string account_ref(const Keys& keys, const std::string& site, const std::string& lockbox,
                        const AccountNumber& number) {
  constexpr std::size_t digits = 32;
  const auto text = "account ref/" + site + "/" + lockbox + "/" + number.reveal();
  return keyed_fingerprint(keys.lookup_key(), text).hex().substr(0, digits);
}

}  // namespace lockbox::deposit::accounts
