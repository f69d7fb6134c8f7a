#pragma once

/// @file
/// Where what was carried belongs now, and whether that day takes what is decided.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/business_day.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// The day that a document belongs to now.
struct Home {
  std::string day;       ///< Empty while the next day has not begun.
  std::string state;     ///< Of that day.
  std::string from_day;  ///< The closed one that it was carried out of.
};

/// Nothing for what was never carried.  Of a carried envelope its money says it first.
[[nodiscard]] std::optional<Home> home_of(Connection& db, std::int64_t document);

/// Conflict when the day that the document belongs to is closed, or has not begun; `otherwise` ends
/// the sentence.
[[nodiscard]] Result<void> check_document_taken(Connection& db, const BatchRow& batch,
                                                std::int64_t sequence, std::string_view otherwise);
/// The same of a batch as a whole: one of which nothing is deposited belongs where it was carried.
[[nodiscard]] Result<void> check_batch_taken(Connection& db, const BatchRow& batch,
                                             std::string_view otherwise);
/// The same for a difference from what was declared: it may be accepted where any of the batch is,
/// whatever of it was deposited before.
[[nodiscard]] Result<void> check_difference_taken(Connection& db, const BatchRow& batch,
                                                  std::string_view otherwise);
/// The day that the document belongs to: the batch's, or the one that it was carried into, which
/// has begun.
[[nodiscard]] Result<BusinessDay> day_of_document(Connection& db, const BatchRow& batch,
                                                  std::int64_t sequence);
/// Conflict for items of one batch that belong to different days: such a deposit would be in none.
[[nodiscard]] Result<void> check_one_day(Connection& db, const std::vector<std::int64_t>& items);

}  // namespace lockbox::deposit
