#include "deposit/store/sqlite/deposit_rows.h"

#include <charconv>
#include <map>
#include <utility>

#include "deposit/model/person.h"
#include "deposit/store/sqlite/day_rows.h"
#include "deposit/store/sqlite/journal_rows.h"
#include "deposit/store/sqlite/money_rules.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_next_ticket =
    "SELECT coalesce(max(ticket_number), 0) + 1 FROM deposit WHERE lockbox_id = ?1";
constexpr std::string_view insert_deposit =
    "INSERT INTO deposit (lockbox_id, batch_id, ticket_number, deposit_account, total_cents,"
    " state, prepared_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view insert_deposit_item =
    "INSERT INTO deposit_item (deposit_id, ordinal, lockbox_id, item_id) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view update_item = "UPDATE item SET state = ?2 WHERE item_id = ?1";
constexpr std::string_view select_item =
    "SELECT item_id, item.ordinal, amount_cents, transaction_id, item.state FROM item"
    " JOIN document USING (document_id)"
    " WHERE document.batch_id = ?1 AND sequence = ?2 AND item.kind = 'tender'";
constexpr std::string_view select_home =
    "SELECT fund, deposit_account FROM journal_entry JOIN journal_line USING (entry_id)"
    " WHERE transaction_id = ?1 AND ledger = 'undeposited_tender'"
    " GROUP BY fund, deposit_account HAVING sum(amount_cents) <> 0";
constexpr std::string_view select_deposit_by_ticket =
    "SELECT deposit_id FROM deposit WHERE lockbox_id = ?1 AND ticket_number = ?2";
constexpr std::string_view select_approval =
    "SELECT batch_id, state, prepared_by, approved_by FROM deposit WHERE deposit_id = ?1";
constexpr std::string_view update_approval =
    "UPDATE deposit SET state = ?2, approved_by = ?3 WHERE deposit_id = ?1";
constexpr std::string_view select_deposits =
    "SELECT deposit_id, ticket_number, deposit_account, total_cents, state, prepared_by,"
    " approved_by FROM deposit WHERE batch_id = ?1 ORDER BY ticket_number";
constexpr std::string_view select_deposit_items =
    "SELECT deposit_item.deposit_id, sequence FROM deposit JOIN deposit_item USING (deposit_id)"
    " JOIN item USING (item_id) JOIN document USING (document_id)"
    " WHERE deposit.batch_id = ?1 ORDER BY ticket_number, deposit_item.ordinal";

struct TenderItem {
  std::int64_t id = 0;
  std::string name;
  Money amount;
  std::optional<std::int64_t> transaction_id;
  ItemState state = ItemState::Captured;
};

Result<TenderItem> find_tender_item(Connection& db, const BatchRow& batch, std::int64_t sequence) {
  auto rows = db.query(select_item, batch.id(), sequence);
  if (!rows.next() || rows.is_null(2)) {
    return fail(ErrorCode::Conflict, "Document " + std::to_string(sequence) + " of batch " +
                                         std::to_string(batch.id()) +
                                         " holds no tender with an amount.");
  }
  return TenderItem{rows.integer(0), std::to_string(sequence) + "." + rows.text(1), rows.money(2),
                    rows.optional_integer(3),
                    TRY(parse_name<ItemState>(item_state_names, rows.text(4)))};
}

/// The fund and deposit account that a released transaction's tender was booked in.
using Home = std::pair<std::string, std::string>;

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

/// Debits the bank and credits undeposited tender, fund by fund.
JournalEntry entry_of(const Deposit& deposit, const std::map<Home, Money>& homes) {
  JournalEntry entry{EntryKind::Deposit, 0, deposit.ticket, "Deposit " + deposit.ticket + ".", {}};
  for (const auto& [home, amount] : homes) {
    entry.lines.push_back(
        {Ledger::Bank, home.first, deposit.deposit_account, AccountNumber{}, amount});
    entry.lines.push_back(
        {Ledger::UndepositedTender, home.first, home.second, AccountNumber{}, Money{} - amount});
  }
  return entry;
}

Result<void> put_item(StoreContext& context, const BatchRow& batch, std::int64_t deposit_id,
                      std::size_t ordinal, const TenderItem& item) {
  context.db.run(insert_deposit_item, deposit_id, ordinal, batch.lockbox_id, item.id);
  const std::array events{ItemEvent::Deposit};
  TRY(context.audit.walk<ItemLife>(batch.subject(Entity::Item, item.id, item.name), item.state,
                                   events, ItemState::InDeposit));
  context.db.run(update_item, item.id, name_of(item_state_names, ItemState::InDeposit));
  return {};
}

AuditSubject deposit_subject(const BatchRow& batch, std::int64_t id, const std::string& ticket) {
  return {Entity::Deposit, batch.lockbox_id, batch.id(), id, ticket};
}

