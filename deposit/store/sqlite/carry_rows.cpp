#include "deposit/store/sqlite/carry_rows.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/text.h"
#include "deposit/store/sqlite/carry_homes.h"
#include "deposit/store/sqlite/day_rows.h"
#include "deposit/store/sqlite/journal_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_carries =
    "SELECT f.carry_id, l.name, f.batch_id, b.business_day, envelope, o.day, i.day, f.reason,"
    " owner, due, f.state, carried_by, carried_at FROM carry_forward f"
    " JOIN lockbox l ON l.lockbox_id = f.lockbox_id JOIN batch b ON b.batch_id = f.batch_id"
    " JOIN business_day o ON o.day_id = f.day_id"
    " LEFT JOIN business_day i ON i.day_id = f.into_day_id"
    " WHERE f.state <> 'taken_back' AND o.site = ?1 AND (?2 = '' OR f.batch_id IN"
    "  (SELECT batch_id FROM carried_piece"
    "   WHERE site = ?1 AND (from_day = ?2 OR into_day = ?2)))"
    " ORDER BY f.batch_id, envelope, o.day";
constexpr std::string_view select_pieces =
    "SELECT sequence, amount_cents FROM carried_document JOIN document USING (document_id)"
    " WHERE carry_id = ?1 ORDER BY sequence";
constexpr std::string_view select_day =
    "SELECT day_id, state FROM business_day WHERE site = ?1 AND day = ?2";
// The envelope that a document lies in.
constexpr std::string_view select_envelope =
    "SELECT t.transaction_id, t.key, t.state, document_id FROM document"
    " JOIN transaction_document e USING (document_id)"
    " JOIN lockbox_transaction t ON t.transaction_id = e.transaction_id"
    " WHERE document.batch_id = ?1 AND sequence = ?2 AND t.state <> 'voided'";
// A deposit that holds money of the envelope, drafts among them.
constexpr std::string_view select_ticket_of =
    "SELECT ticket_number, deposit.state FROM transaction_document e JOIN item USING (document_id)"
    " JOIN deposit_item USING (item_id) JOIN deposit USING (deposit_id)"
    " WHERE e.transaction_id = ?1 ORDER BY deposit.state = 'draft', ticket_number LIMIT 1";
constexpr std::string_view select_waiting_money =
    "SELECT 1 FROM transaction_document e JOIN item USING (document_id)"
    " WHERE e.transaction_id = ?1 AND item.kind = 'tender' AND item.state = 'cleared'";
constexpr std::string_view select_drawer = "SELECT 1 FROM drawer_session WHERE batch_id = ?1";
constexpr std::string_view select_last_step =
    "SELECT max(seq) FROM audit_event WHERE batch_id = ?1 AND entity = 'carry_forward'"
    " AND row_id = ?2";
constexpr std::string_view select_released_after =
    "SELECT 1 FROM audit_event WHERE batch_id = ?1 AND entity = 'transaction'"
    " AND event = 'release' AND row_id = ?2 AND seq > ?3";
constexpr std::string_view select_planned_of =
    "SELECT 1 FROM carried_piece WHERE from_day = ?2 AND document_id IN"
    " (SELECT document_id FROM transaction_document WHERE transaction_id = ?1)";
constexpr std::string_view insert_carry =
    "INSERT INTO carry_forward (lockbox_id, batch_id, envelope, day_id, reason, owner, due, state,"
    " carried_by, carried_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'planned', ?8, ?9)";
constexpr std::string_view delete_pieces = "DELETE FROM carried_document WHERE carry_id = ?1";
// A second scan is no money of the envelope.
constexpr std::string_view insert_pieces =
    "INSERT INTO carried_document (carry_id, document_id, lockbox_id)"
    " SELECT ?1, e.document_id, e.lockbox_id FROM transaction_document e WHERE transaction_id = ?2"
    " AND NOT EXISTS (SELECT 1 FROM item WHERE item.document_id = e.document_id"
    "  AND item.state = 'duplicate_confirmed')";
