#pragma once

/// @file
/// Deposits as people build, check and approve them.

#include <filesystem>
#include <string>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/batch_view.h"
#include "service/work/viewer.h"

namespace lockbox::service::work {

struct DepositFile {
  std::string name;
  std::string kind;  ///< "deposit_ticket" or "posting".
};

/// A deposit with what a person needs to judge it.
struct DepositView {
  deposit::Deposit deposit;
  BatchId batch{0};
  std::string lockbox;
  BusinessDay business_day;
  std::string account_name;
  std::string bank;
  /// The same money three ways; they agree, or something is wrong.
  Money items_sum;
  Money ledger_sum;
  std::vector<DepositFile> files;
  bool may_approve = false;
  std::string approval_note;  ///< A sentence: who may approve it, or who did.
};

/// The deposits of a batch, by ticket.
[[nodiscard]] Result<std::vector<DepositView>> view_deposits(deposit::Books& books,
                                                             const deposit::Site& site,
                                                             const ProvenBatch& batch,
                                                             const Viewer& viewer);

/// What names one deposit within a site.
struct DepositName {
  std::string lockbox;
  std::string ticket;
};

/// The batch that the deposit was made of; NotFound when there is no such deposit.
[[nodiscard]] Result<ProvenBatch> batch_of_deposit(deposit::Books& books, const deposit::Site& site,
                                                   const DepositName& name);

struct BuiltDeposits {
  std::vector<deposit::Deposit> deposits;  ///< Those that are new.
  std::vector<deposit::Unplaceable> unplaceable;
};

/// Makes deposits, awaiting approval, of what is cleared, and writes their files into `folder`.
/// OutOfBalance when the batch's totals do not hold; Conflict when there is nothing to deposit.
[[nodiscard]] Result<BuiltDeposits> build_deposits(deposit::Books& books, const deposit::Site& site,
                                                   BatchId batch,
                                                   const std::filesystem::path& folder,
                                                   const deposit::Actor& preparer);

/// What the approver had on the screen.
struct Approval {
  DepositName name;
  Money total_seen;
};

/// Approves the deposit and writes the final files.  Conflict when its total is not the one that
/// was seen; otherwise refuses as Store::approve_deposit does.
[[nodiscard]] Result<ProvenBatch> approve_deposit(deposit::Books& books, const deposit::Site& site,
                                                  const Approval& approval,
                                                  const std::filesystem::path& folder,
                                                  const deposit::Actor& approver);

}  // namespace lockbox::service::work
