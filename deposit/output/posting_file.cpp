#include "deposit/output/posting_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/csv.h"
#include "deposit/output/record_fields.h"

namespace lockbox::deposit {
namespace {

constexpr std::string_view format_version = "1";
constexpr std::string_view version_with_charges = "2";
constexpr std::size_t header_fields = 9;
constexpr std::size_t detail_fields = 8;
constexpr std::size_t trailer_fields = 3;
constexpr std::size_t charge_fields = 5;

std::string joined(const std::vector<std::int64_t>& documents) {
  return fmt::format("{}", fmt::join(documents, " "));
}

tl::unexpected<Error> refuse(std::size_t line, std::string_view why) {
  return fail(ErrorCode::InvalidInput, fmt::format("Posting file, line {}: {}", line, why));
}

/// What the trailer says of the lines before it.
struct PostingTotals {
  std::int64_t lines = 0;
  Money amount;
  friend bool operator==(const PostingTotals&, const PostingTotals&) = default;
};

PostingTotals add_up(const std::vector<PostingLine>& lines) {
  PostingTotals totals;
  for (const auto& line : lines) {
    ++totals.lines;
    totals.amount += line.amount;
  }
  return totals;
}

Result<PostingFile> parse_header(const CsvRecord& record) {
  const auto& fields = record.fields;
  if (fields.front() != "H" || fields.size() != header_fields) {
    return refuse(record.line, "A header of 9 fields must come first.");
  }
  if (fields[1] != format_version && fields[1] != version_with_charges)
    return refuse(record.line, "The format version is not known.");
  const auto day = BusinessDay::parse(fields[5]);
  if (!day) return refuse(record.line, day.error().message);
  const auto batch_id = whole_number(fields[7]);
  const auto file_sequence = whole_number(fields[8]);
  if (!batch_id || !file_sequence || *file_sequence < 1) {
    return refuse(record.line, "Batch and file sequence must be whole numbers.");
  }
  return PostingFile{.site = without_guard(fields[2]),
                     .lockbox = without_guard(fields[3]),
                     .fund = without_guard(fields[4]),
                     .business_day = *day,
                     .batch_source = without_guard(fields[6]),
                     .batch_id = *batch_id,
                     .file_sequence = *file_sequence,
                     .lines = {}};
}

Result<std::vector<std::int64_t>> parse_documents(const CsvRecord& record, std::string_view text) {
  std::vector<std::int64_t> documents;
  while (true) {
    const auto blank = text.find(' ');
    const auto document = whole_number(text.substr(0, blank));
    if (!document || *document < 1) {
      return refuse(record.line, "The documents must be sequence numbers.");
    }
    documents.push_back(*document);
    if (blank == std::string_view::npos) return documents;
    text.remove_prefix(blank + 1);
  }
}

Result<PostingLine> parse_detail(const CsvRecord& record, const PostingFile& file) {
  const auto& fields = record.fields;
  if (fields.front() != "D" || fields.size() != detail_fields) {
    return refuse(record.line, "A detail line has 8 fields and begins with D.");
  }
  if (whole_number(fields[1]) != static_cast<std::int64_t>(file.lines.size() + 1)) {
    return refuse(record.line, "The lines are not numbered without a gap from 1.");
  }
  if (fields[2].empty()) return refuse(record.line, "The account is empty.");
  const auto cents = whole_number(fields[4]);
  if (!cents || *cents == 0 || *cents > item_max.cents() || *cents < -item_max.cents()) {
    return refuse(record.line, "The amount is not whole cents other than 0.");
  }
  const auto transaction = whole_number(fields[5]);
  if (!transaction || *transaction < 1) return refuse(record.line, "The transaction is no number.");
  if (fields[7] != file.business_day.to_string()) {
    return refuse(record.line, "The effective date is not the business day.");
  }
  return PostingLine{.account = AccountNumber{without_guard(fields[2])},
                     .bill_type = without_guard(fields[3]),
                     .amount = Money::from_cents(*cents),
                     .transaction = *transaction,
                     .documents = TRY(parse_documents(record, fields[6]))};
}

Result<Charge> parse_charge(const CsvRecord& record, const PostingFile& file) {
  const auto& fields = record.fields;
  if (fields.size() != charge_fields || file.lines.empty() ||
      whole_number(fields[1]) != static_cast<std::int64_t>(file.lines.size())) {
    return refuse(record.line, "A charge has 5 fields and follows the line that it names.");
  }
  const auto cents = whole_number(fields[4]);
  if (!cents || *cents < 1 || *cents > item_max.cents()) {
    return refuse(record.line, "The amount of a charge is not whole cents above 0.");
  }
  return Charge{without_guard(fields[2]), fields[3], Money::from_cents(*cents)};
}

/// The charges of a line come to its amount.
Result<void> check_charges(std::size_t line, const PostingFile& file) {
  if (file.lines.empty() || file.lines.back().charges.empty()) return {};
  Money sum;
  for (const auto& charge : file.lines.back().charges) sum += charge.amount;
  if (sum == file.lines.back().amount) return {};
  return fail(ErrorCode::OutOfBalance,
              fmt::format("Posting file, line {}: the charges before it come to {}, their line "
                          "says {}.",
                          line, sum.to_string(), file.lines.back().amount.to_string()));
}

Result<void> check_trailer(const CsvRecord& record, const PostingFile& file) {
  const auto& fields = record.fields;
  if (fields.front() != "T" || fields.size() != trailer_fields) {
    return refuse(record.line, "A trailer of 3 fields must come last.");
  }
  const auto lines = whole_number(fields[1]);
  const auto cents = whole_number(fields[2]);
  if (!lines || !cents) return refuse(record.line, "Count and total must be whole numbers.");
  const PostingTotals stated{.lines = *lines, .amount = Money::from_cents(*cents)};
  const auto found = add_up(file.lines);
  if (stated == found) return {};
  return fail(ErrorCode::OutOfBalance,
              fmt::format("Posting file, line {}: The trailer says {} lines and {}, but {} lines "
                          "add up to {}.",
                          record.line, stated.lines, stated.amount.to_string(), found.lines,
                          found.amount.to_string()));
}

bool has_charges(const PostingFile& file) {
  return std::ranges::any_of(file.lines,
                             [](const PostingLine& line) { return !line.charges.empty(); });
}

std::string_view version_of(const PostingFile& file) {
  return has_charges(file) ? version_with_charges : format_version;
}

Result<void> check_version(const CsvRecord& header, const PostingFile& file) {
  if (header.fields[1] == version_of(file)) return {};
  return refuse(header.line, "The format version is not that of what the file holds.");
}

}  // namespace

std::string render_posting_file(const PostingFile& file) {
  const auto day = file.business_day.to_string();
  auto text = fmt::format("H,{},{},{},{},{},{},{},{}\n", version_of(file), csv_field(file.site),
                          csv_field(file.lockbox), csv_field(file.fund), day,
                          csv_field(file.batch_source), file.batch_id, file.file_sequence);
  std::size_t number = 0;
  for (const auto& line : file.lines) {
    text += fmt::format("D,{},{},{},{},{},{},{}\n", ++number, csv_field(line.account.reveal()),
                        csv_field(line.bill_type), line.amount.cents(), line.transaction,
                        joined(line.documents), day);
    for (const auto& charge : line.charges) {
      text += fmt::format("C,{},{},{},{}\n", number, csv_field(charge.code), charge.due_on,
                          charge.amount.cents());
    }
  }
  const auto totals = add_up(file.lines);
  return text + fmt::format("T,{},{}\n", totals.lines, totals.amount.cents());
}

Result<PostingFile> parse_posting_file(std::string_view text) {
  const auto records = TRY(parse_csv(text));
  if (records.size() < 2) return refuse(1, "Header or trailer are missing.");
  auto file = TRY(parse_header(records.front()));
  for (std::size_t i = 1; i + 1 < records.size(); ++i) {
    if (records[i].fields.front() == "C") {
      auto charge = TRY(parse_charge(records[i], file));
      file.lines.back().charges.push_back(std::move(charge));
      continue;
    }
    TRY(check_charges(records[i].line, file));
    file.lines.push_back(TRY(parse_detail(records[i], file)));
  }
  TRY(check_charges(records.back().line, file));
  TRY(check_version(records.front(), file));
  TRY(check_trailer(records.back(), file));
  return file;
}

Result<std::string> prove_posting_file(const PostingFile& file) {
  auto text = render_posting_file(file);
  if (TRY(parse_posting_file(text)) != file) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("The posting file of fund {} does not read back as it was written.",
                            file.fund));
  }
  return text;
}

}  // namespace lockbox::deposit