// While another person is to key an amount, it counts for nothing.
constexpr std::string_view update_amounts =
    "UPDATE carried_document SET amount_cents = (SELECT amount_cents FROM item"
    "  WHERE item.document_id = carried_document.document_id AND kind = 'tender'"
    "  AND NOT EXISTS (SELECT 1 FROM task WHERE task.document_id = item.document_id"
    "   AND task.state = 'open' AND field IN ('verify_amount', 'third_amount')))"
    " WHERE carry_id = ?1";
constexpr std::string_view clear_amounts =
    "UPDATE carried_document SET amount_cents = NULL WHERE carry_id = ?1";
constexpr std::string_view select_rows =
    "SELECT carry_id, batch_id, envelope, reason FROM carry_forward WHERE day_id = ?1"
    " AND state = ?2 ORDER BY carry_id";
constexpr std::string_view select_one =
    "SELECT carry_id, batch_id, envelope, f.state FROM carry_forward f"
    " JOIN business_day o USING (day_id) WHERE carry_id = ?1 AND site = ?2 AND day = ?3";
constexpr std::string_view select_next_day =
    "SELECT day_id FROM business_day WHERE site = ?1 AND day > ?2 AND state <> 'closed'"
    " ORDER BY day LIMIT 1";
constexpr std::string_view update_state =
    "UPDATE carry_forward SET state = ?2, into_day_id = ?3 WHERE carry_id = ?1";
constexpr std::string_view update_envelope =
    "UPDATE carry_forward SET envelope = ?2 WHERE carry_id = ?1";
constexpr std::string_view select_homeless =
    "SELECT carry_id, f.batch_id, envelope, o.day FROM carry_forward f"
    " JOIN business_day o USING (day_id) WHERE f.state = 'carried' AND into_day_id IS NULL"
    " AND site = ?1 AND day < ?2 ORDER BY carry_id";
// Something of a carried envelope was decided or booked, or lies in a deposit or in one that the
// bank rejected, or it is planned to be carried on, or was.  What was released before the close and
// nothing more is as it was.  A letter that joined money of the
// closed day decides nothing.
constexpr std::string_view select_decided =
    "SELECT f.batch_id, f.envelope FROM carry_forward f JOIN carried_document c USING (carry_id)"
    " JOIN business_day o ON o.day_id = f.day_id"
    " LEFT JOIN item ON item.document_id = c.document_id"
    " LEFT JOIN transaction_document e ON e.document_id = c.document_id"
    " LEFT JOIN lockbox_transaction t ON t.transaction_id = e.transaction_id"
    " WHERE f.day_id = ?1 AND f.state = 'carried' AND (((t.state IN ('deposited', 'posted',"
    "  'returned') OR (t.state = 'released' AND EXISTS (SELECT 1 FROM audit_event r"
    "   WHERE r.batch_id = f.batch_id AND ((r.entity = 'transaction' AND r.event = 'release'"
    "    AND r.row_id = t.transaction_id) OR (r.entity = 'entry' AND r.row_id IN"
    "    (SELECT entry_id FROM journal_entry WHERE transaction_id = t.transaction_id)))"
    "   AND r.seq > (SELECT max(seq) FROM audit_event WHERE entity = 'day' AND row_id = f.day_id"
    "    AND event = 'close')))) AND (item.kind = 'tender' OR "
    "NOT EXISTS (SELECT 1 FROM item m"
    "   JOIN transaction_document d ON d.document_id = m.document_id"
    "   WHERE d.transaction_id = t.transaction_id AND m.kind = 'tender'"
    "   AND m.state <> 'duplicate_confirmed'))) OR item.state IN ('in_deposit', 'returned', "
    "'duplicate_confirmed')"
    " OR EXISTS (SELECT 1 FROM deposit_item h WHERE h.item_id = item.item_id)"
    " OR EXISTS (SELECT 1 FROM deposit_former_item h JOIN deposit r USING (deposit_id)"
    "  WHERE h.item_id = item.item_id AND r.state = 'rejected')"
    " OR EXISTS (SELECT 1 FROM carried_piece p WHERE p.document_id = c.document_id"
    "  AND p.from_day > o.day)) ORDER BY f.carry_id LIMIT 1";
