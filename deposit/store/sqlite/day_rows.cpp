#include "deposit/store/sqlite/day_rows.h"

#include <array>
#include <utility>

#include "core/check.h"
#include "deposit/model/person.h"
#include "deposit/store/sqlite/account_change_rows.h"
#include "deposit/store/sqlite/carry_rows.h"
#include "deposit/store/sqlite/money_rules.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_day_id =
    "SELECT day_id FROM business_day WHERE site = ?1 AND day = ?2";
constexpr std::string_view insert_day =
    "INSERT INTO business_day (site, day, state, version) VALUES (?1, ?2, ?3, 1)";
constexpr std::string_view select_days_of_batches =
    "SELECT DISTINCT site, business_day FROM batch JOIN lockbox USING (lockbox_id)"
    " ORDER BY business_day, site";
constexpr std::string_view select_days =
    "SELECT day_id, day, state, version FROM business_day WHERE site = ?1 ORDER BY day DESC";
constexpr std::string_view select_day =
    "SELECT day_id, day, state, version FROM business_day WHERE site = ?1 AND day = ?2";
constexpr std::string_view select_steps =
    "SELECT event, actor, at, s.reason, coalesce(asked_by, '') FROM business_day_step s"
    " LEFT JOIN day_reopening r ON r.day_id = s.day_id AND r.step_ordinal = s.ordinal"
    " WHERE s.day_id = ?1 ORDER BY s.ordinal";
constexpr std::string_view select_wish =
    "SELECT reopening_id, asked_by, asked_at, reason FROM day_reopening"
    " WHERE day_id = ?1 AND state = 'asked'";
constexpr std::string_view insert_wish =
    "INSERT INTO day_reopening (day_id, asked_by, asked_at, reason, state, note)"
    " VALUES (?1, ?2, ?3, ?4, 'asked', '')";
constexpr std::string_view decide_wish =
    "UPDATE day_reopening SET state = ?2, decided_by = ?3, decided_at = ?4, note = ?5,"
    " step_ordinal = ?6 WHERE reopening_id = ?1";
constexpr std::string_view agreed = "agreed";
constexpr std::string_view declined = "declined";
constexpr std::string_view touch_day =
    "UPDATE business_day SET version = version + 1 WHERE day_id = ?1";
constexpr std::string_view insert_step =
    "INSERT INTO business_day_step (day_id, ordinal, event, actor, at, reason)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view update_day =
    "UPDATE business_day SET state = ?2, version = version + 1 WHERE day_id = ?1";
constexpr std::string_view select_state =
    "SELECT 1 FROM business_day WHERE site = ?1 AND day = ?2 AND state = 'closed'";
constexpr std::string_view select_cut_off =
    "SELECT 1 FROM business_day WHERE site = ?1 AND day = ?2 AND state = 'cut_off'";
// In the three below what the day was brought is the day's too, and what goes on is not.
// Tender of the day that is neither in an approved deposit nor goes back.
constexpr std::string_view select_left_over =
    "SELECT item.amount_cents, item.batch_id, sequence, ticket_number FROM item"
    " JOIN document USING (document_id) JOIN batch ON batch.batch_id = item.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = item.lockbox_id"
    " LEFT JOIN deposit_item USING (item_id) LEFT JOIN deposit USING (deposit_id)"
    " WHERE site = ?1 AND item_id IN (SELECT item_id FROM batch JOIN item USING (batch_id)"
    "  WHERE business_day = ?2 UNION SELECT item_id FROM carried_piece p"
    "  JOIN item USING (document_id) WHERE p.site = ?1 AND p.into_day = ?2)"
    " AND item.kind = 'tender'"
    " AND item.document_id NOT IN (SELECT document_id FROM carried_piece p"
    "  WHERE p.site = ?1 AND p.from_day = ?2)"
    " AND item.state NOT IN ('duplicate_confirmed', 'returned') AND approved_by IS NULL"
    " ORDER BY item.batch_id, sequence LIMIT 1";
