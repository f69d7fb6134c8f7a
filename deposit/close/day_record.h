#pragma once

/// @file
/// A business day as flat lists of plain values: everything that its three-way tie, its equations
/// and its packet are computed from.  Without account numbers, so that it may be shown and stored.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/business_day.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/state_table.h"
#include "deposit/custody/roll.h"
#include "deposit/ledger/entries.h"
#include "deposit/model/carry.h"
#include "deposit/model/deposit_record.h"
#include "deposit/model/vault.h"
#include "deposit/store/close_books.h"
#include "deposit/store/days.h"
#include "deposit/store/store.h"
#include "deposit/work/control.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit::close {

/// Where a piece of paper has come to.
enum class Fate {
  Deposited,  ///< Tender that lies in a deposit.
  Filed,      ///< A coupon or letter of an envelope that is done with.
  Returned,   ///< Back to its payer.
  Duplicate,  ///< A second scan of a paper, confirmed as such.
  Waiting,    ///< Carried: it waits for a person, a scan, its batch or a deposit.
};
inline constexpr Names<5> fate_names{"deposited", "filed", "returned", "duplicate", "waiting"};

/// One batch beside what was declared of it, D3.
struct BatchRow {
  BatchId batch{0};
  std::string lockbox;
  std::string job;
  BatchState state = BatchState::Registered;
  std::optional<ControlTotals> declared;
  ControlTotals counted;
  ControlTotals accepted;  ///< Over or short that a supervisor accepted and that is so; else zero.
  /// Unfinished, it goes on to another day whole; what was declared of it is held against it there.
  bool is_carried = false;
  /// Of a batch that came in: what was accepted of it on the days before, which is not accepted
  /// here.
  ControlTotals accepted_before = {};

  /// Whether it counts what was declared of it, with what was accepted, or need not on this day.
  [[nodiscard]] bool holds() const {
    if (!declared || is_carried) return true;
    return counted.documents ==
               declared->documents + accepted_before.documents + accepted.documents &&
           counted.amount == declared->amount + accepted_before.amount + accepted.amount;
  }
};

/// One piece of paper of the mail.
struct PieceRow {
  BatchId batch{0};
  std::int64_t sequence = 0;
  ItemKind kind = ItemKind::Unknown;
  std::optional<TenderKind> tender;
  std::optional<Money> amount;   ///< Of tender; nothing while it is not certain.
  std::string state;             ///< Of the item; of the document where it has none yet.
  std::int64_t transaction = 0;  ///< Key of its envelope; 0 while it is in none.
  std::string ticket;            ///< Of its deposit; empty while it is in none.
  Fate fate = Fate::Waiting;
  bool is_carried = false;  ///< It waits and is carried out of the day, or planned to be.
  /// The day that it was carried out of into this one; nothing for the day's own mail.
  std::optional<BusinessDay> brought_from = {};
  std::optional<Money> brought_amount = {};  ///< As that day was closed.
};

struct TransactionRow {
  BatchId batch{0};
  std::int64_t key = 0;
  WorkType work_type = WorkType::CORR;
  TransactionState state = TransactionState::Assembled;
  Money tender;
  Money applied;
  Money adjustments;
  Money suspense;
  std::optional<SuspenseReason> suspense_reason;
};

/// The share of one batch in a deposit; a deposit of one batch is its own share.
struct DepositRow {
  std::string lockbox;
  std::string ticket;
  BatchId batch{0};
  std::string deposit_account;
  std::int64_t items = 0;
  std::int64_t items_max = 0;  ///< Of one ticket of the account; 0 when the site does not say.
  Money total;
  DepositState state = DepositState::Draft;
  std::string prepared_by;
  std::string approved_by;
  Money adjusted = {};  ///< By the bank, signed.
};

/// One line of a deposit's list.
struct DepositItemRow {
  std::string lockbox;
  std::string ticket;
  std::int64_t ordinal = 0;  ///< From 1, in physical order.
  BatchId batch{0};
  std::int64_t sequence = 0;
  TenderKind tender = TenderKind::Check;
  Money amount;
};

/// One line of double entry that was booked on the day; debit positive.
struct JournalRow {
  BatchId batch{0};
  std::int64_t entry = 0;  ///< Counts the entries of the batch, from 1.
  EntryKind kind = EntryKind::Apply;
  std::int64_t transaction = 0;  ///< Key; 0 for a deposit.
  std::string ticket;            ///< For a deposit.
  Ledger ledger = Ledger::Suspense;
  std::string fund;
  std::string deposit_account;
  Money amount;
  std::string posted_in;  ///< Posting file, for what is receivable.
};

