#pragma once

/// @file
/// The business day in which each entry of a batch counts.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "deposit/close/carry_days.h"
#include "deposit/store/close_books.h"
#include "deposit/store/store.h"

namespace lockbox::deposit::close {

/// The day in which what was booked as the `seq`th event counts: `start`, or, when that was closed
/// as it was booked, the next one that was not.  Nothing while no such day has begun.  `days` and
/// `marks` are in order.
[[nodiscard]] std::optional<BusinessDay> booking_day(const BusinessDay& start, std::int64_t seq,
                                                     const std::vector<BusinessDay>& days,
                                                     const std::vector<DayMark>& marks);

/// The days of a site: all of them, oldest first, when each was closed and reopened, and what was
/// carried from one to another.
struct Calendar {
  const std::vector<BusinessDay>& days;
  const std::vector<DayMark>& marks;
  const CarryDays& carries;
};

/// The day in which money of the envelope went into suspense, or out of it: that to which the
/// envelope belongs, or the next one that was open when it was booked.
[[nodiscard]] std::optional<BusinessDay> booking_day(const SuspenseLine& line,
                                                     const Calendar& calendar);

/// Entries of a batch by day: an envelope's belong to the day that the envelope belongs to, and a
/// deposit's to that of the items in it, also when the bank rejected it later.  Points into what it
/// is made of.
class EntryDays {
 public:
  /// `seqs`: the audit event of each entry of the batch, in order; of those that are not told
  /// nothing can be asked.
  EntryDays(const BatchContents& contents, const Calendar& calendar,
            const std::vector<std::int64_t>& seqs);

  /// Of `contents.entries[i]`; nothing while no such day has begun.
  [[nodiscard]] std::optional<BusinessDay> of_entry(std::size_t i) const;
  /// Whose the batch's share in the deposit is.  A ticket that is not known here is the batch's own
  /// day's.
  [[nodiscard]] std::optional<BusinessDay> of_ticket(const std::string& ticket) const;

 private:
  [[nodiscard]] std::optional<BusinessDay> of_envelope(std::int64_t key, std::int64_t seq) const;
  [[nodiscard]] const BusinessDay& batch_day() const { return contents_.batch.header.business_day; }

  const BatchContents& contents_;
  Calendar calendar_;
  const std::vector<std::int64_t>& seqs_;
  std::map<std::string, std::optional<BusinessDay>> tickets_;
};

}  // namespace lockbox::deposit::close
