#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "deposit/store/sqlite/connection.h"
#include "deposit/store/sqlite/entity.h"
#include "deposit/store/sqlite/entity_scan.h"

namespace lockbox::deposit {

/// What the trail last said of one thing.
struct LastWord {
  std::int64_t seq = 0;                        ///< Of the event that said it; 0: none did.
  std::optional<std::string_view> state = {};  ///< Kept by the words that it is among.
  Sha256 digest = {};
  bool is_seen = false;  ///< A row was held against it.
};

/// The last words of a trail by thing.  Rows are numbered nearly without gaps, so most words lie in
/// a row by their number.
class TrailWords {
 public:
  /// nullptr when nothing was said of it.
  [[nodiscard]] LastWord* find(Entity entity, std::int64_t row_id);
  /// Of a thing of which nothing was said yet.
  [[nodiscard]] LastWord& add(Entity entity, std::int64_t row_id);
  /// The same text, which stays as long as the words do.
  [[nodiscard]] std::string_view kept(std::string_view text) {
    const auto found = texts_.find(text);
    return found == texts_.end() ? *texts_.emplace(text).first : *found;
  }
  /// All of them, by entity and row.
  template <class Look>
  void each(const Look& look) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const auto entity = static_cast<Entity>(i);
      std::int64_t row_id = 0;
      for (const auto& word : words_[i].in_row) {
        ++row_id;
        if (word.seq != 0) look(entity, row_id, word);
      }
      for (const auto& [id, word] : words_[i].apart) look(entity, id, word);
    }
  }

 private:
  /// A number further on than this lies apart, so that no number makes a long row of nothing.
  static constexpr std::int64_t gap_max = 16;
  struct Words {
    std::vector<LastWord> in_row;  ///< By row id, from 1.
    std::map<std::int64_t, LastWord> apart;
  };

  std::array<Words, entity_names.size()> words_;
  std::set<std::string, std::less<>> texts_;
};

/// Walks the whole trail: order, hashes, steps, tail.  The first fault, or nothing; `words` is
/// what it said last of each thing.
struct TrailProof {
  TrailWords words;
  std::optional<std::string> fault;
};
[[nodiscard]] TrailProof prove_trail(Connection& db);

/// The first row that is not as the trail last said, or nothing.  `scanned`: every entity that has
/// a table.
[[nodiscard]] std::optional<std::string> first_row_against_trail(
    Connection& db, const std::vector<ScannedEntity>& scanned, TrailWords& words);

}  // namespace lockbox::deposit
