#pragma once

/// @file
/// How a payment is applied within its account, for each bill type: which charge comes first, and
/// what becomes of a payment that is short or over.

#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/money.h"
#include "core/state_table.h"

namespace lockbox::deposit {

/// What sorts the open charges of an account, one key after another.
enum class ChargeOrder {
  PlanFirst,     ///< Instalments of a payment plan before all others.
  PenaltyFirst,  ///< Penalties before what they are for.
  OldestFirst,   ///< By due date.
  ServiceOrder,  ///< By the rule's list of services.
};
inline constexpr Names<4> charge_order_names{"plan_first", "penalty_first", "oldest_first",
                                             "service_order"};

/// What becomes of a payment below what is expected.
enum class ShortRule { Take, Suspense };
inline constexpr Names<2> short_rule_names{"take", "suspense"};

/// What becomes of what is paid beyond all that is expected.
enum class OverRule {
  CreditOnAccount,
  Suspense,
  Refund,  ///< Waits in suspense as due back to its payer.
};
inline constexpr Names<3> over_rule_names{"credit_on_account", "suspense", "refund"};

/// One version of the rule of one bill type.
struct PaymentRule {
  std::string bill_type;
  std::optional<BusinessDay> from;  ///< Holds from this business day on; nothing: always.
  std::vector<ChargeOrder> order{ChargeOrder::OldestFirst};
  std::vector<std::string> plan_codes;     ///< Charge codes of payment plans.
  std::vector<std::string> penalty_codes;  ///< Charge codes of penalties.
  std::vector<std::string> services;       ///< Charge codes in their order.
  ShortRule short_payment = ShortRule::Take;
  std::optional<OverRule> over_payment;  ///< Nothing: as the site does with all bill types.
  Money write_off_max;  ///< A payment short by no more may have its rest written off; zero: never.
};

struct PaymentRules {
  std::vector<PaymentRule> rules;
  /// Posting files tell which charges each payment goes to.
  bool posts_charges = false;

  /// The newest version for the bill type that holds on the day, or nullptr where the site has
  /// none.
  [[nodiscard]] const PaymentRule* find(const std::string& bill_type, const BusinessDay& day) const;
};

}  // namespace lockbox::deposit
