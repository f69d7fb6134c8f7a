#pragma once

/// @file
/// The lives of document, item, transaction, batch, deposit and task, one table each.  Names of
/// states are the trade's (handbook of remittance processing): a step that is not listed cannot
/// happen.  Only the steps in use stand here; the order of enumerators is never changed.

#include <array>

#include "core/state_table.h"

namespace lockbox::deposit {

// ---- Document: what went through the track -------------------------------------------------

enum class DocumentState { Captured, NeedsRescan, ReadOk, NeedsRepair, Repaired };
inline constexpr Names<5> document_state_names{"captured", "needs_rescan", "read_ok",
                                               "needs_repair", "repaired"};
enum class DocumentEvent {
  ReadWell,
  ReadInPart,
  Fault,
  Rescan,
  Repair,
  AcceptPicture,  ///< Refused for its quality, it counts as it is by a person's decision.
};
inline constexpr Names<6> document_event_names{"read_well", "read_in_part", "fault",
                                               "rescan",    "repair",       "accept_picture"};
inline constexpr std::array document_transitions{
    Transition{DocumentState::Captured, DocumentEvent::ReadWell, DocumentState::ReadOk},
    Transition{DocumentState::Captured, DocumentEvent::ReadInPart, DocumentState::NeedsRepair},
    Transition{DocumentState::Captured, DocumentEvent::Fault, DocumentState::NeedsRescan},
    Transition{DocumentState::NeedsRescan, DocumentEvent::Rescan, DocumentState::Captured},
    Transition{DocumentState::NeedsRescan, DocumentEvent::AcceptPicture, DocumentState::Captured},
    Transition{DocumentState::NeedsRepair, DocumentEvent::Repair, DocumentState::Repaired},
};

// ---- Item: what is on the document -----------------------------------------------------------

enum class ItemState {
  Captured,
  NeedsRepair,
  AmountPending,
  AmountKeyed,
  Cleared,
  InDeposit,
  DuplicateConfirmed,
  Returned,  ///< To its payer, by a person's decision.
};
inline constexpr Names<8> item_state_names{
    "captured", "needs_repair", "amount_pending",      "amount_keyed",
    "cleared",  "in_deposit",   "duplicate_confirmed", "returned"};
enum class ItemEvent {
  Doubt,
  Repair,
  AwaitAmount,
  KeyAmount,
  Clear,
  Deposit,
  ConfirmDuplicate,
  Recall,  ///< A letter or coupon without money moves to an envelope that still waits.
  Return,
  Resume,      ///< Its return is taken back.
  Withdraw,    ///< Out of its deposit, which was a draft, or which the bank rejected.
  Reclassify,  ///< By a person's word it is something else.
};
inline constexpr Names<12> item_event_names{"doubt",  "repair",  "await_amount",      "key_amount",
                                            "clear",  "deposit", "confirm_duplicate", "recall",
                                            "return", "resume",  "withdraw",          "reclassify"};
inline constexpr std::array item_transitions{
    Transition{ItemState::Captured, ItemEvent::Doubt, ItemState::NeedsRepair},
    Transition{ItemState::NeedsRepair, ItemEvent::Repair, ItemState::Captured},
    Transition{ItemState::Captured, ItemEvent::AwaitAmount, ItemState::AmountPending},
    Transition{ItemState::AmountPending, ItemEvent::KeyAmount, ItemState::AmountKeyed},
    Transition{ItemState::Captured, ItemEvent::Clear, ItemState::Cleared},
    Transition{ItemState::AmountKeyed, ItemEvent::Clear, ItemState::Cleared},
    Transition{ItemState::Cleared, ItemEvent::Deposit, ItemState::InDeposit},
    Transition{ItemState::InDeposit, ItemEvent::Withdraw, ItemState::Cleared},
    Transition{ItemState::Captured, ItemEvent::ConfirmDuplicate, ItemState::DuplicateConfirmed},
    Transition{ItemState::NeedsRepair, ItemEvent::ConfirmDuplicate, ItemState::DuplicateConfirmed},
    Transition{ItemState::AmountPending, ItemEvent::ConfirmDuplicate,
               ItemState::DuplicateConfirmed},
    Transition{ItemState::AmountKeyed, ItemEvent::ConfirmDuplicate, ItemState::DuplicateConfirmed},
    Transition{ItemState::Cleared, ItemEvent::Recall, ItemState::Captured},
    Transition{ItemState::Captured, ItemEvent::Return, ItemState::Returned},
    Transition{ItemState::NeedsRepair, ItemEvent::Return, ItemState::Returned},
    Transition{ItemState::AmountPending, ItemEvent::Return, ItemState::Returned},
    Transition{ItemState::AmountKeyed, ItemEvent::Return, ItemState::Returned},
    Transition{ItemState::Returned, ItemEvent::Resume, ItemState::Captured},
    Transition{ItemState::AmountPending, ItemEvent::Reclassify, ItemState::Captured},
    Transition{ItemState::AmountKeyed, ItemEvent::Reclassify, ItemState::Captured},
};

// ---- Transaction: one envelope, the unit of truth ---------------------------------------------

enum class TransactionState {
  Assembled,      ///< Grouped; a person must still say where it begins and ends.
  NeedsMatch,     ///< Its bounds stand; an amount, a MICR line or an account is wanted.
  ExceptionOpen,  ///< A doubt that only a person may settle, e.g. a possible duplicate.
  InBalance,      ///< Tender = applied + adjustments + suspense, to the cent.
  Released,       ///< Its batch balances too: its tender may be deposited.
  Deposited,      ///< Every tender item lies in a deposit that a second person approved.
  Posted,         ///< Its applications stand in a posting file.
  Voided,         ///< Regrouped: its documents went to other transactions.
  Held,           ///< It waits by a person's decision.
  Returned,       ///< It goes back to its payer by a person's decision.
};
inline constexpr Names<10> transaction_state_names{
    "assembled", "needs_match", "exception_open", "in_balance", "released",
    "deposited", "posted",      "voided",         "held",       "returned"};
enum class TransactionEvent {
  Classify,
  Except,
  Balance,
  Regroup,
  Release,
  Deposit,
  Post,
  Void,
  Reassemble,
  Recall,  ///< It held no money; now some belongs to it.  Booked money is never recalled.
  Hold,
  Return,
  Resume,    ///< Its hold or return is taken back.
  Withdraw,  ///< The bank rejected a deposit that holds tender of it.
};
inline constexpr Names<14> transaction_event_names{
    "classify", "except",     "balance", "regroup", "release", "deposit", "post",
    "void",     "reassemble", "recall",  "hold",    "return",  "resume",  "withdraw"};
inline constexpr std::array transaction_transitions{
    Transition{TransactionState::Assembled, TransactionEvent::Classify,
               TransactionState::NeedsMatch},
    Transition{TransactionState::NeedsMatch, TransactionEvent::Except,
               TransactionState::ExceptionOpen},
    Transition{TransactionState::ExceptionOpen, TransactionEvent::Classify,
               TransactionState::NeedsMatch},
    Transition{TransactionState::NeedsMatch, TransactionEvent::Balance,
               TransactionState::InBalance},
    Transition{TransactionState::InBalance, TransactionEvent::Classify,
               TransactionState::NeedsMatch},
    Transition{TransactionState::NeedsMatch, TransactionEvent::Regroup,
               TransactionState::Assembled},
    Transition{TransactionState::InBalance, TransactionEvent::Release, TransactionState::Released},
    Transition{TransactionState::Released, TransactionEvent::Deposit, TransactionState::Deposited},
    Transition{TransactionState::Deposited, TransactionEvent::Post, TransactionState::Posted},
    Transition{TransactionState::Deposited, TransactionEvent::Withdraw, TransactionState::Released},
    Transition{TransactionState::Assembled, TransactionEvent::Void, TransactionState::Voided},
    Transition{TransactionState::NeedsMatch, TransactionEvent::Void, TransactionState::Voided},
    Transition{TransactionState::ExceptionOpen, TransactionEvent::Void, TransactionState::Voided},
    Transition{TransactionState::InBalance, TransactionEvent::Void, TransactionState::Voided},
    Transition{TransactionState::Voided, TransactionEvent::Reassemble, TransactionState::Assembled},
    Transition{TransactionState::Released, TransactionEvent::Recall, TransactionState::NeedsMatch},
    Transition{TransactionState::Assembled, TransactionEvent::Hold, TransactionState::Held},
    Transition{TransactionState::NeedsMatch, TransactionEvent::Hold, TransactionState::Held},
    Transition{TransactionState::ExceptionOpen, TransactionEvent::Hold, TransactionState::Held},
    Transition{TransactionState::InBalance, TransactionEvent::Hold, TransactionState::Held},
    Transition{TransactionState::Assembled, TransactionEvent::Return, TransactionState::Returned},
    Transition{TransactionState::NeedsMatch, TransactionEvent::Return, TransactionState::Returned},
    Transition{TransactionState::ExceptionOpen, TransactionEvent::Return,
               TransactionState::Returned},
    Transition{TransactionState::InBalance, TransactionEvent::Return, TransactionState::Returned},
    Transition{TransactionState::Held, TransactionEvent::Return, TransactionState::Returned},
    Transition{TransactionState::Held, TransactionEvent::Resume, TransactionState::NeedsMatch},
    Transition{TransactionState::Returned, TransactionEvent::Resume, TransactionState::NeedsMatch},
};

// ---- Batch: the unit of control ---------------------------------------------------------------

enum class BatchState { Registered, Capturing, CaptureComplete, InKeying, Balanced };
inline constexpr Names<5> batch_state_names{"registered", "capturing", "capture_complete",
                                            "in_keying", "balanced"};
enum class BatchEvent { BeginCapture, CompleteCapture, BeginKeying, Balance, Reopen };
inline constexpr Names<5> batch_event_names{"begin_capture", "complete_capture", "begin_keying",
                                            "balance", "reopen"};
inline constexpr std::array batch_transitions{
    Transition{BatchState::Registered, BatchEvent::BeginCapture, BatchState::Capturing},
    Transition{BatchState::Capturing, BatchEvent::CompleteCapture, BatchState::CaptureComplete},
    Transition{BatchState::CaptureComplete, BatchEvent::BeginKeying, BatchState::InKeying},
    Transition{BatchState::InKeying, BatchEvent::Balance, BatchState::Balanced},
    Transition{BatchState::Balanced, BatchEvent::Reopen, BatchState::InKeying},
};

// ---- Deposit: the unit of cash ----------------------------------------------------------------

enum class DepositState {
  Draft,
  AwaitingApproval,
  Approved,  ///< Frozen: what is in it and its total never change again.
  Sent,      ///< Handed to the bank or its courier; the bank has yet to say that it has it.
  Confirmed,
  ConfirmedAdjusted,  ///< Confirmed with the bank's corrections, each with its reason.
  Rejected,           ///< By the bank, whole; its items may be deposited again.
  Cancelled,          ///< While it was a draft; its number stays, its items are free.
};
inline constexpr Names<8> deposit_state_names{"draft",    "awaiting_approval", "approved",
                                              "sent",     "confirmed",         "confirmed_adjusted",
                                              "rejected", "cancelled"};
enum class DepositEvent {
  Submit,
  Approve,
  ReturnToDraft,
  Rearrange,  ///< Items join or leave a draft.
  Send,
  Confirm,
  Adjust,  ///< The bank confirms with corrections, or corrects what it confirmed before.
  Reject,
  Cancel,
};
inline constexpr Names<9> deposit_event_names{"submit",    "approve", "return_to_draft",
                                              "rearrange", "send",    "confirm",
                                              "adjust",    "reject",  "cancel"};
inline constexpr std::array deposit_transitions{
    Transition{DepositState::Draft, DepositEvent::Submit, DepositState::AwaitingApproval},
    Transition{DepositState::AwaitingApproval, DepositEvent::Approve, DepositState::Approved},
    Transition{DepositState::Draft, DepositEvent::Rearrange, DepositState::Draft},
    Transition{DepositState::Draft, DepositEvent::Cancel, DepositState::Cancelled},
    Transition{DepositState::AwaitingApproval, DepositEvent::ReturnToDraft, DepositState::Draft},
    Transition{DepositState::Approved, DepositEvent::Send, DepositState::Sent},
    Transition{DepositState::Sent, DepositEvent::Confirm, DepositState::Confirmed},
    Transition{DepositState::Sent, DepositEvent::Adjust, DepositState::ConfirmedAdjusted},
    Transition{DepositState::Confirmed, DepositEvent::Adjust, DepositState::ConfirmedAdjusted},
    Transition{DepositState::ConfirmedAdjusted, DepositEvent::Adjust,
               DepositState::ConfirmedAdjusted},
    Transition{DepositState::Sent, DepositEvent::Reject, DepositState::Rejected},
};

/// Whether two people stand for it and the bank has not sent it back.
[[nodiscard]] constexpr bool is_approved(DepositState state) {
  return state == DepositState::Approved || state == DepositState::Sent ||
         state == DepositState::Confirmed || state == DepositState::ConfirmedAdjusted;
}
/// Whether the bank has said that it has the money.
[[nodiscard]] constexpr bool is_confirmed(DepositState state) {
  return state == DepositState::Confirmed || state == DepositState::ConfirmedAdjusted;
}
/// Whether it holds its items; no other deposit may.
[[nodiscard]] constexpr bool is_live(DepositState state) {
  return state != DepositState::Rejected && state != DepositState::Cancelled;
}

// ---- Business day: what treasury closes --------------------------------------------------------

enum class DayState { Open, CutOff, Closed, Reopened };
inline constexpr Names<4> day_state_names{"open", "cut_off", "closed", "reopened"};
enum class DayEvent { CutOff, Close, Reopen };
inline constexpr Names<3> day_event_names{"cut_off", "close", "reopen"};
inline constexpr std::array day_transitions{
    Transition{DayState::Open, DayEvent::CutOff, DayState::CutOff},
    Transition{DayState::CutOff, DayEvent::Close, DayState::Closed},
    Transition{DayState::Closed, DayEvent::Reopen, DayState::Reopened},
    Transition{DayState::Reopened, DayEvent::Close, DayState::Closed},
};

// ---- Task: what a person must supply ----------------------------------------------------------

enum class TaskState { Open, Answered, Withdrawn };
inline constexpr Names<3> task_state_names{"open", "answered", "withdrawn"};
enum class TaskEvent {
  Answer,
  Withdraw,
  Reopen,
  Correct,  ///< Another answer in place of the first, while the money has not moved.
};
inline constexpr Names<4> task_event_names{"answer", "withdraw", "reopen", "correct"};
inline constexpr std::array task_transitions{
    Transition{TaskState::Open, TaskEvent::Answer, TaskState::Answered},
    Transition{TaskState::Open, TaskEvent::Withdraw, TaskState::Withdrawn},
    Transition{TaskState::Withdrawn, TaskEvent::Reopen, TaskState::Open},
    Transition{TaskState::Answered, TaskEvent::Correct, TaskState::Answered},
    // What was answered does not fit any more what the paper turned out to be.
    Transition{TaskState::Answered, TaskEvent::Reopen, TaskState::Open},
};

}  // namespace lockbox::deposit
