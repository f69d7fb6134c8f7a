#include "deposit/store/days.h"

#include <array>

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

const Actor ana{"Ana"};
const Actor ben{"Ben"};
const Actor sue{"Sue"};
const std::string here{site};

template <class T>
Error error_of(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

class DayWorld {
 public:
  [[nodiscard]] Store& store() { return books_->store(); }
  [[nodiscard]] Days& days() { return books_->days(); }
  [[nodiscard]] Finder& finder() { return books_->finder(); }
  [[nodiscard]] Day today() { return must(days().day(here, day)); }
  [[nodiscard]] Result<Day> step(DayEvent event, const std::string& reason = {}) {
    return days().step(here, day, {event, today().version, reason}, sue);
  }
  /// Sue asks, Ben agrees.
  [[nodiscard]] Result<Day> reopen(const std::string& reason) {
    must(step(DayEvent::Reopen, reason));
    return days().step(here, day, {DayEvent::Reopen, today().version}, ben);
  }
  /// A day with one batch, deposited and approved, closed.
  Batch closed_batch() {
    const auto batch = deposited_batch(store());
    must(step(DayEvent::CutOff));
    must(step(DayEvent::Close));
    return batch;
  }

  [[nodiscard]] SQLite::Database open_raw() const { return file_.open_raw(); }

  const BusinessDay day = must(BusinessDay::parse("2026-11-23"));

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());
};

/// Refused because the day is closed, with a way out.
template <class T>
void require_closed(const Result<T>& result) {
  const auto error = error_of(result);
  CHECK(error.code == ErrorCode::Conflict);
  CHECK_THAT(
      error.message,
      Catch::StartsWith("The business day 2026-11-23 is closed; reopen it with a reason, or "));
}

}  // namespace

TEST_CASE("A1.1: a business day begins with its first batch", "[deposit][store]") {
  DayWorld world;
  CHECK(error_of(world.days().day(here, world.day)).code == ErrorCode::NotFound);
  CHECK(must(world.days().days(here)).empty());
  must(world.store().open_batch(header("feed-1"), ana));
  must(world.store().open_batch(header("feed-2"), ana));
  auto earlier = header("feed-3");
  earlier.business_day = must(BusinessDay::parse("2026-11-20"));
  must(world.store().open_batch(earlier, ana));
  auto elsewhere = header("feed-4");
  elsewhere.site = "elsewhere";
  must(world.store().open_batch(elsewhere, ana));

  const auto days = must(world.days().days(here));
  REQUIRE(days.size() == 2);
  CHECK(days[0].day == world.day);
  CHECK(days[0].state == DayState::Open);
  CHECK(days[0].version == 1);
  CHECK(days[0].steps.empty());
  CHECK(days[1].day == earlier.business_day);
  CHECK(must(world.store().first_fault()) == std::nullopt);
}

TEST_CASE("A day is cut off, closed, reopened and closed again, and keeps each step",
          "[deposit][store]") {
  DayWorld world;
  deposited_batch(world.store());
  must(world.step(DayEvent::CutOff, "The mail is in."));
  must(world.step(DayEvent::Close));
  must(world.reopen("A late check."));
  const auto day = must(world.step(DayEvent::Close));
  CHECK(day.state == DayState::Closed);
  CHECK(day.version == 6);
  REQUIRE(day.steps.size() == 4);
  CHECK(day.steps[0].event == DayEvent::CutOff);
  CHECK(day.steps[0].actor == "Sue");
  CHECK(day.steps[0].reason == "The mail is in.");
  CHECK_THAT(day.steps[0].at, Catch::StartsWith("2026-11-23T"));
  CHECK(day.steps[2].event == DayEvent::Reopen);
  CHECK(day.steps[2].reason == "A late check.");
  CHECK(day.steps[2].actor == "Ben");
  CHECK(day.steps[2].asked_by == "Sue");
  CHECK(must(world.store().first_fault()) == std::nullopt);
  const auto told = must(world.finder().audit({{}, "day", here + "/2026-11-23", 0}, 9));
  CHECK(told.size() == 6);
  CHECK(told.front().to_state == "closed");
}

