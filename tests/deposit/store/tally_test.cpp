// What the screens of a day read is what the whole of the books says, read in less time.

#include <algorithm>

#include "deposit/store/filled_file.h"
#include "deposit/store/sqlite/entity_scan.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

const std::string here{site};
const auto unknown = Money::from_cents(50'00);

BusinessDay day_of(const std::string& text) {
  return must(BusinessDay::parse(text));
}

/// The same without what a tally leaves out.
Transaction tallied(Transaction transaction) {
  for (auto& applied : transaction.applied) {
    applied.account = {};
    applied.charges.clear();
  }
  transaction.evidence.clear();
  transaction.matches.clear();
  return transaction;
}

JournalEntry tallied(JournalEntry entry) {
  for (auto& line : entry.lines) line.account = {};
  return entry;
}

template <class Part>
std::vector<Part> all_tallied(std::vector<Part> parts) {
  for (auto& part : parts) part = tallied(std::move(part));
  return parts;
}

void check_document(const Document& tally, const Document& whole) {
  CHECK(tally.id == whole.id);
  CHECK(tally.state == whole.state);
  CHECK(tally.captured.sequence == whole.captured.sequence);
  CHECK(tally.captured.is_separator == whole.captured.is_separator);
  CHECK(tally.captured.transaction_number == whole.captured.transaction_number);
  CHECK(tally.captured.images.empty() == whole.captured.images.empty());
  REQUIRE(tally.reading.has_value() == whole.reading.has_value());
  if (!whole.reading) return;
  CHECK(tally.reading->kind == whole.reading->kind);
  REQUIRE(tally.reading->micr.has_value() == whole.reading->micr.has_value());
  if (!whole.reading->micr) return;
  CHECK(tally.reading->micr->line.amount == whole.reading->micr->line.amount);
  CHECK(tally.reading->micr->line.account.empty());
}

/// One envelope with 50.00 in suspense, deposited.
class SuspenseWorld {
 public:
  SuspenseWorld() : batch_{deposited_batch(books_->store())} {}

  [[nodiscard]] CloseBooks& closing() { return books_->closing(); }
  [[nodiscard]] const SqliteFile& file() const { return file_; }

  /// The account is known after all.
  void apply() {
    auto after = must(books_->store().load_batch(batch_.id)).transactions.at(1);
    after.suspense = {};
    after.suspense_reason.reset();
    const AccountNumber hers{std::string{customer_number}};
    after.applied = {{hers, "water", "WATER", "OPERATING", unknown}};
    WorkChanges changes;
    changes.transactions = {{after, {}}};
    changes.entries = {{EntryKind::Reapply,
                        3,
                        {},
                        "Applied from suspense.",
                        {{Ledger::Suspense, "GENERAL", "HOLDING", {}, unknown},
                         {Ledger::DueTo, "GENERAL", "OPERATING", {}, Money{} - unknown},
                         {Ledger::DueFrom, "WATER", "HOLDING", {}, unknown},
                         {Ledger::Receivable, "WATER", "OPERATING", hers, Money{} - unknown}}}};
    must(books_->store().commit_work(batch_.id, changes, Actor{"Ana"}));
  }
  void close() {
    for (const auto event : {DayEvent::CutOff, DayEvent::Close}) {
      const auto now = must(books_->days().day(here, monday));
      must(books_->days().step(here, monday, {event, now.version, ""}, Actor{"Sue"}));
    }
  }
  /// Mail of the next day.
  void go_on() {
    auto next = header("feed-2");
    next.business_day = tuesday;
    must(books_->store().open_batch(next, Actor{"Ana"}));
  }

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());
  Batch batch_;

 public:
  const BusinessDay monday = day_of("2026-11-23");
  const BusinessDay tuesday = day_of("2026-11-24");
};

std::vector<std::int64_t> seqs_of(const std::vector<SuspenseLine>& lines) {
  std::vector<std::int64_t> seqs;
  for (const auto& line : lines) seqs.push_back(line.seq);
  return seqs;
}

}  // namespace

TEST_CASE("A batch adds up from the same rows, read whole or for its sums",
          "[deposit][store][tally]") {
  const SqliteFile file;
  const auto store = must(file.open());
  const auto batch = GENERATE(true, false) ? deposited_batch(*store) : read_batch(*store);
  const auto whole = must(store->load_batch(batch.id));
  const auto tally = must(store->load_tally(batch.id));
  CHECK(tally.batch.state == whole.batch.state);
  REQUIRE(tally.documents.size() == whole.documents.size());
  for (std::size_t i = 0; i < whole.documents.size(); ++i) {
    check_document(tally.documents[i], whole.documents[i]);
  }
  CHECK((tally.items == whole.items));
  CHECK((tally.tasks == whole.tasks));
  CHECK((tally.deposits == whole.deposits));
  CHECK((tally.files == whole.files));
  CHECK((tally.transactions == all_tallied(whole.transactions)));
  CHECK((tally.entries == all_tallied(whole.entries)));
}

TEST_CASE("A picture that only a new scan helps says no more in a tally",
          "[deposit][store][tally]") {
  const SqliteFile file;
  const auto store = must(file.open());
  const auto batch = filed_batch(*store);
  auto bad = check_reading(2, "1001");
  bad.fault = DocumentFault{"blurred", "Nothing can be read."};
  must(store->record_readings(batch.id, std::vector{bad}, Actor{"Ana"}));
  const auto document = must(store->load_tally(batch.id)).documents.at(1);
  CHECK(document.state == DocumentState::NeedsRescan);
  REQUIRE(document.reading.has_value());
  CHECK_FALSE(document.reading->micr.has_value());
}

