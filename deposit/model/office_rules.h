#pragma once

/// @file
/// What a site says of its reports, its letters and its policies: parts of SITE.toml.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

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

struct OfficeRules {
  std::vector<DepartmentFunds> reconciliations = {};
  DepositLimits deposit_limits = {};
  std::vector<LetterTemplate> letters = {};
  std::vector<PolicyReference> policies = {};
};

}  // namespace lockbox::deposit
