#pragma once

/// @file
/// The single mistakes that would explain exactly what a batch lacks.

#include <vector>

#include "deposit/doctor/diagnosis.h"

namespace lockbox::deposit {

[[nodiscard]] std::vector<Suspicion> single_suspicions(const BatchLedger& ledger);

/// Single mistakes that are worth combining with another one, whatever their effect.
[[nodiscard]] std::vector<Suspicion> partial_suspicions(const BatchLedger& ledger);

/// Whether it names something to look at, where others only say that something is gone.
[[nodiscard]] bool names_a_place(const Suspicion& suspicion);

}  // namespace lockbox::deposit