TEST_CASE("A step that the day's state does not list is refused", "[deposit][store]") {
  DayWorld world;
  deposited_batch(world.store());
  CHECK(error_of(world.step(DayEvent::Close)).code == ErrorCode::Conflict);
  CHECK(error_of(world.step(DayEvent::Reopen, "Why not.")).code == ErrorCode::Conflict);
  must(world.step(DayEvent::CutOff));
  CHECK(error_of(world.step(DayEvent::CutOff)).code == ErrorCode::Conflict);
  CHECK(world.today().steps.size() == 1);
}

TEST_CASE("C-26: a day that is cut off takes no new batch, and what is there is finished",
          "[deposit][store]") {
  DayWorld world;
  const auto batch = deposited_batch(world.store());
  must(world.step(DayEvent::CutOff));
  const auto late = world.store().open_batch(header("feed-late"), sue);
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().code == ErrorCode::Conflict);
  CHECK_THAT(late.error().message, Catch::Contains("is cut off"));
  CHECK(must(world.store().open_batch(header("feed-1"), sue)).id == batch.id);
  must(world.step(DayEvent::Close));
  must(world.reopen("A late tray."));
  CHECK(world.store().open_batch(header("feed-late"), sue).has_value());
}

TEST_CASE("A step of a day that changed meanwhile is refused", "[deposit][store]") {
  DayWorld world;
  deposited_batch(world.store());
  const auto seen = world.today().version;
  must(world.step(DayEvent::CutOff));
  CHECK(error_of(world.days().step(here, world.day, {DayEvent::Close, seen}, sue)).code ==
        ErrorCode::Conflict);
  CHECK(world.today().state == DayState::CutOff);
}

TEST_CASE("A closed day is reopened with a reason only", "[deposit][store]") {
  DayWorld world;
  world.closed_batch();
  CHECK(error_of(world.step(DayEvent::Reopen, " \t")).code == ErrorCode::InvalidInput);
  CHECK(world.today().state == DayState::Closed);
  CHECK(must(world.reopen("A late check.")).state == DayState::Reopened);
}

TEST_CASE("A12.3, C-08: a closed day is reopened by two people, and stays closed until then",
          "[deposit][store]") {
  DayWorld world;
  world.closed_batch();
  const auto asked = must(world.step(DayEvent::Reopen, "A late check."));
  CHECK(asked.state == DayState::Closed);
  REQUIRE(asked.wish.has_value());
  CHECK(asked.wish->asked_by == "Sue");
  require_closed(world.store().open_batch(header("feed-2"), ana));
  CHECK(error_of(world.step(DayEvent::Reopen, "Really.")).code == ErrorCode::NotPermitted);
  const auto alias =
      world.days().step(here, world.day, {DayEvent::Reopen, world.today().version}, Actor{"s ue"});
  CHECK(error_of(alias).code == ErrorCode::NotPermitted);
  CHECK(world.today().state == DayState::Closed);

  const WantedStep agreed{DayEvent::Reopen, world.today().version, "I saw the check."};
  const auto day = must(world.days().step(here, world.day, agreed, ben));
  CHECK(day.state == DayState::Reopened);
  CHECK_FALSE(day.wish.has_value());
  CHECK(day.steps.back().reason == "A late check.; I saw the check.");
  const auto told = must(world.finder().audit({{}, "day", here + "/2026-11-23", 0}, 2));
  CHECK(told[0].event == "reopen");
  CHECK_THAT(told[0].reason, Catch::Contains("asked for by Sue"));
  CHECK(told[1].event == "ask_reopening");
  CHECK(told[1].actor == "Sue");
  CHECK(must(world.store().first_fault()) == std::nullopt);
}

