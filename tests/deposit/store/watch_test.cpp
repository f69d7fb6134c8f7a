// The watch over the books: what it sees in them, and what becomes of its findings.

#include "deposit/store/watch.h"

#include <algorithm>

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"
#include "deposit/watch/lenses.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;
using watch::FindingEvent;
using watch::FindingState;

namespace {

const std::string here{site};
const Actor alan{"Alan"};

watch::Finding finding(int checks) {
  watch::Finding made{.lens = watch::Lens::Lapping,
                      .about = "mia/1",
                      .score = 40 + checks,
                      .sentence = "Checks on strange accounts.",
                      .people = {"mia"},
                      .evidence = {}};
  for (int i = 0; i < checks; ++i) {
    made.evidence.push_back({.text = "Placed.",
                             .day = header().business_day,
                             .amount = Money::from_cents(100 + i),
                             .person = "mia",
                             .document = DocumentId{2}});
  }
  return made;
}

class WatchWorld {
 public:
  WatchWorld() : batch{deposited_batch(books_->store())} {}

  [[nodiscard]] WatchBook& watch() { return books_->watch(); }
  [[nodiscard]] Books& books() { return *books_; }
  [[nodiscard]] FiledFinding only() {
    const auto all = must(watch().findings(here));
    REQUIRE(all.size() == 1);
    return all.front();
  }
  Result<FiledFinding> step(FindingEvent event, const std::string& note,
                            const Actor& actor = alan) {
    const auto filed = only();
    return watch().step(here, filed.id, {event, filed.version, note}, actor);
  }
  void close_day() {
    for (const auto event : {DayEvent::CutOff, DayEvent::Close}) {
      const auto now = must(books().days().day(here, header().business_day));
      must(books().days().step(here, now.day, {event, now.version, ""}, Actor{"Sue"}));
    }
  }

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());

 public:
  Batch batch;
};

}  // namespace

