#pragma once

/// @file
/// The words of the mail log and of the custody of paper, and the life of a work unit (C6): one
/// tray of mail from the pick-up to the shredder.  What is not listed cannot happen; the order of
/// enumerators is never changed.

#include <array>

#include "core/ids.h"
#include "core/state_table.h"

namespace lockbox::deposit::custody {

using PickUpId = Id<struct PickUpTag>;
using WorkUnitId = Id<struct WorkUnitTag>;
using HandOffId = Id<struct HandOffTag>;
using FindingId = Id<struct FindingTag>;
using BoxId = Id<struct BoxTag>;
using HoldId = Id<struct HoldTag>;

enum class MailSource { PoBox, DropBox, Courier, Interoffice };
inline constexpr Names<4> mail_source_names{"po_box", "drop_box", "courier", "interoffice"};

/// How mail is sorted before it is opened.
enum class SortClass { Singles, Multis, WhiteMail, CheckOnly, Flats, Certified, Returned };
inline constexpr Names<7> sort_class_names{"singles", "multis",    "white_mail", "check_only",
                                           "flats",   "certified", "returned"};

/// Which date a payment by mail counts from.
enum class DatePolicy { Received, Postmark };
inline constexpr Names<2> date_policy_names{"received", "postmark"};

enum class Stage {
  Received,
  Staged,  ///< Sorted and waiting to be opened.
  Opened,
  Extracted,
  Candled,  ///< The envelopes were looked through and are empty.
  Scanned,
  Stored,      ///< In a box.
  DestroyDue,  ///< One person signed for its destruction.
  Destroyed,
};
inline constexpr Names<9> stage_names{"received", "staged", "opened",      "extracted", "candled",
                                      "scanned",  "stored", "destroy_due", "destroyed"};
enum class UnitEvent {
  Stage,
  Open,
  Extract,
  Candle,
  Scan,
  Store,
  Move,
  BecomeDue,
  Destroy,
  Endorse,  ///< Its checks are stamped "for deposit only", as the site's bank wants it (C-04).
};
inline constexpr Names<10> unit_event_names{"stage", "open", "extract",    "candle",  "scan",
                                            "store", "move", "become_due", "destroy", "endorse"};
/// Letters and returned mail that no scanner sees are stored once they are candled.
inline constexpr std::array unit_transitions{
    Transition{Stage::Received, UnitEvent::Stage, Stage::Staged},
    Transition{Stage::Staged, UnitEvent::Open, Stage::Opened},
    Transition{Stage::Opened, UnitEvent::Extract, Stage::Extracted},
    Transition{Stage::Extracted, UnitEvent::Candle, Stage::Candled},
    Transition{Stage::Extracted, UnitEvent::Endorse, Stage::Extracted},
    Transition{Stage::Candled, UnitEvent::Endorse, Stage::Candled},
    Transition{Stage::Candled, UnitEvent::Scan, Stage::Scanned},
    Transition{Stage::Candled, UnitEvent::Store, Stage::Stored},
    Transition{Stage::Scanned, UnitEvent::Store, Stage::Stored},
    Transition{Stage::Stored, UnitEvent::Move, Stage::Stored},
    Transition{Stage::Stored, UnitEvent::BecomeDue, Stage::DestroyDue},
    Transition{Stage::DestroyDue, UnitEvent::Destroy, Stage::Destroyed},
};

/// Why the pieces of a unit became more or fewer: the terms of D11.
enum class Flow {
  Received,
  Discovered,  ///< Found where nothing was expected any more.
  Corrected,   ///< A count was wrong; signed by two, either way.
  Returned,    ///< To the sender.
  Forwarded,   ///< To another office.
  SentToBank,
  Destroyed,
};
inline constexpr Names<7> flow_names{"received",  "discovered",   "corrected", "returned",
                                     "forwarded", "sent_to_bank", "destroyed"};
/// What pieces add in a movement of this kind is positive here, what they take away negative.
[[nodiscard]] constexpr int sign_of(Flow flow) {
  return flow == Flow::Received || flow == Flow::Discovered || flow == Flow::Corrected ? 1 : -1;
}

enum class HandOffState { Offered, Taken, Withdrawn };
inline constexpr Names<3> hand_off_state_names{"offered", "taken", "withdrawn"};

enum class FindingKind {
  CountDiffers,  ///< Somebody counted other than the books say.
  ScanDiffers,   ///< The scanner saw another number of envelopes; explained as it is recorded.
  Discovered,    ///< A remittance in an envelope that should have been empty.
  Cash,
};
inline constexpr Names<4> finding_kind_names{"count_differs", "scan_differs", "discovered", "cash"};

/// What a box holds, which says how long it is kept.
enum class RetentionClass { Payments, Envelopes, Correspondence, Certified };
inline constexpr Names<4> retention_class_names{"payments", "envelopes", "correspondence",
                                                "certified"};

enum class HoldKind { Legal, ReturnPending };
inline constexpr Names<2> hold_kind_names{"legal", "return_pending"};

/// Whether a unit was linked to its batch by its ticket or by a person's word.
enum class LinkedBy { Ticket, Hand };
inline constexpr Names<2> linked_by_names{"ticket", "hand"};

}  // namespace lockbox::deposit::custody
