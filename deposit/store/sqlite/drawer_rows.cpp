#include "deposit/store/sqlite/drawer_rows.h"

#include <array>

#include "core/text.h"
#include "deposit/counter/card_data.h"
#include "deposit/counter/receipt_work.h"
#include "deposit/custody/rules.h"
#include "deposit/model/person.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/capture_rows.h"
#include "deposit/store/sqlite/custody_rows.h"
#include "deposit/store/sqlite/day_rows.h"
#include "deposit/store/sqlite/money_rules.h"
#include "deposit/store/sqlite/receipt_rows.h"
#include "deposit/store/sqlite/stored_names.h"
#include "deposit/store/sqlite/transaction_rows.h"
#include "deposit/store/sqlite/user_rows.h"
#include "deposit/store/sqlite/work_rows.h"

namespace lockbox::deposit {

using namespace counter;

namespace {

constexpr std::string_view select_session =
    "SELECT drawer_id, number, site, (SELECT name FROM lockbox l WHERE l.lockbox_id = "
    "d.lockbox_id),"
    " batch_id, business_day, person, d.state, d.version, opened_at, opening_bills,"
    " opening_coin_cents, over_short_cents, has_alert, bag_number, accepted_by, accepted_at,"
    " acknowledged_by, acknowledged_because"
    " FROM drawer_session d JOIN batch USING (batch_id) WHERE drawer_id = ?1";
constexpr std::string_view select_by_site =
    "SELECT drawer_id FROM drawer_session WHERE drawer_id = ?1 AND site = ?2";
constexpr std::string_view select_by_batch =
    "SELECT drawer_id FROM drawer_session WHERE batch_id = ?1";
constexpr std::string_view select_by_day =
    "SELECT drawer_id FROM drawer_session JOIN batch USING (batch_id)"
    " WHERE site = ?1 AND business_day = ?2 ORDER BY number";
constexpr std::string_view select_unaccepted =
    "SELECT drawer_id, person FROM drawer_session WHERE site = ?1 AND state <> 'accepted'";
constexpr std::string_view select_moves =
    "SELECT kind, bills, coin_cents, reason, bag, witness, made_by, at FROM drawer_move"
    " WHERE drawer_id = ?1 ORDER BY ordinal";
constexpr std::string_view select_counts =
    "SELECT bills, coin_cents, checks, money_orders, card_slips, counted_by, at FROM drawer_count"
    " WHERE drawer_id = ?1 ORDER BY ordinal";
constexpr std::string_view select_bags =
    "SELECT deposit_account, bills, coin_cents FROM drawer_bag WHERE drawer_id = ?1"
    " ORDER BY deposit_account";
constexpr std::string_view select_next_number =
    "SELECT coalesce(max(number), 0) + 1 FROM drawer_session WHERE site = ?1";
constexpr std::string_view insert_session =
    "INSERT INTO drawer_session (site, lockbox_id, batch_id, number, person, state, version,"
    " opened_at, opening_bills, opening_coin_cents, has_alert, bag_number)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, 0, '')";
constexpr std::string_view insert_move =
    "INSERT INTO drawer_move (drawer_id, ordinal, kind, bills, coin_cents, reason, bag, witness,"
    " made_by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view insert_count =
    "INSERT INTO drawer_count (drawer_id, ordinal, bills, coin_cents, checks, money_orders,"
    " card_slips, counted_by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view insert_bag =
    "INSERT INTO drawer_bag (drawer_id, deposit_account, bills, coin_cents)"
    " VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view update_state =
    "UPDATE drawer_session SET state = ?2, version = version + 1 WHERE drawer_id = ?1";
constexpr std::string_view update_version =
    "UPDATE drawer_session SET version = version + 1 WHERE drawer_id = ?1";
constexpr std::string_view update_accepted =
    "UPDATE drawer_session SET state = 'accepted', version = version + 1, over_short_cents = ?2,"
    " has_alert = ?3, bag_number = ?4, accepted_by = ?5, accepted_at = ?6 WHERE drawer_id = ?1";
constexpr std::string_view update_acknowledged =
    "UPDATE drawer_session SET version = version + 1, acknowledged_by = ?2,"
    " acknowledged_because = ?3 WHERE drawer_id = ?1";
constexpr std::string_view select_next_sequence =
    "SELECT coalesce(max(sequence), 0) + 1 FROM document WHERE batch_id = ?1";
constexpr std::string_view insert_item =
    "INSERT INTO item (lockbox_id, batch_id, document_id, ordinal, kind, tender, state)"
    " VALUES (?1, ?2, (SELECT document_id FROM document WHERE batch_id = ?2 AND sequence = ?3), 1,"
    " ?4, ?5, 'captured')";

void read_parts(Connection& db, DrawerSession& session) {
  {
    auto rows = db.query(select_moves, session.id.value());
    while (rows.next()) {
      session.moves.push_back(
          {.kind = parse_name<MoveKind>(move_kind_names, rows.text(0)).value_or(MoveKind::Drop),
           .cash = cash_of(rows.text(1), rows.money(2)),
           .reason = rows.text(3),
           .bag = rows.text(4),
           .witness = rows.text(5),
           .made_by = rows.text(6),
           .at = rows.text(7)});
    }
  }
  {
    auto rows = db.query(select_counts, session.id.value());
    while (rows.next()) {
      DrawerCount count{cash_of(rows.text(0), rows.money(1)), rows.integer(2), rows.integer(3),
                        rows.integer(4)};
      count.cash.counted_by = rows.text(5);
      count.cash.at = rows.text(6);
      session.counts.push_back(std::move(count));
    }
  }
  auto rows = db.query(select_bags, session.id.value());
  while (rows.next()) {
    session.bags.push_back({rows.text(0), cash_of(rows.text(1), rows.money(2))});
  }
}

std::string text_or_empty(const Rows& rows, int column) {
  return rows.is_null(column) ? "" : rows.text(column);
}

Result<DrawerSession> read_session(Connection& db, DrawerId drawer) {
  std::optional<DrawerSession> session;
  {
    auto rows = db.query(select_session, drawer.value());
    ENSURE(rows.next());
    session = DrawerSession{.id = drawer,
                            .number = rows.integer(1),
                            .site = rows.text(2),
                            .lockbox = rows.text(3),
                            .batch = rows.integer(4),
                            .day = TRY(BusinessDay::parse(rows.text(5))),
                            .person = rows.text(6),
                            .state = TRY(parse_name<DrawerState>(drawer_state_names, rows.text(7))),
                            .version = rows.integer(8),
                            .opened_at = rows.text(9),
                            .opening = cash_of(rows.text(10), rows.money(11)),
                            .moves = {},
                            .counts = {},
                            .received = {},
                            .over_short = rows.optional_money(12),
                            .accepted_by = text_or_empty(rows, 15),
                            .accepted_at = text_or_empty(rows, 16),
                            .bag_number = rows.text(14),
                            .bags = {},
                            .has_alert = rows.boolean(13),
                            .acknowledged_by = text_or_empty(rows, 17),
                            .acknowledged_because = text_or_empty(rows, 18)};
  }
  read_parts(db, *session);
  return *std::move(session);
}

Result<CounterWork> read_work(StoreContext& context, DrawerId drawer) {
  CounterWork work{TRY(read_session(context.db, drawer)), {}};
  work.receipts = TRY(read_receipts(context, drawer));
  for (const auto& receipt : work.receipts) {
    if (receipt.state == ReceiptState::Issued) {
      work.drawer.received += receipt.of(TenderKind::Cash);
    }
  }
  return work;
}

Result<void> check_own(const StoreContext& context, const DrawerSession& session) {
  if (is_same_person(session.person, context.audit.actor())) return {};
  return fail(ErrorCode::NotPermitted, "This is the drawer of " + session.person +
                                           "; nobody else takes money with it or counts it.");
}

Result<void> check_other(const StoreContext& context, const DrawerSession& session) {
  if (!is_same_person(session.person, context.audit.actor())) return {};
  return fail(ErrorCode::NotPermitted,
              session.person + " counted this drawer, so another person must look at the count.");
}

Result<void> check_version(const DrawerSession& session, std::int64_t version) {
  if (session.version == version) return {};
  return fail(ErrorCode::Conflict, "This drawer has changed meanwhile; look at it again.");
}

/// The second person of a drop, as the books spell the name: a user, so that somebody answers.
Result<std::string> witness_of(StoreContext& context, const DrawerSession& session,
                               const std::string& named) {
  if (folded_name(named).empty()) {
    return fail(ErrorCode::InvalidInput, "A drop has a second person.", "/witness");
  }
  if (is_same_person(named, session.person)) {
    return fail(ErrorCode::NotPermitted, "The second person of a drop must be another one.",
                "/witness");
  }
  for (const auto& user : read_users(context.db)) {
    if (user.is_active && is_same_person(user.name, named)) return user.name;
  }
  return fail(ErrorCode::InvalidInput,
              "The second person of a drop is one who signs in here; key that user's name.",
              "/witness");
}

Result<void> walk(StoreContext& context, const BatchRow& batch, const DrawerSession& session,
                  DrawerEvent event) {
  const std::array events{event};
  const auto to = next_state(drawer_transitions, session.state, event).value_or(session.state);
  TRY(context.audit.walk<DrawerLife>(subject_of(session, batch.lockbox_id), session.state, events,
                                     to));
  if (event != DrawerEvent::Accept) {
    context.db.run(update_state, session.id.value(), name_of(drawer_state_names, to));
  }
  return {};
}

std::string now(const StoreContext& context) {
  return to_string(context.clock.now());
}

Result<void> check_paper(const CounterWork& work) {
  const auto& count = work.drawer.counts.back();
  const std::array kinds{std::pair{TenderKind::Check, count.checks},
                         std::pair{TenderKind::MoneyOrder, count.money_orders},
                         std::pair{TenderKind::CardSlip, count.card_slips}};
  for (const auto& [kind, counted] : kinds) {
    std::int64_t receipted = 0;
    for (const auto& receipt : work.receipts) {
      if (receipt.state == ReceiptState::Voided) continue;
      for (const auto& tender : receipt.tenders) receipted += tender.kind == kind ? 1 : 0;
    }
    if (receipted == counted) continue;
    return fail(ErrorCode::OutOfBalance,
                std::to_string(receipted) + " of the kind '" +
                    std::string{name_of(tender_kind_names, kind)} + "' were receipted, " +
                    std::to_string(counted) +
                    " were counted; send the count back and find the paper.");
  }
  return {};
}

/// What the batch has now, as far as the acceptance needs it.
Result<BatchContents> contents_of(StoreContext& context, const BatchRow& batch,
                                  const CounterWork& work) {
  const auto id = batch.batch.id;
  return BatchContents{.batch = batch.batch,
                       .documents = TRY(read_documents(context, id)),
                       .items = TRY(read_items(context, id)),
                       .transactions = TRY(read_transactions(context, id)),
                       .tasks = {},
                       .entries = {},
                       .deposits = {},
                       .files = {},
                       .cases = {},
                       .counter = work};
}

/// Files the slip that says what is over or short.
Result<std::optional<OverShortSlip>> file_slip(StoreContext& context, const BatchRow& batch,
                                               Money amount, const WantedAcceptance& wanted,
                                               const CounterRules& rules) {
  if (amount.is_zero() != !wanted.slip.has_value()) {
    return fail(ErrorCode::Conflict, "This drawer has changed meanwhile; look at it again.");
  }
  if (amount.is_zero()) return std::nullopt;
  if (!rules.over_short) {
    return fail(ErrorCode::InvalidInput,
                "The site file does not say where over and short are booked; see [counter].");
  }
  if (wanted.slip->sequence != next_sequence(context.db, batch.batch.id)) {
    return fail(ErrorCode::Conflict, "This drawer has changed meanwhile; look at it again.");
  }
  TRY(file_document_rows(context, batch, std::span{&*wanted.slip, 1}));
  Item item;
  item.sequence = wanted.slip->sequence;
  item.kind = amount > Money{} ? ItemKind::Tender : ItemKind::Correspondence;
  if (amount > Money{}) item.tender = TenderKind::Cash;
  insert_entered_item(context, batch, item);
  return OverShortSlip{wanted.slip->sequence, amount, *rules.over_short};
}

/// Declares the batch by the accepted count, and releases what it holds.
Result<void> release_batch(StoreContext& context, const CounterWork& work, Money amount,
                           const WantedAcceptance& wanted, const CounterRules& rules) {
  const BatchId id{work.drawer.batch};
  const auto before = TRY(read_batch(context.db, id));
  const auto contents = TRY(contents_of(context, before, work));
  const auto slip = TRY(file_slip(context, before, amount, wanted, rules));
  if (contents.documents.empty() && !slip) return {};
  const auto batch = TRY(read_batch(context.db, id));
  TRY(correct_control_row(context, batch, totals_of(contents, slip),
                          "The count of the drawer is accepted."));
  return commit_work_rows(context, TRY(read_batch(context.db, id)),
                          changes_of_acceptance(contents, slip));
}

}  // namespace

AuditSubject subject_of(const DrawerSession& session, std::int64_t lockbox_id) {
  return {Entity::DrawerSession, lockbox_id, session.batch, session.id.value(),
          session.site + "/" + std::to_string(session.number)};
}

std::int64_t next_sequence(Connection& db, BatchId batch) {
  return db.find_integer(select_next_sequence, batch.value()).value_or(1);
}

void insert_entered_item(StoreContext& context, const BatchRow& batch, const Item& item) {
  const auto id = context.db.insert(insert_item, batch.lockbox_id, batch.id(), item.sequence,
                                    name_of(item_kind_names, item.kind),
                                    optional_name(tender_kind_names, item.tender));
  context.audit.add_in_state(batch.subject(Entity::Item, id, std::to_string(item.sequence) + ".1"),
                             "make", std::nullopt, name_of(item_state_names, ItemState::Captured));
}

Result<CounterWork> read_counter_work(StoreContext& context, const std::string& site,
                                      DrawerId drawer) {
  if (!context.db.find_integer(select_by_site, drawer.value(), site)) {
    return fail(ErrorCode::NotFound,
                "There is no drawer session " + std::to_string(drawer.value()) + ".");
  }
  return read_work(context, drawer);
}

Result<std::optional<CounterWork>> find_counter_work(StoreContext& context, BatchId batch) {
  const auto found = context.db.find_integer(select_by_batch, batch.value());
  if (!found) return std::nullopt;
  return TRY(read_work(context, DrawerId{*found}));
}

Result<std::vector<CounterWork>> read_sessions(StoreContext& context, const std::string& site,
                                               const BusinessDay& day) {
  std::vector<DrawerId> ids;
  {
    auto rows = context.db.query(select_by_day, site, day.to_string());
    while (rows.next()) ids.emplace_back(rows.integer(0));
  }
  std::vector<CounterWork> sessions;
  for (const auto id : ids) sessions.push_back(TRY(read_work(context, id)));
  return sessions;
}

Result<std::optional<CounterWork>> find_session_of(StoreContext& context, const std::string& site,
                                                   const std::string& person) {
  std::optional<DrawerId> found;
  {
    auto rows = context.db.query(select_unaccepted, site);
    while (rows.next()) {
      if (is_same_person(rows.text(1), person)) found = DrawerId{rows.integer(0)};
    }
  }
  if (!found) return std::nullopt;
  return TRY(read_work(context, *found));
}

Result<DrawerId> open_drawer(StoreContext& context, const std::string& site,
                             const WantedDrawer& wanted) {
  TRY(check_counted(wanted.opening));
  const auto& person = context.audit.actor();
  if (const auto other = TRY(find_session_of(context, site, person))) {
    return fail(ErrorCode::Conflict,
                "Session " + std::to_string(other->drawer.number) + " of " + person + " is " +
                    std::string{name_of(drawer_state_names, other->drawer.state)} +
                    "; it must be counted and accepted first.");
  }
  const auto number = context.db.find_integer(select_next_number, site).value_or(1);
  const auto batch = TRY(open_batch_row(context, {.site = site,
                                                  .lockbox = wanted.lockbox,
                                                  .business_day = wanted.day,
                                                  .job = "counter",
                                                  .prepared_by = person,
                                                  .control = {},
                                                  .source = "drawer/" + std::to_string(number)}));
  const auto row = TRY(read_batch(context.db, batch.id));
  const DrawerId id{context.db.insert(insert_session, site, row.lockbox_id, batch.id.value(),
                                      number, person,
                                      name_of(drawer_state_names, DrawerState::Open), now(context),
                                      numbers_text(wanted.opening.bills), wanted.opening.coin)};
  context.audit.add_in_state(subject_of(TRY(read_session(context.db, id)), row.lockbox_id), "open",
                             std::nullopt, name_of(drawer_state_names, DrawerState::Open));
  return id;
}

Result<void> add_move(StoreContext& context, const std::string& site, DrawerId drawer,
                      std::int64_t version, const DrawerMove& move) {
  const auto work = TRY(read_counter_work(context, site, drawer));
  const auto& session = work.drawer;
  TRY(check_own(context, session));
  TRY(check_version(session, version));
  TRY(custody::check_cash(move.cash));
  TRY(check_text(move.reason, "/reason", words_max));
  TRY(check_text(move.bag, "/bag", number_max));
  if (session.state != DrawerState::Open) {
    return fail(ErrorCode::Conflict, "The drawer is counted; nothing goes in or out any more.");
  }
  const bool is_drop = move.kind == MoveKind::Drop;
  if (!is_drop && is_blank(move.reason)) {
    return fail(ErrorCode::InvalidInput, "Say why cash goes in or out.", "/reason");
  }
  if (is_drop && is_blank(move.bag)) {
    return fail(ErrorCode::InvalidInput, "A drop goes into a numbered bag.", "/bag");
  }
  const auto witness = is_drop ? TRY(witness_of(context, session, move.witness)) : std::string{};
  if (move.kind != MoveKind::PaidIn && move.cash.total() > expected_cash(session)) {
    return fail(ErrorCode::OutOfBalance, "More is taken out than the drawer can hold.", "/bills");
  }
  context.db.run(insert_move, drawer.value(), session.moves.size() + 1,
                 name_of(move_kind_names, move.kind), numbers_text(move.cash.bills), move.cash.coin,
                 move.reason, is_drop ? move.bag : "", witness, context.audit.actor(),
                 now(context));
  context.db.run(update_version, drawer.value());
  const auto state = name_of(drawer_state_names, session.state);
  const auto batch = TRY(read_batch(context.db, BatchId{session.batch}));
  context.audit.add_in_state(subject_of(session, batch.lockbox_id),
                             name_of(move_kind_names, move.kind), state, state);
  return {};
}

Result<void> add_count(StoreContext& context, const std::string& site, DrawerId drawer,
                       const DrawerCount& count) {
  const auto work = TRY(read_counter_work(context, site, drawer));
  const auto& session = work.drawer;
  TRY(check_own(context, session));
  TRY(check_counted(count.cash));
  if (count.checks < 0 || count.money_orders < 0 || count.card_slips < 0) {
    return fail(ErrorCode::InvalidInput, "A number of pieces is 0 or more.");
  }
  const auto batch = TRY(read_batch(context.db, BatchId{session.batch}));
  TRY(walk(context, batch, session, DrawerEvent::Count));
  context.db.run(insert_count, drawer.value(), session.counts.size() + 1,
                 numbers_text(count.cash.bills), count.cash.coin, count.checks, count.money_orders,
                 count.card_slips, context.audit.actor(), now(context));
  return {};
}

Result<void> send_count_back(StoreContext& context, const std::string& site, DrawerId drawer,
                             std::int64_t version, const std::string& reason) {
  const auto work = TRY(read_counter_work(context, site, drawer));
  TRY(check_other(context, work.drawer));
  TRY(check_version(work.drawer, version));
  if (is_blank(reason)) {
    return fail(ErrorCode::InvalidInput, "Say why it must be counted again.", "/reason");
  }
  TRY(check_text(reason, "/reason", words_max));
  const auto batch = TRY(read_batch(context.db, BatchId{work.drawer.batch}));
  return walk(context, batch, work.drawer, DrawerEvent::SendBack);
}

Result<void> accept_count(StoreContext& context, const std::string& site, DrawerId drawer,
                          const WantedAcceptance& wanted, const CounterRules& rules) {
  const auto work = TRY(read_counter_work(context, site, drawer));
  const auto& session = work.drawer;
  TRY(check_other(context, session));
  TRY(check_version(session, wanted.version));
  TRY(check_text(wanted.bag_number, "/bag_number", number_max));
  const auto batch = TRY(read_batch(context.db, BatchId{session.batch}));
  TRY(check_day_takes(context.db, batch.batch.header, "leave the drawer as it is"));
  TRY(walk(context, batch, session, DrawerEvent::Accept));
  TRY(check_paper(work));
  const auto amounts = bag_amounts(work, rules);
  TRY(check_bags(cash_at_end(session), amounts, wanted.bags));
  if (!amounts.empty() && is_blank(wanted.bag_number)) {
    return fail(ErrorCode::InvalidInput, "Say the number of the sealed bag with the cash.",
                "/bag_number");
  }
  const auto amount = counter::over_short(session);
  TRY(release_batch(context, work, amount, wanted, rules));
  for (const auto& bag : wanted.bags) {
    context.db.run(insert_bag, drawer.value(), bag.deposit_account, numbers_text(bag.cash.bills),
                   bag.cash.coin);
  }
  context.db.run(update_accepted, drawer.value(), amount, is_alert(amount, rules),
                 wanted.bag_number, context.audit.actor(), now(context));
  return check_money_rules(context.db, batch.batch.id);
}

Result<void> acknowledge_alert(StoreContext& context, const std::string& site, DrawerId drawer,
                               const std::string& reason) {
  const auto work = TRY(read_counter_work(context, site, drawer));
  TRY(check_other(context, work.drawer));
  if (!work.drawer.waits_for_acknowledgement()) {
    return fail(ErrorCode::Conflict, "This drawer waits for no explanation.");
  }
  if (is_blank(reason)) {
    return fail(ErrorCode::InvalidInput, "Say why the drawer was over or short.", "/reason");
  }
  TRY(check_text(reason, "/reason", words_max));
  context.db.run(update_acknowledged, drawer.value(), context.audit.actor(), reason);
  const auto batch = TRY(read_batch(context.db, BatchId{work.drawer.batch}));
  const auto state = name_of(drawer_state_names, work.drawer.state);
  context.audit.add_in_state(subject_of(work.drawer, batch.lockbox_id), "acknowledge", state,
                             state);
  return {};
}

}  // namespace lockbox::deposit
