#pragma once

/// @file
/// The port to what happens after the deposit: returned items, adjustments and the entries that
/// both make.  Entries are only ever added, each in a business day of the site that is open.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/ledger/adjustment.h"
#include "deposit/ledger/entries.h"
#include "deposit/ledger/lives.h"
#include "deposit/model/batch.h"
#include "deposit/model/states.h"

namespace lockbox::deposit {

/// What is known of a payment's paper; what is left empty is not asked for.
struct ItemSearch {
  std::optional<Money> amount = {};
  std::string check_number = {};
  std::string account_tail = {};  ///< Last digits of the drawer's bank account.
  std::string routing = {};
  std::string ticket = {};
  std::optional<BusinessDay> from = {};
  std::optional<BusinessDay> to = {};
  std::optional<AccountNumber> account = {};  ///< That it was applied to.
  bool only_deposited = false;
};

/// One piece of tender.
struct FoundItem {
  DocumentId document{0};
  ledger::Origin envelope;
  std::int64_t sequence = 0;
  std::string lockbox;
  BusinessDay day;
  std::optional<Money> amount;  ///< Nothing while it is not certain.
  std::string check_number;
  std::string routing;
  std::string account_tail;
  std::optional<TransactionState> state;  ///< Of its envelope; nothing while it is in none.
  std::string ticket;                     ///< Empty while it is in no deposit.
  bool is_approved = false;               ///< Its deposit was approved.
  std::int64_t return_number = 0;         ///< 0: it never came back.
  std::optional<ledger::ReturnState> return_state;
};

/// What the bank says of an item that came back.
struct ReturnNotice {
  std::string lockbox;
  Money amount;
  std::string check_number;
  std::string account_tail;
  std::string reason_code;
  BusinessDay returned_on;
  std::string reference;               ///< The bank's own; may be empty.
  std::optional<DocumentId> document;  ///< Once it is known which item it is.
  std::string note;
};

struct ReturnStep {
  ledger::ReturnEvent event = ledger::ReturnEvent::Identify;
  std::string reason_code;
  std::string actor;
  std::string at;
  std::string note;
  std::string asked_by = {};  ///< The first of two people, where a step needs two.
};

/// A step that one person asked for and another has to agree to.
struct ReturnWish {
  ledger::ReturnEvent event = ledger::ReturnEvent::Redeposit;
  std::string asked_by;
  std::string asked_at;
  std::string note;
  std::optional<DocumentId> payment = {};  ///< For PayBack: a paper of the drawer's payment.
};

/// The letter to the drawer, with the days until which law waits for an answer.
struct ReturnLetter {
  std::string name;
  std::string sha256_hex;
  BusinessDay sent_on;
  BusinessDay notice_until;
  BusinessDay demand_until;
  friend bool operator==(const ReturnLetter&, const ReturnLetter&) = default;
};

struct ReturnedItem {
  std::int64_t number = 0;
  ReturnNotice notice;  ///< Its reason is that of the last return.
  ledger::ReturnState state = ledger::ReturnState::Received;
  std::int64_t version = 1;
  std::int64_t presentments = 1;
  std::optional<ledger::Origin> envelope;
  std::int64_t sequence = 0;
  std::string received_by;
  std::string received_at;
  Money uncovered;  ///< Of what was charged back: no account or suspense held it any more.
  Money fee;
  std::vector<ReturnStep> steps;  ///< In order, only ever added to.
  std::optional<ReturnLetter> letter;
  std::optional<BusinessDay> cash_only_until;
  std::optional<ReturnWish> wish = {};         ///< While it waits for the second person.
  std::optional<ledger::Origin> paid_by = {};  ///< The envelope that the drawer paid with.
};

/// A step that a person wants to take, on the item as they saw it.
struct WantedReturnStep {
  ledger::ReturnEvent event = ledger::ReturnEvent::Identify;
  std::int64_t version = 0;
  std::string note = {};
  std::string reason_code = {};             ///< For ReturnAgain.
  std::optional<DocumentId> document = {};  ///< For Identify; for PayBack a paper of the payment.
  std::optional<ReturnLetter> letter = {};  ///< For SendLetter; its file is durable already.
  bool waives_fee = false;                  ///< For PostFee; the note says why.
};

struct DeclinedReturnStep {
  std::int64_t version = 0;
  std::string note;
};

struct WantedAdjustmentStep {
  ledger::AdjustmentEvent event = ledger::AdjustmentEvent::Approve;  ///< Or Reject.
  std::int64_t version = 0;
  std::string note = {};  ///< Never empty for Reject.
};

struct LedgerFilter {
  std::optional<BusinessDay> day = {};
  std::optional<AccountNumber> account = {};  ///< Entries with a line of this account.
  bool only_suspense = false;
  bool only_returned = false;  ///< Entries with a line of what drawers owe.
};

/// Who looks after an amount in suspense, and when next.
struct SuspenseCare {
  ledger::Origin envelope;
  std::string owner;
  BusinessDay next_day;
  std::string note;
  std::string set_by = {};
  std::string set_at = {};
};

/// Somebody looked at the entries of a day and signed.
struct AdjustmentReview {
  std::int64_t entries = 0;        ///< How many there were.
  std::int64_t through_entry = 0;  ///< The last of them.
  std::string reviewed_by;
  std::string at;
  std::string note;
};

/// A file that tells the receivables host of a lockbox's entries of a day.
struct AdjustmentFileRecord {
  std::string lockbox;
  BusinessDay day;
  std::int64_t sequence = 1;
  std::string name;
  std::string sha256_hex;
  std::int64_t lines = 0;
  Money amount;
  std::vector<std::int64_t> entries;  ///< Their numbers.
  friend bool operator==(const AdjustmentFileRecord&, const AdjustmentFileRecord&) = default;
};

/// Checks on a bank account are not wanted until a day.
struct CashOnly {
  std::int64_t return_number = 0;
  BusinessDay from;
  BusinessDay until;
  std::string source;
};

class LedgerBook {
 public:
  virtual ~LedgerBook() = default;