TEST_CASE("A wish to reopen a day is declined with a reason, and may be made again",
          "[deposit][store]") {
  DayWorld world;
  world.closed_batch();
  auto& days = world.days();
  CHECK(error_of(days.decline_reopening(here, world.day, world.today().version, "No.", ben)).code ==
        ErrorCode::Conflict);
  const auto asked = must(world.step(DayEvent::Reopen, "A late check."));
  CHECK(error_of(days.decline_reopening(here, world.day, asked.version, " ", ben)).code ==
        ErrorCode::InvalidInput);
  const auto day = must(days.decline_reopening(here, world.day, asked.version, "Tomorrow.", ben));
  CHECK(day.state == DayState::Closed);
  CHECK_FALSE(day.wish.has_value());
  CHECK(must(world.reopen("It must be today.")).state == DayState::Reopened);
  CHECK(must(world.store().first_fault()) == std::nullopt);
}

TEST_CASE("A13.1: a day with tender in no approved deposit is not closed", "[deposit][store]") {
  DayWorld world;
  const auto batch = released_batch(world.store());
  must(world.step(DayEvent::CutOff));
  const auto undeposited = error_of(world.step(DayEvent::Close));
  CHECK(undeposited.code == ErrorCode::OutOfBalance);
  CHECK_THAT(undeposited.message, Catch::Contains("batch 1") && Catch::Contains("120.00"));

  const auto deposits = must(world.store().make_deposits(batch.id, planned_deposits(), ana));
  CHECK_THAT(error_of(world.step(DayEvent::Close)).message, Catch::Contains("approved"));
  must(world.store().approve_deposit(here, std::string{lockbox_name}, deposits[0].ticket, ben));
  CHECK_THAT(error_of(world.step(DayEvent::Close)).message, Catch::Contains("50.00"));
  must(world.store().approve_deposit(here, std::string{lockbox_name}, deposits[1].ticket, ben));
  CHECK(must(world.step(DayEvent::Close)).state == DayState::Closed);
}

TEST_CASE("A day with a check whose amount is unknown is not closed", "[deposit][store]") {
  DayWorld world;
  read_batch(world.store());
  must(world.step(DayEvent::CutOff));
  const auto error = error_of(world.step(DayEvent::Close));
  CHECK(error.code == ErrorCode::OutOfBalance);
  CHECK_THAT(error.message, Catch::Contains("document 2") && Catch::Contains("no amount yet"));
}

TEST_CASE("A day with a batch that does not hold what was declared is not closed",
          "[deposit][store]") {
  DayWorld world;
  deposited_batch(world.store());
  must(world.store().open_batch(header("feed-2"), ana));
  must(world.step(DayEvent::CutOff));
  const auto error = error_of(world.step(DayEvent::Close));
  CHECK(error.code == ErrorCode::OutOfBalance);
  CHECK_THAT(error.message, Catch::Contains("Batch 2"));
}

TEST_CASE("A day with paper that nobody knows yet is not closed", "[deposit][store]") {
  DayWorld world;
  auto uncontrolled = header("feed-1");
  uncontrolled.control.reset();
  const auto batch = must(world.store().open_batch(uncontrolled, ana));
  must(world.step(DayEvent::CutOff));
  must(world.store().file_documents(batch.id, std::array{document(4, "a page")}, ana));
  CHECK_THAT(error_of(world.step(DayEvent::Close)).message, Catch::Contains("document 4"));
  Reading reading;
  reading.sequence = 4;
  reading.kind = encode::PageKind::Correspondence;
  must(world.store().record_readings(batch.id, std::array{reading}, ana));
  CHECK(must(world.step(DayEvent::Close)).state == DayState::Closed);
}

