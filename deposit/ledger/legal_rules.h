#pragma once

/// @file
/// What law and banks say of returned items, as dated tables: deposit/ledger/data/florida.csv and
/// return_reasons.csv.  `valid_from` of a row is the day from which the program goes by it; a later
/// row of the same rule takes the place of all earlier ones.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/business_day.h"
#include "core/money.h"
#include "core/result.h"
#include "core/state_table.h"

namespace lockbox::deposit::ledger {

/// Why a bank sends an item back; code letters as in the return records of X9.100-187.
struct ReturnReason {
  std::string code;
  std::string name;
  bool may_present_again = false;
  bool has_fee = false;       ///< The drawer is charged the fee of the table.
  bool is_cash_only = false;  ///< The drawer's checks are not wanted for a while.
  std::string sentence;       ///< For people; without a full stop.
};

/// NotFound for a code that the table does not have.
[[nodiscard]] Result<ReturnReason> return_reason(std::string_view code);
[[nodiscard]] const std::vector<ReturnReason>& return_reasons();

enum class LegalRule { ReturnFee, Notice, Demand, CashOnly, Unclaimed };
inline constexpr Names<5> legal_rule_names{"return_fee", "notice", "demand", "cash_only",
                                           "unclaimed"};
enum class Span { None, Days, Months, Years };
inline constexpr Names<4> span_names{"", "days", "months", "years"};

/// One row of the jurisdiction's table.
struct LegalRow {
  LegalRule rule = LegalRule::ReturnFee;
  BusinessDay valid_from;
  Money above;   ///< For a fee: of items above this.
  Money amount;  ///< For a fee: at least this.
  std::int64_t percent = 0;
  std::int64_t count = 0;  ///< For a clock: so many `unit`.
  Span unit = Span::None;
  std::string source;
};

/// A fee and the row that it follows from.
struct Fee {
  Money amount;
  std::string source;
};

class LegalRules {
 public:
  /// InvalidInput, naming the line, for a text that is no such table.
  [[nodiscard]] static Result<LegalRules> parse(std::string_view csv);

  /// The greater of the bracket's amount and its share of the item; parts of a cent are dropped.
  /// NotFound on a day before the first row.
  [[nodiscard]] Result<Fee> fee(Money item, const BusinessDay& day) const;
  /// The day on which a clock that starts on `from` has run out.  NotFound as above.
  [[nodiscard]] Result<BusinessDay> end_of(LegalRule rule, const BusinessDay& from) const;
  [[nodiscard]] const std::vector<LegalRow>& rows() const { return rows_; }

 private:
  /// The rows of the rule in force on the day; empty before the first.
  [[nodiscard]] std::vector<const LegalRow*> in_force(LegalRule rule, const BusinessDay& day) const;

  std::vector<LegalRow> rows_;
};

/// The tables that the program was built with.
[[nodiscard]] const LegalRules& legal_rules();

/// The same day of a later month, or its last day where it has none such.
[[nodiscard]] BusinessDay day_after(const BusinessDay& from, std::int64_t count, Span unit);

}  // namespace lockbox::deposit::ledger