// Paper that may be money for all that anybody knows.
constexpr std::string_view select_unknown =
    "SELECT document.batch_id, sequence FROM document JOIN batch USING (batch_id)"
    " JOIN lockbox ON lockbox.lockbox_id = batch.lockbox_id"
    " LEFT JOIN item USING (document_id)"
    " LEFT JOIN transaction_document e USING (document_id)"
    " LEFT JOIN lockbox_transaction envelope ON envelope.transaction_id = e.transaction_id"
    " WHERE site = ?1 AND document.document_id IN (SELECT document_id FROM batch"
    "  JOIN document USING (batch_id) WHERE business_day = ?2 UNION SELECT document_id"
    "  FROM carried_piece p WHERE p.site = ?1 AND p.into_day = ?2) AND is_separator = 0"
    " AND document.document_id NOT IN (SELECT document_id FROM carried_piece p"
    "  WHERE p.site = ?1 AND p.from_day = ?2)"
    " AND envelope.state IS NOT 'returned'"
    " AND (document.state IN ('captured', 'needs_rescan') OR item.kind = 'unknown')"
    " ORDER BY document.batch_id, sequence LIMIT 1";
// A batch that does not hold what was declared of it; one of which nothing is deposited may go on
// so, with all that it has.
constexpr std::string_view select_out_of_balance =
    "SELECT batch_id FROM batch JOIN lockbox USING (lockbox_id) WHERE site = ?1"
    " AND (business_day = ?2 OR batch_id IN (SELECT p.batch_id FROM carried_piece p"
    "  WHERE p.site = ?1 AND p.into_day = ?2))"
    " AND NOT EXISTS (SELECT 1 FROM carried_piece p WHERE p.batch_id = batch.batch_id"
    "  AND p.from_day = ?2)"
    " AND state <> 'balanced' AND (control_cents IS NOT NULL"
    "  OR EXISTS (SELECT 1 FROM control_correction c WHERE c.batch_id = batch.batch_id))"
    " ORDER BY batch_id LIMIT 1";
// A cash drawer that is not counted and accepted, or whose over or short nobody has explained.
constexpr std::string_view select_drawer =
    "SELECT number, person, d.state FROM drawer_session d JOIN batch USING (batch_id)"
    " WHERE site = ?1 AND business_day = ?2 AND (d.state <> 'accepted'"
    "  OR (has_alert = 1 AND acknowledged_by IS NULL)) ORDER BY number LIMIT 1";

struct DayRow {
  std::int64_t id = 0;
  Day day;
  std::int64_t wish_id = 0;  ///< 0: nobody wants it reopened.
};

Result<DayRow> day_of(const Rows& rows, const std::string& site) {
  return DayRow{rows.integer(0),
                {.site = site,
                 .day = TRY(BusinessDay::parse(rows.text(1))),
                 .state = TRY(parse_name<DayState>(day_state_names, rows.text(2))),
                 .version = rows.integer(3),
                 .steps = {}}};
}

Result<void> read_steps(Connection& db, DayRow& row) {
  auto rows = db.query(select_steps, row.id);
  while (rows.next()) {
    row.day.steps.push_back({TRY(parse_name<DayEvent>(day_event_names, rows.text(0))), rows.text(1),
                             rows.text(2), rows.text(3), rows.text(4)});
  }
  auto wish = db.query(select_wish, row.id);
  if (wish.next()) {
    row.wish_id = wish.integer(0);
    row.day.wish = ReopeningWish{wish.text(1), wish.text(2), wish.text(3)};
  }
  return {};
}

Result<DayRow> read_row(Connection& db, const std::string& site, const BusinessDay& day) {
  std::optional<DayRow> row;
  {
    auto rows = db.query(select_day, site, day.to_string());
    if (!rows.next()) {
      return fail(ErrorCode::NotFound,
                  "No batch has begun the business day " + day.to_string() + " of " + site + ".");
    }
    row = TRY(day_of(rows, site));
  }
  TRY(read_steps(db, *row));
  return *std::move(row);
}

AuditSubject subject_of(std::int64_t id, const std::string& site, const std::string& day) {
  return {Entity::Day, std::nullopt, std::nullopt, id, site + "/" + day};
}

