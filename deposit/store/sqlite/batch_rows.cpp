#include "deposit/store/sqlite/batch_rows.h"

#include "core/text.h"
#include "deposit/model/person.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/carry_homes.h"
#include "deposit/store/sqlite/day_rows.h"
#include "deposit/store/sqlite/transaction_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_batch =
    "SELECT batch_id, site, name, business_day, job, prepared_by, control_documents,"
    " control_cents, source, state, version, lockbox_id"
    " FROM batch JOIN lockbox USING (lockbox_id) WHERE batch_id = ?1";
constexpr std::string_view select_batches =
    "SELECT batch_id, site, name, business_day, job, prepared_by, control_documents,"
    " control_cents, source, state, version, lockbox_id"
    " FROM batch JOIN lockbox USING (lockbox_id) ORDER BY batch_id";
constexpr std::string_view select_batches_on =
    "SELECT batch_id, site, name, business_day, job, prepared_by, control_documents,"
    " control_cents, source, state, version, lockbox_id"
    " FROM batch JOIN lockbox USING (lockbox_id) WHERE business_day = ?1 ORDER BY batch_id";
constexpr std::string_view select_batch_by_source =
    "SELECT batch_id FROM batch WHERE lockbox_id = ?1 AND source = ?2";
constexpr std::string_view select_batch_by_image =
    "SELECT batch_id FROM document_image JOIN document USING (document_id)"
    " WHERE sha256 = ?3 AND side = 'front' AND document.lockbox_id = ?1 AND sequence = ?2"
    " ORDER BY batch_id LIMIT 1";
constexpr std::string_view insert_batch =
    "INSERT INTO batch (lockbox_id, source, business_day, job, prepared_by, control_documents,"
    " control_cents, state, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)";
constexpr std::string_view select_other_lockbox =
    "SELECT name FROM batch JOIN lockbox USING (lockbox_id)"
    " WHERE source = ?1 AND batch.lockbox_id <> ?2 AND EXISTS (SELECT 1 FROM document"
    " JOIN document_image USING (document_id) WHERE document.batch_id = batch.batch_id)";
constexpr std::string_view select_corrections =
    "SELECT from_documents, from_cents, to_documents, to_cents, corrected_by, reason"
    " FROM control_correction WHERE batch_id = ?1 ORDER BY ordinal";
constexpr std::string_view insert_correction =
    "INSERT INTO control_correction (lockbox_id, batch_id, ordinal, from_documents, from_cents,"
    " to_documents, to_cents, corrected_by, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view select_decisions =
    "SELECT sequence, kind, reason, decided_by FROM decision JOIN document USING (document_id)"
    " WHERE decision.batch_id = ?1 ORDER BY ordinal";
constexpr std::string_view insert_decision =
    "INSERT INTO decision (lockbox_id, batch_id, ordinal, document_id, kind, reason, decided_by)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view select_accepted =
    "SELECT documents, cents, accepted_by, reason FROM accepted_difference WHERE batch_id = ?1"
    " ORDER BY ordinal";
constexpr std::string_view insert_accepted =
    "INSERT INTO accepted_difference (lockbox_id, batch_id, ordinal, documents, cents, accepted_by,"
    " reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view select_kind_corrections =
    "SELECT sequence, kind, reason, corrected_by FROM kind_correction"
    " JOIN document USING (document_id) WHERE kind_correction.batch_id = ?1"
    " ORDER BY kind_correction_id";
constexpr std::string_view select_accepted_pictures =
    "SELECT sequence, reason, accepted_by FROM accepted_picture JOIN document USING (document_id)"
    " WHERE accepted_picture.batch_id = ?1 ORDER BY sequence";
constexpr std::string_view select_releases =
    "SELECT documents, cents, released_by, note FROM batch_release WHERE batch_id = ?1"
    " ORDER BY batch_release_id";
constexpr std::string_view insert_release =
    "INSERT INTO batch_release (lockbox_id, batch_id, documents, cents, note, released_by)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
// An answer that was corrected or taken back names its person in the trail only.
constexpr std::string_view select_workers =
    "SELECT actor FROM audit_event WHERE batch_id = ?1 AND entity = 'task'"
    " AND event IN ('answer', 'correct')"
    " UNION SELECT corrected_by FROM kind_correction WHERE batch_id = ?1"
    " UNION SELECT corrected_by FROM control_correction WHERE batch_id = ?1"
    " UNION SELECT accepted_by FROM accepted_difference WHERE batch_id = ?1";