constexpr std::string_view select_last_day = "SELECT max(day) FROM business_day WHERE site = ?1";
constexpr std::string_view touch_open_day =
    "UPDATE business_day SET version = version + 1 WHERE day_id = ?1";

/// The envelope that a document lies in.
struct Envelope {
  std::int64_t id = 0;
  std::int64_t key = 0;
  TransactionState state = TransactionState::Assembled;
  std::int64_t document = 0;
};

/// One row that was planned or carried.
struct CarryRow {
  std::int64_t id = 0;
  BatchId batch{0};
  std::int64_t envelope = 0;
};

std::string name_of_envelope(BatchId batch, std::int64_t key) {
  return "envelope " + std::to_string(key) + " of batch " + std::to_string(batch.value());
}

AuditSubject subject_of(const BatchRow& batch, const CarryRow& row, const std::string& day) {
  return batch.subject(Entity::CarryForward, row.id, std::to_string(row.envelope) + " of " + day);
}

/// Why an envelope that is released stays the day's; nothing where it may go on.
std::optional<std::string> why_released_stays(Connection& db, const Envelope& envelope) {
  {
    auto rows = db.query(select_ticket_of, envelope.id);
    if (rows.next()) {
      const bool is_draft = rows.text(1) == name_of(deposit_state_names, DepositState::Draft);
      return "has money in deposit " + ticket_of(rows.integer(0)) +
             (is_draft ? "; keep it back and build the deposits again, then carry it."
                       : ", and goes on whole or not at all.");
    }
  }
  if (!db.find_integer(select_waiting_money, envelope.id)) {
    return "is done with: it holds no money that waits.";
  }
  return std::nullopt;
}

Result<std::optional<Envelope>> find_envelope(Connection& db, BatchId batch,
                                              std::int64_t sequence) {
  auto rows = db.query(select_envelope, batch.value(), sequence);
  if (!rows.next()) return std::nullopt;
  return Envelope{rows.integer(0), rows.integer(1),
                  TRY(parse_name<TransactionState>(transaction_state_names, rows.text(2))),
                  rows.integer(3)};
}

Result<Carry> carry_of(const Rows& rows) {
  Carry carry{.id = rows.integer(0),
              .lockbox = rows.text(1),
              .batch = BatchId{rows.integer(2)},
              .since = TRY(BusinessDay::parse(rows.text(3))),
              .envelope = rows.integer(4),
              .from = TRY(BusinessDay::parse(rows.text(5))),
              .into = {},
              .reason = rows.text(7),
              .owner = rows.text(8),
              .due = TRY(BusinessDay::parse(rows.text(9))),
              .state = TRY(parse_name<CarryState>(carry_state_names, rows.text(10))),
              .carried_by = rows.text(11),
              .carried_at = rows.text(12),
              .pieces = {}};
  if (!rows.is_null(6)) carry.into = TRY(BusinessDay::parse(rows.text(6)));
  return carry;
}

Result<DayKey> open_day(Connection& db, const std::string& site, const BusinessDay& day) {
  auto rows = db.query(select_day, site, day.to_string());
  if (!rows.next()) {
    return fail(ErrorCode::NotFound,
                "No batch has begun the business day " + day.to_string() + " of " + site + ".");
  }
  if (rows.text(1) == name_of(day_state_names, DayState::Closed)) {
    return fail(ErrorCode::Conflict, "The business day " + day.to_string() +
                                         " is closed; what it went on with stands.  Have it "
                                         "reopened to carry otherwise.");
  }
  return DayKey{rows.integer(0), site, day.to_string()};
}

