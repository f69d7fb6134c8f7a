#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "deposit/store/carries.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// A business day as it is stored.
struct DayKey {
  std::int64_t id = 0;
  std::string site;
  std::string day;
};

[[nodiscard]] Result<std::vector<Carry>> read_carries(Connection& db, const std::string& site,
                                                      const BusinessDay& day);
[[nodiscard]] Result<std::vector<Carry>> read_carries_of_site(Connection& db,
                                                              const std::string& site);
[[nodiscard]] Result<void> plan_carries(StoreContext& context, const std::string& site,
                                        const BusinessDay& day, const WantedCarry& wanted);
[[nodiscard]] Result<void> take_carry_back(StoreContext& context, const std::string& site,
                                           const BusinessDay& day, std::int64_t id,
                                           const std::string& reason);

/// What is planned goes on as it is now, into the first later day that is not closed; what waits no
/// more is taken back.  Before the day is looked at for what is left over.
[[nodiscard]] Result<void> carry_forward(StoreContext& context, const DayKey& day);
/// What went on without a day to come into comes into this one, which begins.
[[nodiscard]] Result<void> bring_forward(StoreContext& context, const DayKey& day);
/// Conflict when some of what the day carried was decided since, or carried on.
[[nodiscard]] Result<void> check_carries_stand(Connection& db, const DayKey& day);
/// The day is reopened and has again what it carried.
[[nodiscard]] Result<void> reopen_carries(StoreContext& context, const DayKey& day);

}  // namespace lockbox::deposit
