#pragma once

/// @file
/// The mail log of a day as people look at it, and the links that a batch ticket makes.

#include <optional>
#include <string>
#include <vector>

#include "deposit/custody/roll.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"

namespace lockbox::service::custody {

struct StageCount {
  deposit::custody::Stage stage = deposit::custody::Stage::Received;
  std::int64_t units = 0;
  std::int64_t pieces = 0;
  std::int64_t oldest_days = 0;
};

struct BoxView {
  deposit::custody::Box box;
  std::optional<BusinessDay> due;       ///< When its paper may be destroyed; nothing while empty.
  std::optional<std::string> why_kept;  ///< Nothing when it may be destroyed on the day.
};

struct CustodyView {
  deposit::custody::CustodyBook book;
  deposit::custody::DayCustody day;
  deposit::custody::PieceRoll roll;
  std::vector<StageCount> stages;  ///< Those with pieces, in the order of a unit's life.
  std::vector<BoxView> boxes;      ///< Those that may be destroyed first, then by due day.
};

[[nodiscard]] Result<CustodyView> view_custody(deposit::Books& books, const deposit::Site& site,
                                               const BusinessDay& day);

/// The custody of the day; nothing where no mail log is kept.
[[nodiscard]] Result<std::optional<deposit::custody::DayCustody>> custody_on(
    deposit::Books& books, const std::string& site, const BusinessDay& day);

/// NotFound for the first number of a batch ticket that the mail log does not have.
[[nodiscard]] Result<void> check_ticket(deposit::Books& books, const std::string& site,
                                        const std::vector<std::int64_t>& numbers);
/// Links the units that a batch ticket names to its batch; those that are linked already stay so.
/// NotFound for a number that the mail log does not have.
[[nodiscard]] Result<void> link_by_ticket(deposit::Books& books, const std::string& site,
                                          BatchId batch, const std::vector<std::int64_t>& numbers,
                                          const deposit::Actor& actor);

}  // namespace lockbox::service::custody
