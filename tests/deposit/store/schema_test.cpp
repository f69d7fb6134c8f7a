#include "deposit/store/sqlite/schema.h"

#include <set>

#include "deposit/model/states.h"
#include "deposit/model/work.h"
#include "deposit/store/sqlite/migrations.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

std::string sql_of(SQLite::Database& raw, const std::string& table) {
  SQLite::Statement query{raw, "SELECT sql FROM sqlite_master WHERE name = ?1"};
  query.bind(1, table);
  REQUIRE(query.executeStep());
  return query.getColumn(0).getString();
}

}  // namespace

TEST_CASE("Migrations are numbered from one without a gap", "[deposit][store]") {
  int version = 0;
  for (const auto& migration : migrations()) REQUIRE(migration.version == ++version);
  REQUIRE(version >= 1);
}

TEST_CASE("Every placeholder of every migration is filled", "[deposit][store]") {
  for (const auto& migration : migrations()) {
    const auto sql = must(fill_placeholders(migration.sql));
    REQUIRE(sql.find("{{") == std::string::npos);
    REQUIRE(sql.find("}}") == std::string::npos);
  }
}

TEST_CASE("A placeholder that nobody knows is refused by name", "[deposit][store]") {
  const auto* const sql = GENERATE("CHECK (x IN ({{colour}}))", "{{item_state", "{{}}");
  const auto filled = fill_placeholders(sql);
  REQUIRE_FALSE(filled.has_value());
}

TEST_CASE("The checks of the database are the tables of the program", "[deposit][store]") {
  const SqliteFile file;
  const auto store = must(file.open());
  auto raw = file.open_raw();
  const auto [owner, list] = GENERATE(table<std::string, std::string>({
      {"batch", sql_list(batch_state_names)},
      {"document", sql_list(document_state_names)},
      {"item", sql_list(item_state_names)},
      {"lockbox_transaction", sql_list(transaction_state_names)},
      {"deposit", sql_list(deposit_state_names)},
      {"task", sql_list(task_state_names)},
      {"task", sql_list(task_field_names)},
      {"journal_line", sql_list(ledger_names)},
      {"business_day", sql_list(day_state_names)},
      {"business_day_step", sql_list(day_event_names)},
      {"item", std::to_string(item_max.cents())},
  }));
  REQUIRE(sql_of(raw, owner).find(list) != std::string::npos);
}

TEST_CASE("Every table is strict and names its lockbox, or is of a site or a person",
          "[deposit][store]") {
  const std::set<std::string> beyond_lockboxes{"audit_head",
                                               "user",
                                               "user_role",
                                               "invitation",
                                               "session",
                                               "sign_in_failure",
                                               "business_day",
                                               "business_day_step",
                                               "kept_answer",
                                               "day_file",
                                               "adjustment_review",
                                               "pick_up",
                                               "storage_box",
                                               "work_unit",
                                               "work_unit_step",
                                               "piece_movement",
                                               "hand_off",
                                               "unit_batch",
                                               "custody_finding",
                                               "cash_count",
                                               "custody_hold",
                                               "custody_policy",
                                               "drawer_move",
                                               "drawer_count",
                                               "drawer_bag",
                                               "receipt_tender",
                                               "receipt_finding",
                                               "receipt_account",
                                               "receipt_charge",
                                               "report_signature",
                                               "inquiry",
                                               "inquiry_step",
                                               "letter",
                                               "letter_step",
                                               "incident",
                                               "day_reopening",
                                               "watch_finding",
                                               "watch_evidence",
                                               "watch_step",
                                               "referral_file"};
  const SqliteFile file;
  const auto store = must(file.open());
  auto raw = file.open_raw();
  SQLite::Statement tables{raw, "SELECT name, sql FROM sqlite_master WHERE type = 'table'"};
  int count = 0;
  while (tables.executeStep()) {
    const auto name = tables.getColumn(0).getString();
    const auto sql = tables.getColumn(1).getString();
    INFO(name);
    REQUIRE(sql.ends_with("STRICT"));
    const bool names_lockbox = sql.find("lockbox_id INTEGER") != std::string::npos;
    REQUIRE(names_lockbox != beyond_lockboxes.contains(name));
    ++count;
  }
  REQUIRE(count == 128);
}
