#pragma once

/// @file
/// The port to deposits as the bank sees them: planned over all batches of a day, and followed
/// through their life until the bank has confirmed or rejected them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/model/deposit_record.h"
#include "deposit/planning/day_plan.h"

namespace lockbox::deposit {

/// What names one deposit: the lockbox of its first item, and its ticket.
struct DepositName {
  std::string lockbox;
  std::string ticket;
};

/// What a plan is made from.
struct PlanBasis {
  std::vector<PlanItem> items;  ///< By place.
  std::vector<StandingDeposit> drafts;
  std::vector<StandingDeposit> made_finals;
};

/// A step that a person wants to take, on the deposit as they saw it.
struct WantedDepositStep {
  DepositEvent event = DepositEvent::Submit;
  std::int64_t version = 0;
  std::string reason = {};                       ///< For a return, a rejection, a cancellation.
  std::optional<Sending> sending = {};           ///< For Send.
  std::optional<Money> confirmed = {};           ///< For Confirm and Adjust: what the bank has.
  std::vector<BankAdjustment> adjustments = {};  ///< For Adjust: those that are new.
};

/// A part of a long list.
struct PageWanted {
  std::int64_t skip = 0;
  std::int64_t at_most = 0;
};
struct DepositPage {
  std::vector<DepositRecord> records;
  bool has_more = false;  ///< The list goes on behind them.
};

class Deposits {
 public:
  virtual ~Deposits() = default;

  /// The released items of the site's batches up to `day` that no submitted deposit holds.
  [[nodiscard]] virtual Result<PlanBasis> plan_basis(const std::string& site,
                                                     const BusinessDay& day) = 0;
  /// Those with an item of a batch of `day`, or for that banking day; all of the site without a
  /// day.  By ticket.
  [[nodiscard]] virtual Result<std::vector<DepositRecord>> deposits(
      const std::string& site, const std::optional<BusinessDay>& day) = 0;
  /// Of those that are live and that the bank has not confirmed, of any day, by ticket: a page.
  /// Only what is on it is read.
  [[nodiscard]] virtual Result<DepositPage> unsettled(const std::string& site,
                                                      const PageWanted& wanted) = 0;
  /// NotFound when there is none.
  [[nodiscard]] virtual Result<DepositRecord> deposit(const std::string& site,
                                                      const DepositName& name) = 0;
  /// Makes the drafts of the site what the plan says: those it goes on with are rearranged, new
  /// ones get the next tickets, a draft that it leaves empty is cancelled.  Books nothing.  Returns
  /// the drafts of the plan, in its order.  Conflict for an item that is not released, lies in
  /// another deposit or is booked for another account; OutOfBalance when its batch does not
  /// balance.
  [[nodiscard]] virtual Result<std::vector<DepositRecord>> arrange(const std::string& site,
                                                                   const BusinessDay& day,
                                                                   const DayPlan& plan,
                                                                   const Actor& actor) = 0;
  /// Takes one listed step.  Conflict for one that is not listed, or when `wanted.version` is not
  /// the stored one; InvalidInput when it lacks what it must say; NotPermitted when whoever
  /// built this version or submitted it approves it; OutOfBalance when the bank's amount is not the
  /// total with its adjustments, D9.  A submitted deposit is booked; what takes it back is booked
  /// too.
  [[nodiscard]] virtual Result<DepositRecord> step(const std::string& site, const DepositName& name,
                                                   const WantedDepositStep& wanted,
                                                   const Actor& actor) = 0;
  /// Keeps a released item out of every plan until it is put back.  Conflict when a submitted
  /// deposit holds it, or it is kept back already.  A draft that holds it has it until the next
  /// plan, and cannot be submitted before.
  [[nodiscard]] virtual Result<void> keep_back(const std::string& site, const ItemPlace& item,
                                               const std::string& reason, const Actor& actor) = 0;
  /// Conflict when it is not kept back.
  [[nodiscard]] virtual Result<void> put_back(const std::string& site, const ItemPlace& item,
                                              const std::string& reason, const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
