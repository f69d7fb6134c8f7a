#pragma once

/// @file
/// The life of a change of a master account.  A step that is not listed cannot happen; the order of
/// enumerators is never changed.

#include <array>

#include "core/state_table.h"

namespace lockbox::deposit::accounts {

enum class ChangeState {
  Requested,  ///< Waits for another person.
  Approved,   ///< Waits for the business day from which it holds.
  Applied,
  Rejected,
  Lapsed,  ///< Its day came, and the account was no longer as it was.
};
inline constexpr Names<5> change_state_names{"requested", "approved", "applied", "rejected",
                                             "lapsed"};
enum class ChangeEvent { Approve, Apply, Reject, Lapse };
inline constexpr Names<4> change_event_names{"approve", "apply", "reject", "lapse"};
inline constexpr std::array change_transitions{
    Transition{ChangeState::Requested, ChangeEvent::Approve, ChangeState::Approved},
    Transition{ChangeState::Requested, ChangeEvent::Reject, ChangeState::Rejected},
    Transition{ChangeState::Approved, ChangeEvent::Apply, ChangeState::Applied},
    Transition{ChangeState::Approved, ChangeEvent::Reject, ChangeState::Rejected},
    Transition{ChangeState::Approved, ChangeEvent::Lapse, ChangeState::Lapsed},
};

}  // namespace lockbox::deposit::accounts
