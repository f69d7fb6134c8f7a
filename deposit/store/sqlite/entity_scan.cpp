#include "deposit/store/sqlite/entity_scan.h"

#include <utility>

#include "core/check.h"
#include "deposit/store/sqlite/canonical.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_word = "SELECT ";
constexpr std::string_view order_word = " ORDER BY ";

/// The rows of one part, as far as they were taken.
class PartScan {
 public:
  PartScan(Connection& db, std::string_view part, std::string_view key)
      : statement_{db.database(), scan_query(part, key)}, is_at_row_{statement_.step()} {}

  /// Folds the rows of this key into the digest; rows of keys before it, which belong to nothing,
  /// are passed over.
  void fold(std::int64_t key, std::int64_t part, Canonical& row, Sha256& digest) {
    while (is_at_row_ && statement_.integer(0) <= key) {
      if (statement_.integer(0) == key) digest = fold_row(row, digest, part, statement_, 1);
      is_at_row_ = statement_.step();
    }
  }

 private:
  Statement statement_;
  bool is_at_row_;
};

std::string keys_query(const EntityRows& kind) {
  const std::string key{kind.key};
  return "SELECT DISTINCT " + key + (kind.has_state ? ", state" : "") + " FROM " +
         std::string{kind.table} + " ORDER BY " + key;
}

}  // namespace

std::string scan_query(std::string_view part, std::string_view key) {
  const auto condition = " WHERE " + std::string{key} + " = ?1";
  const auto where = part.find(condition);
  ENSURE(part.starts_with(select_word) && where != std::string_view::npos);
  const auto order = part.substr(where + condition.size());
  ENSURE(order.empty() || order.starts_with(order_word));
  auto query = std::string{select_word} + std::string{key} + ", " +
               std::string{part.substr(select_word.size(), where - select_word.size())} +
               std::string{order_word} + std::string{key};
  if (!order.empty()) query += ", " + std::string{order.substr(order_word.size())};
  return query;
}

ScannedEntity scan_entity(Connection& db, const EntityRows& kind) {
  ScannedEntity scanned{.entity = kind.entity, .rows = {}, .states = {}};
  std::vector<PartScan> parts;
  for (const auto part : kind.parts) {
    if (!part.empty()) parts.emplace_back(db, part, kind.key);
  }
  Canonical scratch;
  Statement keys{db.database(), keys_query(kind)};
  while (keys.step()) {
    ScannedRow row{keys.integer(0), std::nullopt, {}};
    if (kind.has_state) row.state = *scanned.states.emplace(std::string{keys.text(1)}).first;
    std::int64_t number = 0;
    for (auto& part : parts) part.fold(row.row_id, ++number, scratch, row.digest);
    scanned.rows.push_back(row);
  }
  return scanned;
}

}  // namespace lockbox::deposit
