#pragma once

/// @file
/// Batches with one mistake in them, drawn, and what a judge would say of each who knew every
/// chance by which they were drawn.

#include <cstdint>
#include <vector>

#include "core/chance.h"
#include "core/state_table.h"
#include "deposit/doctor/batch_ledger.h"

namespace lockbox::service {

enum class PlantedError {
  SwappedDigits,
  CountedTwice,
  MissingItem,
  WrongDigitSeen,    ///< Of an amount that the reader saw too.
  WrongDigitUnseen,  ///< Of one that it did not.
  Slide,
};
inline constexpr Names<6> planted_error_names{
    "two digits swapped",        "same item twice",         "check missing at a coupon",
    "one wrong digit, was seen", "one wrong digit, unseen", "decimal point slipped"};

enum class Coupons { Most, None };

struct PlantedPlan {
  PlantedError error = PlantedError::SwappedDigits;
  int items = 150;
  int keyed_once = 15;  ///< Neither keyed by two nor asked for by their coupon; the culprit is one.
  Coupons coupons = Coupons::Most;  ///< Most: nine of ten payments come with a coupon.
};

struct PlantedBatch {
  deposit::BatchLedger ledger;
  /// Where the mistake is: a person who looks at any of these documents sees it.
  std::vector<std::int64_t> culprits;
  /// The chance that the culprit is among the first three of a judge who knows the kind of the
  /// mistake and every chance by which batches are drawn, and cannot tell equals apart.
  double judge_in_three = 0;
};

[[nodiscard]] PlantedBatch plant(const PlantedPlan& plan, Chance& chance);

}  // namespace lockbox::service