constexpr std::string_view select_any_deposit =
    "SELECT deposit_id FROM item JOIN deposit_item USING (item_id) WHERE item.batch_id = ?1 LIMIT "
    "1";
constexpr std::string_view update_batch =
    "UPDATE batch SET state = ?2, version = version + 1 WHERE batch_id = ?1";

std::optional<ControlTotals> totals_of(const Rows& rows, int column) {
  if (rows.is_null(column)) return std::nullopt;
  return ControlTotals{rows.integer(column), rows.money(column + 1)};
}

Result<BatchRow> batch_of(const Rows& rows) {
  BatchHeader header{.site = rows.text(1),
                     .lockbox = rows.text(2),
                     .business_day = TRY(BusinessDay::parse(rows.text(3))),
                     .job = rows.text(4),
                     .prepared_by = rows.text(5),
                     .control = totals_of(rows, 6),
                     .source = rows.text(8)};
  const auto state = TRY(parse_name<BatchState>(batch_state_names, rows.text(9)));
  return BatchRow{{BatchId{rows.integer(0)}, std::move(header), state, rows.integer(10)},
                  rows.integer(11)};
}

Result<std::vector<Batch>> batches_in(Rows&& rows) {
  std::vector<Batch> batches;
  while (rows.next()) batches.push_back(TRY(batch_of(rows)).batch);
  return batches;
}

/// Adds what was corrected; the last correction holds.
void read_corrections(Connection& db, Batch& batch) {
  auto rows = db.query(select_corrections, batch.id.value());
  while (rows.next()) {
    const ControlTotals to{rows.integer(2), rows.money(3)};
    batch.corrections.push_back({totals_of(rows, 0), to, rows.text(4), rows.text(5)});
    batch.header.control = to;
  }
}

Result<void> read_decisions(Connection& db, Batch& batch) {
  {
    auto rows = db.query(select_decisions, batch.id.value());
    while (rows.next()) {
      const auto kind = TRY(parse_name<DecisionKind>(decision_kind_names, rows.text(1)));
      batch.decisions.push_back({rows.integer(0), kind, rows.text(2), rows.text(3)});
    }
  }
  {
    auto rows = db.query(select_accepted, batch.id.value());
    while (rows.next()) {
      batch.accepted.push_back({rows.integer(0), rows.money(1), rows.text(2), rows.text(3)});
    }
  }
  {
    auto rows = db.query(select_accepted_pictures, batch.id.value());
    while (rows.next()) {
      batch.accepted_pictures.push_back({rows.integer(0), rows.text(1), rows.text(2)});
    }
  }
  {
    auto rows = db.query(select_releases, batch.id.value());
    while (rows.next()) {
      batch.releases.push_back({{rows.integer(0), rows.money(1)}, rows.text(2), rows.text(3)});
    }
  }
  auto rows = db.query(select_kind_corrections, batch.id.value());
  while (rows.next()) {
    const auto kind = TRY(parse_name<PaperKind>(paper_kind_names, rows.text(1)));
    batch.kind_corrections.push_back({rows.integer(0), kind, rows.text(2), rows.text(3)});
  }
  return {};
}

/// What was added to the batch after it was registered.
Result<void> read_later_words(Connection& db, Batch& batch) {
  read_corrections(db, batch);
  return read_decisions(db, batch);
}

/// What differs from how the batch was registered, or empty.
std::string difference(const BatchHeader& stored, const BatchHeader& given) {
  if (stored.business_day != given.business_day) return "business day";
  if (stored.job != given.job) return "job";
  if (stored.control != given.control) {
    return "declaration: " + to_text(stored.control) + ", not " + to_text(given.control);
  }
  return {};
}

std::int64_t insert_header(StoreContext& context, std::int64_t lockbox_id,
                           const BatchHeader& header) {
  std::optional<std::int64_t> control_documents;
  std::optional<Money> control_amount;
  if (header.control) {
    control_documents = header.control->documents;
    control_amount = header.control->amount;
  }
  return context.db.insert(insert_batch, lockbox_id, header.source, header.business_day.to_string(),
                           header.job, header.prepared_by, control_documents, control_amount,
                           name_of(batch_state_names, BatchState::Registered));
}

