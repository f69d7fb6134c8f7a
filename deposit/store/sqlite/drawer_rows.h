#pragma once

/// @file
/// Cash drawers in the database: a session whole, and each step of its life.

#include <optional>
#include <string>
#include <vector>

#include "deposit/store/drawers.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// NotFound for one that the site does not have.
[[nodiscard]] Result<counter::CounterWork> read_counter_work(StoreContext& context,
                                                             const std::string& site,
                                                             counter::DrawerId drawer);
/// What feeds the batch; nothing for a batch of mail.
[[nodiscard]] Result<std::optional<counter::CounterWork>> find_counter_work(StoreContext& context,
                                                                            BatchId batch);
[[nodiscard]] Result<std::vector<counter::CounterWork>> read_sessions(StoreContext& context,
                                                                      const std::string& site,
                                                                      const BusinessDay& day);
[[nodiscard]] Result<std::optional<counter::CounterWork>> find_session_of(
    StoreContext& context, const std::string& site, const std::string& person);

[[nodiscard]] Result<counter::DrawerId> open_drawer(StoreContext& context, const std::string& site,
                                                    const WantedDrawer& wanted);
[[nodiscard]] Result<void> add_move(StoreContext& context, const std::string& site,
                                    counter::DrawerId drawer, std::int64_t version,
                                    const counter::DrawerMove& move);
[[nodiscard]] Result<void> add_count(StoreContext& context, const std::string& site,
                                     counter::DrawerId drawer, const counter::DrawerCount& count);
[[nodiscard]] Result<void> send_count_back(StoreContext& context, const std::string& site,
                                           counter::DrawerId drawer, std::int64_t version,
                                           const std::string& reason);
[[nodiscard]] Result<void> accept_count(StoreContext& context, const std::string& site,
                                        counter::DrawerId drawer, const WantedAcceptance& wanted,
                                        const CounterRules& rules);
[[nodiscard]] Result<void> acknowledge_alert(StoreContext& context, const std::string& site,
                                             counter::DrawerId drawer, const std::string& reason);

/// The session as the audit trail names it.
[[nodiscard]] AuditSubject subject_of(const counter::DrawerSession& session,
                                      std::int64_t lockbox_id);
/// The next sequence in a batch.
[[nodiscard]] std::int64_t next_sequence(Connection& db, BatchId batch);
/// Makes the item of a slip, which nothing reads; its kind and amount are written behind it.
void insert_entered_item(StoreContext& context, const BatchRow& batch, const Item& item);

}  // namespace lockbox::deposit
