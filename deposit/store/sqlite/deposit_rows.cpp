#include "deposit/store/sqlite/deposit_rows.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "deposit/planning/day_plan.h"
#include "deposit/store/sqlite/carry_homes.h"
#include "deposit/store/sqlite/deposit_items.h"
#include "deposit/store/sqlite/deposit_steps.h"
#include "deposit/store/sqlite/journal_rows.h"
#include "deposit/store/sqlite/money_rules.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_next_ticket =
    "SELECT coalesce(max(ticket_number), 0) + 1 FROM deposit JOIN lockbox USING (lockbox_id)"
    " WHERE site = (SELECT site FROM lockbox WHERE lockbox_id = ?1)";
constexpr std::string_view insert_deposit =
    "INSERT INTO deposit (lockbox_id, batch_id, ticket_number, deposit_account, total_cents,"
    " state, prepared_by) VALUES (?1, ?2, ?3, ?4, 0, 'draft', ?5)";
constexpr std::string_view insert_terms =
    "INSERT INTO deposit_terms (deposit_id, lockbox_id, channel, kind, banking_day)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view insert_deposit_item =
    "INSERT INTO deposit_item (deposit_id, ordinal, lockbox_id, item_id) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view update_total =
    "UPDATE deposit SET total_cents = ?2, batch_id = ?3 WHERE deposit_id = ?1";
constexpr std::string_view select_deposit_by_ticket =
    "SELECT deposit_id FROM deposit WHERE lockbox_id = ?1 AND ticket_number = ?2";
constexpr std::string_view select_deposit_in_site =
    "SELECT deposit_id FROM deposit JOIN lockbox USING (lockbox_id)"
    " WHERE site = (SELECT site FROM lockbox WHERE lockbox_id = ?1) AND ticket_number = ?2"
    " ORDER BY deposit_id LIMIT 1";
constexpr std::string_view select_row =
    "SELECT deposit_id, lockbox_id, batch_id, ticket_number, deposit_account, total_cents, state,"
    " prepared_by, approved_by FROM deposit WHERE deposit_id = ?1";
// What a share has of its deposit: as much of it as items of the batch are in it.
constexpr std::string_view select_deposits =
    "SELECT deposit_id, ticket_number, deposit_account, total_cents, state, prepared_by,"
    " approved_by, (SELECT count(DISTINCT item.batch_id) FROM deposit_item JOIN item USING "
    "(item_id)"
    "  WHERE deposit_item.deposit_id = deposit.deposit_id),"
    " (SELECT coalesce(sum(bank_adjustment.amount_cents), 0) FROM bank_adjustment"
    "  LEFT JOIN item b USING (item_id)"
    "  WHERE bank_adjustment.deposit_id = deposit.deposit_id"
    "  AND coalesce(b.batch_id, deposit.batch_id) = ?1)"
    " FROM deposit WHERE deposit_id IN (SELECT deposit_id FROM item JOIN deposit_item"
    "  USING (item_id) WHERE item.batch_id = ?1) ORDER BY ticket_number";
constexpr std::string_view select_tender =
    "SELECT tender FROM item JOIN document USING (document_id)"
    " WHERE document.batch_id = ?1 AND sequence = ?2 AND tender IS NOT NULL";
constexpr std::string_view select_deposit_items =
    "SELECT deposit_item.deposit_id, sequence, amount_cents FROM item JOIN deposit_item"
    " USING (item_id) JOIN document USING (document_id)"
    " WHERE item.batch_id = ?1 ORDER BY deposit_item.deposit_id, deposit_item.ordinal";

/// By which way the bank, or the card processor, clears what lies on the paper.
Result<ClearingChannel> channel_at(Connection& db, BatchId batch, std::int64_t sequence) {
  auto rows = db.query(select_tender, batch.value(), sequence);
  if (!rows.next()) return ClearingChannel::Check;
  const auto tender = TRY(parse_name<TenderKind>(tender_kind_names, rows.text(0)));
  return channel_of(tender).value_or(ClearingChannel::Check);
}

Result<Deposit> make_one(StoreContext& context, const BatchRow& batch, const Deposit& planned) {
  auto channel = ClearingChannel::Check;
  // Carried money goes to the bank on the day that it came into; all items are of one.
  auto banking_day = batch.batch.header.business_day;
  if (!planned.items.empty()) {
    channel = TRY(channel_at(context.db, batch.batch.id, planned.items.front()));
    banking_day = TRY(day_of_document(context.db, batch, planned.items.front()));
  }
  const auto draft = TRY(insert_draft(context, batch,
                                      {.deposit_account = planned.deposit_account,
                                       .channel = channel,
                                       .kind = DepositKind::Interim,
                                       .banking_day = banking_day}));
  std::vector<ItemPlace> places;
  for (const auto sequence : planned.items) places.push_back({batch.batch.id, sequence});
  TRY(fill_draft(context, draft, places, planned.total, {}));
  const auto filled = TRY(read_deposit_row(context.db, draft.id));
  TRY(submit_deposit(context, filled));
  auto deposit = planned;
  deposit.ticket = draft.ticket;
  deposit.state = DepositState::AwaitingApproval;
  deposit.prepared_by = draft.prepared_by;
  deposit.approved_by.clear();
  return deposit;
}

}  // namespace

