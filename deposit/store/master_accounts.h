#pragma once

/// @file
/// The port to master accounts that people change here, beside the biller's file.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/accounts/change.h"
#include "deposit/ledger/adjustment.h"
#include "deposit/model/batch.h"

namespace lockbox::deposit {

/// Approve, or reject with a note, on the change as the person saw it.
struct WantedChangeStep {
  accounts::ChangeEvent event = accounts::ChangeEvent::Approve;
  std::int64_t version = 0;
  std::string note = {};
};

struct ChangeFilter {
  std::string lockbox = {};                   ///< Empty: all of the site.
  std::optional<AccountNumber> account = {};  ///< With `lockbox`.
  std::optional<BusinessDay> since = {};      ///< In effect on this day or later.
  bool only_waiting = false;                  ///< Requested or approved, and not in effect yet.
};

/// A field that was changed here and of which the biller's file says something else.
struct AccountConflict {
  std::string lockbox;
  AccountNumber account;
  accounts::Field field = accounts::Field::Name;
  std::string kept;
  std::string file;
  std::int64_t change = 0;  ///< That set it.
  std::string seen_at;      ///< When a file last said so.
  std::string kept_by;      ///< Who decided that it stays; empty: nobody yet.
  std::string kept_because;
  /// Names what the file says and tells nothing of it; another word has another version.
  std::string version = {};
};

/// Money that stands on an account which is closed.
struct ClosedPayment {
  std::string lockbox;
  AccountNumber account;
  BusinessDay day;
  BatchId batch{0};
  std::int64_t transaction = 0;
  Money amount;
};

/// The rest of a payment that is short by so little that its rule lets it be written off.
struct SmallRest {
  std::string lockbox;
  ledger::Origin envelope;
  ledger::AccountSpot account;
  Money paid;  ///< Stands on the account; else something moved since.
  Money amount;
  std::string note;  ///< What was paid of what, and by which rule.
};

class MasterAccounts {
 public:
  virtual ~MasterAccounts() = default;
  /// Asks for a change.  What one person may do alone is approved and, once its day has begun,
  /// applied in the same step.  See `accounts::plan_change` for what is refused.  Conflict for a
  /// word of the file that is not its newest.
  [[nodiscard]] virtual Result<accounts::Change> request(const std::string& site,
                                                         const accounts::ChangeRequest& request,
                                                         const Actor& actor) = 0;
  /// Approves it, which applies it once its business day has begun, or rejects it.  NotPermitted
  /// for who asked, where two are needed; Conflict when the change, its account or what the file
  /// says moved on.
  [[nodiscard]] virtual Result<accounts::Change> decide(const std::string& site,
                                                        std::int64_t number,
                                                        const WantedChangeStep& wanted,
                                                        const Actor& actor) = 0;
  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<accounts::Change>> changes(
      const std::string& site, const ChangeFilter& filter) = 0;
  [[nodiscard]] virtual Result<accounts::Change> change(const std::string& site,
                                                        std::int64_t number) = 0;
  /// By lockbox and account.
  [[nodiscard]] virtual Result<std::vector<AccountConflict>> conflicts(const std::string& site) = 0;
  /// Decides that the change stays, until the file says yet another thing.  `kept_by`, `kept`,
  /// `file` and `seen_at` are ignored; NotFound without such a conflict, Conflict when its version
  /// is another by now.
  [[nodiscard]] virtual Result<void> keep(const std::string& site, const AccountConflict& conflict,
                                          const Actor& actor) = 0;
  /// Deposited payments since the day on accounts that are closed now, oldest first.
  [[nodiscard]] virtual Result<std::vector<ClosedPayment>> paid_closed(
      const std::string& site, const BusinessDay& since) = 0;
  /// Writes the rest off by an adjustment of its own: posted at once where one person may do that,
  /// else waiting for another.  Conflict when the envelope's rest was written off before, or when
  /// what was paid stands on the account no more.
  [[nodiscard]] virtual Result<ledger::Adjustment> write_off(const std::string& site,
                                                             const SmallRest& rest,
                                                             const ledger::CorrectionPolicy& policy,
                                                             const Actor& actor) = 0;
  /// Envelopes whose rest was written off, or is asked to be.
  [[nodiscard]] virtual Result<std::vector<ledger::Origin>> written_off(
      const std::string& site) = 0;
};

}  // namespace lockbox::deposit
