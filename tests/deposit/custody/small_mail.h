#pragma once

/// @file
/// A small mail log: two trays of one pick-up on Monday, the first scanned into a batch and stored,
/// the second still in its envelopes.

#include "deposit/custody/gaps.h"
#include "deposit/custody/roll.h"
#include "deposit/custody/rules.h"
#include "support/catch.h"

namespace lockbox::deposit::custody::test {

inline BusinessDay day(std::string_view text) {
  auto parsed = BusinessDay::parse(text);
  REQUIRE(parsed.has_value());
  return *parsed;
}
inline BusinessDay monday() {
  return day("2026-11-23");
}
inline BusinessDay tuesday() {
  return day("2026-11-24");
}

inline Movement moved(std::int64_t ordinal, Flow flow, std::int64_t pieces, BusinessDay on) {
  return {ordinal, flow, pieces, on, "Ana", "", "2026-11-23T15:00:00.000Z", ""};
}
inline UnitStep stepped(std::int64_t ordinal, UnitEvent event, std::int64_t pieces,
                        BusinessDay on) {
  return {ordinal, event, on, pieces, "Ana", "2026-11-23T15:00:00.000Z", ""};
}

inline WorkUnit tray(std::int64_t number, std::int64_t pieces) {
  WorkUnit unit{.id = WorkUnitId{number},
                .number = number,
                .pick_up = PickUpId{1},
                .found_in = {},
                .label = "A" + std::to_string(number),
                .sort_class = SortClass::Singles,
                .day = monday(),
                .date_policy = DatePolicy::Received,
                .dated_on = monday(),
                .stage = Stage::Received,
                .pieces = pieces,
                .holder = "Ana",
                .box = {},
                .is_signed = true,
                .version = 1,
                .steps = {},
                .movements = {moved(1, Flow::Received, pieces, monday())},
                .hand_offs = {},
                .batches = {}};
  return unit;
}

/// The unit after these steps on Monday.
inline WorkUnit after(WorkUnit unit, std::initializer_list<UnitEvent> events) {
  std::int64_t ordinal = 1;
  for (const auto event : events) {
    unit.steps.push_back(stepped(++ordinal, event, unit.pieces, monday()));
    unit.stage = *next_state(unit_transitions, unit.stage, event);
  }
  return unit;
}

inline CustodyBook small_mail() {
  auto scanned = after(tray(1, 100), {UnitEvent::Stage, UnitEvent::Open, UnitEvent::Extract,
                                      UnitEvent::Candle, UnitEvent::Scan, UnitEvent::Store});
  scanned.batches = {{BatchId{7}, LinkedBy::Hand, 100, 210, "Ana", ""}};
  scanned.box = BoxId{1};
  scanned.holder.clear();
  return {.day = monday(),
          .is_kept = true,
          .pick_ups = {{PickUpId{1},
                        monday(),
                        MailSource::PoBox,
                        "2026-11-23T13:00:00.000Z",
                        "USPS",
                        2,
                        {},
                        150,
                        {},
                        "Ana",
                        "2026-11-23T13:30:00.000Z",
                        "Ben",
                        "2026-11-23T13:31:00.000Z"}},
          .units = {scanned, after(tray(2, 50), {UnitEvent::Stage})},
          .findings = {},
          .boxes = {},
          .holds = {},
          .missing_numbers = {},
          .policy = {}};
}

inline Finding finding(FindingKind kind, std::int64_t expected, std::int64_t counted) {
  return {.id = FindingId{1},
          .unit = WorkUnitId{2},
          .unit_number = 2,
          .kind = kind,
          .day = monday(),
          .found_by = "Ben",
          .at = "2026-11-23T16:00:00.000Z",
          .note = "",
          .expected = expected,
          .counted = counted,
          .found_unit = {},
          .due = {},
          .witnessed_by = {},
          .witnessed_at = {},
          .counts = {},
          .resolution = {},
          .resolved_by = {},
          .resolved_at = {},
          .resolved_on = {}};
}

}  // namespace lockbox::deposit::custody::test
