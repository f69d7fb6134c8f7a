#pragma once

/// @file
/// What the books of the program say, under the names that the auditor's model uses.

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>

#include "acceptance/auditor/model.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"

namespace lockbox::auditor {

/// More than the office ever has.
inline constexpr deposit::PageWanted every_deposit{.skip = 0, .at_most = 1'000'000};

/// Looks into the file of the books beside the program, through no code of it.
class Seen {
 public:
  explicit Seen(const std::filesystem::path& file);

  /// As `Model::balances`.
  [[nodiscard]] Balances balances();
  /// The first whole number that the query gives, 0 without a row.
  template <class... Values>
  [[nodiscard]] std::int64_t number(const char* sql, const Values&... values) {
    SQLite::Statement query{db_, sql};
    int place = 0;
    (query.bind(++place, values), ...);
    return query.executeStep() ? query.getColumn(0).getInt64() : 0;
  }

 private:
  void add(Balances& sums, const char* sql);

  SQLite::Database db_;
};

/// As `Model::day_balances`, from the record of the day; the first equation that does not hold
/// stands in `fault`.
struct DaySeen {
  Balances sums;
  std::string fault;
};
[[nodiscard]] DaySeen day_seen(deposit::Books& books, const deposit::Site& site,
                               const std::string& day);

/// As `Model::account_balances`.
[[nodiscard]] Balances accounts_seen(deposit::Books& books, const std::string& site);

}  // namespace lockbox::auditor