TEST_CASE("The batches of a day are those of all batches that are of it",
          "[deposit][store][tally]") {
  const SqliteFile file;
  const auto store = must(file.open());
  const auto first = filed_batch(*store);
  auto next = header("feed-2");
  next.business_day = day_of("2026-11-24");
  must(store->open_batch(next, Actor{"Ana"}));
  const auto found = must(store->batches_on(first.header.business_day));
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == first.id);
  CHECK(must(store->batches_on(day_of("2026-11-25"))).empty());
}

TEST_CASE("D10: what is in suspense is told for its day and for each day until it has left",
          "[deposit][store][tally]") {
  SuspenseWorld world;
  auto& closing = world.closing();
  const auto all = [&] { return seqs_of(must(closing.suspense(here))); };
  const auto on = [&](const BusinessDay& day) {
    return seqs_of(must(closing.suspense_on(here, day)));
  };
  const auto open = [&] { return seqs_of(must(closing.open_suspense(here))); };
  REQUIRE(all().size() == 1);
  CHECK(on(world.monday) == all());
  CHECK(open() == all());

  world.close();
  world.go_on();
  CHECK(on(world.tuesday) == all());  // It opens the day with it.
  world.apply();
  REQUIRE(all().size() == 2);
  CHECK(on(world.monday) == all());
  CHECK(on(world.tuesday) == all());
  CHECK(open().empty());
  CHECK(on(day_of("2026-11-25")).empty());  // It came and went before.
}

TEST_CASE("D10: suspense that came and went on a day is no matter of the days after it",
          "[deposit][store][tally]") {
  SuspenseWorld world;
  world.apply();
  world.close();
  world.go_on();
  CHECK(must(world.closing().suspense_on(here, world.monday)).size() == 2);
  CHECK(must(world.closing().suspense_on(here, world.tuesday)).empty());
  CHECK(must(world.closing().open_suspense(here)).empty());
  CHECK(must(world.closing().suspense(here)).size() == 2);
}

TEST_CASE("D10: an envelope that says that nothing is in suspense hides none of it",
          "[deposit][store][tally]") {
  SuspenseWorld world;
  world.close();
  world.go_on();
  world.file().open_raw().exec(
      "UPDATE lockbox_transaction SET suspense_cents = 0, suspense_reason = NULL");
  CHECK(must(world.closing().open_suspense(here)).size() == 1);
  CHECK(must(world.closing().suspense_on(here, world.tuesday)).size() == 1);
}

TEST_CASE("A page of the unsettled deposits has what is asked for and says whether there are more",
          "[deposit][store][tally]") {
  const SqliteFile file;
  const auto books = must(file.open_books());
  deposited_batch(books->store());
  auto& deposits = books->deposits();
  const auto all = must(deposits.unsettled(here, {.skip = 0, .at_most = 9})).records;
  REQUIRE(all.size() == 2);
  const auto first = must(deposits.unsettled(here, {.skip = 0, .at_most = 1}));
  REQUIRE(first.records.size() == 1);
  CHECK(first.records[0].ticket == all[0].ticket);
  CHECK(first.has_more);
  const auto rest = must(deposits.unsettled(here, {.skip = 1, .at_most = 1}));
  REQUIRE(rest.records.size() == 1);
  CHECK(rest.records[0].ticket == all[1].ticket);
  CHECK_FALSE(rest.has_more);
  CHECK(must(deposits.unsettled("elsewhere", {.skip = 0, .at_most = 1})).records.empty());
}

TEST_CASE("Work is counted by person and moment as the audit trail tells it",
          "[deposit][store][tally]") {
  const SqliteFile file;
  const auto books = must(file.open_books());
  const auto batch = released_batch(books->store());
  std::int64_t documents = 0;
  for (const auto& done : must(books->finder().work_done(batch.id))) {
    CHECK_FALSE(done.actor.empty());
    documents += done.documents;
    CHECK(done.answers == 0);
  }
  CHECK(documents == 3);
}

TEST_CASE("One pass over the tables gives every row the digest that it has by itself",
          "[deposit][store][tally]") {
  const SqliteFile file;
  fill(file);
  Connection db{file.path().string()};
  for (const auto& kind : all_entity_rows()) {
    if (kind.table.empty()) continue;
    CAPTURE(std::string{kind.table});
    const auto scanned = scan_entity(db, kind);
    CHECK_FALSE(scanned.rows.empty());
    for (const auto& row : scanned.rows) {
      CHECK((row.digest == row_digest(db, kind.entity, row.row_id)));
      CHECK(row.state.has_value() == kind.has_state);
    }
  }
}

TEST_CASE("The query of a pass keeps the columns and the order of the part",
          "[deposit][store][tally]") {
  CHECK(scan_query("SELECT a, NULL FROM t WHERE k = ?1 ORDER BY a, b", "k") ==
        "SELECT k, a, NULL FROM t ORDER BY k, a, b");
  CHECK(scan_query("SELECT * FROM t WHERE k = ?1", "k") == "SELECT k, * FROM t ORDER BY k");
}
