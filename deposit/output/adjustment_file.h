#pragma once

/// @file
/// The adjustment file: what the biller's system books to its customers' accounts beside the
/// payments, one file a lockbox and day, or several when it is made before the day's last entry.
///
///     H,1,SITE,LOCKBOX,BUSINESS_DAY,FILE_ID
///     D,LINE,ACCOUNT,FUND,AMOUNT_CENTS,KIND,REASON_CODE,ENTRY,EFFECTIVE_DATE
///     T,LINE_COUNT,TOTAL_CENTS
///
/// RFC 4180, LF at the end of each record.  A positive amount is credited to the account, a
/// negative one charged to it.  FILE_ID is LOCKBOX-DAY-NUMBER: a host that has booked it books
/// nothing of it again.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/ledger/entries.h"

namespace lockbox::deposit {

struct AdjustmentLine {
  AccountNumber account;
  std::string fund;
  Money amount;
  ledger::EntryKind kind = ledger::EntryKind::Transfer;
  std::string reason_code;
  std::int64_t entry = 0;
  friend bool operator==(const AdjustmentLine&, const AdjustmentLine&) = default;
};

struct AdjustmentFile {
  std::string site;
  std::string lockbox;
  BusinessDay business_day;
  std::int64_t sequence = 0;  ///< Counts the lockbox's files of the day, from 1.
  std::vector<AdjustmentLine> lines;

  [[nodiscard]] std::string id() const;
  [[nodiscard]] Money total() const;
  friend bool operator==(const AdjustmentFile&, const AdjustmentFile&) = default;
};

/// The lines that the receivables host must know of: those of accounts.
[[nodiscard]] std::vector<AdjustmentLine> adjustment_lines(const ledger::Entry& entry);

[[nodiscard]] std::string render_adjustment_file(const AdjustmentFile& file);
/// Reads the file and adds it up again.  OutOfBalance when count or total of the trailer are not
/// those of the lines; InvalidInput, naming the line, for anything else that is not as above.
[[nodiscard]] Result<AdjustmentFile> parse_adjustment_file(std::string_view text);
/// The text, after it was read back and found to say the same: what may be released.
[[nodiscard]] Result<std::string> prove_adjustment_file(const AdjustmentFile& file);

}  // namespace lockbox::deposit
