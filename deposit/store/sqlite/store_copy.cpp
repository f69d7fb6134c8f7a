#include "deposit/store/sqlite/store_copy.h"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <sqlite3.h>

#include "core/file.h"
#include "core/open_file.h"
#include "deposit/store/sqlite/connection.h"
#include "deposit/store/sqlite/schema.h"

namespace lockbox::deposit {

namespace {

constexpr auto segment_uses_sql =
    "SELECT business_day, segment, max(segment_offset + sealed_length) FROM document_image "
    "GROUP BY business_day, segment ORDER BY business_day, segment";
constexpr auto deposited_sql =
    "SELECT sum(total_cents) FROM deposit WHERE state NOT IN ('draft', 'rejected', 'cancelled')";
constexpr auto named_files_sql = "SELECT DISTINCT name, sha256 FROM output_file ORDER BY name";
// A store that an older program wrote has no packets yet.
constexpr auto knows_packets_sql = "SELECT count(*) FROM sqlite_master WHERE name = 'day_file'";
constexpr auto knows_ledger_sql = "SELECT count(*) FROM sqlite_master WHERE name = 'return_letter'";
constexpr auto ledger_files_sql =
    "SELECT name, sha256 FROM adjustment_file UNION ALL SELECT name, sha256 FROM return_letter"
    " ORDER BY name";
constexpr auto packet_files_sql = "SELECT DISTINCT name, sha256 FROM day_file ORDER BY name";

Result<void> copy_pages(Connection& store, Connection& copy) {
  // What the copy's own commit must survive is a power cut, too.
  copy.execute("PRAGMA synchronous = FULL");
  {
    // All pages in one step are read from one snapshot, which writers to a WAL leave alone.
    SQLite::Backup backup{copy.database(), store.database()};
    if (backup.executeStep(-1) != SQLITE_DONE) {
      return fail(ErrorCode::Unavailable, "it is being used without a write-ahead log");
    }
  }
  // One file, which can be read where nothing can be written.
  copy.execute("PRAGMA journal_mode = DELETE");
  return {};
}

StoreCopy read_facts(Connection& copy) {
  StoreCopy facts;
  facts.batches = copy.find_integer("SELECT count(*) FROM batch").value_or(0);
  facts.documents = copy.find_integer("SELECT count(*) FROM document").value_or(0);
  facts.deposited = Money::from_cents(copy.find_integer(deposited_sql).value_or(0));
  auto head = copy.query("SELECT events, hash FROM audit_head");
  if (head.next()) {
    facts.audit_events = head.integer(0);
    facts.audit_head = head.sha256(1);
  }
  for (auto rows = copy.query(segment_uses_sql); rows.next();) {
    facts.segments.push_back(
        {.business_day = rows.text(0), .segment = rows.text(1), .end = rows.integer(2)});
  }
  for (auto rows = copy.query(named_files_sql); rows.next();) {
    facts.files.push_back({.name = rows.text(0), .sha256 = rows.sha256(1)});
  }
  if (copy.find_integer(knows_packets_sql).value_or(0) > 0) {
    for (auto rows = copy.query(packet_files_sql); rows.next();) {
      facts.files.push_back({.name = rows.text(0), .sha256 = rows.sha256(1)});
    }
  }
  if (copy.find_integer(knows_ledger_sql).value_or(0) > 0) {
    for (auto rows = copy.query(ledger_files_sql); rows.next();) {
      facts.files.push_back({.name = rows.text(0), .sha256 = rows.sha256(1)});
    }
  }
  return facts;
}

Result<StoreCopy> copy_store(const std::string& store_file, const std::string& copy_file) {
  Connection store{store_file};
  TRY(check_identity(store));
  Connection copy{copy_file};
  TRY(copy_pages(store, copy));
  return read_facts(copy);
}

}  // namespace

Result<StoreCopy> copy_sqlite_store(const std::filesystem::path& store_file,
                                    const std::filesystem::path& copy_file) {
  // Opening would make a new database, and one that is not there is nothing to copy.
  if (!std::filesystem::is_regular_file(store_file)) {
    return fail(ErrorCode::NotFound, store_file.string() + ": there is no store here.");
  }
  TRY(create_file_durably(copy_file, {}));
  const auto refuse = [&](const std::string& reason) {
    return fail(ErrorCode::Unavailable,
                "The database " + store_file.string() + " cannot be copied: " + reason + ".");
  };
  try {
    auto facts = copy_store(store_file.string(), copy_file.string());
    if (!facts) return refuse(facts.error().message);
    auto copy = TRY(OpenFile::open(copy_file, O_RDWR));
    TRY(copy.sync());
    return facts;
  } catch (const SQLite::Exception& exception) {
    return refuse(exception.what());
  }
}

}  // namespace lockbox::deposit
