#pragma once

/// @file
/// The day's tie in twelve lines, D13, and a thirteenth on a day with card slips: what was captured
/// is deposited, carried or sent back; what was deposited is posted or in suspense; what the bank
/// has yet to confirm is in transit; every piece of paper is somewhere.  Each line is made of
/// parts, which lead to the items and entries behind it.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deposit/close/day_record.h"

namespace lockbox::deposit::close {

inline constexpr int tie_lines = 12;
/// Card slips that a settlement list holds: no bank takes them on a ticket.
inline constexpr int card_line = 13;

/// One thing that a line is made of.
struct TiePart {
  BatchId batch{0};
  std::int64_t sequence = 0;  ///< Of its document; 0 where it is no document.
  std::string ticket;         ///< Where it is a deposit.
  std::string text;           ///< A few words for people.
  Money amount;
  std::int64_t pieces = 0;
  std::int64_t unit = 0;  ///< Of the mail log; 0 where it is none.
};

struct TieLine {
  int number = 1;  ///< 1 to 13.
  std::string_view name;
  std::string_view explanation;  ///< A sentence: what is counted, and from what.
  Money amount;
  std::int64_t pieces = 0;
  /// The line whose equation this one is part of; its own number where the equation is its own, 0
  /// where there is none.
  int equation = 0;
  std::string_view equation_text;  ///< "1 = 2 + 3 + 4"; only of a line with its own equation.
  /// In cents, in pieces for line 11: what the line is above the rest of its equation; only of a
  /// line with its own equation.
  std::optional<std::int64_t> difference;
  bool must_tie = false;  ///< Else it may carry over the close.
  std::vector<TiePart> parts;
};

struct DayTie {
  std::vector<TieLine> lines;  ///< Twelve or thirteen, by number.
  /// Deposited and applied, in no posting file yet; posted when the day is closed.
  Money to_be_posted;

  [[nodiscard]] const TieLine& line(int number) const {
    return lines.at(static_cast<std::size_t>(number - 1));
  }
  /// Of line 13; zero without one.
  [[nodiscard]] Money settled() const {
    return lines.size() > tie_lines ? line(card_line).amount : Money{};
  }
};

[[nodiscard]] DayTie tie_of(const DayRecord& record);

}  // namespace lockbox::deposit::close
