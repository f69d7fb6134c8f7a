#pragma once

#include <optional>
#include <string>
#include <vector>

#include "deposit/model/deposit_record.h"
#include "deposit/store/deposits.h"
#include "deposit/store/sqlite/connection.h"

namespace lockbox::deposit {

[[nodiscard]] Result<DepositRecord> read_record(Connection& db, std::int64_t deposit_id);
/// As Deposits::unsettled says.
[[nodiscard]] Result<DepositPage> read_unsettled(Connection& db, const std::string& site,
                                                 const PageWanted& wanted);
/// As Deposits::deposits says.
[[nodiscard]] Result<std::vector<DepositRecord>> read_records(
    Connection& db, const std::string& site, const std::optional<BusinessDay>& day);

}  // namespace lockbox::deposit
