#include "service/ops/log.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "core/text.h"
#include "core/utf8.h"

namespace lockbox::service::ops {
namespace {

constexpr std::size_t account_digits_min = 7;
constexpr std::size_t digits_shown = 4;
constexpr std::size_t text_bytes_max = 4 << 10;

/// The digits from `at` on, with single blanks and hyphens between them.
struct DigitRun {
  std::size_t end = 0;
  std::string digits;
};

DigitRun run_from(std::string_view text, std::size_t at) {
  DigitRun run;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      run.digits.push_back(text[at]);
      run.end = ++at;
    } else if ((text[at] == '-' || text[at] == ' ') && at + 1 < text.size() &&
               is_digit(text[at + 1])) {
      ++at;
    } else {
      break;
    }
  }
  return run;
}

/// "2026-11-23" at the start of `text`.
bool starts_with_date(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd";
  if (text.size() < shape.size()) return false;
  for (std::size_t at = 0; at < shape.size(); ++at)
    if (shape[at] == 'd' ? !is_digit(text[at]) : text[at] != shape[at]) return false;
  return text.size() == shape.size() ||
         (!is_digit(text[shape.size()]) && text[shape.size()] != '-');
}

/// Well-formed, not endless, and without account numbers.
std::string safe(std::string_view text) {
  auto cut = text.substr(0, text_bytes_max);
  std::string clean{cut.substr(0, valid_utf8_prefix(cut))};
  if (clean.size() < text.size()) clean += "...";
  return masked(clean);
}

boost::json::value value_of(const LogField::Value& value) {
  if (const auto* text = std::get_if<std::string_view>(&value))
    return boost::json::value(safe(*text));
  if (const auto* number = std::get_if<std::int64_t>(&value)) return boost::json::value(*number);
  return boost::json::value(std::get<bool>(value));
}

}  // namespace

std::string_view name_of(Level level) {
  switch (level) {
    case Level::Debug:
      return "debug";
    case Level::Info:
      return "info";
    case Level::Warning:
      return "warning";
    case Level::Error:
      return "error";
  }
  return "";
}

std::string masked(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    if (starts_with_date(text.substr(at))) {
      shown += text.substr(at, 10);
      at += 10;
      continue;
    }
    if (!is_digit(text[at])) {
      shown.push_back(text[at++]);
      continue;
    }
    const auto run = run_from(text, at);
    if (run.digits.size() >= account_digits_min)
      shown += "****" + run.digits.substr(run.digits.size() - digits_shown);
    else
      shown += text.substr(at, run.end - at);
    at = run.end;
  }
  return shown;
}

Log::Log(const Clock& clock, Level lowest, Sink sink)
    : clock_{clock}, lowest_{lowest}, sink_{std::move(sink)} {
}

void Log::write(Level level, std::string_view message,
                std::initializer_list<LogField> fields) const {
  if (level < lowest_) return;
  boost::json::object line;
  line["ts"] = to_string(clock_.now());
  line["level"] = name_of(level);
  line["msg"] = safe(message);
  for (const auto& field : fields) line.emplace(field.name(), value_of(field.value()));
  sink_(boost::json::serialize(line) + "\n");
}

Log::Sink standard_error_sink() {
  return [](std::string_view line) {
    while (!line.empty()) {
      const auto written = ::write(STDERR_FILENO, line.data(), line.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return;  // A log that nobody takes must not stop the money.
      line.remove_prefix(static_cast<std::size_t>(written));
    }
  };
}

}  // namespace lockbox::service::ops