TEST_CASE("Tender that goes back as a duplicate does not keep a day open", "[deposit][store]") {
  DayWorld world;
  auto uncontrolled = header("feed-1");
  uncontrolled.control.reset();
  const auto batch = must(world.store().open_batch(uncontrolled, ana));
  must(world.store().file_documents(batch.id, std::array{document(2, "a check")}, ana));
  must(world.store().record_readings(batch.id, std::array{check_reading(2, "1041")}, ana));
  must(world.step(DayEvent::CutOff));
  CHECK_FALSE(world.step(DayEvent::Close).has_value());
  auto item = must(world.store().load_batch(batch.id)).items.front();
  const std::vector events{ItemEvent::ConfirmDuplicate};
  item.state = ItemState::DuplicateConfirmed;
  WorkChanges changes;
  changes.items = {{item, events}};
  must(world.store().commit_work(batch.id, changes, ana));
  must(world.step(DayEvent::Close));
}

TEST_CASE("A closed day takes no new batch, and gives an old one", "[deposit][store]") {
  DayWorld world;
  const auto batch = world.closed_batch();
  require_closed(world.store().open_batch(header("feed-2"), ana));
  CHECK(must(world.store().batches()).size() == 1);
  CHECK(must(world.store().open_batch(header("feed-1"), ana)).id == batch.id);
  auto next_day = header("feed-2");
  next_day.business_day = must(BusinessDay::parse("2026-11-24"));
  must(world.store().open_batch(next_day, ana));
}

TEST_CASE("A closed day takes no new paper, and knows the old", "[deposit][store]") {
  DayWorld world;
  const auto batch = world.closed_batch();
  require_closed(world.store().file_documents(batch.id, std::array{document(4, "late mail")}, ana));
  CHECK(must(world.store().file_documents(batch.id, std::array{document(1, "feed-1 front 1")},
                                          ana)) == 0);
  must(world.reopen("A late check."));
  CHECK(must(world.store().file_documents(batch.id, std::array{document(4, "late mail")}, ana)) ==
        1);
}

TEST_CASE("A closed day takes no correction of declared totals", "[deposit][store]") {
  DayWorld world;
  const auto batch = world.closed_batch();
  require_closed(
      world.store().correct_control(batch.id, {4, Money::from_cents(1)}, "Miscounted.", sue));
  must(world.store().correct_control(batch.id, *header().control, "Miscounted.", sue));
}

TEST_CASE("A closed day takes no deposit", "[deposit][store]") {
  DayWorld world;
  const auto batch = world.closed_batch();
  require_closed(world.store().make_deposits(batch.id, planned_deposits(), ana));
  CHECK(must(world.store().make_deposits(batch.id, {}, ana)).empty());
}

TEST_CASE("Money in suspense still moves when its day is closed", "[deposit][store]") {
  DayWorld world;
  const auto batch = world.closed_batch();
  const auto moved = Money::from_cents(50'00);
  auto contents = must(world.store().load_batch(batch.id));
  auto transaction = contents.transactions[1];
  transaction.suspense = {};
  transaction.suspense_reason.reset();
  transaction.applied = {
      {AccountNumber{std::string{customer_number}}, "water", "GENERAL", "HOLDING", moved}};
  WorkChanges changes;
  changes.transactions = {{transaction, {}}};
  changes.entries = {{EntryKind::Reapply,
                      3,
                      {},
                      "The payer was found.",
                      {{Ledger::Suspense, "GENERAL", "HOLDING", {}, moved},
                       {Ledger::Receivable, "GENERAL", "HOLDING",
                        AccountNumber{std::string{customer_number}}, Money{} - moved}}}};
  changes.reason = "The payer was found.";
  must(world.store().commit_work(batch.id, changes, ana));
  CHECK(must(world.store().first_fault()) == std::nullopt);
}

TEST_CASE("A day that claims to be closed over undeposited tender is a fault",
          "[deposit][store][tamper]") {
  DayWorld world;
  released_batch(world.store());
  world.open_raw().exec("UPDATE business_day SET state = 'closed'");
  CHECK_THAT(must(world.store().first_fault()).value(), Catch::Contains("closed day"));
}