Result<void> check_wanted(const WantedCarry& wanted, const BusinessDay& day) {
  if (wanted.envelopes.empty()) {
    return fail(ErrorCode::InvalidInput, "Say which envelopes go on to another day.", "/envelopes");
  }
  if (is_blank(wanted.reason)) {
    return fail(ErrorCode::InvalidInput, "Say why it cannot be finished on this day.", "/reason");
  }
  if (is_blank(wanted.owner)) {
    return fail(ErrorCode::InvalidInput, "Say who sees to it.", "/owner");
  }
  if (wanted.due <= day) {
    return fail(
        ErrorCode::InvalidInput,
        "Say until which day it is to be decided; it must be later than " + day.to_string() + ".",
        "/due");
  }
  return {};
}

Result<void> check_may_carry(StoreContext& context, const BatchRow& batch, const Envelope& envelope,
                             const BusinessDay& day) {
  const auto name = name_of_envelope(batch.batch.id, envelope.key);
  if (batch.batch.state == BatchState::Registered || batch.batch.state == BatchState::Capturing) {
    return fail(ErrorCode::Conflict, "Batch " + std::to_string(batch.id()) +
                                         " is still being captured; complete it, then carry what "
                                         "waits.");
  }
  if (!may_go_on(envelope.state)) {
    return fail(ErrorCode::Conflict,
                "The " + name + " is " +
                    std::string{name_of(transaction_state_names, envelope.state)} +
                    (envelope.state == TransactionState::Returned
                         ? "; it goes back and keeps no day open."
                         : "; what is deposited cannot be carried forward."));
  }
  // D12: a drawer is counted, bagged and told of on the day of its batch alone.
  if (context.db.find_integer(select_drawer, batch.id())) {
    return fail(ErrorCode::Conflict,
                "The " + name + " was taken at a counter, and its drawer is settled with its day.");
  }
  if (envelope.state == TransactionState::Released) {
    if (const auto why = why_released_stays(context.db, envelope)) {
      return fail(ErrorCode::Conflict, "The " + name + " " + *why);
    }
  }
  const auto home = home_of(context.db, envelope.document);
  const auto its_day = home ? home->day : batch.batch.header.business_day.to_string();
  if (its_day != day.to_string()) {
    return fail(ErrorCode::Conflict, "The " + name + " is not in the list of " + day.to_string() +
                                         "; it is in that of " +
                                         (its_day.empty() ? "the day that begins next" : its_day) +
                                         ".");
  }
  if (context.db.find_integer(select_planned_of, envelope.id, day.to_string())) {
    return fail(ErrorCode::Conflict,
                "The " + name +
                    " is to be carried forward already; take that back to say it "
                    "otherwise.");
  }
  return {};
}

Result<void> plan_one(StoreContext& context, const DayKey& key, const BusinessDay& day,
                      const WantedCarry& wanted, const WantedCarry::Envelope& place) {
  const auto batch = TRY(read_batch(context.db, place.batch));
  if (batch.batch.header.site != key.site) {
    return fail(ErrorCode::NotFound,
                "There is no batch " + std::to_string(place.batch.value()) + ".", "/envelopes");
  }
  const auto envelope = TRY(find_envelope(context.db, place.batch, place.sequence));
  if (!envelope) {
    return fail(ErrorCode::NotFound,
                "Document " + std::to_string(place.sequence) + " of batch " +
                    std::to_string(place.batch.value()) +
                    " is in no envelope; say first where it belongs.",
                "/envelopes");
  }
  TRY(check_may_carry(context, batch, *envelope, day));
  const auto id = context.db.insert(insert_carry, batch.lockbox_id, batch.id(), envelope->key,
                                    key.id, wanted.reason, wanted.owner, wanted.due.to_string(),
                                    context.audit.actor(), to_string(context.clock.now()));
  context.db.run(insert_pieces, id, envelope->id);
  context.audit.add_in_state(subject_of(batch, {id, place.batch, envelope->key}, key.day), "plan",
                             std::nullopt, name_of(carry_state_names, CarryState::Planned));
  return {};
}

