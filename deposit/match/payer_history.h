#pragma once

/// @file
/// What the books hold of the bank account that checks are drawn on.

#include <cstdint>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "deposit/model/match.h"

namespace lockbox::deposit {

/// One confirmed envelope of the payer.
struct PayerPayment {
  std::int64_t batch = 0;  ///< Batches count upwards, so this is also its time.
  BusinessDay business_day;
  std::vector<Share> shares;  ///< By account.
};

enum class PayerMarkKind {
  NotThisAccount,  ///< What was learned of this account is not believed until confirmed again.
  Consolidator,    ///< It pays for many: never believed.
  Individual,      ///< Takes `Consolidator` back.
};
inline constexpr Names<3> payer_mark_kind_names{"not_this_account", "consolidator", "individual"};

/// A person's word about a payer; only ever added.
struct PayerMark {
  PayerMarkKind kind = PayerMarkKind::NotThisAccount;
  AccountNumber account;         ///< For NotThisAccount.
  std::int64_t after_batch = 0;  ///< The newest batch when it was said.
  std::string marked_by;
  std::string reason;
};

/// All that the books hold of a payer.
struct PayerHistory {
  std::vector<PayerPayment> payments;  ///< Newest first.
  std::vector<PayerMark> marks;        ///< In order.
};

}  // namespace lockbox::deposit