Result<std::int64_t> insert_row(StoreContext& context, const BatchRow& batch,
                                std::int64_t ticket_number, const Deposit& deposit) {
  const auto id = context.db.insert(
      insert_deposit, batch.lockbox_id, batch.id(), ticket_number, deposit.deposit_account,
      deposit.total, name_of(deposit_state_names, deposit.state), deposit.prepared_by);
  const auto subject = deposit_subject(batch, id, deposit.ticket);
  context.audit.add_in_state(subject, "prepare", std::nullopt,
                             name_of(deposit_state_names, DepositState::Draft));
  const std::array events{DepositEvent::Submit};
  TRY(context.audit.walk<DepositLife>(subject, DepositState::Draft, events, deposit.state));
  return id;
}

Result<Deposit> make_one(StoreContext& context, const BatchRow& batch, const Deposit& planned,
                         const Actor& preparer) {
  const auto number = context.db.find_integer(select_next_ticket, batch.lockbox_id).value_or(1);
  auto deposit = planned;
  deposit.ticket = ticket_of(number);
  deposit.state = DepositState::AwaitingApproval;
  deposit.prepared_by = preparer.name;
  deposit.approved_by.clear();
  const auto id = TRY(insert_row(context, batch, number, deposit));

  Money sum;
  std::map<Home, Money> homes;
  std::size_t ordinal = 0;
  for (const auto sequence : deposit.items) {
    const auto item = TRY(find_tender_item(context.db, batch, sequence));
    TRY(put_item(context, batch, id, ++ordinal, item));
    sum += item.amount;
    const auto home = TRY(find_home(context.db, item));
    if (home.second != deposit.deposit_account) {
      return fail(ErrorCode::Conflict, "Item " + item.name + " is booked for " + home.second +
                                           ", so it cannot go to " + deposit.deposit_account + ".");
    }
    homes[home] += item.amount;
  }
  if (sum != deposit.total || deposit.items.empty()) {
    return fail(ErrorCode::OutOfBalance, "A deposit of " + deposit.total.to_string() + " to " +
                                             deposit.deposit_account + " has items of " +
                                             sum.to_string() + ".");
  }
  TRY(add_entry(context, batch, entry_of(deposit, homes), {std::nullopt, id}));
  return deposit;
}

struct Approval {
  BatchId batch{0};
  DepositState state = DepositState::Draft;
  std::string prepared_by;
  std::string approved_by;
};

Result<Approval> read_approval(Connection& db, std::int64_t deposit_id) {
  auto rows = db.query(select_approval, deposit_id);
  ENSURE(rows.next());
  return Approval{BatchId{rows.integer(0)},
                  TRY(parse_name<DepositState>(deposit_state_names, rows.text(1))), rows.text(2),
                  rows.text(3)};
}

}  // namespace

std::optional<std::int64_t> find_deposit(Connection& db, std::int64_t lockbox_id,
                                         const std::string& ticket) {
  std::int64_t number = 0;
  std::from_chars(ticket.data(), ticket.data() + ticket.size(), number);
  if (ticket_of(number) != ticket) return std::nullopt;
  return db.find_integer(select_deposit_by_ticket, lockbox_id, number);
}

Result<std::vector<Deposit>> make_deposit_rows(StoreContext& context, const BatchRow& batch,
                                               std::span<const Deposit> planned,
                                               const Actor& preparer) {
  if (!planned.empty()) {
    TRY(check_day_takes(context.db, batch.batch.header, "leave its deposits as they are"));
    TRY(check_batch_balances(batch));
  }
  std::vector<Deposit> made;
  for (const auto& deposit : planned) {
    made.push_back(TRY(make_one(context, batch, deposit, preparer)));
  }
  TRY(check_money_rules(context.db, batch.batch.id));
  return made;
}

Result<void> approve_deposit_row(StoreContext& context, std::int64_t lockbox_id,
                                 const std::string& ticket, const Actor& approver) {
  const auto id = find_deposit(context.db, lockbox_id, ticket);
  if (!id) return fail(ErrorCode::NotFound, "There is no deposit ticket " + ticket + ".");
  const auto stored = TRY(read_approval(context.db, *id));
  if (stored.approved_by == approver.name) return {};
  if (is_same_person(stored.prepared_by, approver.name)) {
    return fail(ErrorCode::NotPermitted, "Deposit " + ticket + " was prepared by " +
                                             stored.prepared_by +
                                             "; a second person must approve it.");
  }
  const auto batch = TRY(read_batch(context.db, stored.batch));
  TRY(check_batch_balances(batch));
  const std::array events{DepositEvent::Approve};
  TRY(context.audit.walk<DepositLife>(deposit_subject(batch, *id, ticket), stored.state, events,
                                      DepositState::Approved));
  context.db.run(update_approval, *id, name_of(deposit_state_names, DepositState::Approved),
                 approver.name);
  return check_money_rules(context.db, stored.batch);
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
                          .approved_by = rows.text(6)});
    }
  }
  auto rows = db.query(select_deposit_items, batch.value());
  while (rows.next()) deposits[places.at(rows.integer(0))].items.push_back(rows.integer(1));
  return deposits;
}

}  // namespace lockbox::deposit
