#include "acceptance/auditor/seen.h"

#include <stdexcept>

#include "deposit/close/equations.h"
#include "deposit/close/tie.h"
#include "service/close/load_day.h"

namespace lockbox::auditor {

namespace {

constexpr auto tender_by_fate =
    "SELECT CASE WHEN e.state = 'held' THEN 'tender held'"
    " WHEN i.state = 'returned' THEN 'tender returned'"
    " WHEN p.state IS NOT NULL THEN 'tender in deposits ' || p.state"
    " WHEN i.state = 'cleared' THEN 'tender in no deposit' END, sum(i.amount_cents)"
    " FROM item i LEFT JOIN lockbox_transaction e USING (transaction_id)"
    " LEFT JOIN deposit_item USING (item_id) LEFT JOIN deposit p USING (deposit_id)"
    " WHERE i.kind = 'tender' AND i.amount_cents IS NOT NULL GROUP BY 1";
constexpr auto tender_captured =
    "SELECT 'tender captured', sum(amount_cents) FROM item WHERE kind = 'tender'";
constexpr auto journal =
    "SELECT ledger || ' ' || fund, sum(amount_cents) FROM journal_line GROUP BY 1";
constexpr auto ledger =
    "SELECT 'after ' || place || ' ' || fund, sum(amount_cents) FROM ledger_line GROUP BY 1";

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  return *std::move(result);
}

}  // namespace

Seen::Seen(const std::filesystem::path& file) : db_{file.string(), SQLite::OPEN_READONLY} {
}

void Seen::add(Balances& sums, const char* sql) {
  SQLite::Statement query{db_, sql};
  while (query.executeStep()) {
    if (query.getColumn(0).isNull() || query.getColumn(1).getInt64() == 0) continue;
    sums[query.getColumn(0).getString()] = query.getColumn(1).getInt64();
  }
}

Balances Seen::balances() {
  Balances sums;
  for (const auto* sql : {tender_by_fate, tender_captured, journal, ledger}) add(sums, sql);
  return sums;
}

DaySeen day_seen(deposit::Books& books, const deposit::Site& site, const std::string& day) {
  const auto on = need(BusinessDay::parse(day));
  const auto record = need(service::close::load_day(books, site, on));
  const auto tie = deposit::close::tie_of(record);
  DaySeen seen;
  auto& sums = seen.sums;
  for (const auto number : {1, 2, 3, 4, 8, 9, 10, 12}) {
    sums["line " + std::to_string(number)] = tie.line(number).amount.cents();
  }
  for (const auto& row : record.suspense) {
    sums["suspense opening"] += row.opening.cents();
    sums["suspense added"] += row.added.cents();
    sums["suspense applied"] += row.applied.cents();
    sums["suspense refunded"] += row.refunded.cents();
    sums["suspense returned"] += row.returned.cents();
    sums["suspense closing"] += row.closing.cents();
  }
  for (const auto& deposit : need(books.deposits().unsettled(site.id, every_deposit)).records) {
    sums["D9"] += deposit.in_transit().cents();
  }
  std::erase_if(sums, [](const auto& one) { return one.second == 0; });
  for (const auto& equation : deposit::close::equations()) {
    const auto fault = equation.first_fault(record);
    if (fault) seen.fault = std::string{equation.id} + ": " + *fault;
  }
  return seen;
}

Balances accounts_seen(deposit::Books& books, const std::string& site) {
  Balances sums;
  for (const auto& batch : need(books.store().batches())) {
    for (const auto& entry : need(books.store().load_batch(batch.id)).entries) {
      for (const auto& line : entry.lines) {
        if (line.ledger != deposit::Ledger::Receivable) continue;
        sums[std::string{line.account.reveal()}] -= line.amount.cents();
      }
    }
  }
  for (const auto& entry : need(books.ledger().entries(site, {}))) {
    for (const auto& line : entry.lines) {
      if (line.spot.place != deposit::ledger::Place::Receivable) continue;
      sums[std::string{line.spot.account.reveal()}] -= line.amount.cents();
    }
  }
  std::erase_if(sums, [](const auto& one) { return one.second == 0; });
  return sums;
}

}  // namespace lockbox::auditor