std::vector<CarryRow> rows_in(Connection& db, const DayKey& day, CarryState state) {
  std::vector<CarryRow> found;
  auto rows = db.query(select_rows, day.id, name_of(carry_state_names, state));
  while (rows.next()) {
    found.push_back({rows.integer(0), BatchId{rows.integer(1)}, rows.integer(2)});
  }
  return found;
}

/// Whether the close carries what was planned.  OutOfBalance for what was released since and lies
/// in no deposit: it was planned to go on for another reason.
Result<bool> goes_on(Connection& db, const CarryRow& row, const Envelope& envelope) {
  if (envelope.state != TransactionState::Released) return may_go_on(envelope.state);
  if (why_released_stays(db, envelope)) return false;
  const auto planned = db.find_integer(select_last_step, row.batch.value(), row.id);
  if (!db.find_integer(select_released_after, row.batch.value(), envelope.id,
                       planned.value_or(0))) {
    return true;
  }
  return fail(ErrorCode::OutOfBalance,
              "The " + name_of_envelope(row.batch, envelope.key) +
                  " was released after it was planned to be carried forward; take that back, then "
                  "deposit it or carry it anew.");
}

/// One step of a row's life, and the day that it comes into with it.
struct Move {
  CarryState from = CarryState::Planned;
  CarryEvent event = CarryEvent::TakeBack;
  std::optional<std::int64_t> into = {};
};

Result<void> walk(StoreContext& context, const CarryRow& row, const std::string& day,
                  const Move& move) {
  const auto batch = TRY(read_batch(context.db, row.batch));
  const std::array events{move.event};
  const auto to = TRY(next_state(carry_transitions, move.from, move.event));
  TRY(context.audit.walk<CarryLife>(subject_of(batch, row, day), move.from, events, to));
  context.db.run(update_state, row.id, name_of(carry_state_names, to), move.into);
  return {};
}

/// Of all days where `day` is empty.
Result<std::vector<Carry>> carries_in(Connection& db, const std::string& site,
                                      const std::string& day) {
  std::vector<Carry> carries;
  {
    auto rows = db.query(select_carries, site, day);
    while (rows.next()) carries.push_back(TRY(carry_of(rows)));
  }
  for (auto& carry : carries) {
    auto rows = db.query(select_pieces, carry.id);
    while (rows.next()) carry.pieces.push_back({rows.integer(0), rows.optional_money(1)});
  }
  return carries;
}

/// Who closes the day closes it as they saw it, with what it goes on without.
void count_version_on(StoreContext& context, const DayKey& day, std::string_view event) {
  std::string state;
  {
    auto rows = context.db.query(select_day, day.site, day.day);
    ENSURE(rows.next());
    state = rows.text(1);
  }
  context.db.run(touch_open_day, day.id);
  context.audit.add_in_state(
      {Entity::Day, std::nullopt, std::nullopt, day.id, day.site + "/" + day.day}, event, state,
      state);
}

Result<void> check_due(Connection& db, const WantedCarry& wanted, const DayKey& day) {
  auto rows = db.query(select_last_day, day.site);
  if (!rows.next() || wanted.due.to_string() >= rows.text(0)) return {};
  return fail(ErrorCode::InvalidInput,
              "Say until which day it is to be decided; " + rows.text(0) + " has begun already.",
              "/due");
}

}  // namespace

Result<std::vector<Carry>> read_carries(Connection& db, const std::string& site,
                                        const BusinessDay& day) {
  return carries_in(db, site, day.to_string());
}

Result<std::vector<Carry>> read_carries_of_site(Connection& db, const std::string& site) {
  return carries_in(db, site, {});
}

Result<void> plan_carries(StoreContext& context, const std::string& site, const BusinessDay& day,
                          const WantedCarry& wanted) {
  TRY(check_wanted(wanted, day));
  const auto key = TRY(open_day(context.db, site, day));
  TRY(check_due(context.db, wanted, key));
  for (const auto& envelope : wanted.envelopes) {
    TRY(plan_one(context, key, day, wanted, envelope));
  }
  count_version_on(context, key, "plan_carry");
  return {};
}

