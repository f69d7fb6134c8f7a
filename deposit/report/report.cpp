#include "deposit/report/report.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/csv.h"
#include "core/local_time.h"

namespace lockbox::deposit::report {

namespace {

constexpr std::int64_t whole_share = 10'000;
constexpr std::int64_t hundredths = 100;

std::string csv_cell(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return csv_field(*text);
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return std::to_string(*count);
  if (const auto* money = std::get_if<Money>(&cell)) return std::to_string(money->cents());
  return {};
}

void add_line(std::string& csv, const std::vector<Cell>& row) {
  bool is_first = true;
  for (const auto& cell : row) {
    if (!is_first) csv += ',';
    csv += csv_cell(cell);
    is_first = false;
  }
  csv += "\r\n";
}

/// "1,234,567" of whole digits, with a sign before it or none.
std::string with_commas(std::string digits, std::size_t end) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (auto at = end; at > first + 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

Cell sum_of(const Report& report, std::size_t column) {
  Money money;
  std::int64_t count = 0;
  for (const auto& row : report.rows) {
    if (const auto* cents = std::get_if<Money>(&row[column])) money += *cents;
    if (const auto* number = std::get_if<std::int64_t>(&row[column])) count += *number;
  }
  return report.columns[column].kind == ColumnKind::Money ? Cell{money} : Cell{count};
}

}  // namespace

void add_totals(Report& report, const std::vector<std::string>& not_summed) {
  report.totals.assign(report.columns.size(), Cell{});
  report.totals.front() = std::string{"Total"};
  for (std::size_t i = 1; i < report.columns.size(); ++i) {
    const auto kind = report.columns[i].kind;
    const bool is_summed = kind == ColumnKind::Money || kind == ColumnKind::Count;
    if (!is_summed || std::ranges::find(not_summed, report.columns[i].name) != not_summed.end()) {
      continue;
    }
    report.totals[i] = sum_of(report, i);
  }
}

std::string csv_of(const Report& report) {
  std::string csv;
  std::vector<Cell> head;
  head.reserve(report.columns.size());
  for (const auto& column : report.columns) head.emplace_back(column.name);
  add_line(csv, head);
  for (const auto& row : report.rows) add_line(csv, row);
  if (!report.totals.empty()) add_line(csv, report.totals);
  return csv;
}

Sha256 content_hash(const Report& report) {
  return Sha256::of(bytes_of(csv_of(report)));
}

std::string shown(const Cell& cell, ColumnKind kind) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* money = std::get_if<Money>(&cell)) {
    auto digits = money->to_string();
    return with_commas(digits, digits.size() - 3);
  }
  const auto* count = std::get_if<std::int64_t>(&cell);
  if (count == nullptr) return {};
  if (kind == ColumnKind::Share) {
    return fmt::format("{}.{:02} %", *count / hundredths, *count % hundredths);
  }
  auto digits = std::to_string(*count);
  return with_commas(digits, digits.size());
}

Cell share_of(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return {};
  // Sums of money are far below the largest number divided by the whole share.
  return part * whole_share / whole;
}

std::string in_words(std::string_view name) {
  std::string words{name};
  std::ranges::replace(words, '_', ' ');
  return words;
}

Cell text_cell(std::string_view text) {
  return text.empty() ? Cell{} : Cell{std::string{text}};
}

std::string clock_time(Instant at) {
  const auto local = LocalTime::of(at);
  return local.day.to_string() + " " + local.time.to_string();
}

}  // namespace lockbox::deposit::report
