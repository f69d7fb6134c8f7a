#pragma once

/// @file
/// The fields of a CMC-7 line.  ISO 1004-2 has the symbols; what stands between them each country
/// lays down for itself, so that fields are found by a layout and only where just one fits.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account_number.h"
#include "core/result.h"
#include "core/state_table.h"

namespace lockbox::encode {

/// Whose rules a line follows.
enum class Cmc7LayoutName {
  French,     ///< SIII number(7) SIII interbank zone(12) SV internal zone(12) SI.
  Brazilian,  ///< SIII bank, branch(8) SIII region, number, type(10) SV account(12) SI, with three
              ///< check digits modulo 10.
};
inline constexpr Names<2> cmc7_layout_names{"french", "brazilian"};

/// What a field of digits is.
enum class Cmc7FieldName {
  CheckNumber,
  InterbankZone,   ///< French: by which the banks find the drawer's bank and branch.
  Bank,            ///< Brazilian: three digits.
  Branch,          ///< Brazilian: four digits.
  ClearingRegion,  ///< Brazilian: three digits.
  CheckType,       ///< Brazilian: 5 common, 6 a bank's own, 7 salary, 8 administrative, 9 tax-free.
  Account,         ///< French: the internal zone, by which the bank finds the account.
};
inline constexpr Names<7> cmc7_field_names{"check_number",    "interbank_zone", "bank",   "branch",
                                           "clearing_region", "check_type",     "account"};

struct Cmc7Field {
  Cmc7FieldName name = Cmc7FieldName::CheckNumber;
  std::string digits;
  friend bool operator==(const Cmc7Field&, const Cmc7Field&) = default;
};

/// The fields of one line.  None is a United States routing number, and an amount that a bank has
/// encoded behind them is not among them: its currency is another, its length free.
struct Cmc7Fields {
  Cmc7LayoutName layout = Cmc7LayoutName::French;
  std::string check_number;
  std::vector<Cmc7Field> others;  ///< All but these two, left to right.
  AccountNumber account;
  friend bool operator==(const Cmc7Fields&, const Cmc7Fields&) = default;
};

/// Whether the text has symbols of CMC-7 (`a` to `e`, see `Cmc7Glyph::symbol`), which no line in
/// E-13B has.
[[nodiscard]] bool has_cmc7_symbols(std::string_view raw);

/// The fields of a line that is read whole, when exactly one layout fits it in every symbol and
/// length, all its check digits are right, and neither bank, number nor account is only zeros;
/// else nothing.  A gap hides no digit where every length is fixed.
[[nodiscard]] std::optional<Cmc7Fields> find_cmc7_fields(std::string_view raw);

/// A line in CMC-7 as a person keyed it, without gaps.  InvalidInput, with what is wrong, for a
/// line that has no fields.
[[nodiscard]] Result<std::string> check_keyed_cmc7_line(std::string_view raw);

/// Check digits of the line itself prove what was read; a French line has none.
[[nodiscard]] bool is_proved(const Cmc7Fields& fields);

enum class AccountShown { LastDigits, Whole };
/// "brazilian: check number 000428, bank 341, branch 3781, clearing region 009, check type 5,
/// account ****3298".
[[nodiscard]] std::string text_of(const Cmc7Fields& fields, AccountShown shown);

}  // namespace lockbox::encode
