#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/state_table.h"

namespace lockbox::deposit {

/// The shortest run of listed steps from one state to another; empty when they are the same, absent
/// when the table knows no way.  Every step on it is an event that happened.
template <class State, class Event, std::size_t N>
[[nodiscard]] std::optional<std::vector<Event>> path_between(
    const std::array<Transition<State, Event>, N>& table, State from, State to) {
  struct Reached {
    State state;
    std::vector<Event> events;
  };
  std::vector<Reached> reached{{from, {}}};
  for (std::size_t next = 0; next < reached.size(); ++next) {
    const auto here = reached[next];
    if (here.state == to) return here.events;
    for (const auto& row : table) {
      if (row.from != here.state) continue;
      bool seen = false;
      for (const auto& other : reached) seen = seen || other.state == row.to;
      if (seen) continue;
      auto events = here.events;
      events.push_back(row.event);
      reached.push_back({row.to, std::move(events)});
    }
  }
  return std::nullopt;
}

}  // namespace lockbox::deposit
