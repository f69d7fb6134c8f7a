#include "deposit/store/sqlite/exception_rows.h"

#include <array>
#include <string_view>
#include <utility>

#include "core/text.h"
#include "deposit/decide/case_steps.h"
#include "deposit/store/sqlite/stored_names.h"
#include "deposit/store/sqlite/transaction_rows.h"
#include "deposit/store/sqlite/vault_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view insert_case =
    "INSERT INTO exception_case (lockbox_id, batch_id, document_id, reason, note, raised_by,"
    " raised_at, raised_on, decide_when, holds, state, owner, due, action)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
constexpr std::string_view insert_proposal =
    "INSERT INTO exception_proposal (case_id, lockbox_id, action) VALUES (?1, ?2, ?3)";
constexpr std::string_view update_case =
    "UPDATE exception_case SET holds = ?2, state = ?3, owner = ?4, due = ?5, action = ?6"
    " WHERE case_id = ?1";
constexpr std::string_view select_state =
    "SELECT state, (SELECT count(*) FROM exception_step s WHERE s.case_id = c.case_id)"
    " FROM exception_case c WHERE case_id = ?1 AND batch_id = ?2";
constexpr std::string_view insert_step =
    "INSERT INTO exception_step (case_id, ordinal, lockbox_id, event, action, owner, due, note,"
    " taken_by, taken_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view case_columns =
    "SELECT c.case_id, d.sequence, c.reason, c.note, c.raised_by, c.raised_at, c.raised_on,"
    " c.decide_when, c.holds, c.state, c.owner, c.due, c.action, c.batch_id, c.document_id,"
    " l.name, (SELECT amount_cents FROM item WHERE item.document_id = c.document_id"
    "          ORDER BY ordinal LIMIT 1),"
    " (SELECT p.action FROM exception_proposal p WHERE p.case_id = c.case_id),"
    " moved.vault_move_id, moved.to_place"
    " FROM exception_case c JOIN document d USING (document_id)"
    " JOIN lockbox l ON l.lockbox_id = c.lockbox_id"
    // The last move of the paper of its envelope, whichever exception made it.
    " LEFT JOIN vault_move moved ON moved.vault_move_id = (SELECT max(v.vault_move_id)"
    "  FROM transaction_document mine JOIN transaction_document e USING (transaction_id)"
    "  JOIN vault_move v ON v.document_id = e.document_id"
    "  WHERE mine.document_id = c.document_id)";
constexpr std::string_view select_steps =
    "SELECT event, action, owner, due, note, taken_by, taken_at FROM exception_step"
    " WHERE case_id = ?1 ORDER BY ordinal";
constexpr std::string_view stop_columns =
    "SELECT stop_id, reason, note, from_day, until_day, set_by, set_at, lifted_by, lifted_because"
    " FROM stop_entry s JOIN lockbox l USING (lockbox_id)";
constexpr std::string_view insert_stop =
    "INSERT INTO stop_entry (lockbox_id, payer_fingerprint, reason, note, from_day, until_day,"
    " set_by, set_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view update_stop =
    "UPDATE stop_entry SET lifted_by = ?2, lifted_because = ?3 WHERE stop_id = ?1";
constexpr std::string_view select_lockbox_of_stop =
    "SELECT lockbox_id FROM stop_entry WHERE stop_id = ?1";

/// A case as it stands in a row, its steps not read yet.
Result<FiledCase> case_of(const Rows& rows) {
  ExceptionCase one{
      .id = rows.integer(0),
      .sequence = rows.integer(1),
      .reason = TRY(parse_name<ExceptionReason>(exception_reason_names, rows.text(2))),
      .note = rows.text(3),
      .raised_by = rows.text(4),
      .raised_at = rows.text(5),
      .raised_on = TRY(BusinessDay::parse(rows.text(6))),
      .when = TRY(parse_name<DecideWhen>(decide_when_names, rows.text(7))),
      .holds = rows.boolean(8),
      .state = TRY(parse_name<CaseState>(case_state_names, rows.text(9))),
      .owner = rows.text(10),
      .due = TRY(BusinessDay::parse(rows.text(11))),
      .action = std::nullopt,
      .steps = {}};
  if (!rows.is_null(12)) {
    one.action = TRY(parse_name<ExceptionAction>(exception_action_names, rows.text(12)));
  }
  if (!rows.is_null(17)) {
    one.proposed = TRY(parse_name<ExceptionAction>(exception_action_names, rows.text(17)));
  }
  if (!rows.is_null(19)) {
    one.kept_at = TRY(parse_name<VaultPlace>(vault_place_names, rows.text(19)));
  }
  return FiledCase{std::move(one), BatchId{rows.integer(13)}, DocumentId{rows.integer(14)},
                   rows.text(15), rows.optional_money(16)};
}

