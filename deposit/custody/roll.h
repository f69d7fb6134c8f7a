#pragma once

/// @file
/// D11, the conservation of paper: pieces in custody at opening + received + discovered = returned
/// + forwarded + sent to the bank + destroyed + in custody at closing, by unit and by stage.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "deposit/custody/work_unit.h"

namespace lockbox::deposit::custody {

/// The pieces of one unit over a day.  Opening comes from the movements before the day, closing
/// from what the unit is counted at, so that neither is the other by construction.
struct UnitRoll {
  WorkUnitId unit{0};
  std::int64_t number = 0;
  std::string label;
  SortClass sort_class = SortClass::Singles;
  Stage stage = Stage::Received;  ///< At the end of the day.
  std::string holder;             ///< Who has it now; empty in a box.
  BusinessDay since;              ///< On which it came in.
  std::int64_t age_days = 0;
  std::int64_t opening = 0;
  std::array<std::int64_t, flow_names.size()> flows{};  ///< Of the day, each as it is named.
  std::int64_t closing = 0;
  std::string fault;  ///< What is wrong with its own record; empty when nothing is.

  [[nodiscard]] std::int64_t flow(Flow kind) const {
    return flows.at(static_cast<std::size_t>(kind));
  }
  /// Opening and what came in.
  [[nodiscard]] std::int64_t in() const;
  /// What left.
  [[nodiscard]] std::int64_t out() const;
};

/// What does not fit, as a sentence; a day with one is not closed.
struct Gap {
  std::string text;
  std::optional<WorkUnitId> unit;
};

/// The custody of a day as it stands in the day's record.
struct DayCustody {
  std::vector<UnitRoll> units;  ///< With pieces in custody or moved on the day; by number.
  std::vector<Gap> gaps;        ///< The gap report.
};

/// The roll of one unit on the day.
[[nodiscard]] UnitRoll roll_of(const WorkUnit& unit, const BusinessDay& day);
/// Rolls and gap report of the day.
[[nodiscard]] DayCustody custody_of(const CustodyBook& book);

/// Sums over units, and the closing by stage.
struct PieceRoll {
  std::int64_t opening = 0;
  std::array<std::int64_t, flow_names.size()> flows{};
  std::int64_t closing = 0;
  std::array<std::int64_t, stage_names.size()> by_stage{};

  /// Opening and what came in, less what left and what is there: zero when no piece is unexplained.
  [[nodiscard]] std::int64_t difference() const;
};
[[nodiscard]] PieceRoll sum_of(const std::vector<UnitRoll>& units);

/// D11: the first unit whose pieces do not roll or whose record contradicts itself, else nothing.
[[nodiscard]] std::optional<std::string> d11_pieces_are_conserved(const DayCustody& custody);

/// Unworked pieces by age, C-24: received, staged, opened, extracted or candled at the end of the
/// day.
struct AgeCount {
  std::string_view label;
  std::int64_t units = 0;
  std::int64_t pieces = 0;
};
[[nodiscard]] std::vector<AgeCount> unworked_by_age(const std::vector<UnitRoll>& units);
[[nodiscard]] bool is_unworked(const UnitRoll& unit);

}  // namespace lockbox::deposit::custody
