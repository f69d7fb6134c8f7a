#pragma once

/// @file
/// What a site says of its reports, its letters and its policies: parts of SITE.toml.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "core/state_table.h"

namespace lockbox::deposit {

/// What a department owns of the money: it reconciles what was credited there.
struct DepartmentFunds {
  std::string department;  ///< Id of a [[department]].
  std::vector<std::string> bill_types;
  std::vector<std::string> funds;

  /// Whether money of this bill type or fund is the department's.
  [[nodiscard]] bool owns(const std::string& bill_type, const std::string& fund) const;
};

/// Within how many business days of its receipt money is to be deposited.
struct DepositLimits {
  std::int64_t days_max = 1;
  std::map<std::string, std::int64_t> by_source = {};  ///< By names of custody::mail_source_names.

  [[nodiscard]] std::int64_t of(const std::string& source) const;
};

/// A letter that people fill in; fields stand in braces, {name}.
struct LetterTemplate {
  std::string id;
  std::string name;
  std::string subject;
  std::vector<std::string> paragraphs;
  std::int64_t reply_days = 0;  ///< 0: no answer is waited for.
};

/// What a letter may name: of the account, of the check, of the inquiry, and of the letter itself.
inline constexpr std::array<std::string_view, 12> letter_fields{
    "name",   "address",      "account",  "balance",   "due_date", "amount",
    "number", "organisation", "question", "reference", "date",     "reply_by"};
using LetterFields = std::map<std::string, std::string, std::less<>>;

/// The names in braces, in order; InvalidInput for a brace that does not end or stands alone.
[[nodiscard]] Result<std::vector<std::string>> fields_of(std::string_view text);
/// The text with its fields filled in.  InvalidInput, naming the field, for one without a value.
[[nodiscard]] Result<std::string> fill_in(std::string_view text, const LetterFields& values);

/// A policy of the city that says how something is done, and where.
struct PolicyReference {
  std::string number;
  std::string title;
  std::vector<std::string> screens;  ///< Their addresses, "/deposits".
};

/// What is done with an amount, and may be limited by role (C-10).
enum class LimitedDeed { ApproveDeposit, ApproveCorrection, AcceptDifference, TakeReceipt };
inline constexpr Names<4> limited_deed_names{"approve_deposit", "approve_correction",
                                             "accept_difference", "take_receipt"};

struct RoleLimit {
  std::string role;
  LimitedDeed deed = LimitedDeed::ApproveDeposit;
  Money amount_max;
};

/// Up to which amount a person may who holds these roles, each of which lets them; nothing: any.
/// Of several roles the most generous counts.
[[nodiscard]] std::optional<Money> limit_of(std::span<const RoleLimit> limits,
                                            std::span<const std::string> roles, LimitedDeed deed);

struct OfficeRules {
  std::vector<DepartmentFunds> reconciliations = {};
  DepositLimits deposit_limits = {};
  std::vector<LetterTemplate> letters = {};
  std::vector<PolicyReference> policies = {};
  std::vector<RoleLimit> role_limits = {};
  /// C-04: opened mail is handed on once its checks are endorsed.  Otherwise the scanner's first
  /// pass does it.
  bool endorses_before_hand_off = false;
};

}  // namespace lockbox::deposit
