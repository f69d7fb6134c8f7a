#include "deposit/store/sqlite/watch_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include "deposit/model/person.h"

namespace lockbox::deposit {

namespace {

// What coupons and rules placed: where payers pay by themselves.
constexpr std::string_view select_paid =
    "SELECT i.document_id, b.business_day, hex(p.payer_fingerprint), hex(a.account_fingerprint),"
    " a.amount_cents, a.account_sealed, owner.name_sealed,"
    " (SELECT answered_by FROM transaction_document td JOIN task USING (document_id)"
    "  WHERE td.transaction_id = e.transaction_id AND field = 'account'"
    "  AND task.state = 'answered' LIMIT 1)"
    " FROM batch b JOIN lockbox l USING (lockbox_id)"
    " JOIN lockbox_transaction e ON e.batch_id = b.batch_id"
    " JOIN application a USING (transaction_id)"
    " JOIN item i ON i.transaction_id = e.transaction_id AND i.kind = 'tender'"
    " LEFT JOIN item_payer p USING (item_id)"
    " LEFT JOIN account owner ON owner.lockbox_id = l.lockbox_id"
    "  AND owner.number_fingerprint = a.account_fingerprint"
    " WHERE l.site = ?1 AND b.business_day >= ?2 AND e.state IN ('released', 'deposited', 'posted')"
    " ORDER BY b.business_day, i.document_id";
// What corrections moved: by whoever asked for them.
constexpr std::string_view select_moved =
    "SELECT i.document_id, x.business_day, hex(p.payer_fingerprint), hex(n.account_fingerprint),"
    " -n.amount_cents, n.account_sealed, owner.name_sealed, j.requested_by"
    " FROM ledger_entry x JOIN lockbox l USING (lockbox_id)"
    " JOIN adjustment j USING (adjustment_id) JOIN ledger_line n USING (ledger_entry_id)"
    " JOIN item i ON i.transaction_id = x.transaction_id AND i.kind = 'tender'"
    " LEFT JOIN item_payer p USING (item_id)"
    " LEFT JOIN account owner ON owner.lockbox_id = l.lockbox_id"
    "  AND owner.number_fingerprint = n.account_fingerprint"
    " WHERE l.site = ?1 AND x.business_day >= ?2 AND x.kind IN ('transfer', 'apply')"
    " AND n.place = 'receivable' AND n.amount_cents < 0 ORDER BY x.ledger_entry_id";
constexpr std::string_view select_cash_counted =
    "SELECT f.day, c.total_cents, f.found_by, c.counted_by FROM custody_finding f"
    " JOIN work_unit u ON u.unit_id = f.unit_id JOIN cash_count c USING (finding_id)"
    " WHERE u.site = ?1 AND f.day >= ?2 AND c.ordinal ="
    "  (SELECT max(ordinal) FROM cash_count m WHERE m.finding_id = f.finding_id) ORDER BY f.day";
// What the counter took over of the mail's cash, on the day on which it was found, and the cash of
// batches of mail.  What customers brought to the counter was never counted in the mail.
constexpr std::string_view select_cash_deposited =
    "SELECT f.day, i.amount_cents FROM custody_finding f JOIN work_unit u ON u.unit_id = f.unit_id"
    " JOIN receipt_finding r ON r.finding_id = f.finding_id"
    " JOIN receipt_tender t ON t.receipt_id = r.receipt_id AND t.ordinal = r.ordinal"
    " JOIN item i ON i.document_id = t.document_id WHERE u.site = ?1 AND f.day >= ?2"
    " AND i.tender = 'cash' AND i.state = 'in_deposit'"
    " UNION ALL SELECT b.business_day, i.amount_cents FROM item i JOIN batch b USING (batch_id)"
    " JOIN lockbox l ON l.lockbox_id = b.lockbox_id WHERE l.site = ?1 AND b.business_day >= ?2"
    " AND i.tender = 'cash' AND i.state = 'in_deposit'"
    " AND NOT EXISTS (SELECT 1 FROM drawer_session s WHERE s.batch_id = b.batch_id)";
// Declared totals, then drawers (the last column).
constexpr std::string_view select_differences =
    "SELECT b.prepared_by, b.business_day AS day, b.batch_id AS batch, d.cents, d.accepted_by, 0"
    " FROM batch b JOIN lockbox l USING (lockbox_id) JOIN accepted_difference d USING (batch_id)"
    " WHERE l.site = ?1 AND b.business_day >= ?2 AND d.ordinal ="
    "  (SELECT max(ordinal) FROM accepted_difference m WHERE m.batch_id = b.batch_id)"
    " UNION ALL SELECT s.person, b.business_day, b.batch_id, s.over_short_cents, s.accepted_by, 1"
    " FROM drawer_session s JOIN batch b USING (batch_id)"
    " WHERE s.site = ?1 AND b.business_day >= ?2 AND s.accepted_by IS NOT NULL"
    "  AND s.over_short_cents <> 0 ORDER BY day, batch";
constexpr std::string_view select_closed_days =
    "SELECT day FROM business_day WHERE site = ?1 AND day >= ?2 AND state = 'closed'";
constexpr std::string_view select_checks =
    "SELECT i.document_id, business_day, coalesce(hex(micr_fingerprint) || i.amount_cents, ''),"
    " (SELECT hex(sha256) FROM document_image m WHERE m.document_id = i.document_id"
    "  AND side = 'front' AND view = 'as_scanned' ORDER BY pass DESC LIMIT 1), i.amount_cents,"
    " (SELECT answered_by FROM task t WHERE t.document_id = i.document_id"
    "  AND field = 'duplicate' AND t.state = 'answered')"
    " FROM item i JOIN batch b USING (batch_id) JOIN lockbox l ON l.lockbox_id = b.lockbox_id"
    " WHERE site = ?1 AND business_day >= ?2 AND i.kind = 'tender' AND i.state = 'in_deposit'"
    " ORDER BY i.document_id";
constexpr std::string_view select_approvals =
    "SELECT l.name, ticket_number, b.business_day, total_cents, d.prepared_by, approved_by"
    " FROM deposit d JOIN batch b USING (batch_id) JOIN lockbox l ON l.lockbox_id = d.lockbox_id"
    " WHERE l.site = ?1 AND b.business_day >= ?2 AND approved_by IS NOT NULL"
    " ORDER BY ticket_number";
// What takes something back; the day is that of the batch, or of the close that came next.  Items
// are left out: one correction writes an event for each of them.
constexpr std::string_view select_touches =
    "SELECT actor, event, entity, at, (SELECT business_day FROM batch b"
    "  WHERE b.batch_id = v.batch_id) FROM audit_event v JOIN lockbox l USING (lockbox_id)"
    " WHERE l.site = ?1 AND v.at >= ?2 AND actor <> 'lockbox' AND entity <> 'item'"
    " AND (event IN ('correct', 'correct_totals',"
    "  'accept_difference', 'hold', 'return', 'void', 'reject', 'cancel', 'return_to_draft')"
    "  OR (entity = 'ledger_entry' AND event IN ('transfer', 'credit', 'debit', 'write_off')))"
    " ORDER BY seq";
constexpr std::string_view select_closes =
    "SELECT day, at FROM business_day_step JOIN business_day USING (day_id)"
    " WHERE site = ?1 AND event = 'close' ORDER BY at";
constexpr std::string_view select_staff =
    "SELECT name, full_name FROM user WHERE trim(full_name) <> '' ORDER BY user_id";
constexpr std::string_view select_aliases =
    "SELECT hex(number_fingerprint), successor_sealed FROM account_alias"
    " JOIN account_successor USING (lockbox_id, number_fingerprint) JOIN lockbox USING (lockbox_id)"
    " WHERE site = ?1";
constexpr std::size_t tail_digits = 4;
/// As matching follows them.
constexpr int merges_max = 8;

Result<watch::PaidRow> paid_row(StoreContext& context, const Rows& rows, bool is_moved) {
  watch::PaidRow row{.document = DocumentId{rows.integer(0)},
                     .day = TRY(BusinessDay::parse(rows.text(1))),
                     .payer = rows.is_null(2) ? "" : rows.text(2),
                     .account = rows.text(3),
                     .amount = rows.money(4),
                     .is_moved = is_moved};
  if (rows.is_null(7)) return row;
  row.placed_by = rows.text(7);
  const auto column = is_moved ? sealed_column::ledger_account : sealed_column::application_account;
  const auto number = TRY(context.seal.open(column, rows.blob(5)));
  row.tail = number.substr(number.size() - std::min(number.size(), tail_digits));
  if (!rows.is_null(6)) {
    row.holder = TRY(context.seal.open(sealed_column::account_name, rows.blob(6)));
  }
  return row;
}

/// Merged numbers, each with the number it went into, as their hashes are spelled here.
Result<std::map<std::string, std::string>> read_aliases(StoreContext& context,
                                                        const std::string& site) {
  std::map<std::string, std::string> aliases;
  auto rows = context.db.query(select_aliases, site);
  while (rows.next()) {
    const AccountNumber into{
        TRY(context.seal.open(sealed_column::account_successor, rows.blob(1)))};
    auto name = context.seal.account_fingerprint(into).hex();
    std::ranges::transform(name, name.begin(), [](char digit) {
      return digit >= 'a' && digit <= 'f' ? static_cast<char>(digit - 'a' + 'A') : digit;
    });
    aliases.insert_or_assign(rows.text(0), std::move(name));
  }
  return aliases;
}

/// Whoever pays a merged number pays the account that it went into: that is no drift.
Result<void> follow_merges(StoreContext& context, const std::string& site,
                           std::vector<watch::PaidRow>& paid) {
  const auto aliases = TRY(read_aliases(context, site));
  for (auto& row : paid) {
    for (int step = 0; step < merges_max; ++step) {
      const auto alias = aliases.find(row.account);
      if (alias == aliases.end()) break;
      row.account = alias->second;
    }
  }
  return {};
}

Result<void> read_paid(StoreContext& context, const std::string& site, const std::string& from,
                       std::vector<watch::PaidRow>& paid) {
  {
    auto rows = context.db.query(select_paid, site, from);
    while (rows.next()) paid.push_back(TRY(paid_row(context, rows, false)));
  }
  auto rows = context.db.query(select_moved, site, from);
  while (rows.next()) paid.push_back(TRY(paid_row(context, rows, true)));
  std::ranges::stable_sort(paid, {}, &watch::PaidRow::day);
  return follow_merges(context, site, paid);
}

void add_person(watch::TenderRow& row, const std::string& person) {
  const bool is_there = std::ranges::any_of(
      row.who, [&](const std::string& one) { return is_same_person(one, person); });
  if (!is_there) row.who.push_back(person);
}

using TenderDays = std::map<std::string, watch::TenderRow>;

Result<watch::TenderRow*> row_of_day(TenderDays& days, const std::string& text) {
  const auto day = TRY(BusinessDay::parse(text));
  return &days.try_emplace(text, watch::TenderRow{.day = day}).first->second;
}

Result<void> read_cash(Connection& db, const std::string& site, const std::string& from,
                       TenderDays& days) {
  {
    auto rows = db.query(select_cash_counted, site, from);
    while (rows.next()) {
      auto* const row = TRY(row_of_day(days, rows.text(0)));
      row->cash_counted += rows.money(1);
      add_person(*row, rows.text(2));
      add_person(*row, rows.text(3));
    }
  }
  auto rows = db.query(select_cash_deposited, site, from);
  while (rows.next()) {
    auto* const row = TRY(row_of_day(days, rows.text(0)));
    row->cash_deposited += rows.money(1);
  }
  return {};
}

std::set<std::string> read_closed_days(Connection& db, const std::string& site,
                                       const std::string& from) {
  std::set<std::string> closed;
  auto rows = db.query(select_closed_days, site, from);
  while (rows.next()) closed.insert(rows.text(0));
  return closed;
}

/// Differences by batch, and with the cash of their day once it is closed: while it is open, money
/// is still on its way.
Result<void> read_tender(Connection& db, const std::string& site, const std::string& from,
                         watch::WatchRows& found) {
  TenderDays days;
  TRY(read_cash(db, site, from, days));
  auto rows = db.query(select_differences, site, from);
  while (rows.next()) {
    auto* const row = TRY(row_of_day(days, rows.text(1)));
    const auto amount = rows.money(3);
    found.differences.push_back({rows.text(0), row->day, BatchId{rows.integer(2)}, amount});
    const bool is_drawer = rows.boolean(5);
    if (is_drawer || amount <= Money{}) continue;
    row->checks_over.push_back(amount);
    if (!row->cash_counted.is_zero()) add_person(*row, rows.text(4));
  }
  const auto closed = read_closed_days(db, site, from);
  for (auto& [day, row] : days) {
    if (closed.contains(day)) found.tender.push_back(std::move(row));
  }
  return {};
}

Result<void> read_checks(Connection& db, const std::string& site, const std::string& from,
                         std::vector<watch::CheckRow>& checks) {
  auto rows = db.query(select_checks, site, from);
  while (rows.next()) {
    checks.push_back({DocumentId{rows.integer(0)}, TRY(BusinessDay::parse(rows.text(1))),
                      rows.text(2), rows.is_null(3) ? "" : rows.text(3), rows.money(4),
                      rows.is_null(5) ? "" : rows.text(5)});
  }
  return {};
}

Result<void> read_approvals(Connection& db, const std::string& site, const std::string& from,
                            std::vector<watch::ApprovalRow>& approvals) {
  constexpr std::size_t ticket_digits = 6;
  auto rows = db.query(select_approvals, site, from);
  while (rows.next()) {
    auto ticket = rows.text(1);
    ticket.insert(0, ticket_digits - std::min(ticket.size(), ticket_digits), '0');
    approvals.push_back({rows.text(0), std::move(ticket), TRY(BusinessDay::parse(rows.text(2))),
                         rows.money(3), rows.text(4), rows.text(5)});
  }
  return {};
}

struct CloseTime {
  BusinessDay day;
  Instant at;
};

/// Each correction with how long it came before the next close of any day.
Result<void> read_touches(Connection& db, const std::string& site, const BusinessDay& from,
                          std::vector<watch::TouchRow>& touches) {
  std::vector<CloseTime> closes;
  {
    auto rows = db.query(select_closes, site);
    while (rows.next()) {
      closes.push_back({TRY(BusinessDay::parse(rows.text(0))), TRY(parse_instant(rows.text(1)))});
    }
  }
  auto rows = db.query(select_touches, site, from.to_string());
  while (rows.next()) {
    const auto at = TRY(parse_instant(rows.text(3)));
    const auto close = std::ranges::lower_bound(closes, at, {}, &CloseTime::at);
    watch::TouchRow touch{rows.text(0), rows.text(1) + " of " + rows.text(2), from, std::nullopt};
    if (!rows.is_null(4)) touch.day = TRY(BusinessDay::parse(rows.text(4)));
    if (close != closes.end()) {
      touch.day = close->day;
      touch.seconds_before_close =
          std::chrono::duration_cast<std::chrono::seconds>(close->at - at).count();
    }
    if (touch.day >= from) touches.push_back(std::move(touch));
  }
  return {};
}

}  // namespace

Result<watch::WatchRows> read_watch_rows(StoreContext& context, const std::string& site,
                                         const BusinessDay& from) {
  const auto day = from.to_string();
  watch::WatchRows found;
  TRY(read_paid(context, site, day, found.paid));
  TRY(read_tender(context.db, site, day, found));
  TRY(read_checks(context.db, site, day, found.checks));
  TRY(read_approvals(context.db, site, day, found.approvals));
  TRY(read_touches(context.db, site, from, found.touches));
  auto rows = context.db.query(select_staff);
  while (rows.next()) found.staff.push_back({rows.text(0), rows.text(1)});
  return found;
}

}  // namespace lockbox::deposit