/// The day that began, or nothing when it had begun already.
std::optional<DayKey> begin_day(StoreContext& context, const std::string& site,
                                const std::string& day) {
  if (context.db.find_integer(select_day_id, site, day)) return std::nullopt;
  const auto state = name_of(day_state_names, DayState::Open);
  const auto id = context.db.insert(insert_day, site, day, state);
  context.audit.add_in_state(subject_of(id, site, day), "register", std::nullopt, state);
  return DayKey{id, site, day};
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::optional<std::string> first_drawer(Connection& db, const std::string& site,
                                        const std::string& day) {
  auto rows = db.query(select_drawer, site, day);
  if (!rows.next()) return std::nullopt;
  const auto name = "Cash drawer session " + rows.text(0) + " of " + rows.text(1);
  if (rows.text(2) == "accepted") {
    return name + " is over or short by the threshold or more; a supervisor must say why";
  }
  return name + " is " + rows.text(2) + "; count it and have the count accepted";
}

/// Why the day may not close, or nothing.
std::optional<std::string> first_left_over(Connection& db, const std::string& site,
                                           const std::string& day) {
  if (auto drawer = first_drawer(db, site, day)) return drawer;
  {
    auto rows = db.query(select_left_over, site, day);
    if (rows.next()) {
      const auto where =
          " of batch " + rows.text(1) + ", document " + rows.text(2) + ", " +
          (rows.is_null(0) ? "has no amount yet"
                           : rows.money(0).to_string() + ", is in no approved deposit");
      return "Tender" + where + "; " +
             (rows.is_null(3) ? "finish and deposit it, or carry it forward"
                              : "have its deposit approved");
    }
  }
  {
    auto rows = db.query(select_unknown, site, day);
    if (rows.next()) {
      return "Nobody knows yet what document " + rows.text(1) + " of batch " + rows.text(0) +
             " is; scan it again, say where it belongs, or carry its envelope forward";
    }
  }
  const auto batch = db.find_integer(select_out_of_balance, site, day);
  if (!batch) return std::nullopt;
  return "Batch " + std::to_string(*batch) +
         " does not hold what was declared of it; balance it, correct its totals, or carry all of "
         "it forward";
}

}  // namespace

Result<void> register_day(StoreContext& context, const std::string& site, const BusinessDay& day) {
  const auto begun = begin_day(context, site, day.to_string());
  if (!begun) return {};
  TRY(bring_forward(context, *begun));
  return apply_due_account_changes(context, site, day);
}

Result<void> register_days_of_batches(StoreContext& context) {
  std::vector<std::pair<std::string, std::string>> days;
  {
    auto rows = context.db.query(select_days_of_batches);
    while (rows.next()) days.emplace_back(rows.text(0), rows.text(1));
  }
  for (const auto& [site, day] : days) begin_day(context, site, day);
  return {};
}

Result<void> check_day_takes(Connection& db, const BatchHeader& header,
                             std::string_view otherwise) {
  const auto day = header.business_day.to_string();
  if (!db.find_integer(select_state, header.site, day)) return {};
  return fail(ErrorCode::Conflict, "The business day " + day +
                                       " is closed; reopen it with a reason, or " +
                                       std::string{otherwise} + ".");
}

Result<void> check_day_begins(Connection& db, const BatchHeader& header) {
  TRY(check_day_takes(db, header, "scan this mail under another business day"));
  const auto day = header.business_day.to_string();
  if (!db.find_integer(select_cut_off, header.site, day)) return {};
  return fail(ErrorCode::Conflict,
              "The business day " + day +
                  " is cut off: what is there is finished, and new work belongs to a later day.");
}

Result<std::vector<Day>> read_days(Connection& db, const std::string& site) {
  std::vector<DayRow> found;
  {
    auto rows = db.query(select_days, site);
    while (rows.next()) found.push_back(TRY(day_of(rows, site)));
  }
  std::vector<Day> days;
  for (auto& row : found) {
    TRY(read_steps(db, row));
    days.push_back(std::move(row.day));
  }
  return days;
}

Result<Day> read_day(Connection& db, const std::string& site, const BusinessDay& day) {
  return TRY(read_row(db, site, day)).day;
}

