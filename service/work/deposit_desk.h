#pragma once

/// @file
/// What people do with deposits: plan the day's, build them, and take them through their life.

#include <filesystem>
#include <string>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

// ---- one batch alone ----

struct BuiltDeposits {
  std::vector<deposit::Deposit> deposits;  ///< Those that are new.
  std::vector<deposit::Unplaceable> unplaceable;
};

/// Makes deposits, awaiting approval, of what is cleared in the batch, and writes their files into
/// `folder`.  OutOfBalance when the batch's totals do not hold; Conflict when there is nothing to
/// deposit.
[[nodiscard]] Result<BuiltDeposits> build_deposits(deposit::Books& books, const deposit::Site& site,
                                                   BatchId batch,
                                                   const std::filesystem::path& folder,
                                                   const deposit::Actor& preparer);

// ---- the day ----

/// What a person wants of the plan.
struct PlanWish {
  BusinessDay day;
  std::vector<std::string> finals = {};  ///< Accounts whose last ticket of the day shall be final.
};

/// The plan of the day, proved, beside the drafts as they stand.
struct DayPlanView {
  deposit::PlanBasis basis;
  deposit::DayPlan plan;
  deposit::PlanProof proof;
  std::vector<deposit::PlanChange> changes;
  std::string token;  ///< Names this very plan.

  /// Whether building it would change anything.
  [[nodiscard]] bool is_news() const;
};
/// Stores nothing.  OutOfBalance when the plan does not prove; InvalidInput for an account that the
/// site does not have.
[[nodiscard]] Result<DayPlanView> plan_day_of(deposit::Books& books, const deposit::Site& site,
                                              const PlanWish& wish);

/// Makes the drafts what the plan says.  Conflict when `token` names another plan than the books
/// give now, when it changes nothing, or for a final deposit that leaves something out.
[[nodiscard]] Result<std::vector<deposit::DepositRecord>> build_day(deposit::Books& books,
                                                                    const deposit::Site& site,
                                                                    const PlanWish& wish,
                                                                    const std::string& token,
                                                                    const deposit::Actor& actor);

// ---- one deposit ----

/// What the approver had on the screen.
struct Approval {
  deposit::DepositName name;
  Money total_seen;
};

/// Approves the deposit and writes the final files.  Conflict when its total is not the one that
/// was seen; otherwise refuses as Store::approve_deposit does.
[[nodiscard]] Result<deposit::DepositRecord> approve_deposit(deposit::Books& books,
                                                             const deposit::Site& site,
                                                             const Approval& approval,
                                                             const std::filesystem::path& folder,
                                                             const deposit::Actor& approver);

/// A step with the deposit that it is for.
struct NamedStep {
  deposit::DepositName name;
  deposit::WantedDepositStep wanted;
};

/// Takes any other step, as Deposits::step does, and writes the files that follow from it.
[[nodiscard]] Result<deposit::DepositRecord> step_deposit(deposit::Books& books,
                                                          const deposit::Site& site,
                                                          const NamedStep& step,
                                                          const std::filesystem::path& folder,
                                                          const deposit::Actor& actor);

}  // namespace lockbox::service::work
