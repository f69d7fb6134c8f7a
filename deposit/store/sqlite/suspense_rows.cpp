#include "deposit/store/sqlite/suspense_rows.h"

#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_taken =
    "SELECT DISTINCT t.key FROM lockbox_transaction t JOIN ledger_entry USING (transaction_id)"
    " JOIN ledger_line USING (ledger_entry_id) WHERE t.batch_id = ?1 AND place = 'suspense'";
constexpr std::string_view select_billed =
    "SELECT t.key FROM lockbox_transaction t WHERE t.batch_id = ?1 AND t.suspense_cents > 0"
    " AND EXISTS (SELECT 1 FROM application_charge c WHERE c.transaction_id = t.transaction_id)"
    " AND NOT EXISTS (SELECT 1 FROM journal_entry j JOIN journal_line l USING (entry_id)"
    "  WHERE j.transaction_id = t.transaction_id AND l.ledger = 'receivable'"
    "  AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.line_id = l.line_id))"
    " AND (SELECT max(v.seq) FROM audit_event v WHERE v.batch_id = ?1 AND v.entity = 'file'"
    "  AND v.row_id IN (SELECT file_id FROM journal_entry j JOIN journal_line USING (entry_id)"
    "   JOIN posting USING (line_id) WHERE j.transaction_id = t.transaction_id))"
    " < (SELECT max(v.seq) FROM audit_event v WHERE v.entity_key = 'lockbox accounts'"
    "  AND v.event = 'import' AND v.lockbox_id = t.lockbox_id)";

constexpr std::int64_t no_entry = std::numeric_limits<std::int64_t>::max();

constexpr std::string_view select_all =
    "SELECT entry.batch_id, name, business_day, key, fund, -amount_cents,"
    " (SELECT min(seq) FROM audit_event event WHERE event.batch_id = entry.batch_id"
    "  AND entity = 'entry' AND row_id = entry.entry_id) AS booked, owner.suspense_reason, site"
    " FROM journal_line line JOIN journal_entry entry USING (entry_id)"
    " JOIN lockbox_transaction owner USING (transaction_id)"
    " JOIN batch ON batch.batch_id = entry.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = batch.lockbox_id"
    " WHERE ledger = 'suspense' ORDER BY booked, line.ordinal";
// Of envelopes with something in suspense now; of which something was booked in or out from entry
// ?1 on and before ?2, or of days up to ?3 later than that; of which corrections took some; and of
// those that were ever carried, which count in another day than that of their batch.
constexpr std::string_view select_moved =
    "WITH moved (transaction_id) AS ("
    " SELECT transaction_id FROM lockbox_transaction WHERE suspense_cents > 0"
    " UNION SELECT transaction_id FROM journal_line JOIN journal_entry USING (entry_id)"
    "  WHERE ledger = 'suspense' AND entry_id >= ?1 AND entry_id < ?2"
    " UNION SELECT e.transaction_id FROM batch b CROSS JOIN journal_entry e"
    "  ON e.batch_id = b.batch_id WHERE b.business_day <= ?3 AND e.entry_id >= ?2"
    " UNION SELECT x.transaction_id FROM ledger_line JOIN ledger_entry x USING (ledger_entry_id)"
    "  WHERE place = 'suspense'"
    " UNION SELECT t.transaction_id FROM carried_document JOIN document d USING (document_id)"
    "  JOIN lockbox_transaction t ON t.batch_id = d.batch_id AND t.key = d.sequence)"
    " SELECT entry.batch_id, name, business_day, key, fund, -amount_cents,"
    " (SELECT min(seq) FROM audit_event event WHERE event.batch_id = entry.batch_id"
    "  AND entity = 'entry' AND row_id = entry.entry_id) AS booked, owner.suspense_reason, site"
    " FROM moved CROSS JOIN journal_entry entry ON entry.transaction_id = moved.transaction_id"
    " CROSS JOIN journal_line line ON line.entry_id = entry.entry_id AND ledger = 'suspense'"
    " CROSS JOIN lockbox_transaction owner ON owner.transaction_id = moved.transaction_id"
    " CROSS JOIN batch ON batch.batch_id = entry.batch_id"
    " CROSS JOIN lockbox ON lockbox.lockbox_id = batch.lockbox_id"
    " ORDER BY booked, line.ordinal";
constexpr std::string_view select_sum =
    "SELECT -coalesce(sum(amount_cents), 0) FROM journal_line WHERE ledger = 'suspense'";
