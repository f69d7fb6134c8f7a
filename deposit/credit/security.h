#pragma once

/// @file
/// Security deposits of accounts: how much is required and why, what interest they bear, and when
/// they are to be given back.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/credit/lives.h"
#include "deposit/ledger/entries.h"
#include "deposit/model/credit_rules.h"

namespace lockbox::deposit::credit {

/// The most that a deposit may be, which also keeps its interest within whole numbers.
inline constexpr Money security_max = Money::from_cents(1'000'000'00);

/// An amount with the sentence that it follows from.
struct Required {
  Money amount;
  std::string why;
};
/// By the rule: its fixed sum, or its part of the average of the last bills, oldest first; parts of
/// a cent are dropped.  InvalidInput when the rule wants more bills than there are, or a bill is
/// below zero.
[[nodiscard]] Result<Required> required_by(const SecurityRule& rule, std::span<const Money> bills);

enum class SecurityBasis { Rule, Hand };
inline constexpr Names<2> security_basis_names{"rule", "hand"};

struct NewSecurity {
  std::string lockbox;
  AccountNumber account;
  std::string bill_type;
  SecurityBasis basis = SecurityBasis::Hand;
  Money amount;
  std::string why;                 ///< Its computation, or the reason of a person.
  std::int64_t refund_months = 0;  ///< Of the rule on the day of the proposal.
};
/// InvalidInput, naming the member.
[[nodiscard]] Result<void> check_security(const NewSecurity& wanted);

/// Money that came for the deposit.
struct SecurityReceipt {
  Money amount;
  BusinessDay day;
  std::optional<ledger::Origin> envelope = {};  ///< That brought it.
  std::string receipt;  ///< Without an envelope: the number of the receipt that was given.
  std::string added_by = {};
  std::string added_at = {};
};

enum class ReleaseKind { Refund, Apply };
inline constexpr Names<2> release_kind_names{"refund", "apply"};

/// How a deposit goes back: the booking that it stands on is another system's, or an adjustment.
struct Release {
  ReleaseKind kind = ReleaseKind::Refund;
  Money amount;
  Money interest;
  BusinessDay until;            ///< To which day the interest is.
  std::int64_t adjustment = 0;  ///< For Apply: the posted credit of the account; 0: none.
  std::string reference;        ///< Of the payment that goes out; empty with an adjustment.
  std::string asked_by = {};
  std::string asked_at = {};
};

struct SecurityDeposit {
  std::int64_t number = 0;
  NewSecurity wanted;
  SecurityState state = SecurityState::Proposed;
  std::int64_t version = 1;
  std::string proposed_by;
  std::string proposed_at;
  std::vector<Step<SecurityEvent>> steps = {};
  std::vector<SecurityReceipt> receipts = {};
  std::optional<Release> release = {};  ///< That was asked for last.
};

/// What was received for it.
[[nodiscard]] Money received_of(const SecurityDeposit& deposit);
/// The day on which the last of it came; nothing while some of it is missing.
[[nodiscard]] std::optional<BusinessDay> held_since(const SecurityDeposit& deposit);

/// Simple interest of the rate in force on each day, from the day after it came to the day; parts
/// of a cent are dropped, once, from the whole.  The rules are those of one bill type.
[[nodiscard]] Money interest_until(const SecurityDeposit& deposit,
                                   std::span<const SecurityRule> rules, const BusinessDay& day);

/// Something that starts the months anew after which the deposit goes back.
struct Blemish {
  BusinessDay day;
  std::string what;  ///< "a check came back"
};
struct RefundDue {
  BusinessDay day;
  std::string why;
};
/// Nothing while it is not held, or where its rule gives nothing back by itself.
[[nodiscard]] std::optional<RefundDue> refund_due(const SecurityDeposit& deposit,
                                                  std::span<const Blemish> blemishes);

/// InvalidInput, naming the member, for a release that is not of all that was received.
[[nodiscard]] Result<void> check_release(const SecurityDeposit& deposit, const Release& release);

/// NotPermitted for who proposed it (to approve or waive it), and for who asked for its release (to
/// record it).
[[nodiscard]] Result<void> check_second_person(const SecurityDeposit& deposit, SecurityEvent event,
                                               const std::string& person);

}  // namespace lockbox::deposit::credit