Result<std::vector<CaseStep>> read_steps(Connection& db, std::int64_t id) {
  std::vector<CaseStep> steps;
  auto rows = db.query(select_steps, id);
  while (rows.next()) {
    CaseStep step{TRY(parse_name<CaseEvent>(case_event_names, rows.text(0))),
                  std::nullopt,
                  rows.text(2),
                  std::nullopt,
                  rows.text(4),
                  rows.text(5),
                  rows.text(6)};
    if (!rows.is_null(1)) {
      step.action = TRY(parse_name<ExceptionAction>(exception_action_names, rows.text(1)));
    }
    if (!rows.is_null(3)) step.due = TRY(BusinessDay::parse(rows.text(3)));
    steps.push_back(std::move(step));
  }
  return steps;
}

/// Of paper that was put away before its moves were written down.
std::optional<VaultPlace> place_by_steps(const ExceptionCase& one) {
  std::optional<VaultPlace> place;
  for (const auto& step : one.steps) place = place_after(step.action, place);
  return place;
}

template <class... Values>
Result<std::vector<FiledCase>> select_cases(Connection& db, std::string_view condition,
                                            const Values&... values) {
  std::vector<FiledCase> cases;
  std::vector<bool> have_moved;
  {
    auto rows = db.query(std::string{case_columns} + std::string{condition}, values...);
    while (rows.next()) {
      cases.push_back(TRY(case_of(rows)));
      have_moved.push_back(!rows.is_null(18));
    }
  }
  for (std::size_t at = 0; at < cases.size(); ++at) {
    auto& one = cases[at].one;
    one.steps = TRY(read_steps(db, one.id));
    if (!have_moved[at]) one.kept_at = place_by_steps(one);
  }
  return cases;
}

std::optional<std::string> text_of(const std::optional<BusinessDay>& day) {
  if (!day) return std::nullopt;
  return day->to_string();
}

AuditSubject subject_of(const BatchRow& batch, std::int64_t id) {
  return batch.subject(Entity::ExceptionCase, id, std::to_string(id));
}

void write_step(StoreContext& context, const BatchRow& batch, std::int64_t id, std::int64_t ordinal,
                const CaseStep& step) {
  context.db.run(insert_step, id, ordinal, batch.lockbox_id, name_of(case_event_names, step.event),
                 optional_name(exception_action_names, step.action), step.owner, text_of(step.due),
                 step.note, context.audit.actor(), to_string(context.clock.now()));
}

Result<std::int64_t> add_case(StoreContext& context, const BatchRow& batch,
                              const ExceptionCase& one) {
  const auto document = TRY(document_row(context.db, batch, one.sequence));
  const auto id = context.db.insert(
      insert_case, batch.lockbox_id, batch.id(), document,
      name_of(exception_reason_names, one.reason), one.note, context.audit.actor(),
      to_string(context.clock.now()), one.raised_on.to_string(),
      name_of(decide_when_names, one.when), static_cast<int>(one.holds),
      name_of(case_state_names, one.state), one.owner, one.due.to_string(),
      optional_name(exception_action_names, one.action));
  if (one.proposed) {
    context.db.run(insert_proposal, id, batch.lockbox_id,
                   name_of(exception_action_names, *one.proposed));
  }
  context.audit.add_in_state(subject_of(batch, id), "raise", std::nullopt,
                             name_of(case_state_names, CaseState::Open));
  return id;
}

Result<StopEntry> stop_of(const Rows& rows) {
  StopEntry entry{
      rows.integer(0), TRY(parse_name<ExceptionReason>(exception_reason_names, rows.text(1))),
      rows.text(2),    TRY(BusinessDay::parse(rows.text(3))),
      std::nullopt,    rows.text(5),
      rows.text(6),    rows.text(7),
      rows.text(8)};
  if (!rows.is_null(4)) entry.until = TRY(BusinessDay::parse(rows.text(4)));
  return entry;
}

}  // namespace

Result<void> change_case(StoreContext& context, const BatchRow& batch, const CaseChange& change) {
  const auto& after = change.after;
  auto id = after.id;
  auto from = CaseState::Open;
  std::int64_t steps = 0;
  if (id == 0) {
    id = TRY(add_case(context, batch, after));
  } else {
    auto rows = context.db.query(select_state, id, batch.id());
    if (!rows.next()) {
      return fail(ErrorCode::NotFound, "The batch has no exception " + std::to_string(id) + ".");
    }
    from = TRY(parse_name<CaseState>(case_state_names, rows.text(0)));
    steps = rows.integer(1);
  }
  if (!change.step) return {};
  const std::array events{change.step->event};
  TRY(context.audit.walk<CaseLife>(subject_of(batch, id), from, events, after.state));
  write_step(context, batch, id, steps + 1, *change.step);
  context.db.run(update_case, id, static_cast<int>(after.holds),
                 name_of(case_state_names, after.state), after.owner, after.due.to_string(),
                 optional_name(exception_action_names, after.action));
  if (!change.vault) return {};
  return move_in_vault(context, batch, id, *change.vault);
}

