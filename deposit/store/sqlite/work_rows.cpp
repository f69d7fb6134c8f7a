#include "deposit/store/sqlite/work_rows.h"

#include <algorithm>
#include <utility>

#include "deposit/store/sqlite/exception_rows.h"
#include "deposit/store/sqlite/journal_rows.h"
#include "deposit/store/sqlite/money_rules.h"
#include "deposit/store/sqlite/payer_rows.h"
#include "deposit/store/sqlite/reading_rows.h"
#include "deposit/store/sqlite/stored_names.h"
#include "deposit/store/sqlite/task_rows.h"
#include "deposit/store/sqlite/transaction_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_document =
    "SELECT document_id, state FROM document WHERE batch_id = ?1 AND sequence = ?2";
constexpr std::string_view update_document =
    "UPDATE document SET state = ?2 WHERE document_id = ?1";
constexpr std::string_view select_item =
    "SELECT item_id, item.state, item.kind, micr_fingerprint FROM item JOIN document"
    " USING (document_id) WHERE document.batch_id = ?1 AND sequence = ?2 AND ordinal = ?3";
constexpr std::string_view update_item =
    "UPDATE item SET kind = ?2, tender = ?3, amount_cents = ?4, amount_source = ?5,"
    " repaired_micr_sealed = ?6, repaired_micr_amount_cents = ?7, micr_fingerprint = ?8,"
    " duplicate_of = ?9, transaction_id = ?10, state = ?11 WHERE item_id = ?1";
constexpr std::string_view select_items =
    "SELECT sequence, ordinal, item.kind, tender, amount_cents, amount_source,"
    " repaired_micr_sealed, repaired_micr_amount_cents, duplicate_of, key, item.state"
    " FROM item JOIN document USING (document_id)"
    " LEFT JOIN lockbox_transaction USING (transaction_id)"
    " WHERE item.batch_id = ?1 ORDER BY sequence, ordinal";
constexpr std::string_view select_taken_suspense =
    "SELECT 1 FROM transaction_document JOIN ledger_entry USING (transaction_id)"
    " JOIN ledger_line USING (ledger_entry_id) WHERE document_id = ?1 AND place = 'suspense'";
constexpr std::string_view select_task =
    "SELECT task_id, state FROM task WHERE document_id = ?1 AND field = ?2";
constexpr std::string_view insert_task =
    "INSERT INTO task (lockbox_id, batch_id, document_id, field, reason, transaction_key, state,"
    " answer_sealed, answered_by, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)";
constexpr std::string_view update_task =
    "UPDATE task SET reason = ?2, transaction_key = ?3, state = ?4, answer_sealed = ?5,"
    " answered_by = ?6, lease_by = CASE ?4 WHEN 'open' THEN lease_by END,"
    " lease_since = CASE ?4 WHEN 'open' THEN lease_since END,"
    " lease_until = CASE ?4 WHEN 'open' THEN lease_until END,"
    " version = version + 1 WHERE task_id = ?1";
constexpr std::string_view select_tasks =
    "SELECT sequence, field, reason, transaction_key, task.state, answer_sealed, answered_by"
    " FROM task JOIN document USING (document_id)"
    " WHERE task.batch_id = ?1";
constexpr std::string_view select_prior_checks =
    "SELECT name, source, sequence, business_day FROM item JOIN document USING (document_id)"
    " JOIN batch ON batch.batch_id = item.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = item.lockbox_id"
    " WHERE micr_fingerprint = ?1 AND amount_cents = ?2"
    " AND item.batch_id <> ?3 AND item.state NOT IN ('duplicate_confirmed', 'returned')"
    " AND (item.batch_id < ?3 OR item.state IN ('cleared', 'in_deposit'))"
    " ORDER BY item_id";

Result<void> change_document(StoreContext& context, const BatchRow& batch,
                             const DocumentChange& change) {
  const auto name = std::to_string(change.sequence);
  const auto id = TRY(document_row(context.db, batch, change.sequence));
  auto state = DocumentState::Captured;
  {
    auto rows = context.db.query(select_document, batch.id(), change.sequence);
    ENSURE(rows.next());
    state = TRY(parse_name<DocumentState>(document_state_names, rows.text(1)));
  }
  const auto from = state;
  for (const auto event : change.events) {
    state = next_state(document_transitions, state, event).value_or(state);
  }
  TRY(context.audit.walk<DocumentLife>(batch.subject(Entity::Document, id, name), from,
                                       change.events, state));
  context.db.run(update_document, id, name_of(document_state_names, state));
  return {};
}

struct StoredItem {
  std::int64_t id = 0;
  ItemState state = ItemState::Captured;
  std::optional<Sha256> fingerprint;
};

