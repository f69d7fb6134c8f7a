#pragma once

/// @file
/// One work unit in the database: reading it whole, and writing what happens to it together with
/// the events of the audit trail.

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "deposit/custody/work_unit.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// NotFound for one that the site does not have.
[[nodiscard]] Result<custody::WorkUnit> read_work_unit(Connection& db, const std::string& site,
                                                       custody::WorkUnitId id);

/// The day in which what happens now counts.  Conflict while no day of the site is open.
[[nodiscard]] Result<BusinessDay> custody_day(Connection& db, const std::string& site);

/// A unit that comes to be, with no pieces yet.
struct NewUnit {
  std::optional<custody::PickUpId> pick_up;
  std::optional<custody::WorkUnitId> found_in;
  std::string label;
  custody::SortClass sort_class = custody::SortClass::Singles;
  custody::DatePolicy date_policy = custody::DatePolicy::Received;
  BusinessDay dated_on;
};

/// Writes changes of one unit; `unit()` is as it stands after them.  Nothing is checked but what a
/// life allows: the rules are deposit/custody's.
class UnitWriter {
 public:
  /// For a unit as it was read.
  UnitWriter(StoreContext& context, std::string site, BusinessDay day, custody::WorkUnit unit);
  /// Adds a unit of the next number.
  [[nodiscard]] static UnitWriter create(StoreContext& context, const std::string& site,
                                         const BusinessDay& day, const NewUnit& unit);

  [[nodiscard]] Result<void> step(custody::UnitEvent event, std::string_view note);
  struct Change {
    custody::Flow flow = custody::Flow::Received;
    std::int64_t pieces = 0;
    std::string_view witness = {};
    std::string_view reason = {};
  };
  void move_pieces(const Change& change);
  void offer(std::string_view taker, std::int64_t pieces);
  /// The hand-off that is open ends; the unit is with its taker then, or stays.
  void end_offer(custody::HandOffState state, std::optional<std::int64_t> pieces);
  void link(BatchId batch, custody::LinkedBy how);
  void set_holder(std::string holder) { unit_.holder = std::move(holder); }
  void set_box(custody::BoxId box);
  /// Writes the row; `event` tells of a change that was no step of its life.
  void save(std::string_view event = {});

  [[nodiscard]] const custody::WorkUnit& unit() const { return unit_; }
  [[nodiscard]] const BusinessDay& day() const { return day_; }

 private:
  [[nodiscard]] AuditSubject subject() const;
  [[nodiscard]] std::int64_t next_ordinal() const;
  [[nodiscard]] std::string now() const { return to_string(context_.clock.now()); }

  StoreContext& context_;
  std::string site_;
  BusinessDay day_;
  custody::WorkUnit unit_;
};

}  // namespace lockbox::deposit
