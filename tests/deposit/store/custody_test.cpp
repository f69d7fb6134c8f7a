#include "deposit/store/custody.h"

#include "deposit/custody/roll.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::custody;
using namespace lockbox::deposit::test;

namespace {

const std::string here{site};
const Actor ana{"Ana"};
const Actor ben{"Ben"};
const Actor sue{"Sue"};

BusinessDay day(std::string_view text) {
  return must(BusinessDay::parse(text));
}
BusinessDay monday() {
  return day("2026-11-23");
}

WantedPickUp two_trays(BusinessDay on) {
  return {on,
          MailSource::PoBox,
          "2026-11-23T13:00:00.000Z",
          "USPS 1",
          {},
          150,
          {"9407 1"},
          {{"A", SortClass::Singles, 100, {}}, {"B", SortClass::Multis, 50, {}}}};
}

/// The books with one pick-up of two trays, which Ana logged and Ben signed.
class MailRoom {
 public:
  MailRoom() {
    const auto pick_up = must(custody().log_pick_up(here, two_trays(monday()), ana));
    must(custody().confirm_pick_up(here, pick_up, ben));
    const auto units = must(custody().book(here, monday())).units;
    first = units.at(0).id;
    second = units.at(1).id;
  }

  [[nodiscard]] Books& books() { return *books_; }
  [[nodiscard]] Custody& custody() { return books_->custody(); }
  [[nodiscard]] WorkUnit unit(WorkUnitId id) { return must(custody().unit(here, id)); }
  [[nodiscard]] Result<void> step(WorkUnitId id, UnitEvent event, const Actor& actor,
                                  std::optional<std::int64_t> counted = {},
                                  std::optional<BoxId> box = {}) {
    return custody().step(here, id, {event, unit(id).version, counted, box, {}, LinkedBy::Hand, ""},
                          actor);
  }
  void candle(WorkUnitId id) {
    for (const auto event :
         {UnitEvent::Stage, UnitEvent::Open, UnitEvent::Extract, UnitEvent::Candle}) {
      must(step(id, event, ana));
    }
  }
  [[nodiscard]] DayCustody custody_on(BusinessDay on) {
    return custody_of(must(custody().book(here, on)));
  }
  /// The newest day goes through its cut-off to its close.
  void close(BusinessDay on) {
    for (const auto event : {DayEvent::CutOff, DayEvent::Close}) {
      const auto now = must(books().days().day(here, on));
      must(books().days().step(here, on, {event, now.version, ""}, sue));
    }
  }
  void check() {
    CHECK(must(books().store().first_fault()) == std::nullopt);
    CHECK(d11_pieces_are_conserved(custody_on(monday())) == std::nullopt);
  }

  SqliteFile file;
  WorkUnitId first{0};
  WorkUnitId second{0};

 private:
  std::unique_ptr<Books> books_ = must(file.open_books());
};

}  // namespace

TEST_CASE("A1.2: a pick-up begins its day, and each tray is a unit with its count",
          "[deposit][store][custody]") {
  MailRoom room;
  const auto book = must(room.custody().book(here, monday()));
  CHECK(book.is_kept);
  REQUIRE(book.pick_ups.size() == 1);
  CHECK(book.pick_ups[0].certified_numbers == std::vector<std::string>{"9407 1"});
  CHECK(book.pick_ups[0].confirmed_by == "Ben");
  REQUIRE(book.units.size() == 2);
  CHECK(book.units[0].number == 1);
  CHECK(book.units[0].pieces == 100);
  CHECK(book.units[0].holder == "Ana");
  CHECK(must(room.books().days().day(here, monday())).state == DayState::Open);
  CHECK_FALSE(must(room.custody().book(here, day("2026-11-20"))).is_kept);
  CHECK(room.custody().log_pick_up(here, two_trays(day("2062-11-23")), ana).error().field ==
        "/day");
  room.check();
}

TEST_CASE("C-01: the second signature is another person's, given once",
          "[deposit][store][custody]") {
  MailRoom room;
  const auto pick_up = must(room.custody().log_pick_up(here, two_trays(monday()), ana));
  CHECK(room.custody().confirm_pick_up(here, pick_up, Actor{"ana"}).error().code ==
        ErrorCode::NotPermitted);
  const auto unit = must(room.custody().book(here, monday())).units.at(2).id;
  CHECK(room.step(unit, UnitEvent::Stage, ana).error().code == ErrorCode::Conflict);
  must(room.custody().confirm_pick_up(here, pick_up, ben));
  CHECK(room.custody().confirm_pick_up(here, pick_up, sue).error().code == ErrorCode::Conflict);
  must(room.step(unit, UnitEvent::Stage, ana));
  room.check();
}

