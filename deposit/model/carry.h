#pragma once

/// @file
/// An envelope that nobody can finish today and that goes on to another business day, so that this
/// one may be closed: why, who sees to it and until when (C5, CarriedForward).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/state_table.h"
#include "deposit/model/states.h"

namespace lockbox::deposit {

enum class CarryState {
  Planned,    ///< Somebody wants it; the day is not closed yet.
  Carried,    ///< The day was closed without it.
  TakenBack,  ///< It was decided before the close after all, or somebody thought better of it.
};
inline constexpr Names<3> carry_state_names{"planned", "carried", "taken_back"};
enum class CarryEvent {
  Carry,
  TakeBack,
  Reopen,  ///< The day is reopened, and the envelope is the day's again.
};
inline constexpr Names<3> carry_event_names{"carry", "take_back", "reopen"};
inline constexpr std::array carry_transitions{
    Transition{CarryState::Planned, CarryEvent::Carry, CarryState::Carried},
    Transition{CarryState::Planned, CarryEvent::TakeBack, CarryState::TakenBack},
    Transition{CarryState::Carried, CarryEvent::Reopen, CarryState::Planned},
};

/// Whether an envelope in that state may go on to another day: it is not deposited, and goes back
/// to nobody.  A released one must hold money, none of it in a deposit, and come from no counter.
[[nodiscard]] constexpr bool may_go_on(TransactionState state) {
  switch (state) {
    case TransactionState::Assembled:
    case TransactionState::NeedsMatch:
    case TransactionState::ExceptionOpen:
    case TransactionState::InBalance:
    case TransactionState::Held:
    case TransactionState::Released:
      return true;
    case TransactionState::Deposited:
    case TransactionState::Posted:
    case TransactionState::Voided:
    case TransactionState::Returned:
      return false;
  }
  return false;
}

/// A piece of paper of the envelope.
struct CarriedPiece {
  std::int64_t sequence = 0;
  std::optional<Money> amount;  ///< As the day was closed; nothing before, or while it was unknown.
  friend bool operator==(const CarriedPiece&, const CarriedPiece&) = default;
};

/// One envelope carried out of one day.
struct Carry {
  std::int64_t id = 0;
  std::string lockbox;
  BatchId batch{0};
  BusinessDay since;          ///< The day of its batch.
  std::int64_t envelope = 0;  ///< Key.
  BusinessDay from;
  /// The day that it came into: the first one behind `from` that was not closed then.  Nothing
  /// while no such day has begun.
  std::optional<BusinessDay> into;
  std::string reason;
  std::string owner;  ///< Who sees to it: "supervisor", "treasury", a department or a person.
  BusinessDay due;    ///< Until when.
  CarryState state = CarryState::Planned;
  std::string carried_by;
  std::string carried_at;
  std::vector<CarriedPiece> pieces;  ///< By sequence.
  friend bool operator==(const Carry&, const Carry&) = default;

  /// Of what was known as the day was closed.
  [[nodiscard]] Money amount() const {
    Money sum;
    for (const auto& piece : pieces) sum += piece.amount.value_or(Money{});
    return sum;
  }
};

}  // namespace lockbox::deposit
