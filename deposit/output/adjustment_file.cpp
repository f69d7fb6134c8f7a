#include "deposit/output/adjustment_file.h"

#include <fmt/format.h>

#include "core/csv.h"
#include "deposit/output/record_fields.h"

namespace lockbox::deposit {

namespace {

constexpr std::size_t header_fields = 6;
constexpr std::size_t detail_fields = 9;
constexpr std::size_t trailer_fields = 3;

tl::unexpected<Error> refuse(std::size_t line, std::string_view why) {
  return fail(ErrorCode::InvalidInput, fmt::format("Adjustment file, line {}: {}", line, why));
}

Result<AdjustmentFile> parse_header(const CsvRecord& record) {
  const auto& fields = record.fields;
  if (fields.front() != "H" || fields.size() != header_fields || fields[1] != "1") {
    return refuse(record.line, "A header of 6 fields and format 1 must come first.");
  }
  const auto day = BusinessDay::parse(fields[4]);
  if (!day) return refuse(record.line, day.error().message);
  AdjustmentFile file{without_guard(fields[2]), without_guard(fields[3]), *day, 0, {}};
  const auto id = without_guard(fields[5]);
  const auto number = whole_number(std::string_view{id}.substr(id.rfind('-') + 1));
  file.sequence = number.value_or(0);
  if (file.sequence < 1 || file.id() != id) {
    return refuse(record.line, "The id is not that of lockbox, day and number.");
  }
  return file;
}

Result<AdjustmentLine> parse_detail(const CsvRecord& record, const AdjustmentFile& file) {
  const auto& fields = record.fields;
  if (fields.front() != "D" || fields.size() != detail_fields) {
    return refuse(record.line, "A detail line has 9 fields and begins with D.");
  }
  if (whole_number(fields[1]) != static_cast<std::int64_t>(file.lines.size() + 1)) {
    return refuse(record.line, "The lines are not numbered without a gap from 1.");
  }
  const auto cents = whole_number(fields[4]);
  const auto kind = parse_name<ledger::EntryKind>(ledger::entry_kind_names, fields[5]);
  const auto entry = whole_number(fields[7]);
  if (fields[2].empty() || !cents || *cents == 0 || !kind || !entry) {
    return refuse(record.line, "Account, amount, kind and entry must be there.");
  }
  if (fields[8] != file.business_day.to_string()) {
    return refuse(record.line, "The effective date is not the business day.");
  }
  return AdjustmentLine{AccountNumber{without_guard(fields[2])},
                        without_guard(fields[3]),
                        Money::from_cents(*cents),
                        *kind,
                        without_guard(fields[6]),
                        *entry};
}

Result<void> check_trailer(const CsvRecord& record, const AdjustmentFile& file) {
  const auto& fields = record.fields;
  if (fields.front() != "T" || fields.size() != trailer_fields) {
    return refuse(record.line, "A trailer of 3 fields must come last.");
  }
  const bool is_sum = whole_number(fields[1]) == static_cast<std::int64_t>(file.lines.size()) &&
                      whole_number(fields[2]) == file.total().cents();
  if (is_sum) return {};
  return fail(
      ErrorCode::OutOfBalance,
      fmt::format("Adjustment file, line {}: The trailer says {} lines and {} cents, but "
                  "{} lines add up to {} cents.",
                  record.line, fields[1], fields[2], file.lines.size(), file.total().cents()));
}

}  // namespace

std::string AdjustmentFile::id() const {
  return fmt::format("{}-{}-{}", lockbox, business_day.to_string(), sequence);
}

Money AdjustmentFile::total() const {
  Money sum;
  for (const auto& line : lines) sum += line.amount;
  return sum;
}

std::vector<AdjustmentLine> adjustment_lines(const ledger::Entry& entry) {
  std::vector<AdjustmentLine> lines;
  for (const auto& line : entry.lines) {
    if (line.spot.place != ledger::Place::Receivable) continue;
    lines.push_back({line.spot.account, line.spot.fund, Money{} - line.amount, entry.kind,
                     entry.reason_code, entry.number});
  }
  return lines;
}

std::string render_adjustment_file(const AdjustmentFile& file) {
  const auto day = file.business_day.to_string();
  auto text = fmt::format("H,1,{},{},{},{}\n", csv_field(file.site), csv_field(file.lockbox), day,
                          csv_field(file.id()));
  std::size_t number = 0;
  for (const auto& line : file.lines) {
    text += fmt::format("D,{},{},{},{},{},{},{},{}\n", ++number, csv_field(line.account.reveal()),
                        csv_field(line.fund), line.amount.cents(),
                        name_of(ledger::entry_kind_names, line.kind), csv_field(line.reason_code),
                        line.entry, day);
  }
  return text + fmt::format("T,{},{}\n", file.lines.size(), file.total().cents());
}

Result<AdjustmentFile> parse_adjustment_file(std::string_view text) {
  const auto records = TRY(parse_csv(text));
  if (records.size() < 2) return refuse(1, "Header or trailer are missing.");
  auto file = TRY(parse_header(records.front()));
  for (std::size_t i = 1; i + 1 < records.size(); ++i) {
    file.lines.push_back(TRY(parse_detail(records[i], file)));
  }
  TRY(check_trailer(records.back(), file));
  return file;
}

Result<std::string> prove_adjustment_file(const AdjustmentFile& file) {
  auto text = render_adjustment_file(file);
  if (TRY(parse_adjustment_file(text)) != file) {
    return fail(ErrorCode::InvalidInput,
                "The adjustment file " + file.id() + " does not read back as it was written.");
  }
  return text;
}

}  // namespace lockbox::deposit
