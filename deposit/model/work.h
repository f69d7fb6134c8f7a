#pragma once

/// @file
/// The money side of a batch as plain values: items, transactions, tasks, journal lines, deposits.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/ids.h"
#include "core/money.h"
#include "deposit/model/charge.h"
#include "deposit/model/match.h"
#include "deposit/model/states.h"
#include "encode/micr/micr_line.h"

namespace lockbox::deposit {

enum class TenderKind { Check, MoneyOrder, Cash, CardSlip };
inline constexpr Names<4> tender_kind_names{"check", "money_order", "cash", "card_slip"};

enum class ItemKind { Tender, Coupon, Correspondence, Unknown };
inline constexpr Names<4> item_kind_names{"tender", "coupon", "correspondence", "unknown"};

enum class AmountSource { MicrLine, Keyed };
inline constexpr Names<2> amount_source_names{"micr_line", "keyed"};

/// SS single, SSU single unequal, SM several coupons one check, MS one coupon several checks,
/// MM several of both, CO check only, SO coupon only, CORR correspondence alone.  Taken at the
/// counter: CSH cash, MO money order, CC card slip, MISC revenue without an account.
enum class WorkType { SS, SSU, SM, MS, MM, CO, SO, CORR, CSH, MO, CC, MISC };
inline constexpr Names<12> work_type_names{"SS", "SSU",  "SM",  "MS", "MM", "CO",
                                           "SO", "CORR", "CSH", "MO", "CC", "MISC"};

/// What a payment is beside what was expected; none before it is in balance.
enum class PaymentOutcome { None, AsExpected, Short, Over, Unstated, Unallocated };
inline constexpr Names<6> payment_outcome_names{"none", "as_expected", "short",
                                                "over", "unstated",    "unallocated"};

/// Why money is in suspense.
enum class SuspenseReason { UnknownPayer, UnknownAccount, ClosedAccount, Unallocated, Overpayment };
inline constexpr Names<5> suspense_reason_names{"unknown_payer", "unknown_account",
                                                "closed_account", "unallocated", "overpayment"};

/// VerifyAmount is asked of another person than the first, who must not know what was keyed;
/// ThirdAmount of somebody who is neither, when those two differ.
enum class TaskField { Amount, Account, Micr, Boundary, Duplicate, VerifyAmount, ThirdAmount };
inline constexpr Names<7> task_field_names{"amount",    "account",       "micr",        "boundary",
                                           "duplicate", "verify_amount", "third_amount"};

/// Whether the answer is an amount of money in cents.
[[nodiscard]] constexpr bool is_amount_field(TaskField field) {
  return field == TaskField::Amount || field == TaskField::VerifyAmount ||
         field == TaskField::ThirdAmount;
}

/// One thing on a document.  A document has one item today; a page may hold several later.
struct Item {
  std::int64_t sequence = 0;  ///< Of its document.
  int ordinal = 1;            ///< Within the document.
  ItemKind kind = ItemKind::Unknown;
  std::optional<TenderKind> tender;  ///< For ItemKind::Tender.
  std::optional<Money> amount;       ///< Only ever read from the item or keyed from it.
  std::optional<AmountSource> amount_source;
  std::optional<encode::MicrLine> repaired_micr;  ///< What a person keyed in its place.
  std::optional<std::int64_t> duplicate_of;       ///< Sequence of the first capture.
  std::optional<std::int64_t> transaction;        ///< First sequence of its transaction.
  ItemState state = ItemState::Captured;
  friend bool operator==(const Item&, const Item&) = default;
};

/// Money given to one account of a customer.
struct Application {
  AccountNumber account;
  std::string bill_type;
  std::string fund;
  std::string deposit_account;
  Money amount;
  std::vector<Charge> charges = {};  ///< Where the account lists any: parts of `amount`, in order.
  friend bool operator==(const Application&, const Application&) = default;
};

/// One envelope.  `key` is the sequence of its first document; it names the transaction in its
/// batch.
struct Transaction {
  std::int64_t key = 0;
  WorkType work_type = WorkType::CORR;
  std::vector<std::int64_t> documents;  ///< Sequences, in physical order.
  Money tender;                         ///< Sum of its tender amounts known so far.
  std::vector<Application> applied;
  Money adjustments;  ///< Given to the general ledger: revenue without an account, cash over.
  Money suspense;
  std::optional<SuspenseReason> suspense_reason;  ///< With suspense, and only then.
  PaymentOutcome outcome = PaymentOutcome::None;
  std::vector<std::string> evidence;  ///< Why it is grouped and matched as it is; sentences.
  TransactionState state = TransactionState::Assembled;
  std::vector<MatchRecord> matches = {};  ///< How each coupon or check found its account.
  friend bool operator==(const Transaction&, const Transaction&) = default;

