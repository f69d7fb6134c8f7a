#pragma once

/// @file
/// One SQLite connection with its prepared statements.  SQLite's exceptions pass through here; the
/// store catches them at its border.

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/money.h"
#include "core/sha256.h"

namespace lockbox::deposit {

namespace binding {

void bind(SQLite::Statement& statement, int index, std::string_view text);
void bind(SQLite::Statement& statement, int index, ByteView bytes);
inline void bind(SQLite::Statement& statement, int index, const std::string& text) {
  bind(statement, index, std::string_view{text});
}
inline void bind(SQLite::Statement& statement, int index, const Bytes& bytes) {
  bind(statement, index, ByteView{bytes});
}
inline void bind(SQLite::Statement& statement, int index, const Sha256& hash) {
  bind(statement, index, ByteView{hash.bytes});
}
inline void bind(SQLite::Statement& statement, int index, Money money) {
  statement.bind(index, money.cents());
}
inline void bind(SQLite::Statement& statement, int index, std::nullopt_t) {
  statement.bind(index);
}
template <class Number>
requires std::integral<Number> || std::floating_point<Number>
void bind(SQLite::Statement& statement, int index, Number value) {
  if constexpr (std::integral<Number>) {
    statement.bind(index, static_cast<std::int64_t>(value));
  } else {
    statement.bind(index, value);
  }
}
template <class Value>
void bind(SQLite::Statement& statement, int index, const std::optional<Value>& value) {
  if (value) {
    bind(statement, index, *value);
  } else {
    statement.bind(index);
  }
}

}  // namespace binding

/// The rows of a running query; columns count from 0.  Its statement is free again when it goes.
class Rows {
 public:
  struct Prepared {
    SQLite::Statement statement;
    bool in_use = false;
  };

  explicit Rows(Prepared& prepared);
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  /// Goes to the next row; false after the last.
  [[nodiscard]] bool next() { return prepared_.statement.executeStep(); }
  [[nodiscard]] bool is_null(int column) const { return at(column).isNull(); }
  [[nodiscard]] std::int64_t integer(int column) const { return at(column).getInt64(); }
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
  [[nodiscard]] auto real(int column) const { return at(column).getDouble(); }
  [[nodiscard]] Money money(int column) const { return Money::from_cents(integer(column)); }
  [[nodiscard]] std::optional<Money> optional_money(int column) const;
  [[nodiscard]] std::string text(int column) const { return at(column).getString(); }
  [[nodiscard]] Bytes blob(int column) const;
  /// A column that a CHECK keeps at 32 bytes; zeros when somebody broke that.
  [[nodiscard]] Sha256 sha256(int column) const;
  [[nodiscard]] SQLite::Statement& statement() { return prepared_.statement; }

 private:
  [[nodiscard]] SQLite::Column at(int column) const {
    return prepared_.statement.getColumn(column);
  }

  Prepared& prepared_;
};

class Connection {
 public:
  explicit Connection(const std::string& path);

  /// Runs a query; the parameters are bound in order.
  template <class... Values>
  [[nodiscard]] Rows query(std::string_view sql, const Values&... values) {
    auto& prepared = prepare(sql);
    int index = 0;
    (binding::bind(prepared.statement, ++index, values), ...);
    return Rows{prepared};
  }
  /// Runs a statement; the number of rows that it changed.
  template <class... Values>
  std::int64_t run(std::string_view sql, const Values&... values) {
    auto rows = query(sql, values...);
    while (rows.next()) continue;
    return database_.getChanges();
  }
  /// Runs an INSERT; the key of the new row.
  template <class... Values>
  std::int64_t insert(std::string_view sql, const Values&... values) {
    run(sql, values...);
    return database_.getLastInsertRowid();
  }
  /// The first column of the first row, or nothing.
  template <class... Values>
  [[nodiscard]] std::optional<std::int64_t> find_integer(std::string_view sql,
                                                         const Values&... values) {
    auto rows = query(sql, values...);
    if (!rows.next()) return std::nullopt;
    return rows.optional_integer(0);
  }

  /// Runs a script of several statements, which is not kept.
  void execute(const std::string& script) { database_.exec(script); }
  [[nodiscard]] SQLite::Database& database() { return database_; }

 private:
  [[nodiscard]] Rows::Prepared& prepare(std::string_view sql);

  SQLite::Database database_;
  std::map<std::string, std::unique_ptr<Rows::Prepared>, std::less<>> statements_;
};

}  // namespace lockbox::deposit
