#pragma once

/// @file
/// An exception that somebody must decide: what is the matter with a piece of mail, whose it is,
/// until when, and what became of it.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/state_table.h"
#include "deposit/model/vault.h"

namespace lockbox::deposit {

/// The trade's reasons; the order of enumerators is never changed.
enum class ExceptionReason {
  Unsigned,
  NoPayee,
  OtherPayee,  ///< Made out to somebody who is not listed as a payee.
  Postdated,
  StaleDated,
  AmountsDiffer,  ///< In words and in figures.
  Altered,
  Foreign,              ///< Drawn on a foreign bank or in another currency.
  RestrictiveNotation,  ///< "Paid in full".
  ThirdParty,           ///< Endorsed over by somebody else.
  Duplicate,
  StopListed,
  CashOnly,  ///< The payer's checks are not taken.
  ClosedAccount,
  OverLimit,
  Other,
};
inline constexpr Names<16> exception_reason_names{
    "unsigned",  "no_payee",       "other_payee",  "postdated",   "stale_dated", "amounts_differ",
    "altered",   "foreign",        "paid_in_full", "third_party", "duplicate",   "stop_listed",
    "cash_only", "closed_account", "over_limit",   "other"};

enum class ExceptionAction {
  Accept,            ///< Deposited as it is.
  Correct,           ///< It was put right and goes on.
  HoldUntil,         ///< Its paper waits in the vault for a date, and comes in again then.
  ReturnToPayer,     ///< It goes back, with a letter.
  SendToDepartment,  ///< Another queue decides.
  AskPayer,          ///< It waits for the payer's word.
  SendToCollection,  ///< The bank collects it outside any deposit.
  Pull,              ///< The treasurer takes it out and keeps it; it may come in again.
};
inline constexpr Names<8> exception_action_names{"accept",
                                                 "correct",
                                                 "hold_until",
                                                 "return_to_payer",
                                                 "send_to_department",
                                                 "ask_payer",
                                                 "send_to_collection",
                                                 "pull"};

/// Whether the money waits for the decision, or is deposited today and decided about later.
enum class DecideWhen { DecideFirst, DepositFirst };
inline constexpr Names<2> decide_when_names{"decide_first", "deposit_first"};

enum class CaseState {
  Open,
  WaitingDepartment,
  WaitingPayer,
  Decided,  ///< It waits for a date, with the treasurer, or for a clock of the law to run out.
  Closed,
};
inline constexpr Names<5> case_state_names{"open", "waiting_department", "waiting_payer", "decided",
                                           "closed"};
enum class CaseEvent {
  Assign,
  AskPayer,
  Decide,
  Close,
  MissPaper,  ///< What was kept until today is not where it was kept.
};
inline constexpr Names<5> case_event_names{"assign", "ask_payer", "decide", "close", "miss_paper"};
inline constexpr std::array case_transitions{
    Transition{CaseState::Open, CaseEvent::Assign, CaseState::WaitingDepartment},
    Transition{CaseState::Open, CaseEvent::AskPayer, CaseState::WaitingPayer},
    Transition{CaseState::Open, CaseEvent::Decide, CaseState::Decided},
    Transition{CaseState::Open, CaseEvent::Close, CaseState::Closed},
    Transition{CaseState::WaitingDepartment, CaseEvent::Assign, CaseState::WaitingDepartment},
    Transition{CaseState::WaitingDepartment, CaseEvent::AskPayer, CaseState::WaitingPayer},
    Transition{CaseState::WaitingDepartment, CaseEvent::Decide, CaseState::Decided},
    Transition{CaseState::WaitingDepartment, CaseEvent::Close, CaseState::Closed},
    Transition{CaseState::WaitingPayer, CaseEvent::Assign, CaseState::WaitingDepartment},
    Transition{CaseState::WaitingPayer, CaseEvent::Decide, CaseState::Decided},
    Transition{CaseState::WaitingPayer, CaseEvent::Close, CaseState::Closed},
    Transition{CaseState::Decided, CaseEvent::Decide, CaseState::Decided},
    Transition{CaseState::Decided, CaseEvent::Close, CaseState::Closed},
    Transition{CaseState::Decided, CaseEvent::MissPaper, CaseState::Open},
};

/// One step of a case: an entry that is only ever added.
struct CaseStep {
  CaseEvent event = CaseEvent::Close;
  std::optional<ExceptionAction> action;  ///< Nothing for a paper that is missing.
  std::string owner;                      ///< Who decides from then on.
  std::optional<BusinessDay> due;
  std::string note;
  std::string by;
  std::string at;  ///< Set by the books.
  friend bool operator==(const CaseStep&, const CaseStep&) = default;
};

struct ExceptionCase {
  std::int64_t id = 0;        ///< Given by the books; 0 before.
  std::int64_t sequence = 0;  ///< The document.
  ExceptionReason reason = ExceptionReason::Other;
  std::string note;
  std::string raised_by;
  std::string raised_at;  ///< Set by the books.
  BusinessDay raised_on;
  DecideWhen when = DecideWhen::DecideFirst;
  bool holds = false;  ///< Its envelope waits because of it.
  CaseState state = CaseState::Open;
  std::string owner;  ///< "supervisor", "treasury" or a department.
  /// Until when somebody decides; for a decided case the day for which it waits, for a closed one
  /// the day on which it was closed.
  BusinessDay due;
  std::optional<ExceptionAction> action;  ///< The last one.
  std::vector<CaseStep> steps;
  /// By whoever raised it; nothing where the rule of its reason says what is proposed.
  std::optional<ExceptionAction> proposed = std::nullopt;
  /// Where the paper of its envelope is kept, whichever exception put it there; nothing while it
  /// lies with its batch, and once it is gone.
  std::optional<VaultPlace> kept_at = std::nullopt;
  friend bool operator==(const ExceptionCase&, const ExceptionCase&) = default;
};

/// A payer whose checks are not taken, or are to be looked at, from a day until another.
struct StopEntry {
  std::int64_t id = 0;
  ExceptionReason reason = ExceptionReason::StopListed;  ///< Or CashOnly.
  std::string note;
  BusinessDay from;
  std::optional<BusinessDay> until;  ///< Its last day.
  std::string set_by;
  std::string set_at;
  std::string lifted_by;  ///< Empty while it holds.
  std::string lifted_because;
  friend bool operator==(const StopEntry&, const StopEntry&) = default;
};

}  // namespace lockbox::deposit
