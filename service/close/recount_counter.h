#pragma once

/// @file
/// The tables of cash drawers and receipts, added again: D12, and what D2 and D14 say of receipts.

#include <optional>
#include <string_view>
#include <vector>

#include "service/close/recount.h"
#include "service/close/recount_sheet.h"

namespace lockbox::service::close {

using Lines = std::vector<SheetLine>;

/// InvalidInput for a table that is not in the packet.
[[nodiscard]] Result<Lines> lines_in(const RecountRequest& request, std::string_view table,
                                     const SheetColumns& columns);

struct CounterTables {
  Lines drawers;
  Lines receipts;
  Lines bags;
  Lines revenue;
};
/// Nothing for a packet of a day without cash drawers.
[[nodiscard]] Result<std::optional<CounterTables>> counter_tables_in(const RecountRequest& request);

struct CounterRequest {
  const CounterTables& tables;
  const Lines& items;
  const Lines& journal;
  bool is_final = false;
};
/// The sum of over and short, cents; or the first thing that does not add up.
[[nodiscard]] Result<std::int64_t> recount_counter(const CounterRequest& request);

}  // namespace lockbox::service::close