/// One paper is deposited once, so one mail belongs to one lockbox.
Result<void> check_lockbox(Connection& db, std::int64_t lockbox_id, const BatchHeader& header) {
  auto rows = db.query(select_other_lockbox, header.source, lockbox_id);
  if (!rows.next()) return {};
  return fail(ErrorCode::Conflict, "This mail was captured for lockbox " + rows.text(0) +
                                       ", so it is not taken for " + header.lockbox + " too.");
}

}  // namespace

AuditSubject BatchRow::subject(Entity entity, std::int64_t row_id, const std::string& name) const {
  return {entity, lockbox_id, id(), row_id, std::to_string(id()) + "/" + name};
}

AuditSubject BatchRow::subject() const {
  return {Entity::Batch, lockbox_id, id(), id(), std::to_string(id())};
}

Result<BatchRow> read_batch(Connection& db, BatchId batch) {
  std::optional<BatchRow> row;
  {
    auto rows = db.query(select_batch, batch.value());
    if (!rows.next()) {
      return fail(ErrorCode::NotFound, "There is no batch " + std::to_string(batch.value()) + ".");
    }
    row = TRY(batch_of(rows));
  }
  TRY(read_later_words(db, row->batch));
  return *std::move(row);
}

Result<std::vector<Batch>> read_batches(Connection& db) {
  auto batches = TRY(batches_in(db.query(select_batches)));
  for (auto& batch : batches) TRY(read_later_words(db, batch));
  return batches;
}

Result<std::vector<Batch>> read_batches_on(Connection& db, const BusinessDay& day) {
  auto batches = TRY(batches_in(db.query(select_batches_on, day.to_string())));
  for (auto& batch : batches) TRY(read_later_words(db, batch));
  return batches;
}

Result<Batch> open_batch_row(StoreContext& context, const BatchHeader& header) {
  const auto lockbox_id = lockbox_row(context, header.site, header.lockbox);
  if (const auto found =
          context.db.find_integer(select_batch_by_source, lockbox_id, header.source)) {
    const auto stored = TRY(read_batch(context.db, BatchId{*found}));
    const auto differs = difference(stored.batch.header, header);
    if (differs.empty()) return stored.batch;
    return fail(ErrorCode::Conflict, "Batch " + std::to_string(*found) + " has this source and " +
                                         "was registered with another " + differs + ".");
  }
  TRY(check_lockbox(context.db, lockbox_id, header));
  TRY(check_day_begins(context.db, header));
  TRY(register_day(context, header.site, header.business_day));
  const BatchId id{insert_header(context, lockbox_id, header)};
  const auto row = TRY(read_batch(context.db, id));
  context.audit.add_in_state(row.subject(), "register", std::nullopt,
                             name_of(batch_state_names, row.batch.state));
  return row.batch;
}

Result<void> advance_batch(StoreContext& context, const BatchRow& row,
                           std::span<const BatchEvent> events, std::string_view otherwise) {
  auto state = row.batch.state;
  for (const auto event : events) {
    const auto next = next_state(batch_transitions, state, event);
    if (!next) break;  // The walk below refuses it by name.
    state = *next;
  }
  TRY(context.audit.walk<BatchLife>(row.subject(), row.batch.state, events, state));
  const auto name = name_of(batch_state_names, state);
  if (events.empty()) context.audit.add_in_state(row.subject(), otherwise, name, name);
  context.db.run(update_batch, row.id(), name);
  return {};
}

