#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace lockbox {

/// One record of a CSV text with the line on which it began (1-based, as an editor counts).
struct CsvRecord {
  std::size_t line = 0;
  std::vector<std::string> fields;
};

/// Parses RFC 4180 text: quoted fields may hold commas, quotes ("") and line breaks; CRLF or LF;
/// a UTF-8 byte order mark is skipped; empty lines are skipped.  Fails, naming the line, on an
/// open quote, a quote inside an unquoted field, text after a closing quote, a carriage return
/// without a line feed, or a NUL byte.
[[nodiscard]] Result<std::vector<CsvRecord>> parse_csv(std::string_view text);

/// One field as RFC 4180 writes it.  A field that a spreadsheet would run as a formula
/// (= + - @ tab) gets a leading apostrophe.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace lockbox
