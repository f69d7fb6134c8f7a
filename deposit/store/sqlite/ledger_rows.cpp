#include "deposit/store/sqlite/ledger_rows.h"

#include <array>
#include <map>

#include "deposit/store/sqlite/money_rules.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_booking_day =
    "SELECT max(day) FROM business_day WHERE site = ?1 AND state <> 'closed' AND day >= ?2";
constexpr std::string_view insert_entry =
    "INSERT INTO ledger_entry (lockbox_id, business_day, kind, transaction_id, return_id,"
    " adjustment_id, reason_code, note, made_by, at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view insert_line =
    "INSERT INTO ledger_line (lockbox_id, ledger_entry_id, ordinal, place, fund, deposit_account,"
    " account_sealed, account_fingerprint, amount_cents)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view select_entries =
    "SELECT ledger_entry_id, lockbox.name, kind, x.business_day, t.batch_id, t.key, return_id,"
    " adjustment_id, reason_code, note, x.made_by, at, f.name FROM ledger_entry x"
    " JOIN lockbox ON lockbox.lockbox_id = x.lockbox_id"
    " LEFT JOIN lockbox_transaction t USING (transaction_id)"
    " LEFT JOIN adjustment_file_entry USING (ledger_entry_id)"
    " LEFT JOIN adjustment_file f USING (adjustment_file_id)"
    " WHERE site = ?1";
// Only conditions that are wanted stand in the query, so that an index serves each.  LIMIT, of all,
// comes last: whatever number is left out before it may still be bound.
constexpr std::string_view of_day = " AND x.business_day = ?2";
constexpr std::string_view of_account =
    " AND x.ledger_entry_id IN (SELECT ledger_entry_id FROM ledger_line"
    "  WHERE account_fingerprint = ?3)";
constexpr std::string_view of_suspense =
    " AND EXISTS (SELECT 1 FROM ledger_line l WHERE l.ledger_entry_id = x.ledger_entry_id"
    "  AND l.place = 'suspense')";
constexpr std::string_view of_returned =
    " AND EXISTS (SELECT 1 FROM ledger_line l WHERE l.ledger_entry_id = x.ledger_entry_id"
    "  AND l.place = 'returned_items')";
constexpr std::string_view in_order = " ORDER BY x.ledger_entry_id LIMIT ?4";
constexpr std::string_view select_lines =
    "SELECT place, fund, deposit_account, account_sealed, amount_cents FROM ledger_line"
    " WHERE ledger_entry_id = ?1 ORDER BY ordinal";
constexpr std::string_view select_lines_of_return =
    "SELECT place, fund, deposit_account, account_sealed, amount_cents FROM ledger_line"
    " JOIN ledger_entry x USING (ledger_entry_id) WHERE x.return_id = ?1 AND x.kind = ?2"
    " ORDER BY ledger_line_id";
constexpr std::string_view select_envelope =
    "SELECT t.transaction_id, t.lockbox_id, business_day, t.state,"
    " (SELECT l.fund FROM journal_entry j JOIN journal_line l USING (entry_id)"
    "  WHERE j.transaction_id = t.transaction_id AND l.ledger = 'undeposited_tender'"
    "  ORDER BY line_id LIMIT 1),"
    " (SELECT l.deposit_account FROM journal_entry j JOIN journal_line l USING (entry_id)"
    "  WHERE j.transaction_id = t.transaction_id AND l.ledger = 'undeposited_tender'"
    "  ORDER BY line_id LIMIT 1)"
    " FROM lockbox_transaction t JOIN batch ON batch.batch_id = t.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = t.lockbox_id"
    " WHERE site = ?1 AND t.batch_id = ?2 AND t.key = ?3 AND t.state <> 'voided'";
constexpr std::string_view select_journal =
    "SELECT ledger, fund, deposit_account, account_sealed, amount_cents FROM journal_line"
    " JOIN journal_entry j USING (entry_id) WHERE j.transaction_id = ?1"
    " AND ledger IN ('receivable', 'suspense') ORDER BY line_id";
constexpr std::string_view select_ledger_of_envelope =
    "SELECT place, fund, deposit_account, account_sealed, amount_cents FROM ledger_line"
    " JOIN ledger_entry x USING (ledger_entry_id) WHERE x.transaction_id = ?1"
    " AND place IN ('receivable', 'suspense') ORDER BY ledger_line_id";

