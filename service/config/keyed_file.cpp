#include "service/config/keyed_file.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "core/file.h"
#include "core/limits.h"
#include "core/text.h"
#include "encode/micr/cmc7/cmc7_fields.h"
#include "encode/micr/micr_line.h"
#include "service/config/csv_table.h"

namespace lockbox::service {
namespace {

using deposit::TaskField;

/// Digits alone as a number; nothing for a sign, a point, a space or too many of them.
std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  if (text.empty() || text.front() == '-' || fault != std::errc{} || stopped != end) {
    return std::nullopt;
  }
  return number;
}

bool is_account_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
}

/// What keeps the text from being a MICR line of either font; empty when nothing does.
std::string problem_of_line(const std::string& value) {
  if (encode::has_cmc7_symbols(value) && std::ranges::any_of(value, is_digit)) {
    const auto line = encode::check_keyed_cmc7_line(value);
    return line ? "" : line.error().message;
  }
  const auto line = encode::parse_micr_line(value);
  if (!value.empty() && line && value.find('?') == std::string::npos) return {};
  return "A MICR line is its digits and symbols, none of them unread.";
}

/// Empty when the value is well formed, else why it is not.
std::string value_problem(TaskField field, const std::string& value) {
  switch (field) {
    case TaskField::Amount:
    case TaskField::VerifyAmount:
    case TaskField::ThirdAmount: {
      const auto cents = whole_number(value);
      if (cents && *cents > 0 && *cents <= item_max.cents()) return {};
      return fmt::format("An amount is whole cents from 1 to {}, digits only.", item_max.cents());
    }
    case TaskField::Account:
      if (!value.empty() && std::ranges::all_of(value, is_account_character)) return {};
      return "An account is digits, letters and dashes.";
    case TaskField::Micr:
      return problem_of_line(value);
    case TaskField::Boundary:
      return value == "first" || value == "joins" ? "" : "A boundary is first or joins.";
    case TaskField::Duplicate:
      return value == "yes" || value == "no" ? "" : "A duplicate is yes or no.";
  }
  return "The field is not known.";
}

/// Reads the lines of one file.
class KeyedLines {
 public:
  static Result<KeyedLines> of(const CsvTable& table);
  void read(const CsvTable& table, const CsvRecord& row);
  [[nodiscard]] KeyedFile result() && { return std::move(file_); }

 private:
  std::size_t sequence_ = 0;
  std::size_t field_ = 0;
  std::size_t value_ = 0;
  std::optional<std::size_t> actor_;
  KeyedFile file_;
};

Result<KeyedLines> KeyedLines::of(const CsvTable& table) {
  KeyedLines lines;
  lines.sequence_ = TRY(table.column("sequence"));
  lines.field_ = TRY(table.column("field"));
  lines.value_ = TRY(table.column("value"));
  if (table.has_column("actor")) lines.actor_ = TRY(table.column("actor"));
  return lines;
}

void KeyedLines::read(const CsvTable& table, const CsvRecord& row) {
  const auto text = [&row](std::size_t column) {
    return column < row.fields.size() ? row.fields[column] : std::string{};
  };
  const auto refuse = [&](std::string problem) {
    file_.problems.push_back({.line = row.line,
                              .sequence = text(sequence_),
                              .field = text(field_),
                              .problem = std::move(problem)});
  };
  if (auto problem = table.width_problem(row); !problem.empty()) return refuse(std::move(problem));
  const auto sequence = whole_number(text(sequence_));
  if (!sequence || *sequence < 1 || *sequence > limits::documents_per_batch_max) {
    return refuse("The sequence is not the number of a document.");
  }
  const auto field = parse_name<TaskField>(deposit::task_field_names, text(field_));
  if (!field) return refuse("The field is none of amount, account, micr, boundary, duplicate.");
  if (auto problem = value_problem(*field, text(value_)); !problem.empty()) {
    return refuse(std::move(problem));
  }
  const auto actor = actor_ ? text(*actor_) : std::string{};
  file_.rows.push_back({.line = row.line,
                        .sequence = *sequence,
                        .field = *field,
                        .value = text(value_),
                        .actor = actor.empty() ? "operator" : actor});
}

}  // namespace

Result<KeyedFile> parse_keyed_file(std::string_view text, const std::string& file) {
  const auto table = TRY(CsvTable::parse(text, file));
  auto lines = TRY(KeyedLines::of(table));
  for (const auto& row : table.rows()) lines.read(table, row);
  return std::move(lines).result();
}

Result<KeyedFile> read_keyed_file(const std::filesystem::path& path) {
  return parse_keyed_file(TRY(read_text_file(path, limits::text_file_bytes_max)), path.string());
}

}  // namespace lockbox::service
