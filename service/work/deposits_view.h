#pragma once

/// @file
/// Deposits as people look at them, and what each person may do with each.

#include <optional>
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

/// One line of a ticket, with the document to look at.
struct DepositLine {
  deposit::ItemPlace place;
  DocumentId document{0};
  Money amount;
};

/// A deposit as a list shows it, and what this person may do with it.
struct DepositView {
  deposit::DepositRecord record;
  std::string account_name;
  std::string bank;
  bool may_approve = false;
  std::string approval_note;  ///< A sentence: who may approve it, or who did.
  /// The steps that its state lists and this person has the right to take.
  std::vector<deposit::DepositEvent> may;
};

/// The money of a deposit as the batches behind it have it.
struct DepositProof {
  std::vector<DepositLine> lines;
  /// The same money three ways, with the ticket's total; they agree, or something is wrong.  The
  /// books hold nothing of a draft, nor of a deposit that is not live any more.
  Money items_sum;
  Money ledger_sum;
  std::vector<DepositFile> files;
};

/// A deposit with what a person needs to judge it.
struct DepositDetail {
  DepositView view;
  DepositProof proof;
};

/// What views are made with.
struct DepositSight {
  deposit::Books& books;
  const deposit::Site& site;
  Viewer viewer;
};

[[nodiscard]] Result<std::vector<DepositView>> view_records(
    const DepositSight& sight, const std::vector<deposit::DepositRecord>& records);
/// Adds up the batches behind it too.
[[nodiscard]] Result<DepositDetail> view_deposit(const DepositSight& sight,
                                                 const deposit::DepositName& name);
/// The live deposits that the batch has a share in, by ticket.
[[nodiscard]] Result<std::vector<DepositView>> view_deposits(const DepositSight& sight,
                                                             const ProvenBatch& batch);

/// The rights with one of which a person may take the step.
[[nodiscard]] auth::RightSet rights_for(deposit::DepositEvent event);

}  // namespace lockbox::service::work
