#include "deposit/close/entry_days.h"

#include <algorithm>

namespace lockbox::deposit::close {

std::optional<BusinessDay> booking_day(const BusinessDay& start, std::int64_t seq,
                                       const std::vector<BusinessDay>& days,
                                       const std::vector<DayMark>& marks) {
  for (auto day = std::ranges::lower_bound(days, start); day != days.end(); ++day) {
    bool is_closed = false;
    for (const auto& mark : marks) {
      if (mark.point.events >= seq) break;
      if (mark.day == *day) is_closed = mark.event == DayEvent::Close;
    }
    if (!is_closed) return *day;
  }
  return std::nullopt;
}

std::optional<BusinessDay> booking_day(const SuspenseLine& line, const Calendar& calendar) {
  const auto& [days, marks, carries] = calendar;
  const auto start = carries.day_of(line.batch, line.transaction, line.batch_day);
  if (!start) return std::nullopt;
  const auto came = carries.came_at(line.batch, line.transaction, marks);
  return booking_day(*start, std::max(line.seq, came), days, marks);
}

EntryDays::EntryDays(const BatchContents& contents, const Calendar& calendar,
                     const std::vector<std::int64_t>& seqs)
    : contents_{contents}, calendar_{calendar}, seqs_{seqs} {
  const auto batch = contents.batch.id;
  const auto& carries = calendar.carries;
  for (const auto& deposit : contents.deposits) {
    if (deposit.items.empty()) continue;
    tickets_.emplace(deposit.ticket, carries.day_of(batch, deposit.items.front(), batch_day()));
  }
  // What the bank rejected holds nothing any more, and stays with the day on which it was booked.
  for (std::size_t i = 0; i < seqs.size(); ++i) {
    const auto& ticket = contents.entries.at(i).ticket;
    if (ticket.empty()) continue;
    tickets_.try_emplace(ticket, carries.day_at(batch, batch_day(), seqs[i], calendar.marks));
  }
}

std::optional<BusinessDay> EntryDays::of_entry(std::size_t i) const {
  const auto& entry = contents_.entries.at(i);
  return is_of_deposit(entry.kind) ? of_ticket(entry.ticket)
                                   : of_envelope(entry.transaction, seqs_.at(i));
}

std::optional<BusinessDay> EntryDays::of_ticket(const std::string& ticket) const {
  const auto found = tickets_.find(ticket);
  return found == tickets_.end() ? batch_day() : found->second;
}

std::optional<BusinessDay> EntryDays::of_envelope(std::int64_t key, std::int64_t seq) const {
  const auto& envelopes = contents_.transactions;
  const auto envelope = std::ranges::find(envelopes, key, &Transaction::key);
  const auto start = envelope == envelopes.end()
                         ? std::optional{batch_day()}
                         : day_of_envelope(calendar_.carries, contents_, *envelope);
  if (!start) return std::nullopt;
  // What was booked before it was carried is booked, for the day that it came into, as it came.
  auto known_at = seq;
  if (envelope != envelopes.end() && calendar_.carries.has(contents_.batch.id)) {
    for (const auto sequence : deciding_documents(contents_, *envelope)) {
      known_at = std::max(known_at,
                          calendar_.carries.came_at(contents_.batch.id, sequence, calendar_.marks));
    }
  }
  return booking_day(*start, known_at, calendar_.days, calendar_.marks);
}

}  // namespace lockbox::deposit::close
