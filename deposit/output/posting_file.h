#pragma once

/// @file
/// The posting file: what the biller's system books to its customers' accounts, one file a fund.
///
///     H,1,SITE,LOCKBOX,FUND,BUSINESS_DAY,BATCH_SOURCE,BATCH_ID,FILE_SEQUENCE
///     D,LINE,ACCOUNT,BILL_TYPE,AMOUNT_CENTS,TRANSACTION,DOCUMENTS,EFFECTIVE_DATE
///     C,LINE,CHARGE_CODE,DUE_DATE,AMOUNT_CENTS
///     T,LINE_COUNT,TOTAL_CENTS
///
/// RFC 4180, LF at the end of each record.  DOCUMENTS are sequence numbers with blanks between
/// them; lines count from 1; the effective date is the business day.  C records follow the line
/// whose amount they divide and add up to it; no charge code is on account.  The trailer does not
/// count them.  A file without any is of version 1, one with some of version 2.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/model/charge.h"

namespace lockbox::deposit {

/// A payment on one account; a negative amount takes one back.
struct PostingLine {
  AccountNumber account;
  std::string bill_type;
  Money amount;
  std::int64_t transaction = 0;
  std::vector<std::int64_t> documents;  ///< Of the transaction, in physical order.
  std::vector<Charge> charges = {};     ///< All of the amount, or none is said.
  friend bool operator==(const PostingLine&, const PostingLine&) = default;
};

struct PostingFile {
  std::string site;
  std::string lockbox;
  std::string fund;
  BusinessDay business_day;
  std::string batch_source;
  std::int64_t batch_id = 0;
  std::int64_t file_sequence = 0;  ///< Counts the fund's files of this batch, from 1.
  std::vector<PostingLine> lines;
  friend bool operator==(const PostingFile&, const PostingFile&) = default;
};

/// The text of the file.
[[nodiscard]] std::string render_posting_file(const PostingFile& file);

/// Reads a posting file and adds it up again.  OutOfBalance when count or total of the trailer are
/// not those of the lines; InvalidInput, naming the line, for anything else that is not as above.
[[nodiscard]] Result<PostingFile> parse_posting_file(std::string_view text);

/// The text, after it was read back and found to say the same: what may be released.
[[nodiscard]] Result<std::string> prove_posting_file(const PostingFile& file);

}  // namespace lockbox::deposit
