#include "deposit/store/sqlite/journal_rows.h"

#include <map>

namespace lockbox::deposit {

namespace {

constexpr std::string_view insert_entry =
    "INSERT INTO journal_entry (lockbox_id, batch_id, kind, transaction_id, deposit_id, reason)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view insert_line =
    "INSERT INTO journal_line (lockbox_id, entry_id, ordinal, ledger, fund, deposit_account,"
    " account_sealed, account_fingerprint, amount_cents)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view insert_revenue =
    "INSERT INTO journal_revenue (line_id, lockbox_id, entry_id, gl_account, charge_code)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view select_entries =
    "SELECT entry_id, journal_entry.kind, key, ticket_number, reason FROM journal_entry"
    " LEFT JOIN lockbox_transaction USING (transaction_id) LEFT JOIN deposit USING (deposit_id)"
    " WHERE journal_entry.batch_id = ?1 ORDER BY entry_id";
constexpr std::string_view select_lines =
    "SELECT line.entry_id, ledger, line.fund, deposit_account, account_sealed, amount_cents,"
    " file.name, gl_account, charge_code"
    " FROM journal_line line JOIN journal_entry e ON e.entry_id = line.entry_id"
    " LEFT JOIN posting USING (line_id) LEFT JOIN output_file file USING (file_id)"
    " LEFT JOIN journal_revenue r ON r.line_id = line.line_id"
    " WHERE e.batch_id = ?1 ORDER BY line.entry_id, ordinal";
constexpr std::string_view select_balances =
    "SELECT ledger, fund, deposit_account, sum(amount_cents)"
    " FROM journal_line JOIN journal_entry USING (entry_id)"
    " WHERE batch_id = ?1 GROUP BY ledger, fund, deposit_account"
    " ORDER BY ledger, fund, deposit_account";

Result<void> check_balance(const JournalEntry& entry) {
  if (entry.lines.empty()) return fail(ErrorCode::Conflict, "A journal entry has no lines.");
  std::map<std::string, Money> funds;
  for (const auto& line : entry.lines) funds[line.fund] += line.amount;
  for (const auto& [fund, sum] : funds) {
    if (sum.is_zero()) continue;
    return fail(ErrorCode::Conflict, "The lines of a journal entry sum to " + sum.to_string() +
                                         " in fund " + fund + ", not to zero.");
  }
  return {};
}

Result<JournalLine> line_of(const StoreContext& context, const Rows& rows, Detail detail) {
  JournalLine line;
  line.ledger = TRY(parse_name<Ledger>(ledger_names, rows.text(1)));
  line.fund = rows.text(2);
  line.deposit_account = rows.text(3);
  if (detail == Detail::All && !rows.is_null(4)) {
    line.account =
        AccountNumber{TRY(context.seal.open(sealed_column::journal_account, rows.blob(4)))};
  }
  line.amount = rows.money(5);
  if (!rows.is_null(6)) line.posted_in = rows.text(6);
  if (!rows.is_null(7)) {
    line.gl_account = rows.text(7);
    line.charge_code = rows.text(8);
  }
  return line;
}

}  // namespace

std::string ticket_of(std::int64_t number) {
  constexpr std::size_t digits = 6;
  auto text = std::to_string(number);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

Result<void> add_entry(StoreContext& context, const BatchRow& batch, const JournalEntry& entry,
                       const EntryOwner& owner) {
  TRY(check_balance(entry));
  const auto id = context.db.insert(insert_entry, batch.lockbox_id, batch.id(),
                                    name_of(entry_kind_names, entry.kind), owner.transaction_id,
                                    owner.deposit_id, entry.reason);
  std::int64_t ordinal = 0;
  for (const auto& line : entry.lines) {
    std::optional<Bytes> sealed;
    std::optional<Sha256> fingerprint;
    if (line.ledger == Ledger::Receivable) {
      sealed = context.seal.seal(sealed_column::journal_account, line.account.reveal());
      fingerprint = context.seal.account_fingerprint(line.account);
    }
    const auto line_id = context.db.insert(insert_line, batch.lockbox_id, id, ++ordinal,
                                           name_of(ledger_names, line.ledger), line.fund,
                                           line.deposit_account, sealed, fingerprint, line.amount);
    if (!line.gl_account.empty()) {
      context.db.run(insert_revenue, line_id, batch.lockbox_id, id, line.gl_account,
                     line.charge_code);
    }
  }
  context.audit.add(batch.subject(Entity::Entry, id, std::to_string(id)),
                    name_of(entry_kind_names, entry.kind));
  return {};
}

Result<std::vector<JournalEntry>> read_entries(StoreContext& context, BatchId batch,
                                               Detail detail) {
  std::vector<JournalEntry> entries;
  std::map<std::int64_t, std::size_t> places;
  {
    auto rows = context.db.query(select_entries, batch.value());
    while (rows.next()) {
      JournalEntry entry;
      entry.kind = TRY(parse_name<EntryKind>(entry_kind_names, rows.text(1)));
      entry.transaction = rows.optional_integer(2).value_or(0);
      if (!rows.is_null(3)) entry.ticket = ticket_of(rows.integer(3));
      entry.reason = rows.text(4);
      places.emplace(rows.integer(0), entries.size());
      entries.push_back(std::move(entry));
    }
  }
  auto rows = context.db.query(select_lines, batch.value());
  while (rows.next()) {
    entries[places.at(rows.integer(0))].lines.push_back(TRY(line_of(context, rows, detail)));
  }
  return entries;
}

Result<std::vector<LedgerBalance>> read_balances(Connection& db, BatchId batch) {
  std::vector<LedgerBalance> balances;
  auto rows = db.query(select_balances, batch.value());
  while (rows.next()) {
    balances.push_back({TRY(parse_name<Ledger>(ledger_names, rows.text(0))), rows.text(1),
                        rows.text(2), rows.money(3)});
  }
  return balances;
}

}  // namespace lockbox::deposit
