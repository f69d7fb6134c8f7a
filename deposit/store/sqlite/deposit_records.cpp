#include "deposit/store/sqlite/deposit_records.h"

#include "core/check.h"
#include "deposit/store/sqlite/journal_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_record =
    "SELECT lockbox.name, ticket_number, deposit_account, coalesce(channel, 'check'),"
    " coalesce(kind, 'interim'), coalesce(banking_day, business_day), deposit.state, total_cents,"
    " deposit.prepared_by, approved_by FROM deposit LEFT JOIN deposit_terms USING (deposit_id)"
    " JOIN batch ON batch.batch_id = deposit.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = deposit.lockbox_id WHERE deposit.deposit_id = ?1";
constexpr std::string_view select_items =
    "SELECT item.batch_id, sequence, lockbox.name, business_day, tender, amount_cents FROM"
    " (SELECT ordinal, item_id FROM deposit_item WHERE deposit_id = ?1 UNION ALL"
    "  SELECT ordinal, item_id FROM deposit_former_item WHERE deposit_id = ?1) list"
    " JOIN item USING (item_id) JOIN document USING (document_id)"
    " JOIN batch ON batch.batch_id = item.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = item.lockbox_id ORDER BY list.ordinal";
constexpr std::string_view select_steps =
    "SELECT event, actor, at, reason, send_method, carried_by, bag, confirmed_cents"
    " FROM deposit_step WHERE deposit_id = ?1 ORDER BY ordinal";
constexpr std::string_view select_adjustments =
    "SELECT reason, a.amount_cents, item.batch_id, sequence, note, recorded_by"
    " FROM bank_adjustment a LEFT JOIN item USING (item_id) LEFT JOIN document USING (document_id)"
    " WHERE deposit_id = ?1 ORDER BY a.ordinal";
constexpr std::string_view select_ids_of_day =
    "SELECT d.deposit_id FROM (SELECT deposit_id FROM deposit_terms WHERE banking_day = ?2"
    " UNION SELECT deposit_id FROM batch JOIN deposit USING (batch_id) WHERE business_day = ?2"
    " UNION SELECT deposit_id FROM batch JOIN item USING (batch_id)"
    "  JOIN deposit_item USING (item_id) WHERE business_day = ?2"
    " UNION SELECT deposit_id FROM carried_piece JOIN item USING (document_id)"
    "  JOIN deposit_item USING (item_id) WHERE into_day = ?2) w"
    " CROSS JOIN deposit d ON d.deposit_id = w.deposit_id JOIN lockbox USING (lockbox_id)"
    " WHERE site = ?1 ORDER BY ticket_number, d.deposit_id";
constexpr std::string_view select_ids =
    "SELECT deposit_id FROM deposit JOIN lockbox USING (lockbox_id) WHERE site = ?1"
    " ORDER BY ticket_number, deposit_id";
constexpr std::string_view select_ids_unsettled =
    "SELECT deposit_id FROM deposit CROSS JOIN lockbox USING (lockbox_id) WHERE site = ?1"
    " AND state IN ('draft', 'awaiting_approval', 'approved', 'sent')"
    " ORDER BY ticket_number, deposit_id LIMIT ?2 OFFSET ?3";

Result<DepositRecord> read_head(Connection& db, std::int64_t deposit_id) {
  auto rows = db.query(select_record, deposit_id);
  ENSURE(rows.next());
  return DepositRecord{
      .lockbox = rows.text(0),
      .ticket = ticket_of(rows.integer(1)),
      .deposit_account = rows.text(2),
      .channel = TRY(parse_name<ClearingChannel>(clearing_channel_names, rows.text(3))),
      .kind = TRY(parse_name<DepositKind>(deposit_kind_names, rows.text(4))),
      .banking_day = TRY(BusinessDay::parse(rows.text(5))),
      .state = TRY(parse_name<DepositState>(deposit_state_names, rows.text(6))),
      .items = {},
      .total = rows.money(7),
      .prepared_by = rows.text(8),
      .approved_by = rows.is_null(9) ? "" : rows.text(9)};
}

Result<void> read_items(Connection& db, std::int64_t deposit_id, DepositRecord& record) {
  auto rows = db.query(select_items, deposit_id);
  while (rows.next()) {
    record.items.push_back({{BatchId{rows.integer(0)}, rows.integer(1)},
                            rows.text(2),
                            TRY(BusinessDay::parse(rows.text(3))),
                            TRY(parse_name<TenderKind>(tender_kind_names, rows.text(4))),
                            rows.money(5)});
  }
  return {};
}

Result<void> read_steps(Connection& db, std::int64_t deposit_id, DepositRecord& record) {
  auto rows = db.query(select_steps, deposit_id);
  while (rows.next()) {
    DepositStep step{.event = TRY(parse_name<DepositEvent>(deposit_event_names, rows.text(0))),
                     .actor = rows.text(1),
                     .at = rows.text(2),
                     .reason = rows.text(3)};
    if (!rows.is_null(4)) {
      step.sending = Sending{TRY(parse_name<SendMethod>(send_method_names, rows.text(4))),
                             rows.text(5), rows.text(6)};
    }
    step.confirmed = rows.optional_money(7);
    record.steps.push_back(std::move(step));
  }
  return {};
}

Result<void> read_adjustments(Connection& db, std::int64_t deposit_id, DepositRecord& record) {
  auto rows = db.query(select_adjustments, deposit_id);
  while (rows.next()) {
    BankAdjustment adjustment{
        .reason = TRY(parse_name<AdjustmentReason>(adjustment_reason_names, rows.text(0))),
        .amount = rows.money(1),
        .item = {},
        .note = rows.text(4),
        .recorded_by = rows.text(5)};
    if (!rows.is_null(2)) {
      adjustment.item = ItemPlace{BatchId{rows.integer(2)}, rows.integer(3)};
    }
    record.adjustments.push_back(std::move(adjustment));
  }
  return {};
}

std::vector<std::int64_t> ids_in(Rows&& rows) {
  std::vector<std::int64_t> ids;
  while (rows.next()) ids.push_back(rows.integer(0));
  return ids;
}

Result<std::vector<DepositRecord>> read_all(Connection& db, const std::vector<std::int64_t>& ids) {
  std::vector<DepositRecord> records;
  records.reserve(ids.size());
  for (const auto id : ids) records.push_back(TRY(read_record(db, id)));
  return records;
}

}  // namespace

Result<DepositRecord> read_record(Connection& db, std::int64_t deposit_id) {
  auto record = TRY(read_head(db, deposit_id));
  TRY(read_items(db, deposit_id, record));
  TRY(read_steps(db, deposit_id, record));
  TRY(read_adjustments(db, deposit_id, record));
  return record;
}

Result<DepositPage> read_unsettled(Connection& db, const std::string& site,
                                   const PageWanted& wanted) {
  // One more than is wanted tells whether there are more.
  auto ids = ids_in(db.query(select_ids_unsettled, site, wanted.at_most + 1, wanted.skip));
  DepositPage page{{}, std::ssize(ids) > wanted.at_most};
  if (page.has_more) ids.pop_back();
  page.records = TRY(read_all(db, ids));
  return page;
}

Result<std::vector<DepositRecord>> read_records(Connection& db, const std::string& site,
                                                const std::optional<BusinessDay>& day) {
  return read_all(db, day ? ids_in(db.query(select_ids_of_day, site, day->to_string()))
                          : ids_in(db.query(select_ids, site)));
}

}  // namespace lockbox::deposit
