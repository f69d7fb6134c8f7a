#pragma once

/// @file
/// Why a batch is out of balance: every mistake that explains the difference exactly, the likeliest
/// first (domain notes on out-of-balance hints).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/state_table.h"
#include "deposit/doctor/batch_ledger.h"
#include "deposit/doctor/likelihood.h"

namespace lockbox::deposit {

enum class CauseKind {
  SwappedDigits,   ///< Two neighbouring digits of an amount changed places.
  Slide,           ///< The decimal point slipped by one place or two.
  WrongDigit,      ///< One digit is another one.
  DigitLeftOut,    ///< The amount lacks a digit.
  DigitTooMany,    ///< The amount has one digit more.
  OtherExpected,   ///< Another of the coupon's amounts was taken: net for gross.
  AnotherAmount,   ///< Whatever was keyed, the coupon asks for what would balance.
  WrongSide,       ///< A debit was taken as a payment.
  MissingItem,     ///< A paper was not captured, or not as money.
  DoubleFeed,      ///< Two papers went through the track as one.
  CountedTwice,    ///< A paper was captured twice, or is not among what was declared.
  WrongBatch,      ///< A paper lies in the wrong batch.
  DeclaredAmount,  ///< The declared total was keyed wrongly.
  DeclaredCount,   ///< The declared number of papers is wrong.
  TwoCauses,       ///< Two of these at once.
};
inline constexpr Names<15> cause_kind_names{
    "swapped_digits", "slide",          "wrong_digit",     "digit_left_out", "digit_too_many",
    "other_expected", "another_amount", "wrong_side",      "missing_item",   "double_feed",
    "counted_twice",  "wrong_batch",    "declared_amount", "declared_count", "two_causes"};

/// What is suspected of one document, or of the declared totals.
struct Suspicion {
  CauseKind kind = CauseKind::WrongDigit;  ///< Never TwoCauses.
  std::optional<std::int64_t> sequence;    ///< Of the document to look at; none: nowhere to look.
  std::optional<std::int64_t> batch;       ///< When it lies, or belongs, in another batch.
  std::optional<Money> amount_now;         ///< What counts now; none: nothing does.
  std::optional<Money> amount_then;        ///< What would count; none: it would not count.
  ControlTotals effect;                    ///< What putting it right adds to counted less declared.
  Likelihood likelihood;
  std::string sentence;  ///< Why; the amounts stand above.
};

struct Diagnosis {
  CauseKind kind = CauseKind::WrongDigit;
  std::vector<Suspicion> suspicions;  ///< One; two of TwoCauses.
  ControlTotals effect;               ///< Exactly what the batch lacks.
  Likelihood likelihood;
  std::int64_t share_ppm = 0;  ///< Of all that is listed, in millionths.

  [[nodiscard]] std::string sentence() const;
};

/// Everything that explains what the batch lacks, the likeliest first, none left out; two mistakes
/// at once only where no single one explains it, and of these the likeliest `pairs_max`.  Empty for
/// a batch that lacks nothing, and for one that nothing explains.
inline constexpr std::size_t pairs_max = 50;
[[nodiscard]] std::vector<Diagnosis> diagnose(const BatchLedger& ledger);

}  // namespace lockbox::deposit
