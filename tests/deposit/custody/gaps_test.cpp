#include "deposit/custody/gaps.h"

#include "deposit/custody/small_mail.h"

using namespace lockbox;
using namespace lockbox::deposit::custody;
using namespace lockbox::deposit::custody::test;

namespace {

/// The only gap of the small mail after a change; empty when there is none.
template <class Change>
std::string gap_after(Change change) {
  auto book = small_mail();
  REQUIRE(gaps_of(book).empty());
  change(book);
  const auto gaps = gaps_of(book);
  REQUIRE(gaps.size() <= 1);
  return gaps.empty() ? "" : gaps.front().text;
}

}  // namespace

TEST_CASE("C-01: a pick-up that one person signed is a gap", "[deposit][custody]") {
  CHECK(gap_after([](CustodyBook& book) { book.pick_ups[0].confirmed_by.clear(); }) ==
        "Pick-up 1 of 2026-11-23 was logged by Ana and no second person signed it.");
}

TEST_CASE("A1.2: a tray that is not in the log, and a number that is in no row, are gaps",
          "[deposit][custody]") {
  CHECK(gap_after([](CustodyBook& book) { book.pick_ups[0].trays = 3; }) ==
        "Pick-up 1 brought 3 trays, and 2 are in the mail log.");
  CHECK(gap_after([](CustodyBook& book) { book.missing_numbers = {4}; }) ==
        "Unit 4 is in no row of the mail log; numbers have no gap.");
}

TEST_CASE("A1.7: an offer that nobody took is a gap of its day and of later ones",
          "[deposit][custody]") {
  const HandOff offer{.id = HandOffId{1},
                      .day = tuesday(),
                      .state = HandOffState::Offered,
                      .giver = "Ana",
                      .taker = "Ben",
                      .offered_pieces = 50,
                      .offered_at = "",
                      .taken_pieces = {},
                      .ended_at = ""};
  const auto offered = [&](CustodyBook& book) { book.units[1].hand_offs = {offer}; };
  CHECK(gap_after(offered).empty());
  CHECK(gap_after([&](CustodyBook& book) {
          offered(book);
          book.day = tuesday();
        }) == "Unit 2 (A2) was offered by Ana to Ben, who has not counted it.");
}

TEST_CASE("A1.8: what was scanned belongs to a batch, with as many envelopes or a word why",
          "[deposit][custody]") {
  CHECK(gap_after([](CustodyBook& book) { book.units[0].batches.clear(); }) ==
        "Unit 1 (A1) was scanned and belongs to no batch.");
  const auto fewer = [](CustodyBook& book) { book.units[0].batches[0].envelopes = 99; };
  CHECK(gap_after(fewer) ==
        "Unit 1 (A1) held 100 pieces at the scanner, and its batches hold 99 envelopes; nobody "
        "said why.");
  CHECK(gap_after([&](CustodyBook& book) {
          fewer(book);
          auto why = finding(FindingKind::ScanDiffers, 100, 99);
          why.unit = WorkUnitId{1};
          why.resolution = "Two envelopes were stuck together.";
          why.resolved_on = monday();
          book.findings = {why};
        }).empty());
  CHECK_FALSE(gap_after([&](CustodyBook& book) {
                fewer(book);
                auto why = finding(FindingKind::ScanDiffers, 100, 98);  // Of another difference.
                why.unit = WorkUnitId{1};
                why.resolution = "Two envelopes were stuck together.";
                why.resolved_on = monday();
                book.findings = {why};
              }).empty());
}

TEST_CASE("A1.8: units that share a batch are counted together", "[deposit][custody]") {
  auto book = small_mail();
  auto second = after(tray(3, 20), {UnitEvent::Stage, UnitEvent::Open, UnitEvent::Extract,
                                    UnitEvent::Candle, UnitEvent::Scan});
  second.pick_up.reset();
  second.batches = {{BatchId{7}, LinkedBy::Hand, 120, 250, "Ana", ""},
                    {BatchId{8}, LinkedBy::Hand, 5, 10, "Ana", ""}};
  book.units[0].batches[0].envelopes = 120;
  book.units.push_back(second);
  const auto groups = scan_groups(book.units);
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].pieces == 120);
  CHECK(groups[0].envelopes == 125);
}

TEST_CASE("C-14: a count that differs stays a gap until somebody settles it",
          "[deposit][custody]") {
  const auto differs = [](CustodyBook& book) {
    book.findings = {finding(FindingKind::CountDiffers, 50, 49)};
  };
  CHECK(gap_after(differs) ==
        "Ben counted 49 pieces in unit 2, the books say 50; nobody settled which is right.");
  CHECK(gap_after([&](CustodyBook& book) {
          differs(book);
          book.findings[0].resolution = "Counted again: 50.";
          book.findings[0].resolved_on = monday();
        }).empty());
}

TEST_CASE("A1.4: a discovered remittance wants a second signature, and a batch by its date",
          "[deposit][custody]") {
  const auto found = [](CustodyBook& book) {
    auto one = finding(FindingKind::Discovered, 0, 1);
    one.due = working_days_after(monday(), 7);
    book.findings = {one};
  };
  CHECK(gap_after(found) == "What Ben discovered in unit 2 has no second signature.");
  const auto witnessed = [&](CustodyBook& book) {
    found(book);
    book.findings[0].witnessed_by = "Ana";
  };
  CHECK(gap_after(witnessed).empty());
  CHECK(gap_after([&](CustodyBook& book) {
          witnessed(book);
          book.day = day("2026-12-03");
        }) == "What was discovered in unit 2 was to be in a batch by 2026-12-02.");
}

TEST_CASE("A1.5: cash is a gap until two people counted it alike and it is in a bag",
          "[deposit][custody]") {
  const auto cash = [](CustodyBook& book) { book.findings = {finding(FindingKind::Cash, 0, 0)}; };
  CHECK(gap_after(cash) == "Cash found in unit 2 was not counted alike by two people.");
  CHECK(gap_after([&](CustodyBook& book) {
          cash(book);
          book.findings[0].witnessed_by = "Ana";
        }) == "Cash found in unit 2 has not been put into a bag.");
}
