#pragma once

/// @file
/// The mail log's changes, each inside one database transaction: pick-ups, and what people do with
/// a work unit.

#include <string>

#include "core/result.h"
#include "deposit/store/custody.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// The site whose mail it is, with what every part of the adapter works with.
struct SiteContext {
  StoreContext& store;
  const std::string& site;
};

[[nodiscard]] Result<custody::PickUpId> insert_pick_up(const SiteContext& context,
                                                       const WantedPickUp& wanted);
[[nodiscard]] Result<void> sign_pick_up(const SiteContext& context, custody::PickUpId id);

[[nodiscard]] Result<void> step_unit(const SiteContext& context, custody::WorkUnitId id,
                                     const WantedUnitStep& wanted);
[[nodiscard]] Result<void> send_pieces_away(const SiteContext& context, custody::WorkUnitId id,
                                            const WantedDeparture& wanted);
[[nodiscard]] Result<void> link_unit(const SiteContext& context, custody::WorkUnitId id,
                                     const WantedLink& wanted);
[[nodiscard]] Result<void> explain_scan_of(const SiteContext& context, custody::WorkUnitId id,
                                           const std::string& reason);

[[nodiscard]] Result<void> offer_unit(const SiteContext& context, custody::WorkUnitId id,
                                      const WantedOffer& wanted);
[[nodiscard]] Result<void> take_unit(const SiteContext& context, custody::WorkUnitId id,
                                     std::int64_t pieces);
[[nodiscard]] Result<void> withdraw_offer_of(const SiteContext& context, custody::WorkUnitId id);

}  // namespace lockbox::deposit
