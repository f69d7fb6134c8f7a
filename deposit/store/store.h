#pragma once

/// @file
/// The port to the books.  A store keeps facts and refuses what breaks a rule; what the facts mean
/// is decided by pure functions elsewhere.  Every method that changes something is one durable
/// transaction: when it returns, a power cut loses nothing of it; when it fails, nothing changed.

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/image_store.h"
#include "deposit/counter/receipt.h"
#include "deposit/match/payer_history.h"
#include "deposit/model/account.h"
#include "deposit/model/batch.h"
#include "deposit/model/document.h"
#include "deposit/model/exception_case.h"
#include "deposit/model/vault.h"
#include "deposit/model/work.h"

namespace lockbox::deposit {

/// A batch with everything that was filed into it.
struct BatchContents {
  Batch batch;
  std::vector<Document> documents;        ///< By sequence.
  std::vector<Item> items;                ///< By sequence and ordinal.
  std::vector<Transaction> transactions;  ///< By key, also voided ones.
  std::vector<Task> tasks;                ///< By sequence and field, in every state.
  std::vector<JournalEntry> entries;      ///< In order of posting.
  std::vector<Deposit> deposits;          ///< By ticket.
  std::vector<OutputFile> files;          ///< By name.
  std::vector<ExceptionCase> cases;       ///< In the order in which they were raised.
  /// Of a batch that a cash drawer feeds; its documents are slips, and nothing of it is read.
  std::optional<counter::CounterWork> counter = {};
  /// Keys of transactions of which corrections or charge-backs took suspense: what is left of it is
  /// moved on by corrections only.
  std::set<std::int64_t> suspense_taken = {};
  /// Keys of posted transactions with suspense after whose posting an account file came: the
  /// charges that it lists are what is still owed after them.
  std::set<std::int64_t> billed_since = {};
};

/// One listed step of a task, item or transaction, and the row as it shall be after it.  `events`
/// are the steps from the stored state to the new one; each becomes an audit event.
struct TransactionChange {
  Transaction after;
  std::vector<TransactionEvent> events;  ///< Empty for a new row or when only contents change.
};
struct ItemChange {
  Item after;
  std::vector<ItemEvent> events;
};
struct TaskChange {
  Task after;
  std::vector<TaskEvent> events;  ///< Empty for a new task.
};
struct DocumentChange {
  std::int64_t sequence = 0;
  std::vector<DocumentEvent> events;
};

/// A new case (id 0), perhaps with its first step, or a known one after a step.
struct CaseChange {
  ExceptionCase after;
  std::optional<CaseStep> step;
  std::optional<VaultStep> vault = {};  ///< Where the step takes the paper, if anywhere.
};

/// What one step of work changes in a batch; all of it or nothing.
struct WorkChanges {
  std::vector<DocumentChange> documents;
  std::vector<ItemChange> items;
  std::vector<TransactionChange> transactions;
  std::vector<TaskChange> tasks;
  std::vector<JournalEntry> entries;
  std::vector<BatchEvent> batch_events;
  std::vector<Decision> decisions;  ///< Added to those of the batch.
  /// Added to those of the batch; each document is then as it was read, and has its item.
  std::vector<AcceptedPicture> accepted_pictures;
  std::vector<KindCorrection> kind_corrections;  ///< Added to those of the batch.
  std::vector<CaseChange> cases;
  std::string reason;  ///< Said in the audit events.

  [[nodiscard]] bool empty() const {
    return documents.empty() && items.empty() && transactions.empty() && tasks.empty() &&
           entries.empty() && batch_events.empty() && decisions.empty() &&
           accepted_pictures.empty() && kind_corrections.empty() && cases.empty();
  }
};

/// A check that was seen before, in another batch of any lockbox.
struct PriorCheck {
  std::string lockbox;
  std::string batch_source;
  std::int64_t sequence = 0;
  BusinessDay business_day;
};

/// One balance of the ledger.
struct LedgerBalance {
  Ledger ledger = Ledger::Suspense;
  std::string fund;
  std::string deposit_account;
  Money amount;
};

/// Whether a payer is known by all that is confirmed in other batches, or only by what was when
/// this batch began.
enum class PayersAsOf { Now, ThisBatch };

/// What of a lockbox's accounts was written after a revision, with the newest revision.
struct ChangedAccounts {
  std::int64_t revision = 0;  ///< Grows with every import or change that writes an account.
  std::vector<Account> accounts;
};

/// An account and the lockbox that it belongs to.
struct PlacedAccount {
  std::string lockbox;
  Account account;
};

class Store {
 public:
  virtual ~Store() = default;

