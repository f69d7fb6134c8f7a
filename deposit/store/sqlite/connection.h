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

struct sqlite3_stmt;  // SQLite's own; its header stays out of here.

namespace lockbox::deposit {

/// A prepared statement.  Columns are read from SQLite itself: SQLiteCpp's own statement counts its
/// owners anew for each column, which took longer than to read one.
class Statement {
 public:
  using Real = decltype(0.0);  ///< A number with a fraction: a confidence, never money.

  Statement(SQLite::Database& database, const std::string& sql);

  void bind_text(int index, std::string_view text);
  void bind_blob(int index, ByteView bytes);
  void bind_integer(int index, std::int64_t value);
  void bind_real(int index, Real value);
  void bind_null(int index);

  /// Goes to the next row; false after the last, and ever after until it is reset.
  [[nodiscard]] bool step();
  void reset();

  [[nodiscard]] int columns() const { return columns_; }
  /// One of SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB and SQLITE_NULL.
  [[nodiscard]] int type(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] Real real(int column) const;
  /// The bytes of a text or a blob; they lie there until the next step.
  [[nodiscard]] ByteView bytes(int column) const;
  [[nodiscard]] std::string_view text(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  [[nodiscard]] sqlite3_stmt* row(int column) const;
  void check(int code) const;

  SQLite::Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int columns_ = 0;
  bool has_row_ = false;
  bool is_done_ = false;
};

namespace binding {

inline void bind(Statement& statement, int index, std::string_view text) {
  statement.bind_text(index, text);
}
inline void bind(Statement& statement, int index, ByteView bytes) {
  statement.bind_blob(index, bytes);
}
inline void bind(Statement& statement, int index, const std::string& text) {
  statement.bind_text(index, text);
}
inline void bind(Statement& statement, int index, const Bytes& bytes) {
  statement.bind_blob(index, bytes);
}
inline void bind(Statement& statement, int index, const Sha256& hash) {
  statement.bind_blob(index, hash.bytes);
}
inline void bind(Statement& statement, int index, Money money) {
  statement.bind_integer(index, money.cents());
}
inline void bind(Statement& statement, int index, std::nullopt_t) {
  statement.bind_null(index);
}
template <class Number>
requires std::integral<Number> || std::floating_point<Number>
void bind(Statement& statement, int index, Number value) {
  if constexpr (std::integral<Number>) {
    statement.bind_integer(index, static_cast<std::int64_t>(value));
  } else {
    statement.bind_real(index, value);
  }
}
template <class Value>
void bind(Statement& statement, int index, const std::optional<Value>& value) {
  if (value) {
    bind(statement, index, *value);
  } else {
    statement.bind_null(index);
  }
}

}  // namespace binding

/// The rows of a running query; columns count from 0.  Its statement is free again when it goes.
class Rows {
 public:
  struct Prepared {
    Statement statement;
    bool in_use = false;
  };

  explicit Rows(Prepared& prepared);
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  /// Goes to the next row; false after the last.
  [[nodiscard]] bool next() { return prepared_.statement.step(); }
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const {
    return prepared_.statement.integer(column);
  }
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
  [[nodiscard]] auto real(int column) const { return prepared_.statement.real(column); }
  [[nodiscard]] Money money(int column) const { return Money::from_cents(integer(column)); }
  [[nodiscard]] std::optional<Money> optional_money(int column) const;
  [[nodiscard]] std::string text(int column) const { return std::string{text_view(column)}; }
  /// Lies there until the next row.
  [[nodiscard]] std::string_view text_view(int column) const;
  [[nodiscard]] Bytes blob(int column) const;
  /// Lies there until the next row.
  [[nodiscard]] ByteView blob_view(int column) const { return prepared_.statement.bytes(column); }
  /// A column that a CHECK keeps at 32 bytes; zeros when somebody broke that.
  [[nodiscard]] Sha256 sha256(int column) const;
  [[nodiscard]] const Statement& statement() const { return prepared_.statement; }

 private:
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
