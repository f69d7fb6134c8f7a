#include "deposit/model/site.h"

#include <algorithm>

namespace lockbox::deposit {

const DepositAccount* Site::deposit_account(const std::string& account_id) const {
  const auto found = std::ranges::find(deposit_accounts, account_id, &DepositAccount::id);
  return found == deposit_accounts.end() ? nullptr : &*found;
}

}  // namespace lockbox::deposit
