#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "deposit/store/sqlite/connection.h"
#include "deposit/store/sqlite/entity.h"

namespace lockbox::deposit {

/// What the trail last said of one thing.
struct LastWord {
  std::string key;
  std::optional<std::string> state;
  Sha256 digest;
};
using LastWords = std::map<std::pair<Entity, std::int64_t>, LastWord>;

/// Walks the whole trail: order, hashes, steps, tail.  The first fault, or nothing; `words` is
/// what it said last of each thing.
struct TrailProof {
  LastWords words;
  std::optional<std::string> fault;
};
[[nodiscard]] TrailProof prove_trail(Connection& db);

/// The first row that is not as the trail last said, or nothing.
[[nodiscard]] std::optional<std::string> first_row_against_trail(Connection& db, LastWords words);

}  // namespace lockbox::deposit
