#pragma once

/// @file
/// Why something is suspected, in words for people.  The amounts stand beside it.

#include <string>

#include "deposit/doctor/diagnosis.h"

namespace lockbox::deposit {

[[nodiscard]] std::string reason_of_amount(CauseKind kind, const TenderLine& line, Money meant);
[[nodiscard]] std::string reason_of_wrong_side();
[[nodiscard]] std::string reason_of_declared_amount(CauseKind slip);
[[nodiscard]] std::string reason_of_declared_count(const BatchLedger& ledger);
[[nodiscard]] std::string reason_of_unread();
[[nodiscard]] std::string reason_of_shortfall(const Shortfall& shortfall, Money missing);
[[nodiscard]] std::string reason_of_gap();
[[nodiscard]] std::string reason_of_double();
[[nodiscard]] std::string reason_of_lost(const ControlTotals& missing);
[[nodiscard]] std::string reason_of_twice(const TenderLine& line,
                                          std::optional<std::int64_t> first);
[[nodiscard]] std::string reason_of_other_batch(const OtherBatch& other, bool is_opposite);

/// One of two causes that explain a difference only together.
[[nodiscard]] std::string reason_of_part(const Suspicion& part);

}  // namespace lockbox::deposit