TEST_CASE("A1.6: where the postmark counts, no tray is logged without one",
          "[deposit][store][custody]") {
  MailRoom room;
  CustodyPolicy policy;
  policy.date_policy = DatePolicy::Postmark;
  policy.reason = "The ordinance counts from the postmark.";
  must(room.custody().set_policy(here, policy, sue));
  auto wanted = two_trays(monday());
  CHECK(room.custody().log_pick_up(here, wanted, ana).error().field == "/trays/0/postmark");
  wanted.trays[0].postmark = day("2026-11-20");
  wanted.trays[1].postmark = day("2026-11-21");
  must(room.custody().log_pick_up(here, wanted, ana));
  CHECK(must(room.custody().book(here, monday())).units.at(2).dated_on == day("2026-11-20"));
  CHECK(room.unit(room.first).dated_on == monday());
  CHECK(room.custody().set_policy(here, policy, sue).error().code == ErrorCode::Conflict);
  room.check();
}

TEST_CASE("A1.7: a hand-off needs both", "[deposit][store][custody]") {
  MailRoom room;
  auto& custody = room.custody();
  CHECK(custody.offer(here, room.first, {"ana", 100, 2, ""}, ana).error().code ==
        ErrorCode::NotPermitted);
  must(custody.offer(here, room.first, {"Ben", 100, room.unit(room.first).version, ""}, ana));
  CHECK(room.unit(room.first).holder == "Ana");
  CHECK(custody.take(here, room.first, 100, sue).error().code == ErrorCode::NotPermitted);
  CHECK(room.step(room.first, UnitEvent::Stage, ana).error().code == ErrorCode::Conflict);
  must(custody.take(here, room.first, 100, ben));
  CHECK(room.unit(room.first).holder == "Ben");
  CHECK(room.step(room.first, UnitEvent::Stage, ana).error().code == ErrorCode::NotPermitted);
  must(room.step(room.first, UnitEvent::Stage, ben));
  CHECK(room.custody_on(monday()).gaps.empty());
  room.check();
}

TEST_CASE("A1.7: paper of somebody who is away is given on with a reason",
          "[deposit][store][custody]") {
  MailRoom room;
  const auto version = room.unit(room.first).version;
  CHECK(room.custody().offer(here, room.first, {"Ben", 100, version, ""}, sue).error().code ==
        ErrorCode::NotPermitted);
  must(room.custody().offer(here, room.first, {"Ben", 100, version, "Ana is ill."}, sue));
  must(room.custody().withdraw_offer(here, room.first, ben));
  CHECK(room.unit(room.first).holder == "Ana");
  room.check();
}

TEST_CASE("A1.7: a count that differs is recorded, and the books change by two people's word only",
          "[deposit][store][custody]") {
  MailRoom room;
  auto& custody = room.custody();
  must(custody.offer(here, room.first, {"Ben", 100, room.unit(room.first).version, ""}, ana));
  must(custody.take(here, room.first, 98, ben));
  CHECK(room.unit(room.first).pieces == 100);
  must(room.step(room.first, UnitEvent::Stage, ben, 98));  // Counted again, against the same books.
  const auto gaps = room.custody_on(monday()).gaps;
  REQUIRE(gaps.size() == 2);
  const auto found = must(custody.book(here, monday())).findings;
  const WantedResolution by_count{WantedResolution::Right::Count, "Two went with tray B."};
  CHECK(custody.resolve(here, found[0].id, by_count, ben).error().code == ErrorCode::NotPermitted);
  must(custody.resolve(here, found[0].id, by_count, sue));
  CHECK(room.unit(room.first).pieces == 98);  // Once, though it was counted twice.
  CHECK(custody.resolve(here, found[1].id, by_count, sue).error().code == ErrorCode::Conflict);
  const auto corrected = room.unit(room.first).movements.back();
  CHECK(corrected.flow == Flow::Corrected);
  CHECK(corrected.pieces == -2);
  CHECK(corrected.actor == "Sue");
  CHECK(corrected.witness == "Ben");
  CHECK(room.custody_on(monday()).gaps.empty());
  room.check();
}

