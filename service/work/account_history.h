#pragma once

/// @file
/// Everything that happened to one account, in one line of time; and where a payment is.

#include <optional>
#include <string>
#include <vector>

#include "service/work/accounts.h"
#include "service/work/returns.h"

namespace lockbox::service::work {

struct HistoryRow {
  BusinessDay day;
  std::string kind;  ///< "payment", "return", "letter", "account", "credit" or of entry_kind_names.
  std::string text;  ///< A sentence.
  std::optional<Money> amount;       ///< Credited positive; nothing where no money moves.
  Money received;                    ///< Received for the account so far, this row included.
  deposit::ledger::Origin envelope;  ///< Batch 0: of none.
  std::vector<DocumentId> documents;
  std::string state;  ///< Of a payment: a name of transaction_state_names.
  std::string check;  ///< Number and last digits of the bank account of its first check.
  std::string ticket;
  std::string who;
  std::string why;
  std::string at;  ///< When it was booked; empty for a payment, which comes first in its day.
  std::int64_t return_number = 0;
  std::int64_t adjustment_number = 0;
};

struct AccountHistory {
  FoundAccount account;
  std::vector<HistoryRow> rows;  ///< Oldest first.
};
/// NotFound for a ref that no account has.
[[nodiscard]] Result<AccountHistory> account_history(const CorrectionDesk& desk,
                                                     const std::string& ref);
/// RFC 4180; amounts in whole cents.
[[nodiscard]] std::string history_csv(const AccountHistory& history);

/// Where a payment is, in one word and one sentence.
struct PaymentPlace {
  std::string status;  ///< "captured", "held", "deposited", "returned" or "sent_back".
  std::string sentence;
};
[[nodiscard]] PaymentPlace place_of(const deposit::FoundItem& item);

}  // namespace lockbox::service::work
