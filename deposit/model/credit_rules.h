#pragma once

/// @file
/// What a site asks of customers whose credit it looks at: security deposits by bill type, and how
/// accounts are scored for referral to collection.  Parts of SITE.toml.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/money.h"
#include "core/state_table.h"

namespace lockbox::deposit {

/// One version of what the accounts of a bill type deposit as security.
struct SecurityRule {
  std::string bill_type;
  std::optional<BusinessDay> from = {};  ///< Holds from this business day on; nothing: always.
  std::optional<Money> amount = {};      ///< A fixed sum; nothing: a part of the average bill.
  std::int64_t bills = 0;                ///< So many last bills make the average; 0: fixed.
  std::int64_t percent = 0;              ///< Of the average bill: 200 is two bills.
  Money least = {};                      ///< Of what follows from the average.
  std::optional<Money> most = {};
  std::vector<std::string> waivers = {};  ///< Reasons for which it may be waived.
  /// Simple interest a year in hundredths of a percent; 0: none is paid.
  std::int64_t interest_basis_points = 0;
  /// Given back after so many months without a return, a late payment or a broken arrangement; 0:
  /// only when a person says so.
  std::int64_t refund_months = 0;
  friend bool operator==(const SecurityRule&, const SecurityRule&) = default;
};

/// What an account is scored by before it is referred to collection.
enum class ReferralFactor {
  AgeDays,     ///< Of the oldest open amount.
  Amount,      ///< That is open, in cents.
  Broken,      ///< Payment arrangements that were not kept.
  Returns,     ///< Checks that came back in twelve months.
  UnpaidDays,  ///< Since the last payment; since the oldest open amount when there was none.
};
inline constexpr Names<5> referral_factor_names{"age_days", "amount", "broken", "returns",
                                                "unpaid_days"};

/// From this value of the factor on it gives so many points; of several the greatest counts.
struct ReferralStep {
  ReferralFactor factor = ReferralFactor::AgeDays;
  std::int64_t from = 0;  ///< Days, cents or a number.
  std::int64_t points = 0;
  friend bool operator==(const ReferralStep&, const ReferralStep&) = default;
};

struct ReferralRules {
  std::int64_t list_from = 1;            ///< Points from which on an account is listed.
  Money least = {};                      ///< Less is not referred.
  std::vector<ReferralStep> steps = {};  ///< None: the site refers nobody by score.
  friend bool operator==(const ReferralRules&, const ReferralRules&) = default;
};

struct CreditRules {
  std::vector<SecurityRule> security = {};
  ReferralRules referral = {};
  std::int64_t notice_days = 5;  ///< An installment is told of so many days before it is due.

  /// The newest version for the bill type that holds on the day, or nullptr.
  [[nodiscard]] const SecurityRule* security_rule(const std::string& bill_type,
                                                  const BusinessDay& day) const {
    const SecurityRule* found = nullptr;
    for (const auto& rule : security) {
      if (rule.bill_type != bill_type || (rule.from && *rule.from > day)) continue;
      if (found == nullptr || !found->from || (rule.from && *rule.from > *found->from)) {
        found = &rule;
      }
    }
    return found;
  }
};

}  // namespace lockbox::deposit