inline constexpr std::string_view adjustments_kind = "adjustments";

/// A ticket, posting file or adjustment file that the books name.
struct FileRow {
  BatchId batch{0};
  std::string name;
  std::string kind;
  std::string ticket;
  std::string fund;
  std::int64_t lines = 0;  ///< Of a posting or adjustment file.
  Money amount;            ///< Of a posting or adjustment file.
  std::string sha256_hex;
};

/// One line of the entries after the deposit that were booked on the day; debit positive.
struct LedgerRow {
  std::string lockbox;
  std::int64_t entry = 0;
  ledger::EntryKind kind = ledger::EntryKind::Return;
  BatchId batch{0};              ///< 0: of no envelope.
  std::int64_t transaction = 0;  ///< Key.
  std::int64_t return_number = 0;
  std::int64_t adjustment_number = 0;
  ledger::Place place = ledger::Place::Suspense;
  std::string fund;
  std::string deposit_account;
  Money amount;
  std::string reason_code;
  std::string made_by;
  std::string file;  ///< The adjustment file that tells of it; empty while none does.
};

/// The suspense of one envelope on the day, D10: opening + added - applied - refunded - returned
/// - escheated.
struct SuspenseRow {
  BatchId batch{0};
  std::string lockbox;
  BusinessDay since;  ///< The day of its batch.
  std::int64_t transaction = 0;
  std::string fund = {};
  std::string reason = {};  ///< A name of suspense_reason_names; empty once nothing is left.
  Money opening = {};
  Money added = {};
  Money applied = {};
  Money refunded = {};
  Money returned = {};
  Money escheated = {};
  Money closing = {};
  std::int64_t age_days = 0;
};

/// The place of what drawers of returned checks owe, beside those of kept paper.
inline constexpr std::string_view returned_items_place = "returned_items";
/// The place of items that the bank rejected with their deposit, until another one takes them.
inline constexpr std::string_view rejected_place = "rejected";

/// One thing in a place beside suspense on the day, D10: opening + in - out.
struct RollRow {
  std::string place;  ///< A name of vault_place_names, or `returned_items_place`.
  std::string lockbox = {};
  BatchId batch{0};                ///< Of kept paper.
  std::int64_t sequence = 0;       ///< Of kept paper.
  std::int64_t return_number = 0;  ///< Of a returned item.
  Money opening = {};
  Money in = {};
  Money out = {};
  Money closing = {};
  std::int64_t pieces = 0;  ///< 1 while it is there at closing.
  std::string what = {};    ///< What was done on the day, by whom.
};

/// One session of a cash drawer, D12: expected = opening + received + paid in - paid out - dropped.
struct DrawerRow {
  std::int64_t session = 0;
  BatchId batch{0};
  std::string lockbox;
  std::string person;
  counter::DrawerState state = counter::DrawerState::Open;
  Money opening;
  Money received;  ///< Cash of its receipts.
  Money paid_in;
  Money paid_out;
  Money dropped;  ///< Into the safe before the count.
  Money counted;
  Money over_short;  ///< Recorded; zero before the count is accepted.
  Money bagged;      ///< For the bank.
  std::string accepted_by;
  bool has_alert = false;
  std::string acknowledged_by;
};

/// The cash of a session for one bank account, by its bills.
struct BagRow {
  std::int64_t session = 0;
  BatchId batch{0};
  std::string deposit_account;
  counter::CashCount cash;
};

struct ReceiptRow {
  std::int64_t receipt = 0;
  std::int64_t session = 0;
  BatchId batch{0};
  std::int64_t transaction = 0;  ///< Key.
  counter::ReceiptState state = counter::ReceiptState::Issued;
  Money cash;
  Money checks;
  Money money_orders;
  Money cards;
  Money applied;  ///< To accounts.
  Money revenue;  ///< Without an account.
  std::string taken_by;
  std::string voided_by;
};

/// A line of the general ledger that was booked on the day: revenue, cash over or cash short.
struct RevenueRow {
  BatchId batch{0};
  std::int64_t entry = 0;  ///< As JournalRow counts them.
  Ledger ledger = Ledger::Revenue;
  std::string charge_code;
  std::string gl_account;
  std::string fund;
  Money amount;  ///< Debit positive.
};

