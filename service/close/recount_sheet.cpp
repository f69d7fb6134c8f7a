#include "service/close/recount_sheet.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/check.h"
#include "core/csv.h"

namespace lockbox::service::close {

namespace {

constexpr std::size_t number_digits_max = 15;

/// Where each wanted column stands.
using Places = std::vector<std::pair<std::string_view, std::size_t>>;

Result<Places> places_of(const std::string& file, const CsvRecord& head,
                         const std::vector<std::string_view>& wanted) {
  Places places;
  for (const auto column : wanted) {
    const auto found = std::ranges::find(head.fields, column);
    if (found == head.fields.end()) {
      return fail(ErrorCode::InvalidInput,
                  file + ", line 1: there is no column " + std::string{column} + ".");
    }
    places.emplace_back(column, static_cast<std::size_t>(found - head.fields.begin()));
  }
  return places;
}

Result<void> read_numbers(SheetLine& line, const CsvRecord& record, const Places& places) {
  for (const auto& [column, place] : places) {
    const auto& digits = record.fields[place];
    std::int64_t value = 0;
    if (!digits.empty()) {
      const auto* const end = digits.data() + digits.size();
      const auto [stop, error] = std::from_chars(digits.data(), end, value);
      if (error != std::errc{} || stop != end || digits.size() > number_digits_max) {
        return line.fault("'" + digits + "' in column " + std::string{column} + " is no number");
      }
    }
    line.put_number(column, value);
  }
  return {};
}

}  // namespace

const std::string& SheetLine::text(std::string_view column) const {
  const auto found = texts_.find(column);
  ENSURE(found != texts_.end());
  return found->second;
}

std::int64_t SheetLine::number(std::string_view column) const {
  const auto found = numbers_.find(column);
  ENSURE(found != numbers_.end());
  return found->second;
}

tl::unexpected<Error> SheetLine::fault(const std::string& what) const {
  return fail(ErrorCode::InvalidInput,
              file_ + ", line " + std::to_string(line_) + ": " + what + ".");
}

Result<std::vector<SheetLine>> read_sheet(const std::string& file, std::string_view csv,
                                          const SheetColumns& columns) {
  const auto records = parse_csv(csv);
  if (!records) return fail(ErrorCode::InvalidInput, file + ": " + records.error().message);
  if (records->empty()) return fail(ErrorCode::InvalidInput, file + ": it is empty.");
  const auto& head = records->front();
  const auto texts = TRY(places_of(file, head, columns.texts));
  const auto numbers = TRY(places_of(file, head, columns.numbers));
  std::vector<SheetLine> lines;
  for (auto record = records->begin() + 1; record != records->end(); ++record) {
    SheetLine line{file, record->line};
    if (record->fields.size() != head.fields.size()) {
      return line.fault("it has " + std::to_string(record->fields.size()) +
                        " fields, the head has " + std::to_string(head.fields.size()));
    }
    for (const auto& [column, place] : texts) line.put_text(column, record->fields[place]);
    TRY(read_numbers(line, *record, numbers));
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace lockbox::service::close
