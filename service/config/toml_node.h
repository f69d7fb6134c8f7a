#pragma once

/// @file
/// A TOML text as plain values with their places, so that only one source file sees the library.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace lockbox::service {

/// Where something stands in a text; both count from 1, as an editor does.
struct SourcePlace {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

enum class TomlKind { Text, Integer, Fraction, Boolean, Date, Array, Table, Other };

/// One value.  Of a table entry, `place` is that of its key.
struct TomlNode {
  TomlKind kind = TomlKind::Other;
  std::string key;  ///< Empty for the elements of an array.
  SourcePlace place;
  std::string text;  ///< Of a Text; of a Date, as ISO 8601.
  std::int64_t integer = 0;
  double number = 0;               ///< Of an Integer or a Fraction.
  bool boolean = false;            ///< Of a Boolean.
  std::vector<TomlNode> children;  ///< Elements of an Array, entries of a Table.

  /// The entry with this key, or nullptr.
  [[nodiscard]] const TomlNode* find(std::string_view wanted) const;
};

/// Parses a TOML 1.0 text; the error names file, line, column and what is wrong.
[[nodiscard]] Result<TomlNode> parse_toml(std::string_view text, const std::string& file);

}  // namespace lockbox::service