  // ---- master accounts ----

  /// Inserts or replaces the accounts of the lockbox.  The same file (by hash) again is a no-op
  /// that returns false.
  [[nodiscard]] virtual Result<bool> import_accounts(const std::string& site,
                                                     const std::string& lockbox,
                                                     const Sha256& file_hash,
                                                     std::span<const Account> accounts,
                                                     const Actor& actor) = 0;
  /// In the order in which they came; accounts are never taken away.
  [[nodiscard]] virtual Result<std::vector<Account>> accounts(const std::string& site,
                                                              const std::string& lockbox) = 0;

  // ---- capture ----

  /// Registers the batch, or returns the one that has the same site, lockbox and source.  Conflict
  /// if that one was registered with other control totals, day or job, or if another lockbox holds
  /// pictures of this source: one paper is deposited once.
  [[nodiscard]] virtual Result<Batch> open_batch(const BatchHeader& header, const Actor& actor) = 0;
  /// Replaces the batch's declared totals by an entry that says who and why; the old ones stay on
  /// record.  The same totals again are a no-op; Conflict once a deposit of the batch exists.
  [[nodiscard]] virtual Result<void> correct_control(BatchId batch, const ControlTotals& totals,
                                                     const std::string& reason,
                                                     const Actor& actor) = 0;
  /// Accepts what the batch holds beyond what was declared; it holds while it is the difference.
  /// InvalidInput without a difference or a reason; Conflict once the day is closed.
  [[nodiscard]] virtual Result<void> accept_difference(BatchId batch,
                                                       const AcceptedDifference& difference,
                                                       const Actor& actor) = 0;
  /// A person lets the money of a batch go, which holds what they saw.  NotPermitted for somebody
  /// who keyed any of it, corrected what was declared or accepted a difference; Conflict once the
  /// day is closed.
  [[nodiscard]] virtual Result<void> release_batch(BatchId batch, const BatchRelease& release,
                                                   const Actor& actor) = 0;
  /// The batch of this lockbox that already holds a front picture with this hash at this sequence.
  [[nodiscard]] virtual Result<std::optional<Batch>> batch_with_image(const std::string& site,
                                                                      const std::string& lockbox,
                                                                      std::int64_t sequence,
                                                                      const Sha256& front) = 0;
  /// Files documents; their images are durable already.  A sequence that the batch holds already is
  /// skipped when its front picture is the same, replaces it when that one needs a rescan
  /// (the old pictures stay), and is a Conflict otherwise.  Returns how many were new.
  [[nodiscard]] virtual Result<int> file_documents(BatchId batch,
                                                   std::span<const NewDocument> documents,
                                                   const Actor& actor) = 0;
  /// Stores what the reader saw and makes each document's item, but for a reading with a fault.  A
  /// document that has a reading is skipped.
  [[nodiscard]] virtual Result<void> record_readings(BatchId batch,
                                                     std::span<const Reading> readings,
                                                     const Actor& actor) = 0;

  // ---- work ----

  [[nodiscard]] virtual Result<BatchContents> load_batch(BatchId batch) = 0;
  /// Writes the changes, refusing (Conflict) any event that its state table does not list, any
  /// entry that does not sum to zero in every fund, any transaction that claims balance without it.
  [[nodiscard]] virtual Result<void> commit_work(BatchId batch, const WorkChanges& changes,
                                                 const Actor& actor) = 0;
  /// Earlier captures, in other batches of any lockbox, of the check with this MICR line and
  /// amount.
  [[nodiscard]] virtual Result<std::vector<PriorCheck>> prior_checks(BatchId batch,
                                                                     const encode::MicrLine& micr,
                                                                     Money amount) = 0;