Result<void> take_carry_back(StoreContext& context, const std::string& site, const BusinessDay& day,
                             std::int64_t id, const std::string& reason) {
  if (is_blank(reason)) {
    return fail(ErrorCode::InvalidInput, "Say why it stays after all.", "/reason");
  }
  std::optional<CarryRow> row;
  auto state = CarryState::Planned;
  {
    auto rows = context.db.query(select_one, id, site, day.to_string());
    if (!rows.next()) {
      return fail(ErrorCode::NotFound, "Nothing of " + day.to_string() + " is carried under " +
                                           std::to_string(id) + ".");
    }
    row = CarryRow{rows.integer(0), BatchId{rows.integer(1)}, rows.integer(2)};
    state = TRY(parse_name<CarryState>(carry_state_names, rows.text(3)));
  }
  if (state != CarryState::Planned) {
    return fail(ErrorCode::Conflict,
                "The " + name_of_envelope(row->batch, row->envelope) +
                    (state == CarryState::Carried
                         ? " was carried by the close; only a reopening of the day gives it back."
                         : " was taken back before."));
  }
  const auto key = TRY(open_day(context.db, site, day));
  TRY(walk(context, *row, key.day, {state, CarryEvent::TakeBack}));
  count_version_on(context, key, "take_carry_back");
  return {};
}

Result<void> carry_forward(StoreContext& context, const DayKey& day) {
  const auto into = context.db.find_integer(select_next_day, day.site, day.day);
  std::set<std::int64_t> done;
  for (auto row : rows_in(context.db, day, CarryState::Planned)) {
    const auto envelope = TRY(find_envelope(context.db, row.batch, row.envelope));
    const bool goes =
        envelope && TRY(goes_on(context.db, row, *envelope)) && done.insert(envelope->id).second;
    if (!goes) {
      TRY(walk(context, row, day.day, {CarryState::Planned, CarryEvent::TakeBack}));
      continue;
    }
    row.envelope = envelope->key;
    context.db.run(update_envelope, row.id, row.envelope);
    context.db.run(delete_pieces, row.id);
    context.db.run(insert_pieces, row.id, envelope->id);
    context.db.run(update_amounts, row.id);
    TRY(walk(context, row, day.day, {CarryState::Planned, CarryEvent::Carry, into}));
  }
  return {};
}

Result<void> bring_forward(StoreContext& context, const DayKey& day) {
  std::vector<std::pair<CarryRow, std::string>> found;
  {
    auto rows = context.db.query(select_homeless, day.site, day.day);
    while (rows.next()) {
      found.emplace_back(CarryRow{rows.integer(0), BatchId{rows.integer(1)}, rows.integer(2)},
                         rows.text(3));
    }
  }
  const auto state = name_of(carry_state_names, CarryState::Carried);
  for (const auto& [row, from] : found) {
    const auto batch = TRY(read_batch(context.db, row.batch));
    context.db.run(update_state, row.id, state, day.id);
    context.audit.add_in_state(subject_of(batch, row, from), "bring_in", state, state);
  }
  return {};
}

Result<void> check_carries_stand(Connection& db, const DayKey& day) {
  auto rows = db.query(select_decided, day.id);
  if (!rows.next()) return {};
  return fail(ErrorCode::Conflict,
              "The business day " + day.day + " went on without the " +
                  name_of_envelope(BatchId{rows.integer(0)}, rows.integer(1)) +
                  ", and that was decided or carried on since; its money counts in a later day, so "
                  "this one stays closed.  Correct what is wrong in the day that is open.");
}

Result<void> reopen_carries(StoreContext& context, const DayKey& day) {
  for (const auto& row : rows_in(context.db, day, CarryState::Carried)) {
    context.db.run(clear_amounts, row.id);
    TRY(walk(context, row, day.day, {CarryState::Carried, CarryEvent::Reopen}));
  }
  return {};
}

}  // namespace lockbox::deposit