  [[nodiscard]] Money applied_total() const;
};

/// What a person must supply.  At most one task for a document and field.
struct Task {
  std::int64_t sequence = 0;
  TaskField field = TaskField::Amount;
  std::string reason;
  std::int64_t transaction = 0;  ///< Key of the transaction that it concerns.
  TaskState state = TaskState::Open;
  std::string answer;  ///< When answered; sealed at rest, it may hold an account number.
  std::string answered_by;
  friend bool operator==(const Task&, const Task&) = default;
};

/// Where money can be.  Balances are sums of journal lines, never stored figures.  What a bank took
/// off or added is in BankAdjustments until somebody has found out why.
enum class Ledger {
  UndepositedTender,
  Bank,
  Receivable,
  Suspense,
  DueTo,
  DueFrom,
  BankAdjustments,
  Revenue,     ///< Without an account, by charge code.
  OverShort,   ///< What a cash drawer held above (credit) or below (debit) what it should.
  ChangeFund,  ///< The float of the drawers, which a shortage lessens.
};
inline constexpr Names<10> ledger_names{
    "undeposited_tender", "bank",    "receivable", "suspense",   "due_to", "due_from",
    "bank_adjustments",   "revenue", "over_short", "change_fund"};

/// One line of double entry: debit positive, credit negative.
struct JournalLine {
  Ledger ledger = Ledger::Suspense;
  std::string fund;
  /// For Bank and BankAdjustments: which; for DueTo and DueFrom: the other side's.
  std::string deposit_account;
  AccountNumber account;  ///< For Receivable.
  Money amount;
  std::string posted_in = {};    ///< Name of the posting file that holds it; for Receivable.
  std::string gl_account = {};   ///< Of the general ledger; for Revenue and OverShort.
  std::string charge_code = {};  ///< For Revenue.
  friend bool operator==(const JournalLine&, const JournalLine&) = default;
};

/// Withdrawal takes back what a Deposit booked; BankAdjustment books what the bank corrected.
enum class EntryKind { Apply, Reapply, Deposit, Withdrawal, BankAdjustment };
inline constexpr Names<5> entry_kind_names{"apply", "reapply", "deposit", "withdrawal",
                                           "bank_adjustment"};

/// Whether a deposit writes such entries; the others are of a transaction.
[[nodiscard]] constexpr bool is_of_deposit(EntryKind kind) {
  return kind != EntryKind::Apply && kind != EntryKind::Reapply;
}
/// Whether it moves money into or out of a deposit, by what the deposit's own list says.
[[nodiscard]] constexpr bool is_of_deposit_total(EntryKind kind) {
  return kind == EntryKind::Deposit || kind == EntryKind::Withdrawal;
}

/// One balanced entry: its lines sum to zero, in total and in every fund.  Never changed.
struct JournalEntry {
  EntryKind kind = EntryKind::Apply;
  std::int64_t transaction = 0;  ///< Key, for Apply and Reapply; else 0.
  std::string ticket;            ///< For what a deposit writes.
  std::string reason;
  std::vector<JournalLine> lines;
  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

/// One deposit to one bank account, as the batch sees it: the share that this batch has in it.  A
/// deposit of one batch is its own share.
struct Deposit {
  std::string ticket;  ///< Unique in the site; numbering has no gaps.
  std::string deposit_account;
  std::vector<std::int64_t> items;  ///< Sequences of its tender items, in physical order.
  Money total;                      ///< Of these items.
  DepositState state = DepositState::Draft;
  std::string prepared_by;
  std::string approved_by;  ///< Never the preparer.
  int batches = 1;          ///< How many batches have a share in it.
  Money adjusted = {};      ///< What the bank took off (negative) or added, of this share.
  friend bool operator==(const Deposit&, const Deposit&) = default;
};

/// A file that was written for the outside, with the hash of its bytes.
struct OutputFile {
  std::string name;
  std::string kind;    ///< "deposit_ticket", "posting".
  std::string ticket;  ///< For a deposit ticket.
  std::string fund;    ///< For a posting file.
  std::string sha256_hex;
  friend bool operator==(const OutputFile&, const OutputFile&) = default;
};

}  // namespace lockbox::deposit