// The history of the first batch of the day or of a later one, or the first close of the day
// before: what was booked earlier counts in an earlier day.
constexpr std::string_view select_begin =
    "SELECT min(begun) FROM (SELECT min(seq) AS begun FROM audit_event WHERE batch_id ="
    "  (SELECT min(batch_id) FROM batch WHERE business_day >= ?2)"
    " UNION ALL SELECT min(seq) FROM audit_event WHERE entity = 'day' AND event = 'close'"
    "  AND row_id = (SELECT day_id FROM business_day WHERE site = ?1 AND day < ?2"
    "   ORDER BY day DESC LIMIT 1))";
constexpr std::string_view select_end =
    "SELECT max(seq) FROM audit_event WHERE entity = 'day' AND event = 'close' AND row_id ="
    " (SELECT day_id FROM business_day WHERE site = ?1 AND day = ?2 AND state = 'closed')";
// Entries are numbered in the order of their events.  The sign keeps it to the order of events.
constexpr std::string_view select_entry_from =
    "SELECT row_id FROM audit_event WHERE +entity = 'entry' AND seq >= ?1 ORDER BY seq LIMIT 1";

/// The first entry of that event or a later one.
std::int64_t entry_from(Connection& db, std::optional<std::int64_t> seq) {
  if (!seq) return no_entry;
  return db.find_integer(select_entry_from, *seq).value_or(no_entry);
}

/// A line and its site.
using SiteLine = std::pair<std::string, SuspenseLine>;

Result<std::vector<SiteLine>> lines_in(Rows&& rows) {
  std::vector<SiteLine> lines;
  while (rows.next()) {
    SuspenseLine line{BatchId{rows.integer(0)},
                      rows.text(1),
                      TRY(BusinessDay::parse(rows.text(2))),
                      rows.integer(3),
                      rows.text(4),
                      rows.money(5),
                      rows.integer(6),
                      {}};
    if (!rows.is_null(7)) {
      line.reason = TRY(parse_name<SuspenseReason>(suspense_reason_names, rows.text(7)));
    }
    lines.emplace_back(rows.text(8), std::move(line));
  }
  return lines;
}

std::vector<SuspenseLine> of_site(std::vector<SiteLine> lines, const std::string& site) {
  std::vector<SuspenseLine> kept;
  for (auto& [of, line] : lines) {
    if (of == site) kept.push_back(std::move(line));
  }
  return kept;
}

struct MovedQuery {
  std::int64_t from = no_entry;
  std::int64_t until = no_entry;
  std::string days_until = {};
};

/// What is left out was settled to the cent: the lines that are read must be the whole ledger of
/// suspense.  Where they are not, a row says of itself that nothing is in suspense and its entries
/// say otherwise, and all of the ledger is read.
Result<std::vector<SuspenseLine>> read_moved(Connection& db, const std::string& site,
                                             const MovedQuery& query) {
  auto lines = TRY(lines_in(db.query(select_moved, query.from, query.until, query.days_until)));
  Money sum;
  for (const auto& [of, line] : lines) sum += line.amount;
  if (db.find_integer(select_sum) != sum.cents()) return read_suspense(db, site);
  return of_site(std::move(lines), site);
}

std::set<std::int64_t> keys_of(Rows&& rows) {
  std::set<std::int64_t> keys;
  while (rows.next()) keys.insert(rows.integer(0));
  return keys;
}

}  // namespace

std::set<std::int64_t> read_suspense_taken(Connection& db, BatchId batch) {
  return keys_of(db.query(select_taken, batch.value()));
}

std::set<std::int64_t> read_billed_since(Connection& db, BatchId batch) {
  return keys_of(db.query(select_billed, batch.value()));
}

Result<std::vector<SuspenseLine>> read_suspense(Connection& db, const std::string& site) {
  return of_site(TRY(lines_in(db.query(select_all))), site);
}

Result<std::vector<SuspenseLine>> read_suspense_on(Connection& db, const std::string& site,
                                                   const BusinessDay& day) {
  const auto text = day.to_string();
  const auto begin = db.find_integer(select_begin, site, text);
  const auto end = db.find_integer(select_end, site, text);
  return read_moved(db, site, {entry_from(db, begin), entry_from(db, end), text});
}

Result<std::vector<SuspenseLine>> read_open_suspense(Connection& db, const std::string& site) {
  return read_moved(db, site, {});
}

}  // namespace lockbox::deposit
