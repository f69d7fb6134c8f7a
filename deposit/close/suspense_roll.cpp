#include "deposit/close/suspense_roll.h"

#include <chrono>
#include <map>
#include <tuple>

#include "deposit/close/entry_days.h"

namespace lockbox::deposit::close {

namespace {

using SuspenseRows = std::map<std::tuple<BatchId, std::int64_t, std::string>, SuspenseRow>;

/// Why the entry took money out of suspense, as a column of the roll.
Money& taken_by(SuspenseRow& row, ledger::EntryKind kind) {
  if (kind == ledger::EntryKind::ChargeBack || kind == ledger::EntryKind::Reversal) {
    return row.returned;
  }
  if (kind == ledger::EntryKind::Refund) return row.refunded;
  if (kind == ledger::EntryKind::Escheat) return row.escheated;
  return row.applied;
}

/// What entries after the deposit took, by the day in which they count.
void take_from_suspense(SuspenseRows& rows, const DaySources& sources) {
  const auto& today = sources.day.day;
  for (const auto& entry : sources.ledger) {
    if (!entry.origin || entry.day > today) continue;
    for (const auto& line : entry.lines) {
      if (line.spot.place != ledger::Place::Suspense) continue;
      const auto found =
          rows.find({entry.origin->batch, entry.origin->transaction, line.spot.fund});
      // What was never there is in no row: D10 says that it is booked and not listed.
      if (found == rows.end()) continue;
      auto& row = found->second;
      row.closing -= line.amount;
      auto& column = entry.day < today ? row.opening : taken_by(row, entry.kind);
      column += entry.day < today ? Money{} - line.amount : line.amount;
    }
  }
}

}  // namespace

std::vector<SuspenseRow> roll_suspense(const DaySources& sources, const CarryDays& carries) {
  SuspenseRows rows;
  const auto& today = sources.day.day;
  for (const auto& line : sources.suspense) {
    const auto booked = booking_day(line, {sources.days, sources.marks, carries});
    if (!booked || *booked > today) continue;
    auto [found, is_new] = rows.try_emplace(
        {line.batch, line.transaction, line.fund},
        SuspenseRow{.batch = line.batch, .lockbox = line.lockbox, .since = line.batch_day});
    auto& row = found->second;
    row.transaction = line.transaction;
    row.fund = line.fund;
    row.reason = line.reason ? name_of(suspense_reason_names, *line.reason) : "";
    row.age_days = days_between(line.batch_day, today);
    row.closing += line.amount;
    if (*booked < today) {
      row.opening += line.amount;
    } else if (line.amount < Money{}) {
      row.applied -= line.amount;
    } else {
      row.added += line.amount;
    }
  }
  take_from_suspense(rows, sources);
  std::vector<SuspenseRow> roll;
  for (auto& [key, row] : rows) {
    // What left again on the day that it came is added and taken, so such a row is not quiet; what
    // a reversal put back came on no day before it.
    const bool is_quiet = row.opening.is_zero() && row.added.is_zero() && row.applied.is_zero() &&
                          row.returned.is_zero() && row.closing.is_zero();
    if (!is_quiet) roll.push_back(std::move(row));
  }
  return roll;
}

}  // namespace lockbox::deposit::close
