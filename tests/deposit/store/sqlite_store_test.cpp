#include "deposit/store/sqlite/sqlite_store.h"

#include <fstream>
#include <iterator>
#include <string>

#include "deposit/store/sqlite/migrations.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_contract.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

std::string bytes_in(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

int newest_version() {
  return migrations().back().version;
}

std::string reason_of(const Result<std::unique_ptr<Store>>& opened) {
  REQUIRE_FALSE(opened.has_value());
  REQUIRE(opened.error().code == ErrorCode::Unavailable);
  return opened.error().message;
}

}  // namespace

TEST_CASE("The SQLite store keeps the rules of any store", "[deposit][store]") {
  for (const auto& rule : store_rules()) {
    DYNAMIC_SECTION(rule.sentence) {
      const SqliteFile file;
      const auto store = must(file.open());
      rule.check(*store);
    }
  }
}

TEST_CASE("What a store was told is there when it is opened again", "[deposit][store]") {
  const SqliteFile file;
  const auto batch = deposited_batch(*must(file.open()));
  const auto store = must(file.open());
  const auto contents = must(store->load_batch(batch.id));
  REQUIRE(contents.deposits.size() == 2);
  REQUIRE(contents.transactions[0].state == TransactionState::Deposited);
  REQUIRE(must(store->first_fault()) == std::nullopt);
}

TEST_CASE("No number, name or address is in the database in plain text", "[deposit][store]") {
  const SqliteFile file;
  const auto store = must(file.open());
  must(store->import_accounts(std::string{site}, std::string{lockbox_name},
                              Sha256::of(bytes_of("accounts")), std::vector{customer()},
                              Actor{"Ana"}));
  const auto batch = deposited_batch(*store);
  auto task = must(store->load_batch(batch.id)).tasks.front();
  task.state = TaskState::Answered;
  task.answer = std::string{customer_number};
  task.answered_by = "Ben";
  auto item = must(store->load_batch(batch.id)).items[1];
  item.repaired_micr = check_reading(2, "1041").micr->line;
  WorkChanges changes;
  changes.tasks = {{task, {TaskEvent::Answer}}};
  changes.items = {{item, {}}};
  must(store->commit_work(batch.id, changes, Actor{"Ben"}));

  const auto stored = bytes_in(file.path()) + bytes_in(file.path().string() + "-wal");
  REQUIRE(stored.size() > 100'000);
  for (const std::string& secret : {std::string{customer_number}, std::string{payer_number},
                                    customer().name, customer().address}) {
    REQUIRE(stored.find(secret) == std::string::npos);
  }
  REQUIRE(stored.find("riverton") != std::string::npos);
}

TEST_CASE("A database is in WAL mode and carries its mark and version", "[deposit][store]") {
  const SqliteFile file;
  const auto store = must(file.open());
  auto raw = file.open_raw();
  REQUIRE(raw.execAndGet("PRAGMA journal_mode").getString() == "wal");
  REQUIRE(raw.execAndGet("PRAGMA application_id").getInt() == 0x4C4B4258);
  REQUIRE(raw.execAndGet("PRAGMA user_version").getInt() == newest_version());
}

TEST_CASE("A file that is no database is refused with its name", "[deposit][store]") {
  const SqliteFile file;
  std::ofstream{file.path()} << std::string(4096, 'x');
  const auto reason = reason_of(file.open());
  REQUIRE(reason.find(file.path().string()) != std::string::npos);
  REQUIRE(reason.find("not a database") != std::string::npos);
}

TEST_CASE("A database of another program is refused", "[deposit][store]") {
  const SqliteFile file;
  const auto* const script =
      GENERATE("PRAGMA application_id = 42", "CREATE TABLE recipes (name TEXT)");
  file.open_raw().exec(script);
  REQUIRE(reason_of(file.open()).find("belongs to another program") != std::string::npos);
}

TEST_CASE("A database of a newer program is refused", "[deposit][store]") {
  const SqliteFile file;
  REQUIRE(file.open().has_value());
  file.open_raw().exec("PRAGMA user_version = " + std::to_string(newest_version() + 1));
  REQUIRE(reason_of(file.open()).find("newer than this program") != std::string::npos);
}

TEST_CASE("A folder that is not there is refused with the file's name", "[deposit][store]") {
  const lockbox::test::FixedKeys keys;
  const lockbox::test::FixedClock clock;
  const auto reason = reason_of(open_sqlite_store({"/nowhere/at/all/lockbox.db", keys, clock}));
  REQUIRE(reason.find("/nowhere/at/all/lockbox.db") != std::string::npos);
}

TEST_CASE("The database itself refuses an item in two deposits", "[deposit][store]") {
  const SqliteFile file;
  deposited_batch(*must(file.open()));
  auto raw = file.open_raw();
  REQUIRE_THROWS_WITH(raw.exec("INSERT INTO deposit_item SELECT 2, 9, lockbox_id, item_id"
                               " FROM deposit_item WHERE deposit_id = 1"),
                      Catch::Contains("UNIQUE constraint failed: deposit_item.item_id"));
}

TEST_CASE("The database itself refuses an approver who prepared the deposit", "[deposit][store]") {
  const SqliteFile file;
  deposited_batch(*must(file.open()));
  SQLite::Database raw{file.path().string(), SQLite::OPEN_READWRITE};
  for (const auto* name : {"prepared_by", "upper(prepared_by) || ' '", "' '"}) {
    REQUIRE_THROWS_WITH(raw.exec(std::string{"UPDATE deposit SET approved_by = "} + name),
                        Catch::Contains("CHECK constraint failed"));
  }
}
