#pragma once

/// @file
/// From the receipt of mail to the approval of its deposit, in business days (C-03).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "deposit/report/facts.h"
#include "deposit/report/report.h"

namespace lockbox::deposit::report {

/// Weekdays that are no holiday, after `from` up to and with `to`; 0 when `to` is not later.
[[nodiscard]] std::int64_t business_days_between(const BusinessDay& from, const BusinessDay& to,
                                                 const std::vector<BusinessDay>& holidays);

/// When the deposit of each item was approved last; items of deposits that are not approved are
/// left out.
[[nodiscard]] std::map<ItemPlace, Instant> approval_times(const Facts& facts);

/// One item on its way to the bank.
struct ItemTime {
  BusinessDay day;        ///< Of its batch.
  std::string source;     ///< A name of custody::mail_source_names; empty where nobody logged it.
  std::int64_t days = 0;  ///< Business days from receipt to approval, or to the period's end.
  bool is_deposited = false;  ///< By the end of the period.
  bool is_same_day = false;   ///< On the day of its batch, or before it by the calendar.
  bool is_late = false;       ///< Later than the site's limit for its source.
  Money amount;
};

/// Items with a known amount that were not sent back.
[[nodiscard]] std::vector<ItemTime> item_times(const Facts& facts, const Scope& scope);

}  // namespace lockbox::deposit::report