namespace {

Result<DayRow> row_as_seen(StoreContext& context, const std::string& site, const BusinessDay& day,
                           std::int64_t version) {
  auto row = TRY(read_row(context.db, site, day));
  if (row.day.version == version) return row;
  return fail(ErrorCode::Conflict,
              "The business day " + day.to_string() + " has changed meanwhile; look at it again.");
}

/// The first of the two people who reopen a day.
Result<Day> ask_reopening(StoreContext& context, const DayRow& row, const WantedStep& wanted) {
  if (is_blank(wanted.reason)) {
    return fail(ErrorCode::InvalidInput, "A closed day is reopened with a reason.", "/reason");
  }
  context.db.run(insert_wish, row.id, context.audit.actor(), to_string(context.clock.now()),
                 wanted.reason);
  context.db.run(touch_day, row.id);
  const auto state = name_of(day_state_names, row.day.state);
  context.audit.add_in_state(subject_of(row.id, row.day.site, row.day.day.to_string()),
                             "ask_reopening", state, state);
  return read_day(context.db, row.day.site, row.day.day);
}

/// The second one is another person.
Result<void> agree_reopening(StoreContext& context, const DayRow& row, const WantedStep& wanted) {
  const auto& person = context.audit.actor();
  if (is_same_person(row.day.wish->asked_by, person)) {
    return fail(ErrorCode::NotPermitted, "You asked for " + row.day.day.to_string() +
                                             " to be reopened; another person must agree.");
  }
  context.db.run(decide_wish, row.wish_id, agreed, person, to_string(context.clock.now()),
                 wanted.reason, row.day.steps.size() + 1);
  return {};
}

}  // namespace

Result<Day> decline_day_reopening(StoreContext& context, const std::string& site,
                                  const BusinessDay& day, const WantedStep& wanted) {
  const auto row = TRY(row_as_seen(context, site, day, wanted.version));
  if (!row.day.wish) {
    return fail(ErrorCode::Conflict, "Nobody asks for " + day.to_string() + " to be reopened.");
  }
  if (is_blank(wanted.reason)) {
    return fail(ErrorCode::InvalidInput, "Say why the day stays closed.", "/reason");
  }
  context.db.run(decide_wish, row.wish_id, declined, context.audit.actor(),
                 to_string(context.clock.now()), wanted.reason, std::nullopt);
  context.db.run(touch_day, row.id);
  const auto state = name_of(day_state_names, row.day.state);
  context.audit.add_in_state(subject_of(row.id, site, day.to_string()), "decline_reopening", state,
                             state);
  return read_day(context.db, site, day);
}

Result<Day> step_day(StoreContext& context, const std::string& site, const BusinessDay& day,
                     const WantedStep& wanted) {
  const auto text = day.to_string();
  const auto row = TRY(row_as_seen(context, site, day, wanted.version));
  const auto subject = subject_of(row.id, site, text);
  const std::array events{wanted.event};
  const auto next = next_state(day_transitions, row.day.state, wanted.event);
  auto reason = wanted.reason;
  const DayKey key{row.id, site, text};
  if (wanted.event == DayEvent::Reopen && next) {
    TRY(check_carries_stand(context.db, key));
    if (!row.day.wish) return ask_reopening(context, row, wanted);
    TRY(agree_reopening(context, row, wanted));
    reason = row.day.wish->reason;
    if (!is_blank(wanted.reason)) reason += "; " + wanted.reason;
    context.audit.set_reason(reason + "; asked for by " + row.day.wish->asked_by);
    TRY(reopen_carries(context, key));
  }
  TRY(context.audit.walk<DayLife>(subject, row.day.state, events, next.value_or(row.day.state)));
  if (wanted.event == DayEvent::Close) {
    TRY(carry_forward(context, key));
    if (const auto why = first_left_over(context.db, site, text)) {
      return fail(ErrorCode::OutOfBalance,
                  "The business day " + text + " cannot be closed.  " + *why + ".");
    }
  }
  context.db.run(insert_step, row.id, row.day.steps.size() + 1,
                 name_of(day_event_names, wanted.event), context.audit.actor(),
                 to_string(context.clock.now()), reason);
  context.db.run(update_day, row.id, name_of(day_state_names, *next));
  return read_day(context.db, site, day);
}

}  // namespace lockbox::deposit
