#pragma once

/// @file
/// Receipts in the database, with the slips, items and transaction that each makes.

#include <string>
#include <vector>

#include "deposit/store/drawers.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// By number, voided ones too.
[[nodiscard]] Result<std::vector<counter::Receipt>> read_receipts(StoreContext& context,
                                                                  counter::DrawerId drawer);
[[nodiscard]] Result<counter::Receipt> read_receipt(StoreContext& context, const std::string& site,
                                                    std::int64_t number);
[[nodiscard]] Result<NextNumbers> next_numbers(StoreContext& context, const std::string& site,
                                               counter::DrawerId drawer);
[[nodiscard]] Result<void> issue_receipt(StoreContext& context, const std::string& site,
                                         const NewReceipt& wanted);
[[nodiscard]] Result<void> void_receipt_row(StoreContext& context, const std::string& site,
                                            std::int64_t number, const std::string& reason);

}  // namespace lockbox::deposit
