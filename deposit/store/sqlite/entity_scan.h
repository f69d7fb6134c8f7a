#pragma once

/// @file
/// Every row of an entity with its digest, read in one pass over its tables instead of with a
/// query for each row.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "deposit/store/sqlite/connection.h"
#include "deposit/store/sqlite/entity.h"

namespace lockbox::deposit {

struct ScannedRow {
  std::int64_t row_id = 0;
  std::optional<std::string_view> state;  ///< Kept by the scan; nothing where there is none.
  Sha256 digest;                          ///< As `row_digest` gives it.
};

struct ScannedEntity {
  Entity entity = Entity::Batch;
  std::vector<ScannedRow> rows;  ///< By row id.
  std::set<std::string, std::less<>> states;
};

/// `kind` has a table.
[[nodiscard]] ScannedEntity scan_entity(Connection& db, const EntityRows& kind);

/// The query of one part for all rows at once, by key and then in the part's own order; its first
/// column is the key, the others are those of the part.
[[nodiscard]] std::string scan_query(std::string_view part, std::string_view key);

}  // namespace lockbox::deposit
