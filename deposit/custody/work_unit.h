#pragma once

/// @file
/// The values of the mail log: pick-ups, work units with all that happened to them, findings, boxes
/// and holds.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/money.h"
#include "deposit/custody/lives.h"

namespace lockbox::deposit::custody {

/// Mail that was fetched, as two people signed it.
struct PickUp {
  PickUpId id{0};
  BusinessDay day;
  MailSource source = MailSource::PoBox;
  std::string picked_up_at;  ///< UTC.
  std::string carrier_reference;
  std::int64_t trays = 0;
  std::optional<std::int64_t> weight_grams;
  std::optional<std::int64_t> estimated_pieces;
  std::vector<std::string> certified_numbers;
  std::string logged_by;
  std::string logged_at;
  std::string confirmed_by;  ///< Empty until the second person signs.
  std::string confirmed_at;
};

/// One step of a unit's life, or of its count.  Steps and movements of a unit share their ordinals.
struct UnitStep {
  std::int64_t ordinal = 0;
  UnitEvent event = UnitEvent::Stage;
  BusinessDay day;
  std::int64_t pieces = 0;  ///< That the unit held at this step.
  std::string actor;
  std::string at;
  std::string note;
};

struct Movement {
  std::int64_t ordinal = 0;
  Flow flow = Flow::Received;
  std::int64_t pieces = 0;  ///< Above zero but for a correction.
  BusinessDay day;
  std::string actor;
  std::string witness;  ///< The second person, where there must be one.
  std::string at;
  std::string reason;

  /// What it adds to the pieces in custody.
  [[nodiscard]] std::int64_t change() const { return sign_of(flow) * pieces; }
};

struct HandOff {
  HandOffId id{0};
  BusinessDay day;
  HandOffState state = HandOffState::Offered;
  std::string giver;
  std::string taker;
  std::int64_t offered_pieces = 0;  ///< As the giver counted.
  std::string offered_at;
  std::optional<std::int64_t> taken_pieces;  ///< As the taker counted.
  std::string ended_at;                      ///< Taken or withdrawn; empty until then.
};

struct UnitBatch {
  BatchId batch{0};
  LinkedBy how = LinkedBy::Hand;
  std::int64_t envelopes = 0;  ///< That the batch holds now.
  std::int64_t documents = 0;
  std::string linked_by;
  std::string at;
};

/// A tray of mail and who has it.
struct WorkUnit {
  WorkUnitId id{0};
  std::int64_t number = 0;  ///< Counts the units of the site, without a gap.
  std::optional<PickUpId> pick_up;
  std::optional<WorkUnitId> found_in;  ///< Where it was discovered.
  std::string label;                   ///< Of the tray; may be its batch ticket.
  SortClass sort_class = SortClass::Singles;
  BusinessDay day;  ///< On which it came in.
  DatePolicy date_policy = DatePolicy::Received;
  BusinessDay dated_on;  ///< The date that its payments count from.
  Stage stage = Stage::Received;
  std::int64_t pieces = 0;  ///< In custody now, kept beside the movements.
  std::string holder;       ///< Empty in a box.
  std::optional<BoxId> box;
  bool is_signed = false;  ///< Its pick-up, or its discovery, has both signatures.
  std::int64_t version = 1;
  std::vector<UnitStep> steps;
  std::vector<Movement> movements;
  std::vector<HandOff> hand_offs;
  std::vector<UnitBatch> batches;

  [[nodiscard]] const HandOff* open_hand_off() const {
    for (const auto& one : hand_offs) {
      if (one.state == HandOffState::Offered) return &one;
    }
    return nullptr;
  }
};

/// "Unit 12 (tray A)".
[[nodiscard]] std::string name_of_unit(const WorkUnit& unit);

/// Denominations of bills, in whole dollars.
inline constexpr std::array bill_dollars{100, 50, 20, 10, 5, 2, 1};

/// Cash as one person counted it.
struct CashCount {
  std::array<std::int64_t, bill_dollars.size()> bills{};  ///< How many, by `bill_dollars`.
  Money coin;
  std::string counted_by;
  std::string at;

