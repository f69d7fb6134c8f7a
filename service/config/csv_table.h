#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/csv.h"
#include "core/result.h"

namespace lockbox::service {

/// What is wrong with one line of a file that people or other systems made.  Never holds a value
/// of the file: a shifted column may put an account number anywhere.
struct LineProblem {
  std::size_t line = 0;
  std::string problem;
  friend bool operator==(const LineProblem&, const LineProblem&) = default;
};

/// A CSV text whose first record names the columns.
class CsvTable {
 public:
  /// InvalidInput, naming file and line, when the text is no CSV or has no header.
  [[nodiscard]] static Result<CsvTable> parse(std::string_view text, const std::string& file);

  /// The position of a column; InvalidInput when the header lacks it or has it twice.
  [[nodiscard]] Result<std::size_t> column(std::string_view name) const;
  [[nodiscard]] bool has_column(std::string_view name) const;
  /// Empty when the row has as many fields as the header, else a sentence.
  [[nodiscard]] std::string width_problem(const CsvRecord& row) const;
  [[nodiscard]] const std::vector<CsvRecord>& rows() const { return rows_; }

 private:
  CsvTable(std::string file, CsvRecord header, std::vector<CsvRecord> rows);

  std::string file_;
  CsvRecord header_;
  std::vector<CsvRecord> rows_;
};

}  // namespace lockbox::service
