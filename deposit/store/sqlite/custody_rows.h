#pragma once

/// @file
/// The mail log as the database keeps it: reading whole things back.

#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/custody/work_unit.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

[[nodiscard]] Result<custody::CustodyBook> read_custody_book(Connection& db,
                                                             const std::string& site,
                                                             const BusinessDay& day);
/// NotFound for one that the site does not have; so of those that follow.
[[nodiscard]] Result<custody::PickUp> read_pick_up(Connection& db, const std::string& site,
                                                   custody::PickUpId id);
[[nodiscard]] Result<custody::Finding> read_finding(Connection& db, const std::string& site,
                                                    custody::FindingId id);
/// In the unit, or that it was discovered by.
[[nodiscard]] Result<std::vector<custody::Finding>> read_findings_of(Connection& db,
                                                                     const std::string& site,
                                                                     custody::WorkUnitId unit);
[[nodiscard]] Result<custody::WorkUnit> read_numbered_unit(Connection& db, const std::string& site,
                                                           std::int64_t number);
[[nodiscard]] Result<custody::Box> read_box(Connection& db, const std::string& site,
                                            custody::BoxId id);
[[nodiscard]] Result<custody::Hold> read_hold(Connection& db, const std::string& site,
                                              custody::HoldId id);
/// Those that live.
[[nodiscard]] Result<std::vector<custody::Hold>> read_live_holds(Connection& db,
                                                                 const std::string& site);
[[nodiscard]] Result<std::vector<custody::WorkUnit>> read_units_in_box(Connection& db,
                                                                       const std::string& site,
                                                                       custody::BoxId box);
/// Newest first.
[[nodiscard]] Result<std::vector<custody::CustodyPolicy>> read_custody_policies(
    Connection& db, const std::string& site);
/// The one that holds; the program's own while nobody set any.
[[nodiscard]] Result<custody::CustodyPolicy> read_custody_policy(Connection& db,
                                                                 const std::string& site);

/// Bills as `numbers_text` wrote them, and coin.
[[nodiscard]] custody::CashCount cash_of(const std::string& bills, Money coin);
/// Whole numbers separated by blanks.
[[nodiscard]] std::string numbers_text(std::span<const std::int64_t> numbers);

}  // namespace lockbox::deposit