  [[nodiscard]] Money total() const;
  [[nodiscard]] bool is_same_cash(const CashCount& other) const {
    return bills == other.bills && coin == other.coin;
  }
};

/// Something about a unit that must come to an end, and how it did.
struct Finding {
  FindingId id{0};
  WorkUnitId unit{0};
  std::int64_t unit_number = 0;
  FindingKind kind = FindingKind::CountDiffers;
  BusinessDay day;
  std::string found_by;
  std::string at;
  std::string note;
  std::int64_t expected = 0;             ///< Pieces by the books.
  std::int64_t counted = 0;              ///< Pieces as found.
  std::optional<WorkUnitId> found_unit;  ///< The unit that a discovered remittance became.
  std::optional<BusinessDay> due;        ///< By when a discovered remittance is in a batch.
  std::string witnessed_by;              ///< Second signature; for cash, the agreeing count's.
  std::string witnessed_at;
  std::vector<CashCount> counts;
  std::string resolution;  ///< Empty while it is open.
  std::string resolved_by;
  std::string resolved_at;
  std::optional<BusinessDay> resolved_on;

  [[nodiscard]] bool is_open_on(const BusinessDay& on) const {
    return day <= on && (!resolved_on || *resolved_on > on);
  }
};

/// A box of stored paper.
struct Box {
  BoxId id{0};
  std::string name;
  std::string location;
  RetentionClass retention = RetentionClass::Payments;
  std::string opened_by;
  BusinessDay opened_on;
  std::optional<BusinessDay> filled_on;  ///< When the last unit was put in.
  std::int64_t units = 0;                ///< In it now.
  std::int64_t pieces = 0;
  std::string first_signer;  ///< For destruction; empty until then.
  std::string first_signed_at;
  std::string second_signer;
  std::string second_signed_at;
  std::optional<BusinessDay> destroyed_on;
};

/// Paper that is not destroyed while it holds: one unit, or a box with all that is in it.
struct Hold {
  HoldId id{0};
  std::optional<BoxId> box;
  std::optional<WorkUnitId> unit;
  HoldKind kind = HoldKind::Legal;
  std::string reason;
  std::string placed_by;
  std::string placed_at;
  std::string released_by;  ///< Empty while it holds.
  std::string released_at;
  std::string release_reason;

  [[nodiscard]] bool is_live() const { return released_by.empty(); }
};

/// How a site keeps its paper; versions are only ever added.
struct CustodyPolicy {
  std::int64_t version = 0;  ///< 0: the program's own.
  DatePolicy date_policy = DatePolicy::Received;
  std::int64_t follow_up_days = 7;  ///< Working days for a discovered remittance.
  std::array<std::int64_t, retention_class_names.size()> retention_days{60, 30, 365, 365};
  std::string set_by = {};
  std::string set_at = {};
  std::string reason = {};
};

/// What the mail log says of a day: everything in custody on it, or touched on it or later.
struct CustodyBook {
  BusinessDay day;
  bool is_kept = false;          ///< Whether a pick-up was ever logged on the day or before it.
  std::vector<PickUp> pick_ups;  ///< Of the day, and earlier ones that wait for a signature.
  std::vector<WorkUnit> units;   ///< By number.
  std::vector<Finding> findings;
  std::vector<Box> boxes;
  std::vector<Hold> holds;
  std::vector<std::int64_t> missing_numbers;  ///< Of units that are in no row.
  CustodyPolicy policy = {};

  [[nodiscard]] const WorkUnit* unit(WorkUnitId id) const {
    for (const auto& one : units) {
      if (one.id == id) return &one;
    }
    return nullptr;
  }
};

}  // namespace lockbox::deposit::custody
