// A database of an earlier version is brought up to date with all that it proves.

#include <string>
#include <vector>

#include "deposit/accounts/account_ref.h"
#include "deposit/store/sqlite/audit_trail.h"
#include "deposit/store/sqlite/migrations.h"
#include "deposit/store/sqlite/schema.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

std::vector<std::string> texts(SQLite::Database& raw, const std::string& sql) {
  SQLite::Statement query{raw, sql};
  std::vector<std::string> found;
  while (query.executeStep()) found.push_back(query.getColumn(0).getString());
  return found;
}

std::optional<std::string> optional_text(const Rows& rows, int column) {
  if (rows.is_null(column)) return std::nullopt;
  return rows.text(column);
}

/// As rows were hashed before these tables were parts of them.
Sha256 digest_of_first_version(Connection& db, Entity entity, std::int64_t row_id,
                               const Sha256& today) {
  const bool has_new_parts =
      entity == Entity::Item || entity == Entity::Transaction || entity == Entity::Deposit;
  return has_new_parts ? row_digest(db, entity, row_id) : today;
}

/// History as it was before there were days: without what it tells of them, bound anew.
void rewrite_trail(Connection& db) {
  db.execute(
      "CREATE TEMP TABLE item_payer (item_id); CREATE TEMP TABLE transaction_match"
      " (transaction_id, ordinal); CREATE TEMP TABLE kept_back (item_id, ordinal);"
      "CREATE TEMP TABLE deposit_terms (deposit_id);"
      "CREATE TEMP TABLE deposit_step (deposit_id, ordinal);"
      "CREATE TEMP TABLE deposit_former_item (deposit_id, ordinal);"
      "CREATE TEMP TABLE bank_adjustment (deposit_id, ordinal);"
      "CREATE TEMP TABLE application_charge (transaction_id, application, ordinal)");
  std::vector<AuditRow> trail;
  {
    auto rows = db.query(
        "SELECT entity, lockbox_id, batch_id, row_id, entity_key, event, from_state, to_state,"
        " actor, at, reason, row_digest FROM today.audit_event WHERE entity <> 'day' ORDER BY seq");
    while (rows.next()) {
      trail.push_back({static_cast<std::int64_t>(trail.size()) + 1,
                       {must(parse_name<Entity>(entity_names, rows.text(0))), rows.integer(1),
                        rows.optional_integer(2), rows.integer(3), rows.text(4)},
                       rows.text(5),
                       optional_text(rows, 6),
                       optional_text(rows, 7),
                       rows.text(8),
                       rows.text(9),
                       rows.text(10),
                       rows.sha256(11)});
    }
  }
  Sha256 previous;
  for (auto& row : trail) {
    row.row_digest =
        digest_of_first_version(db, row.subject.entity, row.subject.row_id, row.row_digest);
    const auto hash = row.hash(previous);
    db.run(
        "INSERT INTO main.audit_event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
        " ?13, ?14, ?15)",
        row.seq, row.subject.lockbox_id, row.subject.batch_id,
        name_of(entity_names, row.subject.entity), row.subject.row_id, row.subject.key, row.event,
        row.from_state, row.to_state, row.actor, row.at, row.reason, row.row_digest, previous,
        hash);
    previous = hash;
  }
  db.run("UPDATE main.audit_head SET events = ?1, hash = ?2", trail.size(), previous);
}

/// A database as the first version would have left it with the rows of one of today.
void make_first_version(const SqliteFile& today, const SqliteFile& first) {
  const auto path = first.path().string();
  {
    auto raw = first.open_raw();
    raw.exec(must(fill_placeholders(migrations().front().sql)));
    raw.exec("ATTACH '" + today.path().string() + "' AS today");
    for (const auto& table : texts(raw,
                                   "SELECT name FROM main.sqlite_master WHERE type = 'table'"
                                   " AND name NOT IN ('audit_event', 'audit_head')")) {
      const auto columns =
          texts(raw, "SELECT group_concat(name) FROM pragma_table_info('" + table + "', 'main')")
              .front();
      raw.exec("INSERT INTO main." + table + " (" + columns + ") SELECT " + columns +
               " FROM today." + table);
    }
    raw.exec("PRAGMA application_id = 0x4C4B4258; PRAGMA user_version = 1");
  }
  Connection db{path};
  db.execute("ATTACH '" + today.path().string() + "' AS today");
  rewrite_trail(db);
}