TEST_CASE("The watch sees checks with payer and account, approvals and staff, by day",
          "[deposit][store][watch]") {
  WatchWorld world;
  must(world.books().people().add_user("mia", "Mia Stone", {"mailroom"}, alan));
  const auto rows = must(world.watch().rows(here, header().business_day));
  REQUIRE(rows.paid.size() == 1);  // The other check is in suspense, on nobody's account.
  CHECK(rows.paid[0].amount == Money::from_cents(120'00));
  CHECK_FALSE(rows.paid[0].account.empty());
  CHECK(rows.paid[0].placed_by.empty());
  CHECK(rows.checks.size() == 2);
  REQUIRE(rows.approvals.size() == 2);
  CHECK(rows.approvals[0].prepared_by == "Ana");
  CHECK(rows.approvals[0].approved_by == "Ben");
  CHECK(rows.approvals[0].ticket == "000001");
  REQUIRE(rows.staff.size() == 1);
  CHECK(rows.staff[0].full_name == "Mia Stone");
  CHECK(must(world.watch().rows(here, must(BusinessDay::parse("2026-11-24")))).paid.empty());
  CHECK(watch::find_all(rows).empty());
}

TEST_CASE("A correction that moves money is seen with who asked for it",
          "[deposit][store][watch]") {
  WatchWorld world;
  const AccountNumber his{"7700123400777"};
  const ledger::AdjustmentRequest apply{.lockbox = std::string{lockbox_name},
                                        .kind = ledger::AdjustmentKind::Apply,
                                        .amount = Money::from_cents(50'00),
                                        .origin = ledger::Origin{world.batch.id, 3},
                                        .from = {},
                                        .to = ledger::AccountSpot{his, "SEWER", "OPERATING"},
                                        .reason_code = "identified",
                                        .note = "It is his."};
  const auto asked = must(world.books().ledger().request(here, apply, {}, Actor{"mia"}));
  must(world.books().ledger().decide(
      here, asked.number, {ledger::AdjustmentEvent::Approve, asked.version}, {}, Actor{"sue"}));
  const auto rows = must(world.watch().rows(here, header().business_day));
  const auto moved = std::ranges::find_if(rows.paid, &watch::PaidRow::is_moved);
  REQUIRE(moved != rows.paid.end());
  CHECK(moved->placed_by == "mia");
  CHECK(moved->tail == "0777");
  CHECK(moved->amount == Money::from_cents(50'00));
}

TEST_CASE("C-20: a finding is looked at with a note, dismissed with a reason, and keeps both",
          "[deposit][store][watch]") {
  WatchWorld world;
  CHECK(must(world.watch().file(here, {finding(2)}, alan)) == 1);
  CHECK(must(world.watch().file(here, {finding(2)}, alan)) == 0);  // It is the same one.
  CHECK(world.only().state == FindingState::New);
  CHECK(world.step(FindingEvent::Look, " ").error().code == ErrorCode::InvalidInput);
  CHECK(world.step(FindingEvent::Look, "Mine.", Actor{"Mi a"}).error().code ==
        ErrorCode::NotPermitted);
  must(world.step(FindingEvent::Look, "Asked for the coupons."));
  const auto dismissed = must(world.step(FindingEvent::Dismiss, "A family."));
  CHECK(dismissed.state == FindingState::Dismissed);
  REQUIRE(dismissed.steps.size() == 2);
  CHECK(dismissed.steps[0].note == "Asked for the coupons.");
  CHECK(world.step(FindingEvent::Dismiss, "Again.").error().code == ErrorCode::Conflict);
  CHECK(must(world.books().store().first_fault()).value_or("") == "");
}

TEST_CASE("A dismissed finding of which there is more is new again", "[deposit][store][watch]") {
  WatchWorld world;
  must(world.watch().file(here, {finding(2)}, alan));
  must(world.step(FindingEvent::Dismiss, "A family."));
  CHECK(must(world.watch().file(here, {finding(3)}, alan)) == 1);
  const auto grown = world.only();
  CHECK(grown.state == FindingState::New);
  CHECK(grown.finding.evidence.size() == 3);
  CHECK(grown.steps.back().event == FindingEvent::Grow);
  CHECK(must(world.books().store().first_fault()).value_or("") == "");
}

TEST_CASE("A finding grows by what nobody has seen of it, not by how much there is",
          "[deposit][store][watch]") {
  WatchWorld world;
  must(world.watch().file(here, {finding(2)}, alan));
  must(world.step(FindingEvent::Dismiss, "A family."));
  CHECK(must(world.watch().file(here, {finding(1)}, alan)) == 0);  // Old evidence only.
  CHECK(world.only().state == FindingState::Dismissed);
  auto other = finding(2);
  other.evidence[0].amount = Money::from_cents(900);  // As much of it, and one check is new.
  CHECK(must(world.watch().file(here, {other}, alan)) == 1);
  CHECK(world.only().state == FindingState::New);
  other.people.emplace_back("MIA");
  CHECK(must(world.watch().file(here, {other}, alan)) == 0);
  other.people.emplace_back("max");
  CHECK(must(world.watch().file(here, {other}, alan)) == 1);
  ++other.score;
  CHECK(must(world.watch().file(here, {other}, alan)) == 1);
}

TEST_CASE("C-20: nobody works a finding about their full name", "[deposit][store][watch]") {
  WatchWorld world;
  must(world.books().people().add_user("alan", "Alan Reed", {"auditor"}, Actor{"sue"}));
  auto about_alan = finding(2);
  about_alan.people = {"Alan  Reed"};
  must(world.watch().file(here, {about_alan}, Actor{"ann"}));
  CHECK(world.step(FindingEvent::Look, "Mine.").error().code == ErrorCode::NotPermitted);
  must(world.step(FindingEvent::Look, "Asked him.", Actor{"ann"}));
}

TEST_CASE("What an auditor notes about a finding stands in no audit event",
          "[deposit][store][watch]") {
  WatchWorld world;
  must(world.watch().file(here, {finding(2)}, alan));
  must(world.step(FindingEvent::Look, "I suspect mia."));
  AuditFilter of_findings;
  of_findings.entity = "watch_finding";
  const auto told = must(world.books().finder().audit(of_findings, 10));
  REQUIRE(told.size() == 2);
  CHECK(told[0].reason == "Worked by an auditor.");
  CHECK(world.only().steps.at(0).note == "I suspect mia.");
}

TEST_CASE("C-05, D14: cash counted in the mail is missed once its day is closed",
          "[deposit][store][watch]") {
  WatchWorld world;
  const Actor ana{"Ana"};
  const Actor ben{"Ben"};
  const auto day = header().business_day;
  auto& mail = world.books().custody();
  const auto pick_up = must(mail.log_pick_up(here,
                                             {day,
                                              custody::MailSource::PoBox,
                                              "2026-11-23T13:00:00.000Z",
                                              "USPS 1",
                                              {},
                                              100,
                                              {},
                                              {{"A", custody::SortClass::Singles, 100, {}}}},
                                             ana));
  must(mail.confirm_pick_up(here, pick_up, ben));
  const auto unit = must(mail.book(here, day)).units.at(0).id;
  must(mail.find_cash(here, unit, {{1}, Money{}, "", ""}, "In a card.", ana));
  const auto cash = must(mail.book(here, day)).findings.at(0).id;
  must(mail.count_cash(here, cash, {{1}, Money{}, "", ""}, ben));
  CHECK(must(world.watch().rows(here, day)).tender.empty());  // It is still on its way.
  world.close_day();
  const auto rows = must(world.watch().rows(here, day));
  REQUIRE(rows.tender.size() == 1);
  CHECK(rows.tender[0].cash_counted == Money::from_cents(100'00));
  CHECK(rows.tender[0].cash_deposited == Money{});
  CHECK(watch::find_substitution(rows.tender).size() == 1);
}

TEST_CASE("C-18: what a drawer is short is a difference of whoever has the drawer",
          "[deposit][store][watch]") {
  using namespace lockbox::deposit::counter;
  WatchWorld world;
  const Actor ana{"Ana"};
  const auto day = header().business_day;
  auto& drawers = world.books().drawers();
  const CashCount opening{{0, 0, 2, 1}, {}, {}, {}};
  const CashCount counted{{0, 0, 2, 0, 1}, {}, {}, {}};
  const auto id = must(drawers.open(here, {std::string{lockbox_name}, day, opening}, ana));
  must(drawers.count(here, id, {counted, 0, 0, 0}, ana));
  const auto version = must(drawers.session(here, id)).drawer.version;
  must(drawers.accept(here, id, {version, "B-1", {}, document(1, "slip 1")},
                      {{}, RevenueSpot{"369.900", "001", "GENERAL"}, Money::from_cents(500)},
                      Actor{"Ben"}));
  const auto rows = must(world.watch().rows(here, day));
  REQUIRE(rows.differences.size() == 1);
  CHECK(rows.differences[0].prepared_by == "Ana");
  CHECK(rows.differences[0].amount == Money::from_cents(-500));
}

TEST_CASE("A6.6: the watch takes a merged number and the account that it went into for one",
          "[deposit][store][watch]") {
  WatchWorld world;
  auto into = customer();
  into.number = AccountNumber{"7700123400777"};
  must(world.books().store().import_accounts(here, std::string{lockbox_name},
                                             Sha256::of(bytes_of("file")),
                                             std::vector{customer(), into}, alan));
  const auto apply = [&](const AccountNumber& to) {
    return ledger::AdjustmentRequest{.lockbox = std::string{lockbox_name},
                                     .kind = ledger::AdjustmentKind::Apply,
                                     .amount = Money::from_cents(50'00),
                                     .origin = ledger::Origin{world.batch.id, 3},
                                     .from = {},
                                     .to = ledger::AccountSpot{to, "WATER", "OPERATING"},
                                     .reason_code = "identified",
                                     .note = "It is his."};
  };
  const auto asked =
      must(world.books().ledger().request(here, apply(into.number), {}, Actor{"mia"}));
  must(world.books().ledger().decide(
      here, asked.number, {ledger::AdjustmentEvent::Approve, asked.version}, {}, Actor{"sue"}));
  const auto apart = must(world.watch().rows(here, header().business_day)).paid;
  REQUIRE(apart.size() == 2);
  CHECK(apart[0].account != apart[1].account);
  auto& master = world.books().master_accounts();
  const auto merge = must(master.request(here,
                                         {.lockbox = std::string{lockbox_name},
                                          .kind = accounts::ChangeKind::Merge,
                                          .number = customer().number,
                                          .wanted = {},
                                          .into = into.number,
                                          .effective_on = {},
                                          .reason = "One holder."},
                                         alan));
  must(master.decide(here, merge.number, {accounts::ChangeEvent::Approve, merge.version, ""},
                     Actor{"sue"}));
  const auto merged = must(world.watch().rows(here, header().business_day)).paid;
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].account == merged[1].account);
}
