#pragma once

/// @file
/// A table of a packet as it is read back.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace lockbox::service::close {

/// The columns that are asked for; a table may have more.
struct SheetColumns {
  std::vector<std::string_view> texts;
  std::vector<std::string_view> numbers;  ///< Whole, at most 15 digits; empty counts as 0.
};

/// One line of a table with its cells by column.
class SheetLine {
 public:
  SheetLine(std::string file, std::size_t line) : file_{std::move(file)}, line_{line} {}

  void put_text(std::string_view column, std::string text) {
    texts_.emplace(column, std::move(text));
  }
  void put_number(std::string_view column, std::int64_t number) {
    numbers_.emplace(column, number);
  }
  [[nodiscard]] const std::string& text(std::string_view column) const;
  [[nodiscard]] std::int64_t number(std::string_view column) const;
  /// A fault that names file and line.
  [[nodiscard]] tl::unexpected<Error> fault(const std::string& what) const;

 private:
  std::string file_;
  std::size_t line_;
  std::map<std::string, std::string, std::less<>> texts_;
  std::map<std::string, std::int64_t, std::less<>> numbers_;
};

/// InvalidInput, naming file and line, for what is no such table.
[[nodiscard]] Result<std::vector<SheetLine>> read_sheet(const std::string& file,
                                                        std::string_view csv,
                                                        const SheetColumns& columns);

}  // namespace lockbox::service::close
