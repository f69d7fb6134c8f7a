#include "deposit/store/sqlite/deposit_items.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "deposit/store/sqlite/journal_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_item =
    "SELECT item.batch_id, sequence, item_id, item.ordinal, amount_cents, transaction_id,"
    " item.state FROM item JOIN document USING (document_id)"
    " WHERE document.batch_id = ?1 AND sequence = ?2 AND item.kind = 'tender'";
constexpr std::string_view select_items =
    "SELECT item.batch_id, sequence, item_id, item.ordinal, amount_cents, transaction_id,"
    " item.state FROM deposit_item JOIN item USING (item_id) JOIN document USING (document_id)"
    " WHERE deposit_id = ?1 ORDER BY deposit_item.ordinal";
constexpr std::string_view select_home =
    "SELECT fund, deposit_account FROM journal_entry JOIN journal_line USING (entry_id)"
    " WHERE transaction_id = ?1 AND ledger = 'undeposited_tender'"
    " GROUP BY fund, deposit_account HAVING sum(amount_cents) <> 0";
constexpr std::string_view update_item = "UPDATE item SET state = ?2 WHERE item_id = ?1";
constexpr std::string_view insert_former =
    "INSERT INTO deposit_former_item (deposit_id, ordinal, lockbox_id, item_id)"
    " VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view delete_items = "DELETE FROM deposit_item WHERE deposit_id = ?1";
constexpr std::string_view select_kept =
    "SELECT is_kept, actor, reason, ordinal FROM kept_back WHERE item_id = ?1"
    " ORDER BY ordinal DESC LIMIT 1";
constexpr std::string_view select_draft =
    "SELECT deposit_id FROM deposit_item JOIN deposit USING (deposit_id)"
    " WHERE item_id = ?1 AND deposit.state = 'draft'";
constexpr std::string_view insert_kept =
    "INSERT INTO kept_back (item_id, ordinal, lockbox_id, is_kept, actor, at, reason)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// The fund and deposit account that a released transaction's tender was booked in.
using Home = std::pair<std::string, std::string>;

Result<TenderItem> item_of(const Rows& rows) {
  return TenderItem{rows.integer(2),
                    {BatchId{rows.integer(0)}, rows.integer(1)},
                    rows.text(1) + "." + rows.text(3),
                    rows.money(4),
                    rows.optional_integer(5),
                    TRY(parse_name<ItemState>(item_state_names, rows.text(6)))};
}

Result<Home> find_home(Connection& db, const TenderItem& item) {
  auto rows = db.query(select_home, item.transaction_id);
  if (!rows.next()) {
    return fail(ErrorCode::Conflict, "Item " + item.name + " is not booked as tender.");
  }
  Home home{rows.text(0), rows.text(1)};
  if (rows.next()) {
    return fail(ErrorCode::Conflict, "Item " + item.name + " is booked as tender of two funds.");
  }
  return home;
}

/// Debits the bank and credits undeposited tender, fund by fund; a withdrawal the other way round.
JournalEntry entry_of(const DepositRow& deposit, EntryKind kind, const std::string& reason,
                      const std::map<Home, Money>& homes) {
  JournalEntry entry{kind, 0, deposit.ticket, reason, {}};
  for (const auto& [home, booked] : homes) {
    const auto amount = kind == EntryKind::Deposit ? booked : Money{} - booked;
    entry.lines.push_back(
        {Ledger::Bank, home.first, deposit.deposit_account, AccountNumber{}, amount});
    entry.lines.push_back(
        {Ledger::UndepositedTender, home.first, home.second, AccountNumber{}, Money{} - amount});
  }
  return entry;
}

}  // namespace

Result<TenderItem> find_tender_item(Connection& db, const ItemPlace& place) {
  auto rows = db.query(select_item, place.batch.value(), place.sequence);
  if (!rows.next() || rows.is_null(4)) {
    return fail(ErrorCode::Conflict, "Document " + std::to_string(place.sequence) + " of batch " +
                                         std::to_string(place.batch.value()) +
                                         " holds no tender with an amount.");
  }
  return item_of(rows);
}

Result<std::vector<TenderItem>> items_of_deposit(Connection& db, std::int64_t deposit_id) {
  std::vector<TenderItem> items;
  auto rows = db.query(select_items, deposit_id);
  while (rows.next()) items.push_back(TRY(item_of(rows)));
  return items;
}

std::vector<BatchId> batches_of(const std::vector<TenderItem>& items) {
  std::vector<BatchId> batches;
  for (const auto& item : items) {
    if (std::ranges::find(batches, item.place.batch) == batches.end()) {
      batches.push_back(item.place.batch);
    }
  }
  std::ranges::sort(batches);
  return batches;
}

