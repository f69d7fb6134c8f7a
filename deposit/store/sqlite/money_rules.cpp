#include "deposit/store/sqlite/money_rules.h"

#include <string_view>
#include <vector>

namespace lockbox::deposit {

namespace {

/// `sql` selects the name of a row that breaks the rule; its main table is `t`, and {scope} stands
/// for the condition that limits it to one batch.
struct MoneyRule {
  std::string_view what;  ///< Of which table the row is.
  std::string_view broken;
  std::string_view sql;
};

constexpr MoneyRule rules[] = {
    {"transaction", "has a tender that is not applied + adjustments + suspense",
     "SELECT t.batch_id || '/' || t.key FROM lockbox_transaction t WHERE {scope}"
     " AND t.state IN ('in_balance', 'released', 'deposited', 'posted')"
     " AND tender_cents <> applied_cents + adjustments_cents + suspense_cents"},
    {"transaction", "has applications that do not add up to what it applied",
     "SELECT t.batch_id || '/' || t.key FROM lockbox_transaction t WHERE {scope}"
     " AND applied_cents <> (SELECT coalesce(sum(amount_cents), 0) FROM application a"
     "                       WHERE a.transaction_id = t.transaction_id)"},
    {"transaction", "has a tender that is not the sum of its tender items",
     "SELECT t.batch_id || '/' || t.key FROM lockbox_transaction t WHERE {scope}"
     " AND t.state IN ('in_balance', 'released', 'deposited', 'posted')"
     " AND tender_cents <> (SELECT coalesce(sum(amount_cents), 0) FROM item i"
     "                      WHERE i.transaction_id = t.transaction_id AND i.kind = 'tender'"
     "                      AND i.state <> 'duplicate_confirmed')"},
    {"transaction", "differs from its journal lines",
     "SELECT t.batch_id || '/' || t.key FROM lockbox_transaction t LEFT JOIN"
     " (SELECT transaction_id,"
     "   sum(CASE ledger WHEN 'undeposited_tender' THEN amount_cents ELSE 0 END) AS tender,"
     "   sum(CASE ledger WHEN 'receivable' THEN amount_cents ELSE 0 END) AS receivable,"
     "   sum(CASE WHEN ledger IN ('revenue', 'over_short', 'change_fund') THEN amount_cents ELSE 0"
     "       END) AS revenue,"
     "   sum(CASE ledger WHEN 'suspense' THEN amount_cents ELSE 0 END) AS suspense"
     "  FROM journal_entry t JOIN journal_line USING (entry_id)"
     "  WHERE transaction_id IS NOT NULL AND {scope} GROUP BY transaction_id) j"
     " USING (transaction_id) WHERE {scope} AND CASE"
     " WHEN t.state IN ('released', 'deposited', 'posted') THEN"
     "  coalesce(j.tender, 0) <> tender_cents OR coalesce(j.suspense, 0) <> -suspense_cents"
     "  OR coalesce(j.receivable, 0) <> -applied_cents"
     "  OR coalesce(j.revenue, 0) <> -adjustments_cents"
     " ELSE j.tender IS NOT NULL END"},
    {"journal entry", "does not sum to zero in every fund",
     "SELECT t.entry_id FROM journal_entry t JOIN journal_line l USING (entry_id) WHERE {scope}"
     " GROUP BY t.entry_id, l.fund HAVING sum(l.amount_cents) <> 0"},
    {"journal entry", "has no lines",
     "SELECT t.entry_id FROM journal_entry t WHERE {scope}"
     " AND NOT EXISTS (SELECT 1 FROM journal_line l WHERE l.entry_id = t.entry_id)"},
    {"item", "is not in the transaction of its document",
     "SELECT t.batch_id || '/' || d.sequence || '.' || t.ordinal FROM item t"
     " JOIN document d USING (document_id)"
     " LEFT JOIN transaction_document e ON e.document_id = t.document_id WHERE {scope}"
     " AND t.transaction_id IS NOT e.transaction_id"},
    {"item", "is cleared but its transaction is not released",
     "SELECT t.batch_id || '/' || d.sequence || '.' || t.ordinal FROM item t"
     " JOIN document d USING (document_id) LEFT JOIN lockbox_transaction e USING (transaction_id)"
     " WHERE {scope} AND t.state IN ('cleared', 'in_deposit')"
     " AND (e.state IS NULL OR e.state NOT IN ('released', 'deposited', 'posted'))"},
    {"item", "is tender of a released transaction and neither cleared nor in deposit",
     "SELECT t.batch_id || '/' || d.sequence || '.' || t.ordinal FROM item t"
     " JOIN document d USING (document_id) JOIN lockbox_transaction e USING (transaction_id)"
     " WHERE {scope} AND t.kind = 'tender' AND t.state NOT IN ('cleared', 'in_deposit')"
     " AND e.state IN ('released', 'deposited', 'posted')"},
    {"item", "has no amount though its transaction claims balance",
     "SELECT t.batch_id || '/' || d.sequence || '.' || t.ordinal FROM item t"
     " JOIN document d USING (document_id) JOIN lockbox_transaction e USING (transaction_id)"
     " WHERE {scope} AND t.kind = 'tender' AND t.amount_cents IS NULL"
     " AND e.state IN ('in_balance', 'released', 'deposited', 'posted')"},
    {"item", "is in deposit in one table only",
     "SELECT t.batch_id || '/' || d.sequence || '.' || t.ordinal FROM item t"
     " JOIN document d USING (document_id) LEFT JOIN deposit_item e USING (item_id)"
     " WHERE {scope} AND (t.state = 'in_deposit') <> (e.item_id IS NOT NULL)"},
    {"item", "lies in more than one deposit",
     "SELECT e.item_id FROM deposit t JOIN deposit_item e USING (deposit_id) WHERE {scope}"
     " GROUP BY e.item_id HAVING count(*) > 1"},
    {"deposit", "has a total that is not the sum of its items",
     "SELECT t.ticket_number FROM deposit t WHERE {scope}"
     " AND total_cents <> (SELECT coalesce(sum(amount_cents), 0) FROM item i WHERE i.item_id IN"
     "  (SELECT item_id FROM deposit_item e WHERE e.deposit_id = t.deposit_id UNION ALL"
     "   SELECT item_id FROM deposit_former_item f WHERE f.deposit_id = t.deposit_id))"},
    {"deposit", "has a total that is not what its journal entries put into its bank account",
     "SELECT t.ticket_number FROM deposit t WHERE {scope} AND"
     " CASE WHEN t.state IN ('draft', 'cancelled', 'rejected') THEN 0 ELSE total_cents END"
     " <> (SELECT coalesce(sum(amount_cents), 0) FROM journal_entry"
     "     JOIN journal_line l USING (entry_id)"
     "     WHERE journal_entry.deposit_id = t.deposit_id AND l.ledger = 'bank'"
     "     AND journal_entry.kind IN ('deposit', 'withdrawal')"
     "     AND l.deposit_account = t.deposit_account)"},
    {"deposit", "has adjustments that are not those of its journal",
     "SELECT t.ticket_number FROM deposit t WHERE {scope} AND"
     " (SELECT coalesce(sum(amount_cents), 0) FROM bank_adjustment a"
     "  WHERE a.deposit_id = t.deposit_id)"
     " <> (SELECT coalesce(sum(amount_cents), 0) FROM journal_entry"
     "     JOIN journal_line l USING (entry_id)"
     "     WHERE journal_entry.deposit_id = t.deposit_id AND l.ledger = 'bank'"
     "     AND journal_entry.kind = 'bank_adjustment'"
     "     AND l.deposit_account = t.deposit_account)"},
    {"deposit", "is confirmed though some of it is in transit",
     "SELECT t.ticket_number FROM deposit t WHERE {scope}"
     " AND t.state IN ('confirmed', 'confirmed_adjusted') AND total_cents"
     "  + (SELECT coalesce(sum(amount_cents), 0) FROM bank_adjustment a"
     "     WHERE a.deposit_id = t.deposit_id)"
     " IS NOT (SELECT confirmed_cents FROM deposit_step s WHERE s.deposit_id = t.deposit_id"
     "         AND confirmed_cents IS NOT NULL ORDER BY ordinal DESC LIMIT 1)"},
    {"deposit", "is the second final one of its account and banking day",
     "SELECT t.ticket_number FROM deposit t JOIN deposit_terms m USING (deposit_id)"
     " JOIN lockbox x ON x.lockbox_id = t.lockbox_id WHERE {scope} AND m.kind = 'final'"
     " AND t.state NOT IN ('rejected', 'cancelled')"
     " AND EXISTS (SELECT 1 FROM deposit o JOIN deposit_terms n USING (deposit_id)"
     "  JOIN lockbox y ON y.lockbox_id = o.lockbox_id WHERE o.deposit_id < t.deposit_id"
     "  AND n.kind = 'final' AND n.banking_day = m.banking_day AND y.site = x.site"
     "  AND o.deposit_account = t.deposit_account AND o.state NOT IN ('rejected', 'cancelled'))"},
    {"deposit", "was approved by its preparer, or its state and its approver disagree",
     "SELECT t.ticket_number FROM deposit t WHERE {scope} AND"
     " (lower(replace(approved_by, ' ', '')) IS lower(replace(prepared_by, ' ', ''))"
     " OR (t.state IN ('draft', 'awaiting_approval', 'cancelled')) <> (approved_by IS NULL))"},
    // What was posted stays posted when the bank rejects its deposit: the payer did pay.
    {"transaction", "is deposited though a check of it is in no approved deposit",
     "SELECT t.batch_id || '/' || t.key FROM lockbox_transaction t"
     " JOIN item i USING (transaction_id) LEFT JOIN deposit_item e USING (item_id)"
     " LEFT JOIN deposit p USING (deposit_id) WHERE {scope}"
     " AND t.state IN ('deposited', 'posted') AND i.kind = 'tender'"
     " AND p.approved_by IS NULL AND NOT (t.state = 'posted' AND EXISTS"
     "  (SELECT 1 FROM deposit_former_item f JOIN deposit r USING (deposit_id)"
     "   WHERE f.item_id = i.item_id AND r.state = 'rejected'))"},
    {"transaction", "is posted though no posting file holds a line of it",
     "SELECT t.batch_id || '/' || t.key FROM lockbox_transaction t WHERE {scope}"
     " AND t.state = 'posted' AND NOT EXISTS (SELECT 1 FROM journal_entry"
     "  JOIN journal_line USING (entry_id) JOIN posting USING (line_id)"
     "  WHERE journal_entry.transaction_id = t.transaction_id)"},
    {"batch", "is balanced though it holds other money than was declared or accepted",
     "SELECT t.batch_id FROM (SELECT *,"
     "  coalesce((SELECT to_cents FROM control_correction c WHERE c.batch_id = b.batch_id"
     "            ORDER BY ordinal DESC LIMIT 1), control_cents) AS declared,"
     "  coalesce((SELECT cents FROM accepted_difference c WHERE c.batch_id = b.batch_id"
     "            ORDER BY ordinal DESC LIMIT 1), 0) AS accepted FROM batch b) t"
     " WHERE {scope} AND t.state = 'balanced'"
     " AND (SELECT coalesce(sum(amount_cents), 0) FROM item i WHERE i.batch_id = t.batch_id"
     "      AND i.kind = 'tender' AND i.state <> 'duplicate_confirmed')"
     "  NOT IN (declared, declared + accepted)"},
    {"batch", "is balanced though it holds other documents than were declared or accepted",
     "SELECT t.batch_id FROM (SELECT *,"
     "  coalesce((SELECT to_documents FROM control_correction c WHERE c.batch_id = b.batch_id"
     "            ORDER BY ordinal DESC LIMIT 1), control_documents) AS declared,"
     "  coalesce((SELECT documents FROM accepted_difference c WHERE c.batch_id = b.batch_id"
     "            ORDER BY ordinal DESC LIMIT 1), 0) AS accepted FROM batch b) t"
     " WHERE {scope} AND t.state = 'balanced'"
     " AND (SELECT count(*) FROM document d WHERE d.batch_id = t.batch_id AND d.is_separator = 0"
     "      AND EXISTS (SELECT 1 FROM document_image m WHERE m.document_id = d.document_id"
     "                  AND m.pass = d.pass)"
     "      AND NOT EXISTS (SELECT 1 FROM item i WHERE i.document_id = d.document_id"
     "                      AND i.state = 'duplicate_confirmed'))"
     "  NOT IN (declared, declared + accepted)"},
    {"batch", "is of a closed day though tender of it is in no approved deposit",
     "SELECT t.batch_id FROM batch t JOIN lockbox USING (lockbox_id)"
     " JOIN business_day y ON y.site = lockbox.site AND y.day = t.business_day"
     " JOIN item i ON i.batch_id = t.batch_id LEFT JOIN deposit_item e USING (item_id)"
     " LEFT JOIN deposit p USING (deposit_id) WHERE {scope} AND y.state = 'closed'"
     " AND i.kind = 'tender' AND i.state NOT IN ('duplicate_confirmed', 'returned')"
     " AND p.approved_by IS NULL AND NOT EXISTS"
     "  (SELECT 1 FROM deposit_former_item f JOIN deposit r USING (deposit_id)"
     "   WHERE f.item_id = i.item_id AND r.state = 'rejected') AND NOT EXISTS"
     "  (SELECT 1 FROM carried_piece c WHERE c.document_id = i.document_id"
     "   AND c.state = 'carried' AND c.into_state IS NOT 'closed')"},
    {"batch", "has a document that two days carry on at once",
     "SELECT t.batch_id FROM carry_forward t JOIN carried_document c USING (carry_id)"
     " WHERE {scope} AND t.state <> 'taken_back' GROUP BY t.batch_id, c.document_id, t.day_id"
     " HAVING count(*) > 1"},
    {"batch", "has a document that is carried out of a day whose it was not",
     "SELECT t.batch_id FROM carry_forward t JOIN carried_document c USING (carry_id)"
     " JOIN batch b ON b.batch_id = t.batch_id JOIN business_day y ON y.day_id = t.day_id"
     " WHERE {scope} AND t.state <> 'taken_back' AND y.day <> b.business_day AND NOT EXISTS"
     "  (SELECT 1 FROM carried_piece p WHERE p.document_id = c.document_id"
     "   AND p.state = 'carried' AND p.into_day = y.day)"},
    {"batch", "is carried out of a day that is not closed, or is only planned to be out of one",
     "SELECT t.batch_id FROM carry_forward t JOIN business_day y ON y.day_id = t.day_id"
     " WHERE {scope} AND t.state <> 'taken_back' AND (t.state = 'carried') <> (y.state = "
     "'closed')"},
    {"item", "goes back to its payer but its transaction does not, or the other way round",
     "SELECT t.batch_id || '/' || d.sequence || '.' || t.ordinal FROM item t"
     " JOIN document d USING (document_id) JOIN lockbox_transaction e USING (transaction_id)"
     " WHERE {scope} AND (t.state = 'returned') <> (e.state = 'returned')"},
    {"transaction", "has less on an account or in suspense than was taken from there since",
     "SELECT t.batch_id || '/' || t.key FROM lockbox_transaction t WHERE {scope}"
     " AND EXISTS (SELECT 1 FROM ledger_entry x WHERE x.transaction_id = t.transaction_id)"
     " AND EXISTS (SELECT 1 FROM"
     "  (SELECT ledger AS place, fund, account_fingerprint AS who, amount_cents FROM journal_line"
     "   JOIN journal_entry j USING (entry_id) WHERE j.transaction_id = t.transaction_id"
     "   UNION ALL SELECT place, fund, account_fingerprint, amount_cents FROM ledger_line"
     "   JOIN ledger_entry x USING (ledger_entry_id) WHERE x.transaction_id = t.transaction_id)"
     "  WHERE place IN ('suspense', 'receivable') GROUP BY place, fund, who"
     "  HAVING sum(amount_cents) > 0)"},
    {"batch", "holds a receipt that is not what its transaction's tender is",
     "SELECT t.batch_id FROM drawer_session t JOIN receipt r USING (drawer_id)"
     " JOIN lockbox_transaction e USING (transaction_id) WHERE {scope}"
     " AND (e.tender_cents <> (SELECT sum(amount_cents) FROM receipt_tender p"
     "                         WHERE p.receipt_id = r.receipt_id)"
     "      OR (r.state = 'voided') <> (e.state = 'returned'))"},
    {"batch", "holds a receipt though the number before it is missing",
     "SELECT t.batch_id FROM drawer_session t JOIN receipt r USING (drawer_id) WHERE {scope}"
     " AND r.number > 1 AND NOT EXISTS (SELECT 1 FROM receipt p WHERE p.site = r.site"
     "                                  AND p.number = r.number - 1)"},
    {"batch", "is of an accepted drawer whose over or short is not booked as it was counted",
     "SELECT t.batch_id FROM drawer_session t WHERE {scope} AND t.state = 'accepted'"
     " AND t.over_short_cents <> (SELECT coalesce(-sum(amount_cents), 0) FROM journal_entry"
     "  JOIN journal_line USING (entry_id) WHERE journal_entry.batch_id = t.batch_id"
     "  AND ledger = 'over_short')"},
    {"batch", "is of a closed day though its drawer is not accepted",
     "SELECT t.batch_id FROM drawer_session t JOIN batch b USING (batch_id)"
     " JOIN business_day y ON y.site = t.site AND y.day = b.business_day WHERE {scope}"
     " AND y.state = 'closed' AND (t.state <> 'accepted'"
     "  OR (t.has_alert = 1 AND t.acknowledged_by IS NULL))"},
    {"posting file", "holds a journal line that is not a receivable of its fund and batch",
     "SELECT t.name FROM output_file t JOIN posting USING (file_id)"
     " JOIN journal_line l USING (line_id) JOIN journal_entry e USING (entry_id) WHERE {scope}"
     " AND (l.ledger <> 'receivable' OR l.fund <> t.fund OR e.batch_id <> t.batch_id"
     "      OR t.kind <> 'posting')"},
};

std::string in_scope(std::string_view sql, std::string_view condition) {
  constexpr std::string_view placeholder = "{scope}";
  std::string text{sql};
  for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder)) {
    text.replace(at, placeholder.size(), condition);
  }
  return text;
}

std::vector<std::string> all_in_scope(std::string_view condition) {
  std::vector<std::string> queries;
  for (const auto& rule : rules) queries.push_back(in_scope(rule.sql, condition) + " LIMIT 1");
  return queries;
}

/// The first rule that is broken, with the row that breaks it; `batch` is bound where it is asked.
template <class... Batch>
std::optional<std::string> first_broken(Connection& db, const std::vector<std::string>& queries,
                                        const Batch&... batch) {
  for (std::size_t i = 0; i < queries.size(); ++i) {
    auto rows = db.query(queries[i], batch...);
    if (rows.next()) {
      return "The " + std::string{rules[i].what} + " " + rows.text(0) + " " +
             std::string{rules[i].broken} + ".";
    }
  }
  return std::nullopt;
}

}  // namespace

Result<void> check_money_rules(Connection& db, BatchId batch) {
  static const auto queries = all_in_scope("t.batch_id = ?1");
  const auto broken = first_broken(db, queries, batch.value());
  if (broken) return fail(ErrorCode::Conflict, *broken);
  return {};
}

std::optional<std::string> first_broken_money_rule(Connection& db) {
  static const auto queries = all_in_scope("1 = 1");
  return first_broken(db, queries);
}

}  // namespace lockbox::deposit