/// One account as version 20 wrote it: the trail's word on it knows of no index.
void import_before_index(const SqliteFile& file) {
  const auto store = must(file.open());
  file.open_raw().exec(
      "CREATE TRIGGER no_index AFTER INSERT ON account_index"
      " BEGIN DELETE FROM account_index; END");
  must(store->import_accounts(std::string{site}, std::string{lockbox_name},
                              Sha256::of(bytes_of("accounts")), std::vector{customer()},
                              Actor{"Ana"}));
  file.open_raw().exec(
      "DROP TABLE account_index; DROP INDEX account_closed; DROP INDEX item_by_amount;"
      "DROP INDEX ledger_entry_by_return;"
      "DROP INDEX ledger_line_in_suspense; DROP INDEX transaction_in_suspense;"
      "DROP INDEX transaction_held; DROP INDEX item_waiting; DROP INDEX deposit_unapproved;"
      "DROP INDEX deposit_unsettled; DROP INDEX deposit_terms_by_day;"
      "DROP INDEX audit_event_of_entry; DROP INDEX audit_event_of_work;"
      "DROP INDEX audit_event_of_day; DROP TABLE alike_check; DROP TABLE check_picture;"
      "DROP TABLE return_wish_payment; DROP TABLE batch_release; DROP TABLE return_wish;"
      "DROP TABLE return_payment; DROP TABLE vault_move;"
      "DROP TABLE exception_proposal; DROP TABLE kind_correction;"
      "PRAGMA user_version = 20");
}

std::string last_word_on_accounts(Books& books) {
  AuditFilter of_accounts;
  of_accounts.entity = "accounts";
  return must(books.finder().audit(of_accounts, 1)).at(0).event;
}

}  // namespace

TEST_CASE("A store of the first version keeps its proof and gets its days", "[deposit][store]") {
  const SqliteFile today;
  deposited_batch(*must(today.open()));
  const SqliteFile first;
  make_first_version(today, first);

  for (int opened = 0; opened < 2; ++opened) {
    const auto books = must(first.open_books());
    CHECK(must(books->store().first_fault()) == std::nullopt);
    CHECK(first.open_raw().execAndGet("PRAGMA user_version").getInt() ==
          migrations().back().version);
    CHECK(must(books->store().load_batch(BatchId{1})).deposits.size() == 2);
    const auto days = must(books->days().days(std::string{site}));
    REQUIRE(days.size() == 1);
    CHECK(days[0].state == DayState::Open);
    CHECK(days[0].day.to_string() == "2026-11-23");
  }
}

TEST_CASE("Accounts of a store from before their index are found by it once it was opened",
          "[deposit][store]") {
  const SqliteFile file;
  import_before_index(file);
  const auto books = must(file.open_books());
  auto& store = books->store();
  const auto changed = must(store.accounts_since(std::string{site}, std::string{lockbox_name}, 0));
  CHECK(changed.revision == 1);
  CHECK(changed.accounts == std::vector{customer()});
  const lockbox::test::FixedKeys keys;
  const auto ref =
      accounts::account_ref(keys, std::string{site}, std::string{lockbox_name}, customer().number);
  CHECK(must(store.account_by_ref(std::string{site}, ref)).has_value());
  CHECK(must(store.first_fault()).value_or("") == "");
  CHECK(last_word_on_accounts(*books) == "index");
}

TEST_CASE("Accounts that were edited before the upgrade get no new word in the trail",
          "[deposit][store]") {
  const SqliteFile file;
  import_before_index(file);
  file.open_raw().exec("UPDATE account SET status = 'closed'");
  const auto books = must(file.open_books());
  CHECK(last_word_on_accounts(*books) == "import");
  CHECK(must(books->store().first_fault()).has_value());
}
