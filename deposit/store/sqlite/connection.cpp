#include "deposit/store/sqlite/connection.h"

#include <sqlite3.h>

#include <algorithm>

#include "core/check.h"

namespace lockbox::deposit {

namespace {
constexpr int busy_timeout_ms = 5'000;

/// Each connection has one user at a time, so SQLite need not lock it for each column; nor need it
/// count the memory that it takes, which it does under one lock for all threads.
int open_flags() {
  [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
}
}  // namespace

Statement::Statement(SQLite::Database& database, const std::string& sql) : database_{database} {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database_.getHandle(), sql.c_str(), static_cast<int>(sql.size()),
                           &statement, nullptr));
  statement_.reset(statement);
  columns_ = sqlite3_column_count(statement);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throw SQLite::Exception(database_.getHandle(), code);
}

void Statement::bind_text(int index, std::string_view text) {
  check(sqlite3_bind_text(statement_.get(), index, text.data() == nullptr ? "" : text.data(),
                          static_cast<int>(text.size()), SQLITE_TRANSIENT));
}

void Statement::bind_blob(int index, ByteView bytes) {
  // SQLite takes a null pointer for NULL; an empty blob still needs an address.
  constexpr std::byte nothing{};
  check(sqlite3_bind_blob(statement_.get(), index, bytes.empty() ? &nothing : bytes.data(),
                          static_cast<int>(bytes.size()), SQLITE_TRANSIENT));
}

void Statement::bind_integer(int index, std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), index, value));
}

void Statement::bind_real(int index, Real value) {
  check(sqlite3_bind_double(statement_.get(), index, value));
}

void Statement::bind_null(int index) {
  check(sqlite3_bind_null(statement_.get(), index));
}

bool Statement::step() {
  if (is_done_) return false;
  const auto code = sqlite3_step(statement_.get());
  has_row_ = code == SQLITE_ROW;
  is_done_ = code == SQLITE_DONE;
  if (!has_row_ && !is_done_) check(code);
  return has_row_;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());  // Tells once more what `step` told already.
  has_row_ = false;
  is_done_ = false;
}

sqlite3_stmt* Statement::row(int column) const {
  ENSURE(has_row_ && column >= 0 && column < columns_);
  return statement_.get();
}

int Statement::type(int column) const {
  return sqlite3_column_type(row(column), column);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(row(column), column);
}

Statement::Real Statement::real(int column) const {
  return sqlite3_column_double(row(column), column);
}

ByteView Statement::bytes(int column) const {
  const auto* begin = static_cast<const std::byte*>(sqlite3_column_blob(row(column), column));
  if (begin == nullptr) return {};
  return {begin, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string_view Statement::text(int column) const {
  const auto text = bytes(column);
  if (text.empty()) return {};
  return {reinterpret_cast<const char*>(text.data()), text.size()};
}

Rows::Rows(Prepared& prepared) : prepared_{prepared} {
  ENSURE(!prepared_.in_use);  // A statement cannot run inside itself.
  prepared_.in_use = true;
}

Rows::~Rows() {
  prepared_.statement.reset();
  prepared_.in_use = false;
}

std::optional<std::int64_t> Rows::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<Money> Rows::optional_money(int column) const {
  if (is_null(column)) return std::nullopt;
  return money(column);
}

bool Rows::is_null(int column) const {
  return prepared_.statement.type(column) == SQLITE_NULL;
}

std::string_view Rows::text_view(int column) const {
  return prepared_.statement.text(column);
}

Bytes Rows::blob(int column) const {
  const auto bytes = blob_view(column);
  return {bytes.begin(), bytes.end()};
}

Sha256 Rows::sha256(int column) const {
  const auto bytes = blob_view(column);
  Sha256 hash;
  if (bytes.size() == hash.bytes.size()) std::ranges::copy(bytes, hash.bytes.begin());
  return hash;
}

Connection::Connection(const std::string& path) : database_{path, open_flags(), busy_timeout_ms} {
}

Rows::Prepared& Connection::prepare(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    std::string text{sql};
    auto prepared =
        std::make_unique<Rows::Prepared>(Rows::Prepared{Statement{database_, text}, false});
    found = statements_.emplace(std::move(text), std::move(prepared)).first;
  }
  return *found->second;
}

}  // namespace lockbox::deposit
