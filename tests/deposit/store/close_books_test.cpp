#include "deposit/store/close_books.h"

#include <algorithm>

#include "deposit/store/sqlite/store_copy.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

const Actor sue{"Sue"};
const std::string here{site};

class CloseWorld {
 public:
  CloseWorld() : batch{deposited_batch(books_->store())} {}

  [[nodiscard]] CloseBooks& closing() { return books_->closing(); }
  [[nodiscard]] Store& store() { return books_->store(); }
  void step(DayEvent event, const std::string& reason = {}) {
    const auto now = must(books_->days().day(here, day));
    must(books_->days().step(here, day, {event, now.version, reason}, sue));
    if (event != DayEvent::Reopen) return;
    must(books_->days().step(here, day, {event, now.version + 1, reason}, Actor{"Ben"}));
  }
  void close() {
    step(DayEvent::CutOff);
    step(DayEvent::Close);
  }
  [[nodiscard]] Result<void> record(const std::string& name, const std::string& contents,
                                    std::int64_t closing_number = 1) {
    return closing().record_files(
        here, day,
        {{closing_number, name, "sheet", static_cast<std::int64_t>(contents.size()),
          Sha256::of(bytes_of(contents)).hex(), ""}},
        sue);
  }

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());

 public:
  const BusinessDay day = must(BusinessDay::parse("2026-11-23"));
  Batch batch;
};

ErrorCode code_of(const Result<void>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

}  // namespace

TEST_CASE("Nothing is signed of a day that is not closed", "[deposit][store][close]") {
  CloseWorld world;
  CHECK(code_of(world.record("close.pdf", "one")) == ErrorCode::Conflict);
  CHECK(must(world.closing().files(here, world.day)).empty());
}

TEST_CASE("A signed file is named once, and never with other contents", "[deposit][store][close]") {
  CloseWorld world;
  world.close();
  must(world.record("close.pdf", "one"));
  must(world.record("close.pdf", "one"));
  CHECK(code_of(world.record("close.pdf", "two")) == ErrorCode::Conflict);
  const auto files = must(world.closing().files(here, world.day));
  REQUIRE(files.size() == 1);
  CHECK(files[0] == DayFile{1, "close.pdf", "sheet", 3, Sha256::of(bytes_of("one")).hex(), "Sue"});
  CHECK(must(world.closing().all_files()) == files);
  CHECK(must(world.store().first_fault()).value_or("") == "");
}

TEST_CASE("A day that is closed again gets a packet beside the first", "[deposit][store][close]") {
  CloseWorld world;
  world.close();
  must(world.record("close.pdf", "one"));
  world.step(DayEvent::Reopen, "A late deposit slip.");
  CHECK(code_of(world.record("close-2.pdf", "two", 2)) == ErrorCode::Conflict);
  world.step(DayEvent::Close);
  CHECK(code_of(world.record("close-2.pdf", "two", 1)) == ErrorCode::Conflict);
  must(world.record("close-2.pdf", "two", 2));
  CHECK(must(world.closing().files(here, world.day)).size() == 2);
}

TEST_CASE("The marks of a day are its closes and reopenings with their place in the history",
          "[deposit][store][close]") {
  CloseWorld world;
  CHECK(must(world.closing().marks(here)).empty());
  world.close();
  const auto head = must(world.closing().head());
  world.step(DayEvent::Reopen, "A late deposit slip.");
  const auto marks = must(world.closing().marks(here));
  REQUIRE(marks.size() == 2);
  CHECK(marks[0].event == DayEvent::Close);
  CHECK(marks[0].actor == "Sue");
  CHECK(marks[0].point == head);
  CHECK(marks[1].point.events > head.events);
}

TEST_CASE("Each entry of the day has its place in the history, in order",
          "[deposit][store][close]") {
  CloseWorld world;
  const auto entries = must(world.store().load_batch(world.batch.id)).entries;
  const auto marks = must(world.closing().entry_marks(here, world.day));
  REQUIRE(marks.size() == entries.size());
  for (std::size_t i = 1; i < marks.size(); ++i) CHECK(marks[i - 1].seq < marks[i].seq);
}

TEST_CASE("A batch of an earlier day is told while something of it waits",
          "[deposit][store][close]") {
  const SqliteFile file;
  const auto books = must(file.open_books());
  const auto tomorrow = must(BusinessDay::parse("2026-11-24"));
  const auto batch = released_batch(books->store());
  const auto waiting = [&] { return must(books->closing().waiting_batches(here, tomorrow)); };
  CHECK(waiting() == std::vector{batch.id});
  CHECK(must(books->closing().waiting_batches(here, batch.header.business_day)).empty());

  WorkChanges known;  // Nobody is asked for the account any more.
  auto task = must(books->store().load_batch(batch.id)).tasks.at(0);
  task.state = TaskState::Withdrawn;
  known.tasks = {{task, {TaskEvent::Withdraw}}};
  must(books->store().commit_work(batch.id, known, sue));
  CHECK(waiting().size() == 1);  // Its money is in no deposit.

  const auto made = must(books->store().make_deposits(batch.id, planned_deposits(), Actor{"Ana"}));
  CHECK(waiting().size() == 1);  // Nobody approved them.
  for (const auto& deposit : made) {
    must(books->store().approve_deposit(here, std::string{lockbox_name}, deposit.ticket,
                                        Actor{"Ben"}));
  }
  CHECK(waiting().empty());
}

TEST_CASE("A copy of the books names the files of packets too", "[deposit][store][close]") {
  const SqliteFile file;
  const auto books = must(file.open_books());
  const auto batch = deposited_batch(books->store());
  const auto day = batch.header.business_day;
  for (const auto event : {DayEvent::CutOff, DayEvent::Close}) {
    const auto now = must(books->days().day(here, day));
    must(books->days().step(here, day, {event, now.version, ""}, sue));
  }
  const auto hash = Sha256::of(bytes_of("pdf"));
  must(books->closing().record_files(here, day, {{1, "close.pdf", "sheet", 3, hash.hex(), ""}},
                                     sue));
  const SqliteFile copy;
  const auto facts = must(copy_sqlite_store(file.path(), copy.path()));
  const auto found = std::ranges::find(facts.files, "close.pdf", &NamedFile::name);
  REQUIRE(found != facts.files.end());
  CHECK(found->sha256 == hash);
}

TEST_CASE("Suspense is told line by line, with its reason", "[deposit][store][close]") {
  CloseWorld world;
  const auto lines = must(world.closing().suspense(here));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].amount == Money::from_cents(50'00));
  CHECK(lines[0].transaction == 3);
  CHECK(lines[0].batch_day == world.day);
  CHECK(lines[0].reason == SuspenseReason::UnknownPayer);
  CHECK(lines[0].seq > 0);
}
