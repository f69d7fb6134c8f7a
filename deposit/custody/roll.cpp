#include "deposit/custody/roll.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "deposit/custody/gaps.h"

namespace lockbox::deposit::custody {

namespace {

using Flows = std::array<std::int64_t, flow_names.size()>;

/// What the flows of one sign add up to, each as it is named.
std::int64_t sum_of_sign(const Flows& flows, int sign) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (sign_of(static_cast<Flow>(i)) == sign) sum += flows.at(i);
  }
  return sum;
}

/// The pieces by the movements before this ordinal.
std::int64_t pieces_before(const WorkUnit& unit, std::int64_t ordinal) {
  std::int64_t pieces = 0;
  for (const auto& movement : unit.movements) {
    if (movement.ordinal < ordinal) pieces += movement.change();
  }
  return pieces;
}

/// The first contradiction in the order of the unit's steps, or nothing.
std::string fault_of_steps(const WorkUnit& unit) {
  auto stage = Stage::Received;
  for (const auto& step : unit.steps) {
    const auto next = next_state(unit_transitions, stage, step.event);
    if (!next) {
      return fmt::format("it was {} and cannot {}", name_of(stage_names, stage),
                         name_of(unit_event_names, step.event));
    }
    const auto pieces = pieces_before(unit, step.ordinal);
    if (step.pieces != pieces) {
      return fmt::format("its step '{}' says {} pieces, its movements say {}",
                         name_of(unit_event_names, step.event), step.pieces, pieces);
    }
    stage = *next;
  }
  if (stage == unit.stage) return {};
  return fmt::format("it is {}, its steps lead to {}", name_of(stage_names, unit.stage),
                     name_of(stage_names, stage));
}

std::string fault_of_movements(const WorkUnit& unit) {
  std::int64_t pieces = 0;
  for (const auto& movement : unit.movements) {
    pieces += movement.change();
    if (pieces < 0) return fmt::format("{} pieces left it that it did not have", -pieces);
  }
  if (unit.stage != Stage::Destroyed || pieces == 0) return {};
  return fmt::format("it is destroyed with {} pieces", pieces);
}

struct AgeClass {
  std::string_view label;
  std::int64_t days_max;
};
constexpr std::array<AgeClass, 4> age_classes{
    {{"Today", 0}, {"1 day", 1}, {"2 to 5 days", 5}, {"Older", INT64_MAX}}};

}  // namespace

std::int64_t UnitRoll::in() const {
  return opening + sum_of_sign(flows, 1);
}

std::int64_t UnitRoll::out() const {
  return sum_of_sign(flows, -1);
}

std::int64_t PieceRoll::difference() const {
  return opening + sum_of_sign(flows, 1) - sum_of_sign(flows, -1) - closing;
}

UnitRoll roll_of(const WorkUnit& unit, const BusinessDay& day) {
  UnitRoll roll{.unit = unit.id,
                .number = unit.number,
                .label = unit.label,
                .sort_class = unit.sort_class,
                .stage = Stage::Received,
                .holder = unit.holder,
                .since = unit.day,
                .age_days = days_between(unit.day, day),
                .opening = 0,
                .flows = {},
                .closing = unit.pieces,
                .fault = {}};
  for (const auto& movement : unit.movements) {
    if (movement.day < day) roll.opening += movement.change();
    if (movement.day == day)
      roll.flows.at(static_cast<std::size_t>(movement.flow)) += movement.pieces;
    if (movement.day > day) roll.closing -= movement.change();
  }
  for (const auto& step : unit.steps) {
    if (step.day > day) break;
    roll.stage = next_state(unit_transitions, roll.stage, step.event).value_or(roll.stage);
  }
  roll.fault = fault_of_steps(unit);
  if (roll.fault.empty()) roll.fault = fault_of_movements(unit);
  return roll;
}

DayCustody custody_of(const CustodyBook& book) {
  DayCustody custody;
  for (const auto& unit : book.units) {
    if (unit.day > book.day) continue;
    auto roll = roll_of(unit, book.day);
    const bool is_quiet = roll.in() == 0 && roll.out() == 0 && roll.closing == 0;
    if (!is_quiet || !roll.fault.empty()) custody.units.push_back(std::move(roll));
  }
  custody.gaps = gaps_of(book);
  return custody;
}

PieceRoll sum_of(const std::vector<UnitRoll>& units) {
  PieceRoll sum;
  for (const auto& unit : units) {
    sum.opening += unit.opening;
    sum.closing += unit.closing;
    sum.by_stage.at(static_cast<std::size_t>(unit.stage)) += unit.closing;
    for (std::size_t i = 0; i < sum.flows.size(); ++i) sum.flows.at(i) += unit.flows.at(i);
  }
  return sum;
}

std::optional<std::string> d11_pieces_are_conserved(const DayCustody& custody) {
  for (const auto& unit : custody.units) {
    if (!unit.fault.empty()) return fmt::format("Unit {}: {}.", unit.number, unit.fault);
    const auto expected = unit.in() - unit.out();
    if (expected == unit.closing) continue;
    return fmt::format(
        "Unit {} opened the day and took in {} pieces, {} left it, and {} are counted in custody; "
        "{} are unexplained.",
        unit.number, unit.in(), unit.out(), unit.closing, expected - unit.closing);
  }
  return std::nullopt;
}

bool is_unworked(const UnitRoll& unit) {
  return unit.closing > 0 && unit.stage < Stage::Scanned;
}

std::vector<AgeCount> unworked_by_age(const std::vector<UnitRoll>& units) {
  std::vector<AgeCount> ages;
  ages.reserve(age_classes.size());
  for (const auto& age : age_classes) ages.push_back({age.label, 0, 0});
  for (const auto& unit : units) {
    if (!is_unworked(unit)) continue;
    const auto found = std::ranges::find_if(
        age_classes, [&](const AgeClass& age) { return unit.age_days <= age.days_max; });
    auto& count = ages.at(static_cast<std::size_t>(found - age_classes.begin()));
    ++count.units;
    count.pieces += unit.closing;
  }
  return ages;
}

}  // namespace lockbox::deposit::custody
