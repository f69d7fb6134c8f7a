#pragma once

/// @file
/// A life as one constexpr table: what is not listed cannot happen.  The same names serve the
/// code, the SQL CHECK constraints and the enumerations of the JSON Schema.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.h"

namespace lockbox {

template <class State, class Event>
struct Transition {
  State from;
  Event event;
  State to;
};
/// Spelled out for Clang 14, which deduces no aggregates; clang-tidy stands on it.
template <class State, class Event>
Transition(State, Event, State) -> Transition<State, Event>;

/// The written name of each enumerator, in order of value; `NAMES[i]` belongs to value i.
template <std::size_t N>
using Names = std::array<std::string_view, N>;

template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::string_view name_of(const Names<N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

template <class Enum, std::size_t N>
[[nodiscard]] Result<Enum> parse_name(const Names<N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return fail(ErrorCode::InvalidInput,
              "'" + std::string{text} + "' is not one of the known names.");
}

/// 'a','b','c' for an SQL CHECK (column IN (...)).
template <std::size_t N>
[[nodiscard]] std::string sql_list(const Names<N>& names) {
  std::string list;
  for (const auto name : names) list += (list.empty() ? "'" : ",'") + std::string{name} + "'";
  return list;
}

/// The state after `event`, or Conflict when the table does not list the step.
template <class State, class Event, std::size_t N>
[[nodiscard]] Result<State> next_state(const std::array<Transition<State, Event>, N>& table,
                                       State from, Event event) {
  for (const auto& row : table) {
    if (row.from == from && row.event == event) return row.to;
  }
  return fail(ErrorCode::Conflict, "The state does not allow this step.");
}

}  // namespace lockbox
