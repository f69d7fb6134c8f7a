#pragma once

/// @file
/// What is known of who pays by a check, and what people say of it.

#include <string>
#include <vector>

#include "core/keys.h"
#include "deposit/match/payer.h"
#include "deposit/match/payment_list.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/task_view.h"

namespace lockbox::service::work {

struct PayerView {
  bool is_whole = false;  ///< The check's line names a bank account; else nothing is known.
  deposit::KnownPayer payer;
  std::string lockbox;
};

/// The payer of a check of this site; NotFound for a document that is none.
[[nodiscard]] Result<PayerView> view_payer(deposit::Books& books, const deposit::Site& site,
                                           const KnownAccounts& accounts, DocumentId document);

/// What somebody says of the payer of a check.
struct PayerWord {
  DocumentId document{0};
  deposit::PayerMark mark;
};

/// A word about the payer of the check, with its consequences for its batch.  `account` of
/// NotThisAccount is one that the payer is known to pay; NotFound for another.
[[nodiscard]] Result<void> mark_payer(deposit::Books& books, const deposit::Site& site,
                                      const KnownAccounts& accounts, const PayerWord& word,
                                      const deposit::Actor& person);

/// A row of a payment list with the account that was found for it.
struct ListedRow {
  deposit::ListRow row;
  deposit::ListMatch match;
};
[[nodiscard]] std::vector<ListedRow> read_list(std::string_view text,
                                               const KnownAccounts& accounts);

/// The lockbox in which the document lies, or NotFound.
[[nodiscard]] Result<std::string> lockbox_of(deposit::Books& books, const deposit::Site& site,
                                             DocumentId document);

}  // namespace lockbox::service::work
