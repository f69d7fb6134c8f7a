#pragma once

/// @file
/// What somebody should write to customers about today, made from the books.

#include <optional>
#include <string>
#include <vector>

#include "deposit/ledger/adjustment.h"
#include "service/credit/securities.h"

namespace lockbox::service::credit {

enum class NoticeKind {
  ArrangementBroken,
  InstallmentDue,  ///< In so many days as the site says.
  ReturnClock,     ///< A returned check whose next step is due.
  SuspenseInquiry,
  RefundDue,  ///< Of a security deposit.
};
inline constexpr Names<5> notice_kind_names{"arrangement_broken", "installment_due", "return_clock",
                                            "suspense_inquiry", "refund_due"};

struct Notice {
  NoticeKind kind = NoticeKind::ArrangementBroken;
  BusinessDay since;          ///< Since when it waits; for an installment, when it is due.
  std::int64_t age_days = 0;  ///< Below zero: it is still to come.
  std::string owner;          ///< A person, "treasury" or "supervisor".
  std::optional<work::FoundAccount> account = {};
  std::optional<deposit::ledger::Origin> envelope = {};
  std::int64_t number = 0;  ///< Of the arrangement, the deposit or the return; 0: none.
  Money amount;
  std::string text;  ///< A sentence.
};

/// Oldest first.
[[nodiscard]] Result<std::vector<Notice>> notices_due(
    const CreditDesk& desk, const deposit::ledger::CorrectionPolicy& corrections);

}  // namespace lockbox::service::credit
