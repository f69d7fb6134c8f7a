#include "deposit/custody/gaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace lockbox::deposit::custody {

namespace {

const UnitStep* scan_of(const WorkUnit& unit) {
  const auto found = std::ranges::find(unit.steps, UnitEvent::Scan, &UnitStep::event);
  return found == unit.steps.end() ? nullptr : &*found;
}

bool shares_batch(const ScanGroup& group, const WorkUnit& unit) {
  return std::ranges::any_of(unit.batches, [&](const UnitBatch& link) {
    return std::ranges::find(group.batches, link.batch) != group.batches.end();
  });
}

void add_unit(ScanGroup& group, const WorkUnit& unit, std::int64_t pieces) {
  group.units.push_back(unit.id);
  group.pieces += pieces;
  for (const auto& link : unit.batches) {
    if (std::ranges::find(group.batches, link.batch) != group.batches.end()) continue;
    group.batches.push_back(link.batch);
    group.envelopes += link.envelopes;
  }
}

/// `from` becomes part of `to`; they share no batch that was counted twice.
void merge(ScanGroup& to, const ScanGroup& from) {
  to.units.insert(to.units.end(), from.units.begin(), from.units.end());
  to.batches.insert(to.batches.end(), from.batches.begin(), from.batches.end());
  to.pieces += from.pieces;
  to.envelopes += from.envelopes;
}

class GapReport {
 public:
  explicit GapReport(const CustodyBook& book) : book_{book} {}

  std::vector<Gap> make() {
    for (const auto number : book_.missing_numbers) {
      add(fmt::format("Unit {} is in no row of the mail log; numbers have no gap.", number));
    }
    for (const auto& pick_up : book_.pick_ups) add_pick_up(pick_up);
    for (const auto& unit : book_.units) {
      if (unit.day <= book_.day) add_unit_gaps(unit);
    }
    for (const auto& group : scan_groups(book_.units)) add_scan(group);
    for (const auto& finding : book_.findings) {
      if (finding.is_open_on(book_.day)) add_finding(finding);
    }
    return std::move(gaps_);
  }

 private:
  void add(std::string text, std::optional<WorkUnitId> unit = {}) {
    gaps_.push_back({std::move(text), unit});
  }

  void add_pick_up(const PickUp& pick_up) {
    if (pick_up.day > book_.day) return;
    if (pick_up.confirmed_by.empty()) {
      add(fmt::format("Pick-up {} of {} was logged by {} and no second person signed it.",
                      pick_up.id.value(), pick_up.day.to_string(), pick_up.logged_by));
    }
    if (pick_up.day != book_.day) return;
    const auto units = std::ranges::count_if(
        book_.units, [&](const WorkUnit& unit) { return unit.pick_up == pick_up.id; });
    if (units == pick_up.trays) return;
    add(fmt::format("Pick-up {} brought {} trays, and {} are in the mail log.", pick_up.id.value(),
                    pick_up.trays, units));
  }

  void add_unit_gaps(const WorkUnit& unit) {
    for (const auto& one : unit.hand_offs) {
      if (one.state != HandOffState::Offered || one.day > book_.day) continue;
      add(fmt::format("{} was offered by {} to {}, who has not counted it.", name_of_unit(unit),
                      one.giver, one.taker),
          unit.id);
    }
    const auto* const scan = scan_of(unit);
    if (scan != nullptr && scan->day <= book_.day && unit.batches.empty() && unit.pieces > 0) {
      add(name_of_unit(unit) + " was scanned and belongs to no batch.", unit.id);
    }
  }

  /// Only on the day of a scan: what was explained then stays explained.
  void add_scan(const ScanGroup& group) {
    if (group.pieces == group.envelopes) return;
    bool is_of_day = false;
    bool is_explained = false;
    for (const auto id : group.units) {
      const auto* const scan = scan_of(*book_.unit(id));
      is_of_day = is_of_day || scan->day == book_.day;
      is_explained = is_explained || std::ranges::any_of(book_.findings, [&](const Finding& one) {
                       return one.unit == id && one.kind == FindingKind::ScanDiffers &&
                              one.expected == group.pieces && one.counted == group.envelopes;
                     });
    }
    if (!is_of_day || is_explained) return;
    add(fmt::format("{} held {} pieces at the scanner, and its batches hold {} envelopes; nobody "
                    "said why.",
                    name_of_unit(*book_.unit(group.units.front())), group.pieces, group.envelopes),
        group.units.front());
  }

  void add_finding(const Finding& finding) {
    switch (finding.kind) {
      case FindingKind::ScanDiffers:
        return;
      case FindingKind::CountDiffers:
        add(fmt::format("{} counted {} pieces in unit {}, the books say {}; nobody settled which "
                        "is right.",
                        finding.found_by, finding.counted, finding.unit_number, finding.expected),
            finding.unit);
        return;
      case FindingKind::Discovered:
        add_discovery(finding);
        return;
      case FindingKind::Cash:
        add(fmt::format("Cash found in unit {} {}.", finding.unit_number,
                        finding.witnessed_by.empty() ? "was not counted alike by two people"
                                                     : "has not been put into a bag"),
            finding.unit);
        return;
    }
  }

  /// A signed discovery may wait until its follow-up is due.
  void add_discovery(const Finding& finding) {
    if (finding.witnessed_by.empty()) {
      add(fmt::format("What {} discovered in unit {} has no second signature.", finding.found_by,
                      finding.unit_number),
          finding.unit);
    } else if (finding.due && *finding.due < book_.day) {
      add(fmt::format("What was discovered in unit {} was to be in a batch by {}.",
                      finding.unit_number, finding.due->to_string()),
          finding.unit);
    }
  }

  const CustodyBook& book_;
  std::vector<Gap> gaps_;
};

}  // namespace

std::vector<ScanGroup> scan_groups(const std::vector<WorkUnit>& units) {
  std::vector<ScanGroup> groups;
  for (const auto& unit : units) {
    const auto* const scan = scan_of(unit);
    if (scan == nullptr || unit.batches.empty()) continue;
    ScanGroup joined;
    std::vector<ScanGroup> others;
    for (const auto& group : groups) {
      if (shares_batch(group, unit)) {
        merge(joined, group);
      } else {
        others.push_back(group);
      }
    }
    add_unit(joined, unit, scan->pieces);
    others.push_back(std::move(joined));
    groups = std::move(others);
  }
  return groups;
}

std::vector<Gap> gaps_of(const CustodyBook& book) {
  return GapReport{book}.make();
}

}  // namespace lockbox::deposit::custody