struct LedgerRule {
  std::string_view broken;  ///< After the name of the row.
  std::string_view sql;     ///< Selects the name of a row that breaks it.
};
constexpr std::array<LedgerRule, 6> rules{{
    {"has lines that do not sum to zero in every fund",
     "SELECT 'ledger entry ' || ledger_entry_id FROM ledger_line GROUP BY ledger_entry_id, fund"
     " HAVING sum(amount_cents) <> 0"},
    {"has no lines",
     "SELECT 'ledger entry ' || ledger_entry_id FROM ledger_entry x WHERE NOT EXISTS"
     " (SELECT 1 FROM ledger_line l WHERE l.ledger_entry_id = x.ledger_entry_id)"},
    {"is owed another sum than its state says",
     "SELECT 'returned item ' || return_id FROM returned_item r WHERE"
     " (SELECT coalesce(sum(l.amount_cents), 0) FROM ledger_entry x"
     "  JOIN ledger_line l USING (ledger_entry_id) WHERE x.return_id = r.return_id"
     "  AND place = 'returned_items') <> CASE WHEN state = 'identified' THEN amount_cents"
     "  WHEN state IN ('received', 'redeposited', 'cleared', 'reversed') THEN 0"
     "  WHEN EXISTS (SELECT 1 FROM return_payment p WHERE p.return_id = r.return_id) THEN 0"
     "  ELSE uncovered_cents END"},
    {"is reversed and moved money all the same",
     "SELECT 'returned item ' || x.return_id FROM returned_item r"
     " JOIN ledger_entry x USING (return_id) JOIN ledger_line l USING (ledger_entry_id)"
     " WHERE r.state = 'reversed'"
     " GROUP BY x.return_id, place, fund, deposit_account, account_fingerprint"
     " HAVING sum(l.amount_cents) <> 0"},
    {"names its drawer's payment and is not paid back",
     "SELECT 'returned item ' || r.return_id FROM returned_item r"
     " JOIN return_payment USING (return_id) WHERE r.state <> 'paid_back'"},
    {"is posted without its entry, or has one and is not posted",
     "SELECT 'adjustment ' || adjustment_id FROM adjustment a WHERE (state = 'posted') <> EXISTS"
     " (SELECT 1 FROM ledger_entry x WHERE x.adjustment_id = a.adjustment_id)"},
}};

std::string query_for(const LedgerFilter& filter) {
  std::string sql{select_entries};
  if (filter.day) sql += of_day;
  if (filter.account) sql += of_account;
  if (filter.only_suspense) sql += of_suspense;
  if (filter.only_returned) sql += of_returned;
  return sql.append(in_order);
}

Result<ledger::Line> line_of(StoreContext& context, const Rows& rows, std::string_view seal) {
  ledger::Line line;
  line.spot.place = TRY(parse_name<ledger::Place>(ledger::place_names, rows.text(0)));
  line.spot.fund = rows.text(1);
  line.spot.deposit_account = rows.text(2);
  if (!rows.is_null(3)) {
    line.spot.account = AccountNumber{TRY(context.seal.open(seal, rows.blob(3)))};
  }
  line.amount = rows.money(4);
  return line;
}

Result<void> read_lines_into(StoreContext& context, ledger::Entry& entry) {
  auto rows = context.db.query(select_lines, entry.number);
  while (rows.next()) {
    entry.lines.push_back(TRY(line_of(context, rows, sealed_column::ledger_account)));
  }
  return {};
}

Result<ledger::Entry> entry_of(const Rows& rows) {
  ledger::Entry entry{
      .number = rows.integer(0),
      .lockbox = rows.text(1),
      .kind = TRY(parse_name<ledger::EntryKind>(ledger::entry_kind_names, rows.text(2))),
      .day = TRY(BusinessDay::parse(rows.text(3))),
      .origin = {},
      .return_number = rows.optional_integer(6).value_or(0),
      .adjustment_number = rows.optional_integer(7).value_or(0),
      .reason_code = rows.text(8),
      .note = rows.text(9),
      .made_by = rows.text(10),
      .at = rows.text(11),
      .lines = {},
      .file = {}};
  if (!rows.is_null(4)) entry.origin = ledger::Origin{BatchId{rows.integer(4)}, rows.integer(5)};
  if (!rows.is_null(12)) entry.file = rows.text(12);
  return entry;
}

}  // namespace

Result<BusinessDay> find_booking_day(Connection& db, const std::string& site,
                                     const BusinessDay& from) {
  auto rows = db.query(select_booking_day, site, from.to_string());
  if (rows.next() && !rows.is_null(0)) return BusinessDay::parse(rows.text(0));
  return fail(ErrorCode::Conflict,
              "No business day of " + site + " from " + from.to_string() +
                  " on is open, and entries are booked in one; scan the first mail of the next "
                  "day, or reopen a day with a reason.");
}