Result<StoredItem> find_item(Connection& db, const BatchRow& batch, const Item& item) {
  auto rows = db.query(select_item, batch.id(), item.sequence, item.ordinal);
  if (!rows.next()) {
    return fail(ErrorCode::NotFound, "Batch " + std::to_string(batch.id()) + " has no item " +
                                         std::to_string(item.ordinal) + " on document " +
                                         std::to_string(item.sequence) + ".");
  }
  StoredItem stored{rows.integer(0), TRY(parse_name<ItemState>(item_state_names, rows.text(1))),
                    std::nullopt};
  if (!rows.is_null(3)) stored.fingerprint = rows.sha256(3);
  return stored;
}

/// A paper that becomes a check is found again by the line that was read of it, as one that was
/// taken for a check at once.
Result<std::optional<Sha256>> name_by_reading(StoreContext& context, const BatchRow& batch,
                                              std::int64_t item_id, std::int64_t sequence) {
  const auto reading = TRY(stored_reading(context, batch, sequence));
  if (!reading || !reading->micr) return std::nullopt;
  write_item_payer(context, batch.lockbox_id, item_id, reading->micr->line);
  return context.seal.check_fingerprint(reading->micr->line);
}

Result<void> change_item(StoreContext& context, const BatchRow& batch, const ItemChange& change) {
  const auto& after = change.after;
  const auto stored = TRY(find_item(context.db, batch, after));
  auto fingerprint = stored.fingerprint;
  std::optional<Bytes> repaired;
  std::optional<Money> repaired_amount;
  if (after.repaired_micr) {
    fingerprint = context.seal.check_fingerprint(*after.repaired_micr);
    repaired = context.seal.seal_micr(sealed_column::item_repaired_micr, *after.repaired_micr);
    repaired_amount = after.repaired_micr->amount;
    write_item_payer(context, batch.lockbox_id, stored.id, *after.repaired_micr);
  } else if (after.kind == ItemKind::Tender && !fingerprint) {
    fingerprint = TRY(name_by_reading(context, batch, stored.id, after.sequence));
  }
  std::optional<std::int64_t> transaction_id;
  if (after.transaction) {
    transaction_id = TRY(transaction_row(context.db, batch, *after.transaction));
  }
  context.db.run(update_item, stored.id, name_of(item_kind_names, after.kind),
                 optional_name(tender_kind_names, after.tender), after.amount,
                 optional_name(amount_source_names, after.amount_source), repaired, repaired_amount,
                 fingerprint, after.duplicate_of, transaction_id,
                 name_of(item_state_names, after.state));
  const auto subject =
      batch.subject(Entity::Item, stored.id,
                    std::to_string(after.sequence) + "." + std::to_string(after.ordinal));
  if (change.events.empty()) {
    const auto state = name_of(item_state_names, stored.state);
    context.audit.add_in_state(subject, "change", state, state);
  }
  return context.audit.walk<ItemLife>(subject, stored.state, change.events, after.state);
}

struct StoredTask {
  std::int64_t id = 0;
  TaskState state = TaskState::Open;
};

Result<std::optional<StoredTask>> find_task(Connection& db, std::int64_t document_id,
                                            TaskField field) {
  auto rows = db.query(select_task, document_id, name_of(task_field_names, field));
  if (!rows.next()) return std::nullopt;
  return StoredTask{rows.integer(0), TRY(parse_name<TaskState>(task_state_names, rows.text(1)))};
}

/// A person's word for whom money is moves it out of suspense; a correction may have been faster.
Result<void> check_still_in_suspense(Connection& db, std::int64_t document_id) {
  auto rows = db.query(select_taken_suspense, document_id);
  if (!rows.next()) return {};
  return fail(ErrorCode::Conflict,
              "Corrections have moved money of this envelope out of suspense; move what is left "
              "of it by a correction too.");
}

Result<void> change_task(StoreContext& context, const BatchRow& batch, const TaskChange& change) {
  const auto& after = change.after;
  const auto field = name_of(task_field_names, after.field);
  const auto document_id = TRY(document_row(context.db, batch, after.sequence));
  const auto stored = TRY(find_task(context.db, document_id, after.field));
  std::optional<Bytes> answer;
  std::optional<std::string> answered_by;
  if (after.state == TaskState::Answered) {
    answer = context.seal.seal(sealed_column::task_answer, after.answer);
    answered_by = after.answered_by;
  }
  const auto state = name_of(task_state_names, after.state);
  std::int64_t id = 0;
  if (stored) {
    id = stored->id;
    if (std::ranges::find(change.events, TaskEvent::Answer) != change.events.end()) {
      TRY(check_lease(context, id, after.answered_by));
      if (after.field == TaskField::Account) {
        TRY(check_still_in_suspense(context.db, document_id));
      }
    }
    context.db.run(update_task, id, after.reason, after.transaction, state, answer, answered_by);
  } else {
    id = context.db.insert(insert_task, batch.lockbox_id, batch.id(), document_id, field,
                           after.reason, after.transaction, state, answer, answered_by);
  }
  const auto subject =
      batch.subject(Entity::Task, id, std::to_string(after.sequence) + "." + std::string{field});
  const auto from = stored ? stored->state : TaskState::Open;
  const auto from_name = name_of(task_state_names, from);
  if (!stored) {
    context.audit.add_in_state(subject, "ask", std::nullopt, from_name);
  } else if (change.events.empty()) {
    context.audit.add_in_state(subject, "change", from_name, from_name);
  }
  return context.audit.walk<TaskLife>(subject, from, change.events, after.state);
}

