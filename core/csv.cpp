#include "core/csv.h"

#include <algorithm>

namespace lockbox {
namespace {

/// Reads one record after the other and counts lines as it goes.
class CsvParser {
 public:
  explicit CsvParser(std::string_view text) : text_{text} {
    if (text_.starts_with("\xEF\xBB\xBF")) position_ = 3;
  }

  Result<std::vector<CsvRecord>> parse() {
    std::vector<CsvRecord> records;
    while (position_ < text_.size()) {
      if (take_line_break()) continue;  // An empty line.
      records.push_back(TRY(record()));
    }
    return records;
  }

 private:
  Result<CsvRecord> record() {
    CsvRecord record{line_, {}};
    do {
      record.fields.push_back(TRY(starts_with('"') ? quoted_field() : plain_field()));
    } while (take(','));
    if (position_ < text_.size() && !take_line_break()) {
      return fault("a field goes on after its closing quote");
    }
    return record;
  }

  Result<std::string> plain_field() {
    const auto end = std::min(text_.find_first_of(",\n", position_), text_.size());
    auto field = text_.substr(position_, end - position_);
    if (end < text_.size() && text_[end] == '\n' && field.ends_with('\r')) field.remove_suffix(1);
    if (field.find('"') != std::string_view::npos) {
      return fault("a quote stands inside a field that does not begin with one");
    }
    if (field.find('\r') != std::string_view::npos) {
      return fault("a carriage return has no line feed after it");
    }
    if (has_nul(field)) return fault("a NUL byte is no text");
    position_ += field.size();
    return std::string{field};
  }

  Result<std::string> quoted_field() {
    const auto opening_line = line_;
    ++position_;
    std::string field;
    for (;;) {
      const auto quote = text_.find('"', position_);
      if (quote == std::string_view::npos) {
        line_ = opening_line;
        return fault("a quoted field is never closed");
      }
      const auto part = text_.substr(position_, quote - position_);
      for (const char c : part) {
        if (c == '\0') return fault("a NUL byte is no text");
        if (c == '\n') ++line_;
      }
      field += part;
      position_ = quote + 1;
      if (!take('"')) return field;
      field += '"';
    }
  }

  static bool has_nul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

  [[nodiscard]] bool starts_with(char c) const {
    return position_ < text_.size() && text_[position_] == c;
  }

  bool take(char c) {
    if (!starts_with(c)) return false;
    ++position_;
    return true;
  }

  bool take_line_break() {
    const auto rest = text_.substr(position_);
    const std::size_t length = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
    position_ += length;
    if (length > 0) ++line_;
    return length > 0;
  }

  [[nodiscard]] tl::unexpected<Error> fault(const std::string& reason) const {
    return fail(ErrorCode::InvalidInput, "Line " + std::to_string(line_) + ": " + reason + ".");
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

Result<std::vector<CsvRecord>> parse_csv(std::string_view text) {
  return CsvParser{text}.parse();
}

std::string csv_field(std::string_view text) {
  const bool is_formula =
      !text.empty() && std::string_view{"=+-@\t"}.find(text.front()) != std::string_view::npos;
  std::string field = is_formula ? "'" : "";
  field += text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace lockbox
