#include "deposit/custody/rules.h"

#include "deposit/custody/small_mail.h"

using namespace lockbox;
using namespace lockbox::deposit::custody;
using namespace lockbox::deposit::custody::test;

namespace {

Box filled_box() {
  return {.id = BoxId{1},
          .name = "2026-47",
          .location = "Vault, shelf 3",
          .retention = RetentionClass::Payments,
          .opened_by = "Ana",
          .opened_on = monday(),
          .filled_on = monday(),
          .units = 1,
          .pieces = 100,
          .first_signer = {},
          .first_signed_at = {},
          .second_signer = {},
          .second_signed_at = {},
          .destroyed_on = {}};
}

Hold hold_on(std::optional<BoxId> box, std::optional<WorkUnitId> unit) {
  return {HoldId{1}, box, unit, HoldKind::Legal, "Subpoena 12", "Sue", "", "", "", ""};
}

}  // namespace

TEST_CASE("C6: a unit takes only the steps of its life", "[deposit][custody]") {
  const auto unit = tray(1, 10);
  CHECK(check_step(unit, UnitEvent::Stage).value() == Stage::Staged);
  CHECK(check_step(unit, UnitEvent::Scan).error().message ==
        "Unit 1 (A1) is received; the step 'scan' does not follow.");
  CHECK(check_step(unit, UnitEvent::Destroy).error().code == ErrorCode::InvalidInput);
  for (const auto& row : unit_transitions) CHECK(row.from != Stage::Destroyed);
}

TEST_CASE("C6: no scan and no store but behind the candling of the envelopes",
          "[deposit][custody]") {
  for (const auto& row : unit_transitions) {
    if (row.event == UnitEvent::Scan) CHECK(row.from == Stage::Candled);
    if (row.event == UnitEvent::Store) {
      CHECK((row.from == Stage::Candled || row.from == Stage::Scanned));
    }
  }
}

TEST_CASE("C-01: nobody works on mail that one person signed", "[deposit][custody]") {
  auto unit = tray(1, 10);
  unit.is_signed = false;
  CHECK(check_has(unit, "Ana").error().code == ErrorCode::Conflict);
}

TEST_CASE("A1.7: only who has the paper works on it, and nobody while it is offered",
          "[deposit][custody]") {
  auto unit = tray(1, 10);
  CHECK(check_has(unit, "ANA").has_value());
  CHECK(check_has(unit, "Ben").error().message ==
        "Unit 1 (A1) is with Ana; have it handed over first.");
  unit.hand_offs = {{HandOffId{1}, monday(), HandOffState::Offered, "Ana", "Ben", 10, "", {}, ""}};
  CHECK(check_has(unit, "Ana").error().code == ErrorCode::Conflict);
}

TEST_CASE("Two signatures are two people's, however they are spelled", "[deposit][custody]") {
  CHECK(check_second("Ana Diaz", "ben", "A pick-up").has_value());
  CHECK(check_second("Ana Diaz", "ana  diaz", "A pick-up").error().code == ErrorCode::NotPermitted);
}

TEST_CASE("A1.5: cash agrees when two people counted the same bills and coin",
          "[deposit][custody]") {
  CashCount first{{1, 0, 2, 0, 0, 0, 3}, Money::from_cents(25), "Ana", ""};
  CHECK(first.total() == Money::from_cents(14325));
  auto again = first;
  CHECK_FALSE(is_agreed({first, again}));
  again.counted_by = "Ben";
  CHECK(is_agreed({first, again}));
  again.bills = {1, 0, 1, 2, 0, 0, 3};  // The same sum in other bills.
  CHECK(again.total() == first.total());
  CHECK_FALSE(is_agreed({first, again}));
  CHECK(check_cash({{}, Money{}, "Ana", ""}).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("A1.4: seven working days are counted without Saturdays and Sundays",
          "[deposit][custody]") {
  CHECK(working_days_after(monday(), 7) == day("2026-12-02"));
  CHECK(working_days_after(day("2026-11-27"), 1) == day("2026-11-30"));
}

TEST_CASE("A14.6: a box is kept for the days of its class", "[deposit][custody]") {
  const auto box = filled_box();
  const std::vector inside{small_mail().units[0]};
  CHECK(destroy_due(box, {}) == day("2027-01-22"));
  CHECK(why_kept(box, inside, {}, {}, day("2027-01-21")) ==
        "Box 2026-47 is kept until 2027-01-22.");
  CHECK_FALSE(why_kept(box, inside, {}, {}, day("2027-01-22")).has_value());
  CustodyPolicy longer;
  longer.retention_days[0] = 90;
  CHECK(why_kept(box, inside, {}, longer, day("2027-01-22")).has_value());
  CHECK(why_kept(box, {}, {}, {}, day("2027-01-22")) == "Box 2026-47 is empty.");
}

TEST_CASE("C-15: a hold on a box, or on one unit in it, keeps the box", "[deposit][custody]") {
  const auto box = filled_box();
  const std::vector inside{small_mail().units[0]};
  const auto due = day("2027-02-01");
  CHECK(why_kept(box, inside, {hold_on(BoxId{1}, {})}, {}, due) ==
        "Box 2026-47 is held by Sue (Subpoena 12); have the hold released first.");
  CHECK(why_kept(box, inside, {hold_on({}, WorkUnitId{1})}, {}, due).has_value());
  CHECK_FALSE(why_kept(box, inside, {hold_on({}, WorkUnitId{2})}, {}, due).has_value());
  auto released = hold_on(BoxId{1}, {});
  released.released_by = "Sue";
  CHECK_FALSE(why_kept(box, inside, {released}, {}, due).has_value());
}

TEST_CASE("C-14: envelopes that nobody candled are not destroyed", "[deposit][custody]") {
  auto uncandled = small_mail().units[0];
  std::erase_if(uncandled.steps,
                [](const UnitStep& step) { return step.event == UnitEvent::Candle; });
  CHECK(why_kept(filled_box(), {uncandled}, {}, {}, day("2027-02-01")) ==
        "Unit 1 (A1) was never candled; take it out of the box and candle it.");
}

TEST_CASE("No more pieces leave a unit than it holds, and none that are signed for destruction",
          "[deposit][custody]") {
  auto unit = tray(1, 10);
  CHECK(check_departure(unit, Flow::Returned, 10).has_value());
  CHECK(check_departure(unit, Flow::Returned, 11).error().code == ErrorCode::InvalidInput);
  CHECK(check_departure(unit, Flow::Received, 1).error().code == ErrorCode::InvalidInput);
  unit.stage = Stage::DestroyDue;
  CHECK(check_departure(unit, Flow::Returned, 1).error().code == ErrorCode::Conflict);
}
