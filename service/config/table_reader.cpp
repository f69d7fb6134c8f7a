#include "service/config/table_reader.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "service/config/nearest_name.h"

namespace lockbox::service {
namespace {

constexpr std::size_t identifier_characters_max = 40;

bool is_identifier_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

/// The whole path of a key, as messages show it.
std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string{key} : fmt::format("{}.{}", path, key);
}

}  // namespace

bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= identifier_characters_max &&
         std::ranges::all_of(text, is_identifier_character);
}

void ConfigFaults::add(SourcePlace place, std::string_view key, std::string_view reason) {
  faults_.push_back(
      {.place = place,
       .text = fmt::format("{}:{}:{}: {}: {}", file_, place.line, place.column, key, reason)});
}

Error ConfigFaults::to_error() const {
  auto ordered = faults_;
  std::ranges::stable_sort(ordered, {}, [](const Fault& fault) {
    return std::tuple{fault.place.line, fault.place.column};
  });
  std::string message;
  for (const auto& fault : ordered) message += (message.empty() ? "" : "\n") + fault.text;
  return Error{ErrorCode::InvalidInput, message, {}};
}

const TomlNode* TableReader::find(std::string_view key) {
  asked_.emplace_back(key);
  return table_.find(key);
}

bool TableReader::may_miss(std::string_view key, Presence presence) {
  return find(key) == nullptr && presence == Presence::Optional;
}

const TomlNode* TableReader::find_required(std::string_view key, TomlKind kind,
                                           std::string_view must_be) {
  const auto* node = find(key);
  if (node == nullptr) {
    fault(key, "This key is missing.");
    return nullptr;
  }
  if (node->kind != kind) {
    fault(key, must_be);
    return nullptr;
  }
  return node;
}

std::string TableReader::text(std::string_view key) {
  const auto* node = find_required(key, TomlKind::Text, "This must be text in quotes.");
  if (node == nullptr) return {};
  if (node->text.empty()) fault(key, "This must not be empty.");
  return node->text;
}

std::string TableReader::optional_text(std::string_view key) {
  return may_miss(key, Presence::Optional) ? std::string{} : text(key);
}

std::string TableReader::identifier(std::string_view key) {
  auto value = text(key);
  if (!value.empty() && !is_identifier(value)) {
    fault(key, "This may hold up to 40 letters, digits, '-' and '_'.");
  }
  return value;
}

std::int64_t TableReader::count(std::string_view key, std::int64_t greatest) {
  const auto* node = find_required(key, TomlKind::Integer, "This must be a whole number.");
  if (node == nullptr) return 0;
  if (node->integer < 1 || node->integer > greatest) {
    fault(key, fmt::format("This must be from 1 to {}.", greatest));
  }
  return node->integer;
}

std::optional<std::int64_t> TableReader::optional_amount(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (node->kind != TomlKind::Integer || node->integer < 0) {
    fault(key, "This must be a whole number, 0 or more.");
    return std::nullopt;
  }
  return node->integer;
}

std::optional<double> TableReader::optional_number(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  const bool is_number = node->kind == TomlKind::Integer || node->kind == TomlKind::Fraction;
  if (!is_number || !std::isfinite(node->number) || node->number < 0) {
    fault(key, "This must be a number, 0 or more.");
    return std::nullopt;
  }
  return node->number;
}

Money TableReader::dollars(std::string_view key) {
  const auto value = text(key);
  if (value.empty()) return {};
  const auto money = Money::parse(value);
  if (!money) {
    fault(key, money.error().message);
    return {};
  }
  if (*money <= Money{}) fault(key, "This must be more than 0.00.");
  return *money;
}

std::optional<BusinessDay> TableReader::business_day(std::string_view key, Presence presence) {
  if (may_miss(key, presence)) return std::nullopt;
  const auto* node = find_required(key, TomlKind::Date, "This must be a date, e.g. 2026-11-23.");
  if (node == nullptr) return std::nullopt;
  const auto day = BusinessDay::parse(node->text);
  if (!day) {
    fault(key, day.error().message);
    return std::nullopt;
  }
  return *day;
}

std::vector<BusinessDay> TableReader::optional_days(std::string_view key) {
  constexpr std::string_view must_be = "This must be a list of dates, e.g. [2026-11-26].";
  if (may_miss(key, Presence::Optional)) return {};
  const auto* node = find_required(key, TomlKind::Array, must_be);
  std::vector<BusinessDay> days;
  if (node == nullptr) return days;
  for (const auto& element : node->children) {
    const auto day = BusinessDay::parse(element.text);
    if (element.kind == TomlKind::Date && day) {
      days.push_back(*day);
    } else {
      fault_at(element.place, key, must_be);
    }
  }
  return days;
}

bool TableReader::flag(std::string_view key) {
  if (may_miss(key, Presence::Optional)) return false;
  const auto* node =
      find_required(key, TomlKind::Boolean, "This must be true or false, without quotes.");
  return node != nullptr && node->boolean;
}

std::optional<TimeOfDay> TableReader::optional_time(std::string_view key) {
  const auto value = optional_text(key);
  if (value.empty()) return std::nullopt;
  const auto time = TimeOfDay::parse(value);
  if (!time) {
    fault(key, time.error().message);
    return std::nullopt;
  }
  return *time;
}

std::vector<TomlNode> TableReader::texts(std::string_view key) {
  const auto* node = find_required(key, TomlKind::Array, "This must be a list of texts.");
  if (node == nullptr) return {};
  if (node->children.empty()) fault(key, "This list must not be empty.");
  for (const auto& element : node->children) {
    if (element.kind != TomlKind::Text) {
      fault_at(element.place, key, "Each element of this list must be text in quotes.");
      return {};
    }
  }
  return node->children;
}

std::vector<TableReader> TableReader::tables(std::string_view key) {
  const auto must_be = fmt::format("This must be written as tables, [[{}]].", key);
  const auto* node = find_required(key, TomlKind::Array, must_be);
  if (node == nullptr) return {};
  std::vector<TableReader> readers;
  for (const auto& element : node->children) {
    if (element.kind != TomlKind::Table) {
      fault_at(element.place, key, must_be);
      continue;
    }
    readers.emplace_back(element, fmt::format("{}[{}]", joined(path_, key), readers.size() + 1),
                         faults_);
  }
  return readers;
}

std::optional<TableReader> TableReader::table(std::string_view key, Presence presence) {
  if (may_miss(key, presence)) return std::nullopt;
  const auto* node =
      find_required(key, TomlKind::Table, fmt::format("This must be a table, [{}].", key));
  if (node == nullptr) return std::nullopt;
  return TableReader{*node, joined(path_, key), faults_};
}

std::optional<SourcePlace> TableReader::place_of(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  return node->place;
}

void TableReader::fault(std::string_view key, std::string_view reason) {
  const auto* node = table_.find(key);
  fault_at(node == nullptr ? table_.place : node->place, key, reason);
}

void TableReader::fault_at(SourcePlace place, std::string_view key, std::string_view reason) {
  faults_.add(place, joined(path_, key), reason);
}

void TableReader::refuse_unknown_keys() {
  for (const auto& child : table_.children) {
    if (std::ranges::find(asked_, child.key) != asked_.end()) continue;
    const auto nearest = nearest_name(child.key, asked_);
    fault(child.key, nearest
                         ? fmt::format("This key is not known here. Did you mean '{}'?", *nearest)
                         : "This key is not known here.");
  }
}

}  // namespace lockbox::service
