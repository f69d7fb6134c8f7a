#pragma once

/// @file
/// What reports are made from: batches as flat lists of plain values, and what else the books tell
/// of a period.  Account numbers are masked here and stay masked.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "deposit/close/day_record.h"
#include "deposit/custody/work_unit.h"
#include "deposit/model/deposit_record.h"
#include "deposit/model/incident.h"
#include "deposit/model/office_rules.h"
#include "deposit/report/event_fact.h"
#include "deposit/store/exceptions.h"
#include "deposit/store/finder.h"
#include "deposit/store/ledger.h"
#include "deposit/store/store.h"
#include "deposit/work/control.h"

namespace lockbox::deposit::report {

/// Sums of a batch; received = deposited + returned + waiting.
struct BatchFact {
  BatchId batch{0};
  std::string lockbox;
  BusinessDay day;
  std::string job;
  std::string prepared_by;
  BatchState state = BatchState::Registered;
  ControlProof control = {};
  std::int64_t items = 0;  ///< Of tender; confirmed duplicates are none.
  Money received = {};
  Money deposited = {};  ///< In approved deposits.
  Money returned = {};
  Money suspense = {};
  std::int64_t open_tasks = 0;
  bool is_of_counter = false;  ///< Receipts of a drawer: nothing of it is read or scanned.
};

struct EnvelopeFact {
  BatchId batch{0};
  std::string lockbox;
  BusinessDay day;
  std::int64_t key = 0;
  WorkType work_type = WorkType::CORR;
  TransactionState state = TransactionState::Assembled;
  Money tender;
  Money suspense;
  std::optional<SuspenseReason> suspense_reason;
  std::int64_t lines = 0;             ///< Accounts it was applied to.
  std::int64_t lines_by_rule = 0;     ///< Of these, found by a rule and by no person.
  std::int64_t questions = 0;         ///< That a person answered or that still wait.
  bool is_in_balance = false;         ///< Or further: released, deposited, posted.
  std::vector<MatchRule> rules = {};  ///< By which its coupons and checks found their accounts.
  bool is_of_counter = false;         ///< A receipt, for which a person names the accounts.
};

/// One line of money that was applied to an account.
struct PaymentFact {
  BatchId batch{0};
  std::string lockbox;
  BusinessDay day;
  std::int64_t envelope = 0;  ///< Key.
  WorkType work_type = WorkType::CORR;
  TransactionState state = TransactionState::Assembled;
  std::string account;  ///< Masked.
  std::string bill_type;
  std::string fund;
  std::string deposit_account;
  Money amount;
  std::string ticket;     ///< Of its envelope's first item that is in a deposit.
  std::string posted_in;  ///< Posting file; empty while in none.
};

/// One piece of tender.
struct ItemFact {
  BatchId batch{0};
  std::string lockbox;
  BusinessDay day;
  std::int64_t sequence = 0;
  TenderKind tender = TenderKind::Check;
  std::optional<Money> amount;  ///< Nothing while it is not certain.
  std::optional<AmountSource> source;
  ItemState state = ItemState::Captured;
  std::string ticket;
  std::string deposit_account;
};

/// A question that the machine asked of people.
struct QuestionFact {
  BatchId batch{0};
  std::string lockbox;
  BusinessDay day;
  std::int64_t sequence = 0;
  std::int64_t envelope = 0;
  TaskField field = TaskField::Amount;
  TaskState state = TaskState::Open;
  std::string reason;
  std::string answered_by;
  std::string answer;  ///< "yes" or "no" of a possible duplicate; empty of anything else.
  std::optional<Money> amount;
};

/// What the machine read of one field of the mail, and what people made of it.
struct ReadingFact {
  std::string lockbox;
  BusinessDay day;
  std::int64_t checks = 0;
  std::int64_t lines_read = 0;       ///< MICR lines with every field.
  std::int64_t lines_corrected = 0;  ///< Read whole, and put right by a person all the same.
  std::int64_t lines_repaired = 0;   ///< Read in part or not, and keyed by a person.
  std::int64_t letters_read = 0;     ///< Digits and symbols of lines whose truth a person keyed.
  std::int64_t letters_wrong = 0;    ///< Of these, changed, added or taken away.
  std::int64_t coupons = 0;
  std::int64_t coupons_read = 0;       ///< With a code that its definition took.
  std::int64_t coupons_corrected = 0;  ///< Read, and applied to another account by a person.
  std::int64_t amounts = 0;            ///< Of checks, that are known.
  std::int64_t amounts_read = 0;       ///< From the MICR line.
  std::int64_t amounts_keyed = 0;
};

/// Something that was undone, or accepted though it was not as declared.
struct CorrectionFact {
  BusinessDay day;
  std::string lockbox;
  BatchId batch{0};
  std::string kind;
  std::string what;
  std::optional<Money> amount;
  std::string by;
  std::string reason;
};

/// A line of the journal with the day it counts in.
struct BookedLine {
  BusinessDay day;
  std::string lockbox;
  JournalLine line;
};

/// What is loaded is what the report needs; the rest stays empty.
struct Facts {
  std::vector<BatchFact> batches = {};
  std::vector<EnvelopeFact> envelopes = {};
  std::vector<PaymentFact> payments = {};
  std::vector<ItemFact> items = {};
  std::vector<QuestionFact> questions = {};
  std::vector<ReadingFact> readings = {};
  std::vector<CorrectionFact> corrections = {};
  std::vector<BookedLine> journal = {};
  std::vector<close::FileRow> files = {};  ///< Posting files with their lines and sums.
  std::vector<DepositRecord> deposits = {};
  std::vector<ledger::Entry> entries = {};
  /// Bill types of the accounts that the entries name, by lockbox and number, as they are now.
  std::map<std::pair<std::string, AccountNumber>, std::string> bill_types = {};
  std::vector<ledger::Adjustment> adjustments = {};
  std::vector<ReturnedItem> returns = {};
  std::vector<FiledCase> cases = {};
  std::vector<SuspenseLine> suspense = {};
  std::vector<EventFact> events = {};  ///< Oldest first.
  std::map<BatchId, Arrival> arrivals = {};
  std::vector<Incident> incidents = {};
  std::vector<BusinessDay> holidays = {};  ///< Weekdays without a bank.
  OfficeRules rules = {};
};

/// Adds what a batch tells.  `control` is the proof of what was declared of it.
void add_batch(Facts& facts, const BatchContents& contents, const ControlProof& control);

}  // namespace lockbox::deposit::report