enum class CarriedKind { Held, Suspense, Task, Deposit };
inline constexpr Names<4> carried_kind_names{"held", "suspense", "open_task", "unapproved_deposit"};

/// What goes on to the next day, with its reason and who has it.
struct CarriedRow {
  CarriedKind kind = CarriedKind::Held;
  std::string lockbox;
  BatchId batch{0};
  std::int64_t sequence = 0;  ///< Of its first document; 0 for a deposit.
  std::string ticket;         ///< For a deposit.
  std::optional<Money> amount;
  std::string reason;
  std::string owner;  ///< Empty while nobody has it.
  BusinessDay since;  ///< The day of its batch.
  std::int64_t age_days = 0;
  std::optional<BusinessDay> due = {};  ///< For what somebody carried out of this day or into it.
  std::string carried_by = {};          ///< Who did.
};

struct DayRecord {
  std::string site;
  std::string site_name;
  std::string practice;
  Day day;
  std::int64_t closing = 0;  ///< How often the day was closed; the packet's number.
  ChainPoint head;           ///< At the last close, else where the history ends now.
  std::vector<BatchRow> batches;
  std::vector<PieceRow> pieces;  ///< By batch and sequence.
  std::vector<TransactionRow> transactions;
  std::vector<DepositRow> deposits;
  std::vector<DepositItemRow> deposit_items;
  std::vector<JournalRow> journal;
  std::vector<FileRow> files;
  std::vector<SuspenseRow> suspense;
  std::vector<CarriedRow> carried;
  std::vector<DepositRecord> bank =
      {};  ///< The deposits with a share of the day, as the bank has them.
  std::vector<LedgerRow> ledger = {};
  std::optional<custody::DayCustody> custody = {};  ///< Nothing where no mail log is kept.
  std::vector<DrawerRow> drawers = {};              ///< By session.
  std::vector<BagRow> bags = {};
  std::vector<ReceiptRow> receipts = {};  ///< By number within each session.
  std::vector<RevenueRow> revenue = {};
  std::vector<Carry> carries = {};  ///< Out of the day, planned or done; by batch and envelope.
  /// With declared totals, of earlier days, of which something came in and not all goes on again.
  std::vector<BatchRow> brought_batches = {};
  std::vector<RollRow> rolls = {};  ///< Of kept paper and of returned items, by place.

  [[nodiscard]] bool is_final() const { return day.state == DayState::Closed; }
};

/// A batch of the day as it was loaded and proved, with the files of its books.
struct SourceBatch {
  const BatchContents& contents;
  const std::vector<DocumentFacts>& facts;
  const ControlProof& control;
  std::vector<FileRow> files;
};

/// What a day is recorded from.
struct DaySources {
  const Site& site;
  Day day;
  std::vector<SourceBatch> batches;
  std::vector<SourceBatch> earlier;  ///< Of earlier days, with what may still wait there.
  std::vector<BusinessDay> days;     ///< All of the site, oldest first.
  std::vector<DayMark> marks;
  std::vector<EntryMark> entries;
  std::vector<SuspenseLine> suspense;
  ChainPoint head;
  /// Entries after the deposit: those of the day, and all of suspense and of returned items.
  std::vector<ledger::Entry> ledger = {};
  std::vector<FileRow> adjustment_files = {};  ///< Of the day.
  /// Who has an open task of the batches just now.
  std::map<std::pair<BatchId, std::int64_t>, std::string> task_holders;
  std::vector<DepositRecord> bank = {};
  std::optional<custody::DayCustody> custody = {};  ///< Nothing where no mail log is kept.
  /// Batches of earlier days of which something was carried into this one.
  std::vector<SourceBatch> brought = {};
  std::vector<Carry> carries = {};          ///< All of the site, as `Carries::standing` gives them.
  std::vector<VaultMove> vault = {};        ///< All of the site, in order.
  std::vector<RejectedItem> rejected = {};  ///< All of the site.
};

/// Who stands for a step: "sam", or "sue, asked by sam" where two people do.
[[nodiscard]] std::string signers_of(const DayStep& step);

[[nodiscard]] DayRecord record_day(const DaySources& sources);

}  // namespace lockbox::deposit::close
