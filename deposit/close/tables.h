#pragma once

/// @file
/// A day's record as tables: the same cells make the CSV files of its packet and the sheets of its
/// workbook.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "deposit/close/day_record.h"

namespace lockbox::deposit::close {

/// Text, a count, money, or nothing.
using Cell = std::variant<std::monostate, std::string, std::int64_t, Money>;

struct Table {
  std::string_view name;  ///< "deposit-items": in the file name, and the name of the sheet.
  std::vector<std::string_view> columns;  ///< Snake case; those of money end in "_cents".
  std::vector<std::vector<Cell>> rows;
};

inline constexpr std::string_view items_table = "items";
/// Only where something was carried into the day, and out of it.
inline constexpr std::string_view brought_batches_table_name = "brought-batches";
inline constexpr std::string_view brought_table_name = "brought-forward";
inline constexpr std::string_view carries_table_name = "carried-forward";
/// Only where a mail log is kept.
inline constexpr std::string_view custody_table_name = "custody";

/// All tables of the packet, in order of name.
[[nodiscard]] std::vector<Table> tables_of(const DayRecord& record);

/// RFC 4180 with CRLF: the names of the columns, then a line a row.  Money as whole cents.
[[nodiscard]] std::string csv_of(const Table& table);
/// The lines of the rows, as they stand in the CSV file but for their ends: what the Merkle root of
/// the items binds.
[[nodiscard]] std::vector<std::string> lines_of(const Table& table);

}  // namespace lockbox::deposit::close
