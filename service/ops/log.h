#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "core/account_number.h"
#include "core/clock.h"

namespace lockbox::service::ops {

enum class Level { Debug, Info, Warning, Error };

[[nodiscard]] std::string_view name_of(Level level);

/// A named value of a log line.  An account number is refused when compiling; of text, every run of
/// digits that could be one is masked.
class LogField {
 public:
  using Value = std::variant<std::string_view, std::int64_t, bool>;

  LogField(std::string_view name, std::string_view text) : name_{name}, value_{text} {}
  LogField(std::string_view name, const char* text) : name_{name}, value_{std::string_view{text}} {}
  LogField(std::string_view name, const std::string& text)
      : name_{name}, value_{std::string_view{text}} {}
  template <std::integral Number>
  LogField(std::string_view name, Number number) : name_{name}, value_{of(number)} {}
  LogField(std::string_view name, const AccountNumber& number) = delete;

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] const Value& value() const { return value_; }

 private:
  template <std::integral Number>
  static Value of(Number number) {
    if constexpr (std::same_as<Number, bool>)
      return number;
    else
      return static_cast<std::int64_t>(number);
  }

  std::string_view name_;
  Value value_;
};

/// The log of the service: one JSON object a line, {"ts","level","msg", then the fields}.  All
/// functions may be called from any thread.
class Log {
 public:
  /// Gets each line with its line end, whole; called from one thread at a time or from many.
  using Sink = std::function<void(std::string_view line)>;

  Log(const Clock& clock, Level lowest, Sink sink);

  void write(Level level, std::string_view message,
             std::initializer_list<LogField> fields = {}) const;

 private:
  const Clock& clock_;
  const Level lowest_;
  const Sink sink_;
};

/// Writes each line to standard error with one call, as journald wants it.
[[nodiscard]] Log::Sink standard_error_sink();

/// `text` with every run of seven digits or more, blanks and hyphens among them not counted, shown
/// as its last four: "1234-5678" becomes "****5678".  Dates and times stay.
[[nodiscard]] std::string masked(std::string_view text);

}  // namespace lockbox::service::ops