Result<void> add_ledger_entry(StoreContext& context, const EntryGround& ground,
                              ledger::EntryKind kind, const std::vector<ledger::Line>& lines) {
  if (!ledger::is_balanced(lines)) {
    return fail(ErrorCode::Conflict, "The lines of an entry do not sum to zero in every fund.");
  }
  const auto day = TRY(find_booking_day(context.db, ground.site, ground.not_before));
  const auto id = context.db.insert(
      insert_entry, ground.lockbox_id, day.to_string(), name_of(ledger::entry_kind_names, kind),
      ground.transaction_id, ground.return_id, ground.adjustment_id, ground.reason_code,
      ground.note, context.audit.actor(), to_string(context.clock.now()));
  std::int64_t ordinal = 0;
  for (const auto& line : lines) {
    std::optional<Bytes> sealed;
    std::optional<Sha256> fingerprint;
    if (line.spot.place == ledger::Place::Receivable) {
      sealed = context.seal.seal(sealed_column::ledger_account, line.spot.account.reveal());
      fingerprint = context.seal.account_fingerprint(line.spot.account);
    }
    context.db.run(insert_line, ground.lockbox_id, id, ++ordinal,
                   name_of(ledger::place_names, line.spot.place), line.spot.fund,
                   line.spot.deposit_account, sealed, fingerprint, line.amount);
  }
  context.audit.add(
      {Entity::LedgerEntry, ground.lockbox_id, std::nullopt, id, "entry/" + std::to_string(id)},
      name_of(ledger::entry_kind_names, kind));
  return {};
}

Result<std::vector<ledger::Entry>> read_ledger_entries(StoreContext& context,
                                                       const std::string& site,
                                                       const LedgerFilter& filter) {
  std::optional<std::string> day;
  if (filter.day) day = filter.day->to_string();
  std::optional<Sha256> account;
  if (filter.account) account = context.seal.account_fingerprint(*filter.account);
  std::vector<ledger::Entry> entries;
  {
    constexpr std::int64_t all = -1;
    auto rows = context.db.query(query_for(filter), site, day, account, all);
    while (rows.next()) entries.push_back(TRY(entry_of(rows)));
  }
  for (auto& entry : entries) TRY(read_lines_into(context, entry));
  return entries;
}

Result<std::vector<ledger::Line>> lines_of_return(StoreContext& context, std::int64_t return_id,
                                                  ledger::EntryKind kind) {
  std::vector<ledger::Line> lines;
  auto rows =
      context.db.query(select_lines_of_return, return_id, name_of(ledger::entry_kind_names, kind));
  while (rows.next()) {
    lines.push_back(TRY(line_of(context, rows, sealed_column::ledger_account)));
  }
  return lines;
}

Result<DepositedEnvelope> deposited_envelope(Connection& db, const std::string& site,
                                             const ledger::Origin& envelope) {
  auto rows = db.query(select_envelope, site, envelope.batch.value(), envelope.transaction);
  const auto name = "Envelope " + std::to_string(envelope.transaction) + " of batch " +
                    std::to_string(envelope.batch.value());
  if (!rows.next()) return fail(ErrorCode::NotFound, name + " is not there.", "/transaction");
  const auto state = TRY(parse_name<TransactionState>(transaction_state_names, rows.text(3)));
  const bool is_deposited =
      state == TransactionState::Deposited || state == TransactionState::Posted;
  if (!is_deposited || rows.is_null(4)) {
    return fail(ErrorCode::Conflict,
                name + " is not in an approved deposit; correct it where it is keyed.",
                "/transaction");
  }
  return DepositedEnvelope{rows.integer(0),
                           rows.integer(1),
                           TRY(BusinessDay::parse(rows.text(2))),
                           {ledger::Place::Bank, rows.text(4), rows.text(5)}};
}

Result<std::vector<ledger::Standing>> read_standing(StoreContext& context,
                                                    std::int64_t transaction_id) {
  std::vector<ledger::Line> lines;
  {
    auto rows = context.db.query(select_journal, transaction_id);
    while (rows.next()) {
      lines.push_back(TRY(line_of(context, rows, sealed_column::journal_account)));
    }
  }
  auto rows = context.db.query(select_ledger_of_envelope, transaction_id);
  while (rows.next()) {
    lines.push_back(TRY(line_of(context, rows, sealed_column::ledger_account)));
  }
  return ledger::standing_of(lines);
}

std::optional<std::string> first_broken_ledger_rule(Connection& db) {
  for (const auto& rule : rules) {
    auto rows = db.query(std::string{rule.sql} + " LIMIT 1");
    if (rows.next()) return "The " + rows.text(0) + " " + std::string{rule.broken} + ".";
  }
  return std::nullopt;
}

}  // namespace lockbox::deposit