TEST_CASE("A1.4: a discovered remittance is in custody at once and ends in a batch",
          "[deposit][store][custody]") {
  MailRoom room;
  auto& custody = room.custody();
  CHECK(
      custody.discover(here, room.first, {1, SortClass::CheckOnly, "A check."}, ana).error().code ==
      ErrorCode::Conflict);
  room.candle(room.first);
  must(custody.discover(here, room.first, {1, SortClass::CheckOnly, "A check stuck."}, ana));
  auto book = must(custody.book(here, monday()));
  REQUIRE(book.units.size() == 3);
  const auto& found = book.units[2];
  CHECK(found.stage == Stage::Candled);
  CHECK(found.found_in == room.first);
  CHECK(book.findings[0].due == day("2026-12-02"));
  CHECK(sum_of(custody_of(book).units).closing == 151);
  const auto batch = filed_batch(room.books().store());
  CHECK(custody.link_batch(here, found.id, {batch.id, LinkedBy::Hand}, ana).error().code ==
        ErrorCode::Conflict);
  CHECK(custody.witness(here, book.findings[0].id, ana).error().code == ErrorCode::NotPermitted);
  must(custody.witness(here, book.findings[0].id, ben));
  must(custody.link_batch(here, found.id, {batch.id, LinkedBy::Hand}, ana));
  book = must(custody.book(here, monday()));
  CHECK(book.findings[0].resolution == "In batch " + std::to_string(batch.id.value()) + ".");
  room.check();
}

TEST_CASE("A1.5: cash is counted by two people, by bills, and then put into a bag",
          "[deposit][store][custody]") {
  MailRoom room;
  auto& custody = room.custody();
  const CashCount forty{{0, 0, 2}, Money::from_cents(50), "", ""};
  const CashCount also_forty{{0, 0, 1, 2}, Money::from_cents(50), "", ""};
  must(custody.find_cash(here, room.first, forty, "With a bill.", ana));
  const auto finding = must(custody.book(here, monday())).findings.at(0).id;
  const WantedResolution bag{WantedResolution::Right::Books, "Bag 0042"};
  CHECK(custody.resolve(here, finding, bag, ben).error().code == ErrorCode::Conflict);
  CHECK(custody.count_cash(here, finding, forty, ana).error().code == ErrorCode::NotPermitted);
  must(custody.count_cash(here, finding, also_forty, ben));
  CHECK(must(custody.book(here, monday())).findings.at(0).witnessed_by.empty());
  must(custody.count_cash(here, finding, forty, ben));
  const auto counted = must(custody.book(here, monday())).findings.at(0);
  CHECK(counted.counts.size() == 3);
  CHECK(counted.witnessed_by == "Ben");
  CHECK(room.custody_on(monday()).gaps.size() == 1);
  must(custody.resolve(here, finding, bag, ben));
  CHECK(room.custody_on(monday()).gaps.empty());
  room.check();
}

TEST_CASE("A1.8: the envelopes of a linked batch are held against the unit's pieces",
          "[deposit][store][custody]") {
  MailRoom room;
  auto& custody = room.custody();
  room.candle(room.first);
  const auto batch = released_batch(room.books().store());
  must(custody.step(
      here, room.first,
      {UnitEvent::Scan, room.unit(room.first).version, {}, {}, {batch.id}, LinkedBy::Ticket, ""},
      ana));
  CHECK(room.unit(room.first).batches.at(0).envelopes == 2);
  CHECK(room.unit(room.first).batches.at(0).how == LinkedBy::Ticket);
  CHECK(custody.link_batch(here, room.first, {batch.id, LinkedBy::Hand}, ana).error().code ==
        ErrorCode::Conflict);
  CHECK(room.custody_on(monday()).gaps.size() == 1);
  must(custody.explain_scan(here, room.first, "The rest is batch 9 of tomorrow.", sue));
  CHECK(room.custody_on(monday()).gaps.empty());
  room.check();
}

