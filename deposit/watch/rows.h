#pragma once

/// @file
/// The rows that the lenses look at, as the books have them.  Payers and accounts are keyed hashes:
/// they tell one from another and nothing else.

#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/ids.h"
#include "core/money.h"

namespace lockbox::deposit::watch {

/// Money of one check on one account.
struct PaidRow {
  DocumentId document{0};
  BusinessDay day;
  std::string payer;    ///< The check's bank account; empty when it is not known.
  std::string account;  ///< The customer's.
  Money amount;
  std::string placed_by = {};  ///< The person who said so; empty: a coupon or a rule found it.
  std::string tail = {};       ///< Last digits of the account, of what a person placed.
  std::string holder = {};     ///< Its holder's name, of what a person placed.
  bool is_moved = false;       ///< By a correction, after its deposit.
};

/// How money came and how it went to the bank on one closed day.
struct TenderRow {
  BusinessDay day;
  Money cash_counted = {};              ///< By two people, in the mail log.
  Money cash_deposited = {};            ///< Of this cash, or the day's mail, on tickets.
  std::vector<Money> checks_over = {};  ///< By batch: beyond what was declared, and accepted.
  std::vector<std::string> who = {};    ///< Found, counted or accepted it.
};

/// One check in a deposit.
struct CheckRow {
  DocumentId document{0};
  BusinessDay day;
  std::string check;    ///< Bank, account, number and amount; empty when the line is not whole.
  std::string picture;  ///< SHA-256 of its front.
  Money amount;
  std::string cleared_by;  ///< Who said that it is no duplicate; empty when nobody was asked.
};

/// Something that was corrected, voided, held or sent back.
struct TouchRow {
  std::string person;
  std::string what;
  BusinessDay day;
  std::optional<std::int64_t> seconds_before_close;  ///< Nothing while the day is not closed.
};

/// A difference that a supervisor accepted, of a batch that somebody prepared or of their drawer.
struct DifferenceRow {
  std::string prepared_by;
  BusinessDay day;
  BatchId batch{0};
  Money amount;  ///< Counted less declared, or less what the drawer should hold.
};

struct ApprovalRow {
  std::string lockbox;
  std::string ticket;
  BusinessDay day;
  Money amount;
  std::string prepared_by;
  std::string approved_by;
};

struct StaffRow {
  std::string name;
  std::string full_name;
};

struct WatchRows {
  std::vector<PaidRow> paid;  ///< By day.
  std::vector<TenderRow> tender;
  std::vector<CheckRow> checks;
  std::vector<TouchRow> touches;
  std::vector<DifferenceRow> differences;
  std::vector<ApprovalRow> approvals;
  std::vector<StaffRow> staff;
};

}  // namespace lockbox::deposit::watch
