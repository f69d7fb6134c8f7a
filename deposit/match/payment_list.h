#pragma once

/// @file
/// The list that comes with a check for many accounts: rows of account, name and amount, in
/// whatever layout its sender likes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account_number.h"
#include "core/money.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// One row as it was written.
struct ListRow {
  std::int64_t line = 0;  ///< From 1.
  AccountNumber number;   ///< Its digits; empty when the row has none.
  std::string name;
  std::optional<Money> amount;
  bool is_total = false;  ///< It says what the rows come to.
};

/// Rows of a pasted text or of a file.  Columns end at a tab, `;` or `|`, else at two blanks, else
/// at a comma, else at one blank.  An amount has two decimals or a dollar sign, and the last one of
/// a row is its amount; the number is the first column of at least four digits, `-` and `.` between
/// them allowed.  Rows without a digit are headings and are left out.
[[nodiscard]] std::vector<ListRow> parse_payment_list(std::string_view text);

enum class ListOutcome {
  Found,     ///< One open account has this number.
  Proposed,  ///< One account is likely; a person must say so.
  Unknown,
};
inline constexpr Names<3> list_outcome_names{"found", "proposed", "unknown"};

struct ListMatch {
  ListOutcome outcome = ListOutcome::Unknown;
  const Account* account = nullptr;
  std::string reason;
};

/// The account of a row.  By number: exact, or the same without leading zeros, or the successor of
/// a closed one.  Proposed: the only account one slip away whose holder or balance agrees, or the
/// only one of this name that owes exactly this.
[[nodiscard]] ListMatch match_list_row(const ListRow& row, const std::vector<Account>& accounts,
                                       const AccountIndex& index);

}  // namespace lockbox::deposit
