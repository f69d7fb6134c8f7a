#pragma once

/// @file
/// The lives of a returned item and of an adjustment, one table each.  A step that is not listed
/// cannot happen; the order of enumerators is never changed.

#include <array>

#include "core/state_table.h"

namespace lockbox::deposit::ledger {

enum class ReturnState {
  Received,     ///< The bank told of it; nobody knows yet which item it is.
  Identified,   ///< Its money is back at the bank, and somebody owes it.
  Redeposited,  ///< Presented again.
  Cleared,      ///< Paid at last.
  ChargedBack,  ///< Taken from the accounts that it was applied to.
  FeePosted,
  LetterSent,
  PaidBack,
  ReferredToCollection,
  Reversed,  ///< It was taken in wrongly; all that was booked of it is booked back.
};
inline constexpr Names<10> return_state_names{
    "received",    "identified",   "redeposited",
    "cleared",     "charged_back", "fee_posted",
    "letter_sent", "paid_back",    "referred_to_collection",
    "reversed"};
enum class ReturnEvent {
  Identify,
  Redeposit,
  Clear,
  ReturnAgain,
  ChargeBack,
  PostFee,
  SendLetter,
  PayBack,
  Refer,
  Reverse,
};
inline constexpr Names<10> return_event_names{
    "identify", "redeposit",   "clear",    "return_again", "charge_back",
    "post_fee", "send_letter", "pay_back", "refer",        "reverse"};
inline constexpr std::array return_transitions{
    Transition{ReturnState::Received, ReturnEvent::Identify, ReturnState::Identified},
    Transition{ReturnState::Identified, ReturnEvent::Redeposit, ReturnState::Redeposited},
    Transition{ReturnState::Redeposited, ReturnEvent::Clear, ReturnState::Cleared},
    Transition{ReturnState::Redeposited, ReturnEvent::ReturnAgain, ReturnState::Identified},
    Transition{ReturnState::Cleared, ReturnEvent::ReturnAgain, ReturnState::Identified},
    Transition{ReturnState::Identified, ReturnEvent::ChargeBack, ReturnState::ChargedBack},
    Transition{ReturnState::ChargedBack, ReturnEvent::PostFee, ReturnState::FeePosted},
    Transition{ReturnState::FeePosted, ReturnEvent::SendLetter, ReturnState::LetterSent},
    Transition{ReturnState::LetterSent, ReturnEvent::PayBack, ReturnState::PaidBack},
    Transition{ReturnState::LetterSent, ReturnEvent::Refer, ReturnState::ReferredToCollection},
    Transition{ReturnState::Received, ReturnEvent::Reverse, ReturnState::Reversed},
    Transition{ReturnState::Identified, ReturnEvent::Reverse, ReturnState::Reversed},
    Transition{ReturnState::ChargedBack, ReturnEvent::Reverse, ReturnState::Reversed},
    Transition{ReturnState::FeePosted, ReturnEvent::Reverse, ReturnState::Reversed},
    Transition{ReturnState::LetterSent, ReturnEvent::Reverse, ReturnState::Reversed},
};

enum class AdjustmentState { Requested, Approved, Posted, Rejected };
inline constexpr Names<4> adjustment_state_names{"requested", "approved", "posted", "rejected"};
enum class AdjustmentEvent { Approve, Post, Reject };
inline constexpr Names<3> adjustment_event_names{"approve", "post", "reject"};
inline constexpr std::array adjustment_transitions{
    Transition{AdjustmentState::Requested, AdjustmentEvent::Approve, AdjustmentState::Approved},
    Transition{AdjustmentState::Approved, AdjustmentEvent::Post, AdjustmentState::Posted},
    Transition{AdjustmentState::Requested, AdjustmentEvent::Reject, AdjustmentState::Rejected},
};

}  // namespace lockbox::deposit::ledger
