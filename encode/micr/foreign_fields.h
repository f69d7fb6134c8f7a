#pragma once

/// @file
/// The fields of a line of another country's bank.  The standards have the symbols; what stands
/// between them each country lays down for itself, so that fields are found by a layout and only
/// where just one fits.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account_number.h"
#include "core/result.h"
#include "core/state_table.h"

namespace lockbox::encode {

/// Whose rules a line follows.
enum class ForeignLayout {
  French,     ///< CMC-7: SIII number(7) SIII interbank zone(12) SV internal zone(12) SI.
  Brazilian,  ///< CMC-7: SIII bank, branch(8) SIII region, number, type(10) SV account(12) SI, with
              ///< three check digits modulo 10.
  Canadian,   ///< E-13B, Payments Canada Standard 006: number between on-us symbols, branch(5) dash
              ///< institution(3) between transit symbols, account, on-us, code(2) or nothing.
  Indian,     ///< E-13B, CTS-2010: on-us number(6) on-us sort code(9) transit account(6) on-us
              ///< code(2).
};
inline constexpr Names<4> foreign_layout_names{"french", "brazilian", "canadian", "indian"};

/// What a field of digits is.
enum class ForeignFieldName {
  CheckNumber,
  InterbankZone,   ///< French: by which the banks find the drawer's bank and branch.
  Bank,            ///< Brazilian: three digits.
  Branch,          ///< Brazilian: four digits; Canadian: five, the transit number.
  ClearingRegion,  ///< Brazilian: three digits.
  CheckType,       ///< Brazilian: 5 common, 6 a bank's own, 7 salary, 8 administrative, 9 tax-free.
  Account,         ///< French: the internal zone, by which the bank finds the account.
  Institution,     ///< Canadian: three digits.
  SortCode,        ///< Indian: city, bank and branch, three digits each.
  TransactionCode,  ///< Two digits.
};
inline constexpr Names<10> foreign_field_names{
    "check_number", "interbank_zone", "bank",        "branch",    "clearing_region",
    "check_type",   "account",        "institution", "sort_code", "transaction_code"};

struct ForeignField {
  ForeignFieldName name = ForeignFieldName::CheckNumber;
  std::string digits;
  friend bool operator==(const ForeignField&, const ForeignField&) = default;
};

/// The fields of one line.  None is a United States routing number, and an amount that a bank has
/// encoded behind them is not among them: its currency is another.
struct ForeignFields {
  ForeignLayout layout = ForeignLayout::French;
  std::string check_number;
  std::vector<ForeignField> others;  ///< All but these two, left to right.
  AccountNumber account;
  friend bool operator==(const ForeignFields&, const ForeignFields&) = default;
};

/// The fields of a line in either font that is read whole, when exactly one layout fits it in every
/// symbol and length, all its check digits are right, and neither bank, number nor account is only
/// zeros; else nothing.
[[nodiscard]] std::optional<ForeignFields> find_foreign_fields(std::string_view raw);

/// Check digits of the line itself prove what was read; only a Brazilian line has any.
[[nodiscard]] bool is_proved(const ForeignFields& fields);

enum class AccountShown { LastDigits, Whole };
/// "brazilian: check number 000428, bank 341, branch 3781, clearing region 009, check type 5,
/// account ****3298".
[[nodiscard]] std::string text_of(const ForeignFields& fields, AccountShown shown);

}  // namespace lockbox::encode