TEST_CASE("A14.6: a box is destroyed by two people once it is due and no hold is on it",
          "[deposit][store][custody]") {
  MailRoom room;
  auto& custody = room.custody();
  const auto box =
      must(custody.open_box(here, {"2026-47", "Vault", RetentionClass::Payments}, ana));
  CHECK(custody.open_box(here, {"2026-47", "Vault", RetentionClass::Payments}, ana).error().code ==
        ErrorCode::Conflict);
  room.candle(room.second);
  CHECK(room.step(room.second, UnitEvent::Store, ana).error().field == "/box");
  must(room.step(room.second, UnitEvent::Store, ana, {}, box));
  CHECK(custody.sign_destruction(here, box, sue).error().message ==
        "Box 2026-47 is kept until 2027-01-22.");
  const auto later = day("2027-01-22");
  const auto pick_up = must(custody.log_pick_up(here, two_trays(later), ana));
  must(custody.confirm_pick_up(here, pick_up, ben));
  must(custody.place_hold(here, {box, {}, HoldKind::Legal, "Subpoena 12"}, sue));
  CHECK(custody.sign_destruction(here, box, sue).error().code == ErrorCode::Conflict);
  const auto hold = must(custody.book(here, later)).holds.at(0).id;
  must(custody.release_hold(here, hold, "Withdrawn by the court.", sue));
  CHECK(custody.release_hold(here, hold, "Again.", sue).error().code == ErrorCode::Conflict);
  must(custody.sign_destruction(here, box, sue));
  CHECK(room.unit(room.second).stage == Stage::DestroyDue);
  CHECK(custody.sign_destruction(here, box, Actor{"SUE"}).error().code == ErrorCode::NotPermitted);
  must(custody.sign_destruction(here, box, ben));
  CHECK(room.unit(room.second).stage == Stage::Destroyed);
  CHECK(room.unit(room.second).pieces == 0);
  const auto sum = sum_of(room.custody_on(later).units);
  CHECK(sum.opening == 150);
  CHECK(sum.flows[static_cast<std::size_t>(Flow::Destroyed)] == 50);
  CHECK(sum.difference() == 0);
  room.check();
}

TEST_CASE("A closed day takes nothing of the mail log, nor does a day before it",
          "[deposit][store][custody]") {
  MailRoom room;
  room.close(monday());
  CHECK(room.step(room.first, UnitEvent::Stage, ana).error().code == ErrorCode::Conflict);
  CHECK(room.custody().log_pick_up(here, two_trays(monday()), ana).error().code ==
        ErrorCode::Conflict);
  CHECK(room.custody().log_pick_up(here, two_trays(day("2026-11-20")), ana).error().code ==
        ErrorCode::Conflict);
  must(room.custody().log_pick_up(here, two_trays(day("2026-11-24")), ana));
  must(room.step(room.first, UnitEvent::Stage, ana));
  CHECK(room.unit(room.first).steps.at(0).day == day("2026-11-24"));
  room.check();
}

TEST_CASE("A unit that changed meanwhile is not changed by a stale screen",
          "[deposit][store][custody]") {
  MailRoom room;
  const auto seen = room.unit(room.first).version;
  must(room.step(room.first, UnitEvent::Stage, ana));
  CHECK(room.custody()
            .send_away(here, room.first, {Flow::Returned, 1, seen, "No address."}, ana)
            .error()
            .code == ErrorCode::Conflict);
  must(room.custody().send_away(
      here, room.first, {Flow::Returned, 1, room.unit(room.first).version, "No address."}, ana));
  CHECK(room.unit(room.first).pieces == 99);
  room.check();
}

TEST_CASE("A1.10: instructions have versions, each with who and why", "[deposit][store][custody]") {
  MailRoom room;
  auto& custody = room.custody();
  const std::string box{lockbox_name};
  must(
      custody.set_instruction(here, box, {"", 0, "No post-dated checks.", "", "", "Letter."}, sue));
  must(custody.set_instruction(here, box, {"Water", 0, "Payee may be RWS.", "", "", "Mail."}, sue));
  must(custody.set_instruction(here, box, {"", 1, "", "", "", "No more."}, sue));
  CHECK(custody.set_instruction(here, box, {"", 1, "Stale.", "", "", "Late."}, sue).error().code ==
        ErrorCode::Conflict);
  const auto all = must(custody.instructions(here, box));
  REQUIRE(all.size() == 3);
  CHECK(all[0].version == 2);
  CHECK(all[0].text.empty());
  CHECK(all[1].text == "No post-dated checks.");
  CHECK(all[1].set_by == "Sue");
  CHECK(all[2].payee == "Water");
  room.check();
}