Result<void> add_work_entry(StoreContext& context, const BatchRow& batch,
                            const JournalEntry& entry) {
  if (is_of_deposit(entry.kind)) {
    return fail(ErrorCode::Conflict, "Only a deposit writes its journal entry.");
  }
  const auto transaction_id = TRY(transaction_row(context.db, batch, entry.transaction));
  return add_entry(context, batch, entry, {transaction_id, std::nullopt});
}

Result<Item> item_of(const StoreContext& context, const Rows& rows) {
  Item item;
  item.sequence = rows.integer(0);
  item.ordinal = static_cast<int>(rows.integer(1));
  item.kind = TRY(parse_name<ItemKind>(item_kind_names, rows.text(2)));
  if (!rows.is_null(3)) item.tender = TRY(parse_name<TenderKind>(tender_kind_names, rows.text(3)));
  item.amount = rows.optional_money(4);
  if (!rows.is_null(5)) {
    item.amount_source = TRY(parse_name<AmountSource>(amount_source_names, rows.text(5)));
  }
  if (!rows.is_null(6)) {
    item.repaired_micr = TRY(context.seal.open_micr(sealed_column::item_repaired_micr, rows.blob(6),
                                                    rows.optional_money(7)));
  }
  item.duplicate_of = rows.optional_integer(8);
  item.transaction = rows.optional_integer(9);
  item.state = TRY(parse_name<ItemState>(item_state_names, rows.text(10)));
  return item;
}

/// What happened to a batch that stays in its state.
std::string_view event_of(const WorkChanges& changes) {
  if (!changes.accepted_pictures.empty()) return "accept_picture";
  if (!changes.kind_corrections.empty()) return "correct_kind";
  if (!changes.cases.empty()) return "exception";
  if (changes.decisions.empty()) return "work";
  return name_of(decision_kind_names, changes.decisions.front().kind);
}

}  // namespace

Result<void> commit_work_rows(StoreContext& context, const BatchRow& batch,
                              const WorkChanges& changes) {
  TRY(add_decision_rows(context, batch, changes.decisions));
  for (const auto& accepted : changes.accepted_pictures) {
    TRY(accept_picture_row(context, batch, accepted));
  }
  for (const auto& correction : changes.kind_corrections) {
    TRY(add_kind_correction(context, batch, correction));
  }
  for (const auto& change : changes.documents) TRY(change_document(context, batch, change));
  TRY(change_transactions(context, batch, changes.transactions));
  for (const auto& change : changes.items) TRY(change_item(context, batch, change));
  for (const auto& change : changes.tasks) TRY(change_task(context, batch, change));
  for (const auto& entry : changes.entries) TRY(add_work_entry(context, batch, entry));
  for (const auto& change : changes.cases) TRY(change_case(context, batch, change));
  TRY(advance_batch(context, batch, changes.batch_events, event_of(changes)));
  return check_money_rules(context.db, batch.batch.id);
}

Result<std::vector<Item>> read_items(StoreContext& context, BatchId batch) {
  std::vector<Item> items;
  auto rows = context.db.query(select_items, batch.value());
  while (rows.next()) items.push_back(TRY(item_of(context, rows)));
  return items;
}

Result<std::vector<Task>> read_tasks(StoreContext& context, BatchId batch) {
  std::vector<Task> tasks;
  auto rows = context.db.query(select_tasks, batch.value());
  while (rows.next()) {
    Task task;
    task.sequence = rows.integer(0);
    task.field = TRY(parse_name<TaskField>(task_field_names, rows.text(1)));
    task.reason = rows.text(2);
    task.transaction = rows.integer(3);
    task.state = TRY(parse_name<TaskState>(task_state_names, rows.text(4)));
    if (!rows.is_null(5)) {
      task.answer = TRY(context.seal.open(sealed_column::task_answer, rows.blob(5)));
    }
    task.answered_by = rows.text(6);
    tasks.push_back(std::move(task));
  }
  std::ranges::sort(tasks, {}, [](const Task& task) {
    return std::pair{task.sequence, task.field};
  });
  return tasks;
}

Result<std::vector<PriorCheck>> find_prior_checks(StoreContext& context, const BatchRow& batch,
                                                  const encode::MicrLine& micr, Money amount) {
  std::vector<PriorCheck> checks;
  const auto fingerprint = context.seal.check_fingerprint(micr);
  if (!fingerprint) return checks;
  auto rows = context.db.query(select_prior_checks, *fingerprint, amount, batch.id());
  while (rows.next()) {
    checks.push_back(
        {rows.text(0), rows.text(1), rows.integer(2), TRY(BusinessDay::parse(rows.text(3)))});
  }
  return checks;
}

}  // namespace lockbox::deposit