  /// Newest day first, at most `at_most`.  InvalidInput unless an amount, a day, a ticket or an
  /// account narrows the search.
  [[nodiscard]] virtual Result<std::vector<FoundItem>> find_items(const std::string& site,
                                                                  const ItemSearch& search,
                                                                  std::size_t at_most) = 0;

  // ---- returned items ----

  /// Takes a return in, and identifies its item when the notice names a document.  Conflict when
  /// that item is back already or is in no approved deposit; InvalidInput for another amount.
  [[nodiscard]] virtual Result<ReturnedItem> receive(const std::string& site,
                                                     const ReturnNotice& notice,
                                                     const Actor& actor) = 0;
  /// Takes one listed step with its entry; one that needs two people is asked for by the first,
  /// with a reason, and taken by the second who wants the same.  Conflict for one that is not
  /// listed, for a version that is not the stored one, for a presentment beyond the policy, while
  /// another step is asked for, for a payment that does not cover what is owed, and while no
  /// business day is open; NotPermitted when one person would be two.
  [[nodiscard]] virtual Result<ReturnedItem> step_return(const std::string& site,
                                                         std::int64_t number,
                                                         const WantedReturnStep& wanted,
                                                         const ledger::CorrectionPolicy& policy,
                                                         const Actor& actor) = 0;
  /// Answers no to the step that is asked for; who asked may take it back so.  InvalidInput without
  /// a reason.
  [[nodiscard]] virtual Result<ReturnedItem> decline_return(const std::string& site,
                                                            std::int64_t number,
                                                            const DeclinedReturnStep& declined,
                                                            const Actor& actor) = 0;
  [[nodiscard]] virtual Result<std::vector<ReturnedItem>> returns(const std::string& site) = 0;
  [[nodiscard]] virtual Result<ReturnedItem> returned(const std::string& site,
                                                      std::int64_t number) = 0;
  /// What holds of the bank account that a document's check is drawn on, on the day of its batch.
  [[nodiscard]] virtual Result<std::optional<CashOnly>> cash_only(DocumentId document) = 0;

  // ---- adjustments ----

  [[nodiscard]] virtual Result<ledger::Adjustment> request(const std::string& site,
                                                           const ledger::AdjustmentRequest& request,
                                                           const ledger::CorrectionPolicy& policy,
                                                           const Actor& actor) = 0;
  /// Approves and posts in one step, or rejects.  NotPermitted when one person would be two.
  [[nodiscard]] virtual Result<ledger::Adjustment> decide(const std::string& site,
                                                          std::int64_t number,
                                                          const WantedAdjustmentStep& wanted,
                                                          const ledger::CorrectionPolicy& policy,
                                                          const Actor& actor) = 0;
  [[nodiscard]] virtual Result<std::vector<ledger::Adjustment>> adjustments(
      const std::string& site) = 0;

  // ---- entries ----

  /// In order of booking.
  [[nodiscard]] virtual Result<std::vector<ledger::Entry>> entries(const std::string& site,
                                                                   const LedgerFilter& filter) = 0;
  /// What of the envelope's money stands on accounts and in suspense now; only of one that is
  /// deposited.
  [[nodiscard]] virtual Result<std::vector<ledger::Standing>> standing(
      const std::string& site, const ledger::Origin& envelope) = 0;
  /// The newest open day, not before `from`.  Conflict when there is none.
  [[nodiscard]] virtual Result<BusinessDay> booking_day(const std::string& site,
                                                        const BusinessDay& from) = 0;

  // ---- what is looked after, reviewed and told ----

  /// The last word about each envelope.
  [[nodiscard]] virtual Result<std::vector<SuspenseCare>> cares(const std::string& site) = 0;
  /// InvalidInput without an owner; Conflict for an envelope with nothing in suspense.
  [[nodiscard]] virtual Result<void> set_care(const std::string& site, const SuspenseCare& care,
                                              const Actor& actor) = 0;
  [[nodiscard]] virtual Result<std::vector<AdjustmentReview>> reviews(const std::string& site,
                                                                      const BusinessDay& day) = 0;
  /// NotPermitted for a person who made or approved any of the day's entries; Conflict when there
  /// are none, or none since the last review.
  [[nodiscard]] virtual Result<AdjustmentReview> sign_review(const std::string& site,
                                                             const BusinessDay& day,
                                                             const std::string& note,
                                                             const Actor& actor) = 0;
  [[nodiscard]] virtual Result<std::vector<AdjustmentFileRecord>> files(const std::string& site,
                                                                        const BusinessDay& day) = 0;
  /// Names a written file.  The same again is a no-op; Conflict when one of its entries is told
  /// already or the name is there with other contents.
  [[nodiscard]] virtual Result<void> record_file(const std::string& site,
                                                 const AdjustmentFileRecord& file,
                                                 const Actor& actor) = 0;

  // ---- of one account ----

  /// Those of envelopes that paid the account, and those with an entry on it.
  [[nodiscard]] virtual Result<std::vector<ReturnedItem>> returns_of(
      const std::string& site, const AccountNumber& account) = 0;
};

}  // namespace lockbox::deposit
