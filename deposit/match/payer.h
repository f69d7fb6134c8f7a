#pragma once

/// @file
/// What a bank account is known to pay for.  It is learned from confirmed work alone: payments that
/// a coupon or a person placed and that lie in an approved deposit.  A match by memory teaches
/// nothing, so that no error feeds itself.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/money.h"
#include "deposit/match/payer_history.h"
#include "deposit/model/match.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

struct PayerLink {
  AccountNumber account;
  std::int64_t confirmed = 0;  ///< Payments since it was last doubted.
  BusinessDay last_day;
  Money last_amount;
  bool is_demoted = false;
  friend bool operator==(const PayerLink&, const PayerLink&) = default;
};

/// A payer as matching sees it.
struct KnownPayer {
  std::vector<PayerLink> links;  ///< Those believed first, then by confirmations and day.
  bool is_consolidator = false;
  std::string caution;  ///< Why nothing is placed by memory; empty when it may be.
  /// How the payer divided its last payment, when several times the same way.
  std::vector<Share> split;
  std::int64_t split_confirmed = 0;

  [[nodiscard]] std::vector<const PayerLink*> believed(const MatchRules& rules) const;
};

/// Whether memory may learn from the envelope, once its deposit is approved: all of its money found
/// its accounts by coupons, their successors or people.
[[nodiscard]] bool is_lesson(const Transaction& transaction);

/// What the history says by these rules.  Numbers that were merged since are the accounts that they
/// went into.
[[nodiscard]] KnownPayer recall(const PayerHistory& history, const MatchRules& rules,
                                const AccountIndex& accounts);

/// Payers by the sequence of their check.
using KnownPayers = std::map<std::int64_t, KnownPayer>;

}  // namespace lockbox::deposit
