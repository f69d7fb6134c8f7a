#pragma once

/// @file
/// KEYED.csv: what people answered to the tasks of a batch, `sequence,field,value[,actor]`.
///
///     amount     cents, digits only         account    digits, letters, '-'
///     micr       a whole MICR line          boundary   first | joins
///     duplicate  yes | no

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "deposit/model/work.h"

namespace lockbox::service {

/// One answer whose value is well formed.
struct KeyedRow {
  std::size_t line = 0;
  std::int64_t sequence = 0;
  deposit::TaskField field = deposit::TaskField::Amount;
  std::string value;
  std::string actor;  ///< "operator" when the file does not say.
};

/// One line that is not taken.  The value is left out: it may be an account number.
struct KeyedProblem {
  std::size_t line = 0;
  std::string sequence;  ///< As the file has it.
  std::string field;     ///< As the file has it.
  std::string problem;
};

struct KeyedFile {
  std::vector<KeyedRow> rows;
  std::vector<KeyedProblem> problems;  ///< These lines are refused; the others stand.
};

/// InvalidInput when the text is no CSV or its header lacks a column.
[[nodiscard]] Result<KeyedFile> parse_keyed_file(std::string_view text, const std::string& file);
[[nodiscard]] Result<KeyedFile> read_keyed_file(const std::filesystem::path& path);

}  // namespace lockbox::service