Result<std::vector<ExceptionCase>> read_cases(Connection& db, BatchId batch) {
  std::vector<ExceptionCase> cases;
  auto filed = TRY(select_cases(db, " WHERE c.batch_id = ?1 ORDER BY c.case_id", batch.value()));
  cases.reserve(filed.size());
  for (auto& one : filed) cases.push_back(std::move(one.one));
  return cases;
}

Result<std::vector<FiledCase>> find_cases(Connection& db, const std::string& site,
                                          const CaseFilter& filter) {
  constexpr std::string_view wanted =
      " WHERE l.site = ?1 AND (?2 = 1 OR c.state <> 'closed') AND (?3 IS NULL OR c.owner = ?3)"
      " AND (?4 IS NULL OR c.document_id = ?4) ORDER BY c.due, c.case_id";
  std::optional<std::int64_t> document;
  if (filter.document) document = filter.document->value();
  return select_cases(db, wanted, site, static_cast<int>(filter.is_closed_too), filter.owner,
                      document);
}

Result<FiledCase> find_case(Connection& db, const std::string& site, std::int64_t id) {
  auto found = TRY(select_cases(db, " WHERE l.site = ?1 AND c.case_id = ?2", site, id));
  if (found.empty()) {
    return fail(ErrorCode::NotFound, "There is no exception " + std::to_string(id) + ".");
  }
  return std::move(found.front());
}

Result<std::optional<StopEntry>> find_stop(StoreContext& context, const BatchRow& batch,
                                           const encode::MicrLine& check) {
  const auto payer = context.seal.payer_fingerprint(check);
  if (!payer) return std::nullopt;
  constexpr std::string_view holding =
      " WHERE payer_fingerprint = ?1 AND lifted_by IS NULL AND l.site = ?2 AND from_day <= ?3"
      " AND (until_day IS NULL OR until_day >= ?3) ORDER BY stop_id LIMIT 1";
  auto rows =
      context.db.query(std::string{stop_columns} + std::string{holding}, *payer,
                       batch.batch.header.site, batch.batch.header.business_day.to_string());
  if (!rows.next()) return std::nullopt;
  return TRY(stop_of(rows));
}

Result<std::vector<StopEntry>> read_stops(Connection& db, const std::string& site) {
  std::vector<StopEntry> entries;
  auto rows =
      db.query(std::string{stop_columns} + " WHERE l.site = ?1 ORDER BY stop_id DESC", site);
  while (rows.next()) entries.push_back(TRY(stop_of(rows)));
  return entries;
}

void stop_payer(StoreContext& context, std::int64_t lockbox_id, const Sha256& payer,
                const WantedStop& wanted) {
  const auto id = context.db.insert(insert_stop, lockbox_id, payer,
                                    name_of(exception_reason_names, wanted.reason), wanted.note,
                                    wanted.from.to_string(), text_of(wanted.until),
                                    context.audit.actor(), to_string(context.clock.now()));
  context.audit.add({Entity::StopEntry, lockbox_id, std::nullopt, id, std::to_string(id)}, "set");
}

Result<void> add_stop_row(StoreContext& context, const BatchRow& batch,
                          const encode::MicrLine& check, const WantedStop& wanted) {
  const auto payer = context.seal.payer_fingerprint(check);
  if (!payer) {
    return fail(ErrorCode::InvalidInput,
                "The check's line does not name a bank account; repair the line first.");
  }
  if (wanted.until && *wanted.until < wanted.from) {
    return fail(ErrorCode::InvalidInput, "The last day lies before the first.", "/until");
  }
  stop_payer(context, batch.lockbox_id, *payer, wanted);
  return {};
}

Result<void> lift_stop_row(StoreContext& context, const std::string& site, std::int64_t id,
                           const std::string& reason) {
  for (const auto& entry : TRY(read_stops(context.db, site))) {
    if (entry.id != id) continue;
    if (!entry.lifted_by.empty()) {
      return fail(ErrorCode::Conflict, "Somebody has lifted this entry already.");
    }
    context.db.run(update_stop, id, context.audit.actor(), reason);
    context.audit.add({Entity::StopEntry, context.db.find_integer(select_lockbox_of_stop, id),
                       std::nullopt, id, std::to_string(id)},
                      "lift");
    return {};
  }
  return fail(ErrorCode::NotFound, "The stop list has no entry " + std::to_string(id) + ".");
}

}  // namespace lockbox::deposit
