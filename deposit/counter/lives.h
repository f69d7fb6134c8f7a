#pragma once

/// @file
/// The lives of a cash drawer's session and of a receipt.

#include <array>

#include "core/ids.h"
#include "core/state_table.h"

namespace lockbox::deposit::counter {

using DrawerId = Id<struct DrawerTag>;

enum class DrawerState {
  Open,      ///< Its person takes money with it.
  Counted,   ///< Counted blind; another person is to accept the count.
  Accepted,  ///< Over or short is recorded, and its receipts are released for deposit.
};
inline constexpr Names<3> drawer_state_names{"open", "counted", "accepted"};
enum class DrawerEvent {
  Count,
  SendBack,  ///< The second person wants it counted again.
  Accept,
};
inline constexpr Names<3> drawer_event_names{"count", "send_back", "accept"};
inline constexpr std::array drawer_transitions{
    Transition{DrawerState::Open, DrawerEvent::Count, DrawerState::Counted},
    Transition{DrawerState::Counted, DrawerEvent::SendBack, DrawerState::Open},
    Transition{DrawerState::Counted, DrawerEvent::Accept, DrawerState::Accepted},
};

enum class ReceiptState { Issued, Voided };
inline constexpr Names<2> receipt_state_names{"issued", "voided"};
enum class ReceiptEvent { Void };
inline constexpr Names<1> receipt_event_names{"void"};
inline constexpr std::array receipt_transitions{
    Transition{ReceiptState::Issued, ReceiptEvent::Void, ReceiptState::Voided},
};

/// Cash that goes into or out of a drawer other than by a receipt.
enum class MoveKind {
  PaidIn,   ///< Added, e.g. change from the safe.
  PaidOut,  ///< Taken out, e.g. back to the safe.
  Drop,     ///< Receipts' cash into the safe before the count, in a bag, by two people.
};
inline constexpr Names<3> move_kind_names{"paid_in", "paid_out", "drop"};

}  // namespace lockbox::deposit::counter
