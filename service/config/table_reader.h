#pragma once

/// @file
/// Reads tables of a configuration file key by key and gathers every fault on the way, so that a
/// clerk mends a file in one go.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/business_day.h"
#include "core/local_time.h"
#include "core/money.h"
#include "core/result.h"
#include "service/config/toml_node.h"

namespace lockbox::service {

/// The faults of one file.
class ConfigFaults {
 public:
  explicit ConfigFaults(std::string file) : file_{std::move(file)} {}

  void add(SourcePlace place, std::string_view key, std::string_view reason);
  [[nodiscard]] bool empty() const { return faults_.empty(); }
  /// All of them in the order of the file, one a line: "FILE:LINE:COLUMN: KEY: REASON".
  [[nodiscard]] Error to_error() const;

 private:
  struct Fault {
    SourcePlace place;
    std::string text;
  };
  std::string file_;
  std::vector<Fault> faults_;
};

/// Reads one table.  A getter that finds a fault notes it and returns an empty value; nothing
/// made from a file with faults may be used.
class TableReader {
 public:
  /// `path` is the table's own key as messages show it, e.g. "coupon[2]"; empty for the file.
  TableReader(const TomlNode& table, std::string path, ConfigFaults& faults)
      : table_{table}, path_{std::move(path)}, faults_{faults} {}

  /// Text that must be there and say something.
  [[nodiscard]] std::string text(std::string_view key);
  /// Text that may be missing.
  [[nodiscard]] std::string optional_text(std::string_view key);
  /// A name that goes into file names and records; see `is_identifier`.
  [[nodiscard]] std::string identifier(std::string_view key);
  /// A whole number from 1 to `greatest`.
  [[nodiscard]] std::int64_t count(std::string_view key, std::int64_t greatest);
  /// A whole number that may be missing; 0 or more.
  [[nodiscard]] std::optional<std::int64_t> optional_amount(std::string_view key);
  /// A number, with a fraction or without, that may be missing; 0 or more.
  [[nodiscard]] std::optional<double> optional_number(std::string_view key);
  /// Dollars in quotes, "250000.00"; above zero.
  [[nodiscard]] Money dollars(std::string_view key);
  enum class Presence { Required, Optional };
  /// A date without quotes.
  [[nodiscard]] std::optional<BusinessDay> business_day(std::string_view key, Presence presence);
  /// A list of dates without quotes that may be missing; places are those of its elements.
  [[nodiscard]] std::vector<BusinessDay> optional_days(std::string_view key);
  /// true or false without quotes; false when it is missing.
  [[nodiscard]] bool flag(std::string_view key);
  /// A time in quotes, "14:00", that may be missing.
  [[nodiscard]] std::optional<TimeOfDay> optional_time(std::string_view key);
  /// The texts of an array; places are those of its elements.
  [[nodiscard]] std::vector<TomlNode> texts(std::string_view key);
  /// A reader for each table of [[key]]; at least one.
  [[nodiscard]] std::vector<TableReader> tables(std::string_view key);
  /// A reader for [key]; nothing when it is missing.
  [[nodiscard]] std::optional<TableReader> table(std::string_view key, Presence presence);

  /// Where the key stands; nothing when it is missing.  It counts as asked for.
  [[nodiscard]] std::optional<SourcePlace> place_of(std::string_view key);

  /// Notes a fault of `key`, at its place or, when it is missing, at that of the table.
  void fault(std::string_view key, std::string_view reason);
  /// As above, at the place of an element.
  void fault_at(SourcePlace place, std::string_view key, std::string_view reason);
  /// Notes a fault for each key that no getter has asked for, with the one that was meant if that
  /// can be told; a typing error must not pass.
  void refuse_unknown_keys();

 private:
  [[nodiscard]] const TomlNode* find(std::string_view key);
  /// True when an optional key is not there; it counts as asked for.
  [[nodiscard]] bool may_miss(std::string_view key, Presence presence);
  [[nodiscard]] const TomlNode* find_required(std::string_view key, TomlKind kind,
                                              std::string_view must_be);

  const TomlNode& table_;
  std::string path_;
  ConfigFaults& faults_;
  std::vector<std::string> asked_;
};

/// True for 1 to 40 letters, digits, dashes and underscores: safe in file names and in every bank's
/// and biller's records.
[[nodiscard]] bool is_identifier(std::string_view text);

}  // namespace lockbox::service
