#pragma once

/// @file
/// The lives of a payment arrangement, of a security deposit and of a referral to collection, one
/// table each.  A step that is not listed cannot happen; the order of enumerators is never changed.

#include <array>
#include <string>

#include "core/state_table.h"

namespace lockbox::deposit::credit {

enum class ArrangementState {
  Proposed,  ///< Waits for another person.
  Approved,  ///< Waits for its first day.
  Active,
  Kept,         ///< All of it is paid.
  Broken,       ///< An installment was short beyond its grace.
  Reinstating,  ///< A broken one that somebody asks to go on with.
  Closed,
  Rejected,
};
inline constexpr Names<8> arrangement_state_names{"proposed", "approved",    "active", "kept",
                                                  "broken",   "reinstating", "closed", "rejected"};
enum class ArrangementEvent {
  Approve,
  Reject,
  Begin,     ///< Its day has come.
  Keep,      ///< The books show all of it paid.
  FallBack,  ///< The books show a part of it unpaid again, or a broken one paid in time after all.
  Break,     ///< The books show an installment short beyond its grace.
  AskReinstatement,
  Reinstate,
  Refuse,  ///< To reinstate it.
  Close,
  Withdraw,  ///< Ended before it was kept or broken.
};
inline constexpr Names<11> arrangement_event_names{
    "approve",           "reject",    "begin",  "keep",  "fall_back", "break",
    "ask_reinstatement", "reinstate", "refuse", "close", "withdraw"};
inline constexpr std::array arrangement_transitions{
    Transition{ArrangementState::Proposed, ArrangementEvent::Approve, ArrangementState::Approved},
    Transition{ArrangementState::Proposed, ArrangementEvent::Reject, ArrangementState::Rejected},
    Transition{ArrangementState::Approved, ArrangementEvent::Begin, ArrangementState::Active},
    Transition{ArrangementState::Approved, ArrangementEvent::Withdraw, ArrangementState::Closed},
    Transition{ArrangementState::Active, ArrangementEvent::Keep, ArrangementState::Kept},
    Transition{ArrangementState::Active, ArrangementEvent::Break, ArrangementState::Broken},
    Transition{ArrangementState::Active, ArrangementEvent::Withdraw, ArrangementState::Closed},
    Transition{ArrangementState::Kept, ArrangementEvent::FallBack, ArrangementState::Active},
    Transition{ArrangementState::Kept, ArrangementEvent::Close, ArrangementState::Closed},
    Transition{ArrangementState::Broken, ArrangementEvent::FallBack, ArrangementState::Active},
    Transition{ArrangementState::Broken, ArrangementEvent::AskReinstatement,
               ArrangementState::Reinstating},
    Transition{ArrangementState::Broken, ArrangementEvent::Close, ArrangementState::Closed},
    Transition{ArrangementState::Reinstating, ArrangementEvent::Reinstate,
               ArrangementState::Active},
    Transition{ArrangementState::Reinstating, ArrangementEvent::Refuse, ArrangementState::Broken},
};

enum class SecurityState {
  Proposed,   ///< Waits for another person.
  Approved,   ///< Required; not all of it has come.
  Held,       ///< All of it was received.
  Releasing,  ///< Somebody asks to give it back; another person records it.
  Closed,     ///< Given back or applied to the account.
  Waived,
  Rejected,
};
inline constexpr Names<7> security_state_names{"proposed", "approved", "held",    "releasing",
                                               "closed",   "waived",   "rejected"};
enum class SecurityEvent {
  Approve,
  Reject,
  Waive,
  Receive,  ///< The last of it came.
  AskRelease,
  Release,
  Refuse,      ///< To release it.
  RefusePart,  ///< To release it, where not all of it had come.
};
inline constexpr Names<8> security_event_names{"approve",     "reject",  "waive",  "receive",
                                               "ask_release", "release", "refuse", "refuse_part"};
inline constexpr std::array security_transitions{
    Transition{SecurityState::Proposed, SecurityEvent::Approve, SecurityState::Approved},
    Transition{SecurityState::Proposed, SecurityEvent::Reject, SecurityState::Rejected},
    Transition{SecurityState::Proposed, SecurityEvent::Waive, SecurityState::Waived},
    Transition{SecurityState::Approved, SecurityEvent::Waive, SecurityState::Waived},
    Transition{SecurityState::Approved, SecurityEvent::Receive, SecurityState::Held},
    Transition{SecurityState::Approved, SecurityEvent::AskRelease, SecurityState::Releasing},
    Transition{SecurityState::Held, SecurityEvent::AskRelease, SecurityState::Releasing},
    Transition{SecurityState::Held, SecurityEvent::Waive, SecurityState::Waived},
    Transition{SecurityState::Releasing, SecurityEvent::Release, SecurityState::Closed},
    Transition{SecurityState::Releasing, SecurityEvent::Refuse, SecurityState::Held},
    Transition{SecurityState::Releasing, SecurityEvent::RefusePart, SecurityState::Approved},
};

enum class ReferralState {
  Proposed,  ///< Waits for another person.
  Approved,  ///< Waits for the next file.
  Referred,  ///< A file told the agency of it.
  Recalled,  ///< Waits for the file that tells the agency so.
  Closed,
  Rejected,
};
inline constexpr Names<6> referral_state_names{"proposed", "approved", "referred",
                                               "recalled", "closed",   "rejected"};
enum class ReferralEvent {
  Approve,
  Reject,
  Export,
  Recall,
  TellRecall,  ///< A file told the agency of the recall.
  Close,       ///< Paid, or the agency gave it up.
};
inline constexpr Names<6> referral_event_names{"approve", "reject",      "export",
                                               "recall",  "tell_recall", "close"};
inline constexpr std::array referral_transitions{
    Transition{ReferralState::Proposed, ReferralEvent::Approve, ReferralState::Approved},
    Transition{ReferralState::Proposed, ReferralEvent::Reject, ReferralState::Rejected},
    Transition{ReferralState::Approved, ReferralEvent::Reject, ReferralState::Rejected},
    Transition{ReferralState::Approved, ReferralEvent::Export, ReferralState::Referred},
    Transition{ReferralState::Referred, ReferralEvent::Recall, ReferralState::Recalled},
    Transition{ReferralState::Referred, ReferralEvent::Close, ReferralState::Closed},
    Transition{ReferralState::Recalled, ReferralEvent::TellRecall, ReferralState::Closed},
};

/// What a person did to one of them, or the program for them.
template <class Event>
struct Step {
  Event event;
  std::string actor;
  std::string at;
  std::string note;
};

}  // namespace lockbox::deposit::credit
