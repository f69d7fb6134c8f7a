// Whoever has the file and no rules changes anything: the store must say so.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "deposit/store/filled_file.h"
#include "deposit/store/sqlite/migrations.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;
namespace fs = std::filesystem;

namespace {

/// What the store says after somebody ran a script on a copy of the file.
std::string verdict_after(const SqliteFile& original, const std::string& script) {
  const SqliteFile copy;
  fs::copy_file(original.path(), copy.path());
  copy.open_raw().exec(script);
  const auto store = copy.open();
  if (!store) return store.error().message;
  const auto fault = (*store)->first_fault();
  if (!fault) return fault.error().message;
  return fault->value_or("");
}

/// What comes and goes by itself, so that no history is kept of it: sessions, waits, answers that
/// are given again, leases.
bool is_passing(const std::string& table, const std::string& column) {
  static const std::set<std::string> tables{"session", "sign_in_failure", "kept_answer"};
  return tables.contains(table) || column.starts_with("lease_");
}

struct ColumnOfTable {
  std::string table;
  std::string column;
  std::string type;
};

std::vector<ColumnOfTable> all_columns(const SqliteFile& file) {
  auto raw = file.open_raw();
  SQLite::Statement query{raw,
                          "SELECT m.name, c.name, c.type FROM sqlite_master m,"
                          " pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2"};
  std::vector<ColumnOfTable> columns;
  while (query.executeStep()) {
    columns.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                       query.getColumn(2).getString()});
    if (is_passing(columns.back().table, columns.back().column)) columns.pop_back();
  }
  return columns;
}

/// Another value of the column's type, in one row.
std::string change_of(const ColumnOfTable& at) {
  std::string value = "coalesce(" + at.column + ", 0) + 1";
  if (at.type == "TEXT") value = "coalesce(" + at.column + ", '') || 'x'";
  if (at.type == "BLOB") value = "CAST(coalesce(" + at.column + ", x'') || x'00' AS BLOB)";
  return "UPDATE " + at.table + " SET " + at.column + " = " + value +
         " WHERE rowid = (SELECT max(rowid) FROM " + at.table + ")";
}

std::vector<std::string> all_tables(const SqliteFile& file) {
  std::vector<std::string> tables;
  for (const auto& column : all_columns(file)) {
    if (tables.empty() || tables.back() != column.table) tables.push_back(column.table);
  }
  return tables;
}

}  // namespace

TEST_CASE("A change of any column of any table is found", "[deposit][store][tamper]") {
  const SqliteFile file;
  fill(file);
  const auto columns = all_columns(file);
  REQUIRE(columns.size() > 150);
  REQUIRE(
      verdict_after(file, "PRAGMA user_version = " + std::to_string(migrations().back().version))
          .empty());
  for (const auto& column : columns) {
    INFO(column.table << "." << column.column);
    CHECK_FALSE(verdict_after(file, change_of(column)).empty());
  }
}

TEST_CASE("A row that is taken away from any table is noticed", "[deposit][store][tamper]") {
  const SqliteFile file;
  fill(file);
  for (const auto& table : all_tables(file)) {
    for (const auto* const end : {"min", "max"}) {
      INFO(end << " of " << table);
      CHECK_FALSE(verdict_after(file, "DELETE FROM " + table + " WHERE rowid = (SELECT " + end +
                                          "(rowid) FROM " + table + ")")
                      .empty());
    }
  }
}

TEST_CASE("What was swapped, doubled or cut off is found and named", "[deposit][store][tamper]") {
  const SqliteFile file;
  fill(file);
  struct Attack {
    std::string script;
    std::string named;
  };
  const std::vector<Attack> attacks{
      {"UPDATE reading SET micr_sealed = (SELECT micr_sealed FROM reading WHERE reading_id = 3)"
       " WHERE reading_id = 2",
       "reading 1/2"},
      {"UPDATE item SET amount_cents = amount_cents + 1 WHERE item_id = 2", "transaction 1/1"},
      {"UPDATE journal_line SET amount_cents = 2 * amount_cents WHERE entry_id = 1",
       "transaction 1/1"},
      {"UPDATE journal_line SET fund = 'SEWER' WHERE entry_id = 1 AND ordinal = 1",
       "journal entry 1"},
      {"UPDATE deposit SET approved_by = prepared_by WHERE deposit_id = 1", "deposit"},
      {"UPDATE deposit SET total_cents = 1 WHERE deposit_id = 2", "deposit 2"},
      {"UPDATE deposit SET ticket_number = 7 WHERE deposit_id = 2", "tickets"},
      {"UPDATE item SET state = 'cleared' WHERE item_id = 3", "item 1/3.1"},
      {"UPDATE batch SET state = 'capturing' WHERE batch_id = 1", "batch 1"},
      {"UPDATE audit_event SET actor = 'Cid' WHERE seq = 5", "audit event 5"},
      {"UPDATE audit_event SET seq = -1 WHERE seq = 5; UPDATE audit_event SET seq = 5 WHERE seq = "
       "6; UPDATE audit_event SET seq = 6 WHERE seq = -1",
       "audit event 5"},
      {"DELETE FROM audit_event WHERE seq = 5", "audit event 5"},
      {"DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)", "tail"},
      {"DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event);"
       "UPDATE audit_head SET (events, hash) ="
       " (SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1)",
       "batch 1"},
      {"UPDATE user_role SET role = 'keyer' WHERE user_id = 1", "user maria"},
      {"UPDATE user SET password_hash = 'other' WHERE user_id = 1", "user maria"},
      {"DELETE FROM invitation", "user maria"},
      {"UPDATE business_day SET state = 'open'", "day riverton/2026-11-23"},
      {"DELETE FROM business_day_step", "day riverton/2026-11-23"},
      {"INSERT INTO lockbox (site, name) VALUES ('elsewhere', '1')", "lockbox"},
      {"DROP INDEX journal_entry_apply; INSERT INTO journal_entry (lockbox_id, batch_id, kind,"
       " transaction_id, reason) VALUES (1, 1, 'apply', 1, 'Twice.')",
       "journal entry"},
  };
  for (const auto& attack : attacks) {
    INFO(attack.script);
    CHECK_THAT(verdict_after(file, attack.script), Catch::Contains(attack.named));
  }
}

TEST_CASE("Fields sealed with another key are found", "[deposit][store][tamper]") {
  class OtherKeys final : public Keys {
   public:
    [[nodiscard]] Result<SecretKey> image_key(BusinessDay) override { return key_; }
    [[nodiscard]] const SecretKey& field_key() const override { return key_; }
    [[nodiscard]] const SecretKey& lookup_key() const override { return key_; }

   private:
    SecretKey key_{Sha256::of(bytes_of("another")).bytes};
  };
  const SqliteFile file;
  fill(file);
  const OtherKeys keys;
  const lockbox::test::FixedClock clock;
  const auto store = must(open_sqlite_store({file.path(), keys, clock}));
  REQUIRE_THAT(must(store->first_fault()).value(), Catch::Contains("cannot be unsealed"));
}