AuditSubject DepositRow::subject() const {
  return {Entity::Deposit, lockbox_id, batch.value(), id, ticket};
}

Result<DepositRow> read_deposit_row(Connection& db, std::int64_t deposit_id) {
  auto rows = db.query(select_row, deposit_id);
  ENSURE(rows.next());
  return DepositRow{.id = rows.integer(0),
                    .lockbox_id = rows.integer(1),
                    .batch = BatchId{rows.integer(2)},
                    .ticket = ticket_of(rows.integer(3)),
                    .deposit_account = rows.text(4),
                    .total = rows.money(5),
                    .state = TRY(parse_name<DepositState>(deposit_state_names, rows.text(6))),
                    .prepared_by = rows.text(7),
                    .approved_by = rows.is_null(8) ? "" : rows.text(8)};
}

Result<DepositRow> insert_draft(StoreContext& context, const BatchRow& batch,
                                const NewDraft& draft) {
  auto& db = context.db;
  const auto number = db.find_integer(select_next_ticket, batch.lockbox_id).value_or(1);
  const auto id = db.insert(insert_deposit, batch.lockbox_id, batch.id(), number,
                            draft.deposit_account, context.audit.actor());
  db.run(insert_terms, id, batch.lockbox_id, name_of(clearing_channel_names, draft.channel),
         name_of(deposit_kind_names, draft.kind), draft.banking_day.to_string());
  auto row = TRY(read_deposit_row(db, id));
  context.audit.add_in_state(row.subject(), "prepare", std::nullopt,
                             name_of(deposit_state_names, DepositState::Draft));
  return row;
}

Result<void> fill_draft(StoreContext& context, const DepositRow& draft,
                        std::span<const ItemPlace> items, Money total,
                        std::span<const ItemPlace> stay) {
  Money sum;
  std::int64_t ordinal = 0;
  std::vector<std::int64_t> ids;
  for (const auto& place : items) {
    const auto item = TRY(find_tender_item(context.db, place));
    context.db.run(insert_deposit_item, draft.id, ++ordinal, draft.lockbox_id, item.id);
    if (std::ranges::find(stay, place) == stay.end()) {
      TRY(move_item(context, item, ItemEvent::Deposit));
    }
    sum += item.amount;
    ids.push_back(item.id);
  }
  TRY(check_one_day(context.db, ids));
  if (sum != total || items.empty()) {
    return fail(ErrorCode::OutOfBalance, "A deposit of " + total.to_string() + " to " +
                                             draft.deposit_account + " has items of " +
                                             sum.to_string() + ".");
  }
  context.db.run(update_total, draft.id, total, items.front().batch.value());
  return {};
}

std::optional<std::int64_t> find_deposit(Connection& db, std::int64_t lockbox_id,
                                         const std::string& ticket) {
  std::int64_t number = 0;
  std::from_chars(ticket.data(), ticket.data() + ticket.size(), number);
  if (ticket_of(number) != ticket) return std::nullopt;
  const auto own = db.find_integer(select_deposit_by_ticket, lockbox_id, number);
  return own ? own : db.find_integer(select_deposit_in_site, lockbox_id, number);
}

Result<std::vector<Deposit>> make_deposit_rows(StoreContext& context, const BatchRow& batch,
                                               std::span<const Deposit> planned) {
  if (!planned.empty()) TRY(check_batch_balances(batch));
  for (const auto& deposit : planned) {
    for (const auto sequence : deposit.items) {
      TRY(check_document_taken(context.db, batch, sequence, "leave its deposits as they are"));
    }
  }
  std::vector<Deposit> made;
  for (const auto& deposit : planned) {
    made.push_back(TRY(make_one(context, batch, deposit)));
  }
  TRY(check_money_rules(context.db, batch.batch.id));
  return made;
}

Result<std::vector<Deposit>> read_deposits(Connection& db, BatchId batch) {
  std::vector<Deposit> deposits;
  std::map<std::int64_t, std::size_t> places;
  {
    auto rows = db.query(select_deposits, batch.value());
    while (rows.next()) {
      places.emplace(rows.integer(0), deposits.size());
      deposits.push_back({.ticket = ticket_of(rows.integer(1)),
                          .deposit_account = rows.text(2),
                          .items = {},
                          .total = rows.money(3),
                          .state = TRY(parse_name<DepositState>(deposit_state_names, rows.text(4))),
                          .prepared_by = rows.text(5),
                          .approved_by = rows.text(6),
                          .batches = static_cast<int>(rows.integer(7)),
                          .adjusted = rows.money(8)});
      if (deposits.back().batches > 1) deposits.back().total = Money{};
    }
  }
  auto rows = db.query(select_deposit_items, batch.value());
  while (rows.next()) {
    auto& deposit = deposits[places.at(rows.integer(0))];
    deposit.items.push_back(rows.integer(1));
    if (deposit.batches > 1) deposit.total += rows.money(2);
  }
  return deposits;
}

}  // namespace lockbox::deposit