Result<void> correct_control_row(StoreContext& context, const BatchRow& row,
                                 const ControlTotals& totals, const std::string& reason) {
  const auto& from = row.batch.header.control;
  if (from == totals) return {};
  TRY(check_batch_taken(context.db, row, "leave what was declared as it is"));
  if (context.db.find_integer(select_any_deposit, row.id())) {
    return fail(ErrorCode::Conflict, "Batch " + std::to_string(row.id()) +
                                         " has deposits; what was declared of it stands.");
  }
  if (is_blank(reason)) {
    return fail(ErrorCode::InvalidInput, "A correction of declared totals must say why.");
  }
  std::optional<std::int64_t> from_documents;
  std::optional<Money> from_amount;
  if (from) {
    from_documents = from->documents;
    from_amount = from->amount;
  }
  context.db.run(insert_correction, row.lockbox_id, row.id(), row.batch.corrections.size() + 1,
                 from_documents, from_amount, totals.documents, totals.amount,
                 context.audit.actor(), reason);
  context.audit.set_reason("Declared totals corrected from " + to_text(from) + " to " +
                           to_text(totals) + ": " + reason);
  constexpr std::string_view event = "correct_totals";
  std::vector<BatchEvent> events;
  if (row.batch.state == BatchState::Balanced) {
    const auto state = name_of(batch_state_names, row.batch.state);
    context.audit.add_in_state(row.subject(), event, state, state);
    events.push_back(BatchEvent::Reopen);
  }
  return advance_batch(context, row, events, event);
}

Result<void> add_decision_rows(StoreContext& context, const BatchRow& row,
                               std::span<const Decision> decisions) {
  auto ordinal = row.batch.decisions.size();
  for (const auto& decision : decisions) {
    if (is_blank(decision.reason)) {
      return fail(ErrorCode::InvalidInput, "A decision must say why.", "/reason");
    }
    TRY(check_document_taken(context.db, row, decision.sequence, "leave the envelope as it is"));
    const auto document = TRY(document_row(context.db, row, decision.sequence));
    context.db.run(insert_decision, row.lockbox_id, row.id(), ++ordinal, document,
                   name_of(decision_kind_names, decision.kind), decision.reason,
                   context.audit.actor());
  }
  return {};
}

Result<void> accept_difference_row(StoreContext& context, const BatchRow& row,
                                   const AcceptedDifference& difference) {
  const auto& control = row.batch.header.control;
  if (!control || (difference.documents == 0 && difference.amount.is_zero())) {
    return fail(ErrorCode::InvalidInput, "The batch has no difference that could be accepted.");
  }
  if (is_blank(difference.reason)) {
    return fail(ErrorCode::InvalidInput, "Whoever accepts a difference must say why.", "/reason");
  }
  TRY(check_difference_taken(context.db, row, "leave the batch as it is"));
  context.db.run(insert_accepted, row.lockbox_id, row.id(), row.batch.accepted.size() + 1,
                 difference.documents, difference.amount, context.audit.actor(), difference.reason);
  context.audit.set_reason("Difference of " + std::to_string(difference.documents) +
                           " documents and " + difference.amount.to_string() +
                           " accepted: " + difference.reason);
  return advance_batch(context, row, {}, "accept_difference");
}

Result<void> release_batch_row(StoreContext& context, const BatchRow& row,
                               const BatchRelease& release) {
  TRY(check_difference_taken(context.db, row, "leave the batch as it is"));
  {
    auto rows = context.db.query(select_workers, row.id());
    while (rows.next()) {
      if (!is_same_person(rows.text(0), context.audit.actor())) continue;
      return fail(ErrorCode::NotPermitted, "You worked on batch " + std::to_string(row.id()) +
                                               "; another person must look at it and release it.");
    }
  }
  context.db.run(insert_release, row.lockbox_id, row.id(), release.held.documents,
                 release.held.amount, release.note, context.audit.actor());
  context.audit.set_reason("Released with " + to_text(release.held) +
                           (is_blank(release.note) ? "." : ": " + release.note));
  return advance_batch(context, row, {}, "release");
}

Result<void> check_batch_balances(const BatchRow& row) {
  if (!row.batch.header.control || row.batch.state == BatchState::Balanced) return {};
  return fail(ErrorCode::OutOfBalance,
              "Batch " + std::to_string(row.id()) + " does not balance with what was declared, " +
                  to_text(row.batch.header.control) + ", so nothing of it is deposited.");
}

Result<std::optional<Batch>> find_batch_with_image(Connection& db, std::int64_t lockbox_id,
                                                   std::int64_t sequence, const Sha256& front) {
  const auto found = db.find_integer(select_batch_by_image, lockbox_id, sequence, front);
  if (!found) return std::nullopt;
  return TRY(read_batch(db, BatchId{*found})).batch;
}

}  // namespace lockbox::deposit
