#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/local_time.h"
#include "core/money.h"
#include "core/state_table.h"
#include "deposit/model/counter_rules.h"
#include "deposit/model/exception_rules.h"
#include "deposit/model/payment_rules.h"
#include "deposit/model/virtual_batch.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/image/quality/quality_limits.h"
#include "encode/micr/line_error.h"
#include "encode/micr/routing_number.h"

namespace lockbox::deposit {

/// What the bank's MICR line of a deposit ticket says, ANSI X9.100-160-1.
struct TicketLine {
  encode::RoutingNumber routing;
  std::string account;    ///< In the on-us field, digits and dashes.
  std::string tran_code;  ///< Behind the account; may be empty.
  friend bool operator==(const TicketLine&, const TicketLine&) = default;
};

/// A bank account that takes deposits, with the limits of one ticket.
struct DepositAccount {
  std::string id;    ///< As the account file names it, e.g. "OPERATING-UTILITY".
  std::string name;  ///< Printed on the ticket.
  std::string bank;
  std::int64_t ticket_items_max = 0;
  Money ticket_amount_max;
  /// Until when the bank takes deposits of a business day, by the site's clock; by its own
  /// agreement, so many accounts have none.
  std::optional<TimeOfDay> cut_off = {};
  std::optional<TicketLine> ticket_line = {};  ///< Printed on approved tickets.
  /// The bank may hold public money: in Florida, a qualified public depository (F.S. 280.03).
  bool is_public_depository = false;
};

/// Where the part of a payment goes that exceeds every expected amount.
enum class OverpaymentRule { CreditOnAccount, Suspense };

/// When somebody is asked to divide a check over coupons that do not add up to it.
enum class BalanceMode {
  ByEnvelope,  ///< As soon as the amounts of its envelope are known.
  ByBatch,     ///< Once every amount of the batch is known.
};
inline constexpr Names<2> balance_mode_names{"by_envelope", "by_batch"};

/// How batches come into balance, and who lets their money go.
struct BalanceRules {
  BalanceMode mode = BalanceMode::ByEnvelope;
  /// A batch that balances waits for a person who keyed nothing of it.
  bool is_released_by_person = false;
};

/// What one site does its work by: the contents of SITE.toml.
struct Site {
  std::string id;
  std::string name;
  std::string practice;  ///< "DEMO": printed where a person could take the money for real.
  std::vector<std::string> lockboxes;
  std::optional<BusinessDay> business_day;  ///< For batches that come without a batch file.
  std::vector<encode::CouponDefinition> coupons;
  std::vector<DepositAccount> deposit_accounts;
  /// Its money is public and goes to public depositories only.
  bool has_public_money = false;
  std::vector<BusinessDay> bank_holidays;  ///< Days, besides Saturdays and Sundays, without a bank.
  std::string suspense_fund;
  std::string suspense_deposit_account;
  std::optional<Money> verify_from;  ///< Amounts keyed from here on are keyed by two people.
  BalanceRules balancing;
  OverpaymentRule overpayment = OverpaymentRule::CreditOnAccount;
  PaymentRules payment_rules;
  ExceptionRules exceptions;
  /// How mail that was scanned unsorted is divided, first rule first; empty: it is not.
  std::vector<VirtualBatchRule> virtual_batches;
  encode::QualityLimits image_quality;
  encode::ReadingLimits reading;
  CounterRules counter;
  /// Account-file column of each field ("account", "bill_type", ...); a field may keep its own
  /// name.
  std::map<std::string, std::string> account_columns;

  /// The account with this id, or nullptr.
  [[nodiscard]] const DepositAccount* deposit_account(const std::string& account_id) const;
};

}  // namespace lockbox::deposit
