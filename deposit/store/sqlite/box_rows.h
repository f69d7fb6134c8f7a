#pragma once

/// @file
/// Boxes, holds and the policy of custody in the database, and the instructions of lockboxes.

#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/store/sqlite/mail_rows.h"

namespace lockbox::deposit {

[[nodiscard]] Result<custody::BoxId> insert_box(const SiteContext& context,
                                                const WantedBox& wanted);
[[nodiscard]] Result<void> sign_destruction_of(const SiteContext& context, custody::BoxId id);
[[nodiscard]] Result<void> insert_hold(const SiteContext& context, const WantedHold& wanted);
[[nodiscard]] Result<void> release_hold_row(const SiteContext& context, custody::HoldId id,
                                            const std::string& reason);
[[nodiscard]] Result<void> insert_custody_policy(const SiteContext& context,
                                                 const custody::CustodyPolicy& wanted);

[[nodiscard]] Result<std::vector<SpecialInstruction>> read_instructions(Connection& db,
                                                                        const std::string& site,
                                                                        const std::string& lockbox);
[[nodiscard]] Result<void> insert_instruction(const SiteContext& context,
                                              const std::string& lockbox,
                                              const SpecialInstruction& wanted);

}  // namespace lockbox::deposit
