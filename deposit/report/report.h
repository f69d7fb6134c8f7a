#pragma once

/// @file
/// A report as one typed table: what it is of, its columns, rows and sums, and what each figure
/// means.  Screen, CSV, workbook and page are made from it, so that a report is laid out nowhere
/// else.

#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/clock.h"
#include "core/sha256.h"
#include "core/state_table.h"
#include "deposit/close/tables.h"
#include "deposit/report/scope.h"

namespace lockbox::deposit::report {

using close::Cell;

/// A Share is a part of a whole in hundredths of a percent, 10000 being all of it.
enum class ColumnKind { Text, Day, Count, Money, Share };
inline constexpr Names<5> column_kind_names{"text", "day", "count", "money", "share"};

struct Column {
  std::string name;   ///< Snake case; that of money ends in "_cents".
  std::string title;  ///< For people.
  ColumnKind kind = ColumnKind::Text;
};

/// What a figure or a word of the report means and how it is come by.
struct Definition {
  std::string term;
  std::string text;
};

enum class ChartKind { Bars, Lines };
inline constexpr Names<2> chart_kind_names{"bars", "lines"};

/// A picture of columns of the table: the table itself stands for it where it cannot be seen.
struct Chart {
  ChartKind kind = ChartKind::Bars;
  std::string title;
  std::size_t label = 0;             ///< The column along the axis.
  std::vector<std::size_t> columns;  ///< What is drawn, all of one kind.
};

struct Report {
  std::string key = {};  ///< "payment-journal": in addresses and file names.
  std::string title = {};
  Scope scope;
  std::vector<Column> columns = {};
  std::vector<std::vector<Cell>> rows = {};
  std::vector<Cell> totals = {};  ///< As wide as a row, or empty where nothing is summed up.
  std::vector<Definition> definitions = {};
  std::optional<Chart> chart = {};
};

/// Sums the Count and Money columns into `totals`, with "Total" in the first column, which is text.
/// Columns named in `not_summed`, such as numbers of batches, stay empty.
void add_totals(Report& report, const std::vector<std::string>& not_summed = {});

/// RFC 4180 with CRLF: names of the columns, a line a row, then the totals.  Money as whole cents,
/// shares as hundredths of a percent.
[[nodiscard]] std::string csv_of(const Report& report);
/// SHA-256 over the bytes of `csv_of`, so that whoever has the file can check a signature.
[[nodiscard]] Sha256 content_hash(const Report& report);
/// As people read it: "1,234.50", "98.20 %".
[[nodiscard]] std::string shown(const Cell& cell, ColumnKind kind);
/// `part` of `whole` in hundredths of a percent, rounded down; nothing of nothing.
[[nodiscard]] Cell share_of(std::int64_t part, std::int64_t whole);

/// "unknown payer" of "unknown_payer".
[[nodiscard]] std::string in_words(std::string_view name);
/// Nothing in place of an empty text.
[[nodiscard]] Cell text_cell(std::string_view text);
/// "2026-11-23 14:05" in local time.
[[nodiscard]] std::string clock_time(Instant at);

}  // namespace lockbox::deposit::report
