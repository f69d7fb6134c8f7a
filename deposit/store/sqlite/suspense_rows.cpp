#include "deposit/store/sqlite/suspense_rows.h"

#include <string_view>

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

}  // namespace lockbox::deposit
