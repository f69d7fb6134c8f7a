#include "service/config/csv_table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace lockbox::service {

CsvTable::CsvTable(std::string file, CsvRecord header, std::vector<CsvRecord> rows)
    : file_{std::move(file)}, header_{std::move(header)}, rows_{std::move(rows)} {
}

Result<CsvTable> CsvTable::parse(std::string_view text, const std::string& file) {
  auto records = parse_csv(text);
  if (!records) {
    return fail(records.error().code, fmt::format("{}: {}", file, records.error().message));
  }
  if (records->empty()) {
    return fail(ErrorCode::InvalidInput, fmt::format("{}: The file has no header line.", file));
  }
  auto header = std::move(records->front());
  records->erase(records->begin());
  return CsvTable{file, std::move(header), std::move(*records)};
}

Result<std::size_t> CsvTable::column(std::string_view name) const {
  const auto named = std::ranges::count(header_.fields, name);
  if (named != 1) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("{}:{}: Column '{}' is {} in the header.", file_, header_.line, name,
                            named == 0 ? "missing" : "more than once"));
  }
  const auto found = std::ranges::find(header_.fields, name);
  return static_cast<std::size_t>(found - header_.fields.begin());
}

bool CsvTable::has_column(std::string_view name) const {
  return std::ranges::find(header_.fields, name) != header_.fields.end();
}

std::string CsvTable::width_problem(const CsvRecord& row) const {
  if (row.fields.size() == header_.fields.size()) return {};
  return fmt::format("The line has {} fields; the header has {}.", row.fields.size(),
                     header_.fields.size());
}

}  // namespace lockbox::service