Result<void> move_item(StoreContext& context, const TenderItem& item, ItemEvent event) {
  const auto to = event == ItemEvent::Deposit ? ItemState::InDeposit : ItemState::Cleared;
  const auto batch = TRY(read_batch(context.db, item.place.batch));
  const std::array events{event};
  TRY(context.audit.walk<ItemLife>(batch.subject(Entity::Item, item.id, item.name), item.state,
                                   events, to));
  context.db.run(update_item, item.id, name_of(item_state_names, to));
  return {};
}

Result<void> free_items(StoreContext& context, const DepositRow& deposit) {
  const auto items = TRY(items_of_deposit(context.db, deposit.id));
  context.db.run(delete_items, deposit.id);
  std::int64_t ordinal = 0;
  for (const auto& item : items) {
    context.db.run(insert_former, deposit.id, ++ordinal, deposit.lockbox_id, item.id);
    TRY(move_item(context, item, ItemEvent::Withdraw));
  }
  return {};
}

Result<void> book_deposit(StoreContext& context, const DepositRow& deposit, EntryKind kind,
                          const std::string& reason) {
  std::map<BatchId, std::map<Home, Money>> batches;
  for (const auto& item : TRY(items_of_deposit(context.db, deposit.id))) {
    const auto home = TRY(find_home(context.db, item));
    if (home.second != deposit.deposit_account) {
      return fail(ErrorCode::Conflict, "Item " + item.name + " is booked for " + home.second +
                                           ", so it cannot go to " + deposit.deposit_account + ".");
    }
    batches[item.place.batch][home] += item.amount;
  }
  for (const auto& [id, homes] : batches) {
    const auto batch = TRY(read_batch(context.db, id));
    TRY(add_entry(context, batch, entry_of(deposit, kind, reason, homes),
                  {std::nullopt, deposit.id}));
  }
  return {};
}

Result<void> book_adjustment(StoreContext& context, const DepositRow& deposit,
                             const BankAdjustment& adjustment) {
  auto item = TRY(items_of_deposit(context.db, deposit.id)).front();
  if (adjustment.item) item = TRY(find_tender_item(context.db, *adjustment.item));
  const auto fund = TRY(find_home(context.db, item)).first;
  const auto& account = deposit.deposit_account;
  const JournalEntry entry{
      EntryKind::BankAdjustment,
      0,
      deposit.ticket,
      "The bank corrected deposit " + deposit.ticket + ": " +
          std::string{name_of(adjustment_reason_names, adjustment.reason)} + ".",
      {{Ledger::Bank, fund, account, AccountNumber{}, adjustment.amount},
       {Ledger::BankAdjustments, fund, account, AccountNumber{}, Money{} - adjustment.amount}}};
  const auto batch = TRY(read_batch(context.db, item.place.batch));
  return add_entry(context, batch, entry, {std::nullopt, deposit.id});
}

Result<void> keep_item(StoreContext& context, const std::string& site, const ItemPlace& place,
                       bool is_kept, const std::string& reason) {
  if (reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    return fail(ErrorCode::InvalidInput, "Say why, so that whoever looks at it later knows.",
                "/reason");
  }
  const auto batch = TRY(read_batch(context.db, place.batch));
  if (batch.batch.header.site != site) {
    return fail(ErrorCode::NotFound, "There is no " + to_text(place) + ".");
  }
  const auto item = TRY(find_tender_item(context.db, place));
  const auto in_draft = context.db.find_integer(select_draft, item.id);
  if (item.state != ItemState::Cleared && !in_draft) {
    return fail(ErrorCode::Conflict, "The item of " + to_text(place) +
                                         " is not released, or its deposit is submitted; return "
                                         "that deposit to draft first.");
  }
  std::int64_t ordinal = 1;
  bool was_kept = false;
  {
    auto rows = context.db.query(select_kept, item.id);
    if (rows.next()) {
      was_kept = rows.boolean(0);
      ordinal = rows.integer(3) + 1;
    }
  }
  if (was_kept == is_kept) {
    return fail(ErrorCode::Conflict,
                "The item of " + to_text(place) +
                    (is_kept ? " is kept back already." : " is not kept back."));
  }
  context.db.run(insert_kept, item.id, ordinal, batch.lockbox_id, is_kept ? 1 : 0,
                 context.audit.actor(), to_string(context.clock.now()), reason);
  const auto state = name_of(item_state_names, item.state);
  context.audit.add_in_state(batch.subject(Entity::Item, item.id, item.name),
                             is_kept ? "keep_back" : "put_back", state, state);
  return {};
}

std::optional<std::string> kept_because(Connection& db, std::int64_t item_id) {
  auto rows = db.query(select_kept, item_id);
  if (!rows.next() || !rows.boolean(0)) return std::nullopt;
  return rows.text(1) + " keeps it back: " + rows.text(2);
}

}  // namespace lockbox::deposit
