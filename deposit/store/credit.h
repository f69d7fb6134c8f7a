#pragma once

/// @file
/// The port to what customers arrange about their debts: payment arrangements, security deposits
/// and referrals to collection.  None of them moves money; they stand on what is booked.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/credit/arrangement.h"
#include "deposit/credit/bookings.h"
#include "deposit/credit/referral.h"
#include "deposit/credit/security.h"
#include "deposit/model/batch.h"

namespace lockbox::deposit {

/// A step on the arrangement as the person saw it.
struct WantedArrangementStep {
  credit::ArrangementEvent event = credit::ArrangementEvent::Approve;
  std::int64_t version = 0;
  std::string note = {};
  std::optional<BusinessDay> catch_up = {};  ///< For AskReinstatement.
  /// What the books show first, as `credit::detected_events` says, and in which words.
  std::vector<credit::ArrangementEvent> detected = {};
  std::string detected_why = {};
};

struct WantedSecurityStep {
  credit::SecurityEvent event = credit::SecurityEvent::Approve;
  std::int64_t version = 0;
  std::string note = {};
  std::optional<credit::Release> release = {};  ///< For AskRelease.
};

struct WantedReferralStep {
  credit::ReferralEvent event = credit::ReferralEvent::Approve;
  std::int64_t version = 0;
  std::string note = {};
};

/// Which ones; what is left empty is not asked for.
struct CreditFilter {
  std::string lockbox = {};
  std::optional<AccountNumber> account = {};  ///< With `lockbox`; and what is merged with it.
  bool only_live = false;
};

/// A charge of an account that was paid, and when.
struct PaidCharge {
  std::string due_on;
  BusinessDay paid_on;
};

class CreditBook {
 public:
  virtual ~CreditBook() = default;

  // ---- what the books show ----

  /// Of all of the numbers, in no order: money in the bank, and what was moved since.
  [[nodiscard]] virtual Result<std::vector<credit::Booking>> bookings(
      const std::string& site, const std::string& lockbox,
      std::span<const AccountNumber> numbers) = 0;
  /// What security deposits named of their payments, taken away: it pays nothing else.
  [[nodiscard]] virtual Result<std::vector<credit::Booking>> named_money(
      const std::string& site, const std::string& lockbox,
      std::span<const AccountNumber> numbers) = 0;
  /// Charges of the account that payments in the bank went to, by due day.
  [[nodiscard]] virtual Result<std::vector<PaidCharge>> paid_charges(
      const std::string& site, const std::string& lockbox, const AccountNumber& account) = 0;

  // ---- payment arrangements, newest first ----

  /// See `credit::check_arrangement`; Conflict while the account, or one merged with it, has
  /// another one, or when it would begin before the business day after the last one was closed.
  [[nodiscard]] virtual Result<credit::Arrangement> propose(const std::string& site,
                                                            const credit::NewArrangement& wanted,
                                                            const Actor& actor) = 0;
  /// NotPermitted where another person must take the step; InvalidInput without a note where one is
  /// wanted; Conflict for a step that is not listed, or on a version that moved on.
  [[nodiscard]] virtual Result<credit::Arrangement> step(const std::string& site,
                                                         std::int64_t number,
                                                         const WantedArrangementStep& wanted,
                                                         const Actor& actor) = 0;
  /// Books what the books show, without a step of a person; the arrangement as it was when that is
  /// nothing.
  [[nodiscard]] virtual Result<credit::Arrangement> record_detected(
      const std::string& site, std::int64_t number, const WantedArrangementStep& seen,
      const Actor& actor) = 0;
  [[nodiscard]] virtual Result<std::vector<credit::Arrangement>> arrangements(
      const std::string& site, const CreditFilter& filter) = 0;
  [[nodiscard]] virtual Result<credit::Arrangement> arrangement(const std::string& site,
                                                                std::int64_t number) = 0;

  // ---- security deposits, newest first ----

  /// See `credit::check_security`; Conflict while the account, or one merged with it, has another.
  [[nodiscard]] virtual Result<credit::SecurityDeposit> propose(const std::string& site,
                                                                const credit::NewSecurity& wanted,
                                                                const Actor& actor) = 0;
  /// As with arrangements.  Conflict for a release of money that was taken back or moved away
  /// since, and for waiving one of which something stands on the account.
  [[nodiscard]] virtual Result<credit::SecurityDeposit> step(const std::string& site,
                                                             std::int64_t number,
                                                             const WantedSecurityStep& wanted,
                                                             const Actor& actor) = 0;
  /// Names money that came for it; with the last of it the deposit is held.  Conflict when it is
  /// more than is missing, or than the envelope still has on the account, and for a number of a
  /// receipt that was named before; InvalidInput for the day of a receipt before the proposal's.
  [[nodiscard]] virtual Result<credit::SecurityDeposit> receive(
      const std::string& site, std::int64_t number, std::int64_t version,
      const credit::SecurityReceipt& receipt, const Actor& actor) = 0;
  [[nodiscard]] virtual Result<std::vector<credit::SecurityDeposit>> securities(
      const std::string& site, const CreditFilter& filter) = 0;
  [[nodiscard]] virtual Result<credit::SecurityDeposit> security(const std::string& site,
                                                                 std::int64_t number) = 0;

  // ---- referrals, newest first ----

  /// See `credit::check_referral`; Conflict while the account, or one merged with it, is referred.
  [[nodiscard]] virtual Result<credit::Referral> propose(const std::string& site,
                                                         const credit::NewReferral& wanted,
                                                         const Actor& actor) = 0;
  /// As with arrangements; files alone export and tell.
  [[nodiscard]] virtual Result<credit::Referral> step(const std::string& site, std::int64_t number,
                                                      const WantedReferralStep& wanted,
                                                      const Actor& actor) = 0;
  [[nodiscard]] virtual Result<std::vector<credit::Referral>> referrals(
      const std::string& site, const CreditFilter& filter) = 0;
  [[nodiscard]] virtual Result<credit::Referral> referral(const std::string& site,
                                                          std::int64_t number) = 0;
  /// Names a written file, which exports or tells of its referrals.  Conflict when the number is
  /// not the next one, or when one of them is not waiting for such a file.
  [[nodiscard]] virtual Result<credit::ReferralFile> record_file(const std::string& site,
                                                                 const credit::ReferralFile& file,
                                                                 const Actor& actor) = 0;
  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<credit::ReferralFile>> referral_files(
      const std::string& site) = 0;
};

}  // namespace lockbox::deposit