  // ---- matching ----

  /// The rules that the lockbox of the batch matches by.
  [[nodiscard]] virtual Result<MatchRules> match_rules(BatchId batch) = 0;
  /// What the lockbox of the batch knows, from other batches, of the bank account that the check is
  /// drawn on.
  [[nodiscard]] virtual Result<PayerHistory> payer_history(BatchId batch,
                                                           const encode::MicrLine& check,
                                                           PayersAsOf as_of) = 0;

  // ---- exceptions ----

  /// The entry of the stop list that holds for this check on the day of the batch, in any lockbox
  /// of its site.
  [[nodiscard]] virtual Result<std::optional<StopEntry>> stop_of(BatchId batch,
                                                                 const encode::MicrLine& check) = 0;

  // ---- deposits ----

  /// Makes deposits awaiting approval, numbers their tickets (`ticket` of the input is ignored),
  /// moves their items to in_deposit and writes their journal entries.  Returns them as stored.
  /// OutOfBalance when the batch was declared and does not balance; Conflict for an item whose
  /// money is booked for another deposit account.
  [[nodiscard]] virtual Result<std::vector<Deposit>> make_deposits(BatchId batch,
                                                                   std::span<const Deposit> planned,
                                                                   const Actor& preparer) = 0;
  /// NotPermitted when the approver is the preparer, however the name is spelled; OutOfBalance when
  /// the batch no longer balances; no-op when that person approved it already.
  [[nodiscard]] virtual Result<void> approve_deposit(const std::string& site,
                                                     const std::string& lockbox,
                                                     const std::string& ticket,
                                                     const Actor& approver) = 0;
  /// Names a written file.  For a posting file, marks the receivable lines of its fund that are in
  /// no file yet, and whose transactions are deposited, as posted in it.  A name that exists with
  /// another hash is a Conflict; the same again is a no-op.
  [[nodiscard]] virtual Result<void> record_file(BatchId batch, const OutputFile& file,
                                                 const Actor& actor) = 0;

  // ---- proof ----

  [[nodiscard]] virtual Result<std::vector<LedgerBalance>> balances(BatchId batch) = 0;
  [[nodiscard]] virtual Result<std::vector<Batch>> batches() = 0;
  /// Recomputes every total and the audit chain from the rows and names the first thing that is
  /// wrong, or nothing.  Images are checked by the caller, who has the image store.
  [[nodiscard]] virtual Result<std::optional<std::string>> first_fault() = 0;

  // ---- one of many ----

  /// NotFound without it.
  [[nodiscard]] virtual Result<Batch> batch(BatchId batch) = 0;
  /// Those written after `revision`, which 0 begins, in the order in which they came; none, at no
  /// cost, when it is the newest.  Whoever keeps accounts in memory asks this before each use.
  [[nodiscard]] virtual Result<ChangedAccounts> accounts_since(const std::string& site,
                                                               const std::string& lockbox,
                                                               std::int64_t revision) = 0;
  /// By the name under which pages speak of it, `accounts::account_ref`.
  [[nodiscard]] virtual Result<std::optional<PlacedAccount>> account_by_ref(
      const std::string& site, const std::string& ref) = 0;

  // ---- what the screens of a day read ----

  /// What a batch adds up from: the same rows, with the same amounts, states, kinds, answers and
  /// names of files.  Left out is what no sum needs and what takes long to read: of a MICR line all
  /// but its amount, coupons, account numbers, charges, matches and evidence, faults and quality,
  /// cases, and of pictures all but whether there is one, which one without a place says.
  [[nodiscard]] virtual Result<BatchContents> load_tally(BatchId batch) {
    return load_batch(batch);
  }
  /// The batches of the business day, in the order of `batches`.
  [[nodiscard]] virtual Result<std::vector<Batch>> batches_on(const BusinessDay& day) = 0;
};

}  // namespace lockbox::deposit
