#include "deposit/store/sqlite/task_rows.h"

#include <fmt/format.h>

#include "deposit/model/person.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view columns =
    "SELECT task_id, task.batch_id, document_id, sequence, field, reason, transaction_key,"
    " task.state, answer_sealed, answered_by, task.version, lease_by, lease_since, lease_until,"
    " lockbox.name FROM task JOIN document USING (document_id)"
    " JOIN lockbox ON lockbox.lockbox_id = task.lockbox_id";
constexpr std::string_view where_id = " WHERE task_id = ?1 AND site = ?2";
constexpr std::string_view select_lease =
    "SELECT lease_by FROM task WHERE task_id = ?1 AND lease_until > ?2";

/// The names in order of value: a field's place in it sorts as the field does.
const std::string& field_order() {
  static const auto order = [] {
    std::string names = "'";
    for (const auto name : task_field_names) names += "," + std::string{name};
    return names + ",'";
  }();
  return order;
}

const std::string& select_task() {
  static const auto sql = std::string{columns} + std::string{where_id};
  return sql;
}

const std::string& select_tasks_of_document() {
  static const auto sql = std::string{columns} +
                          " WHERE document_id = ?1 AND site = ?2 ORDER BY instr(" + field_order() +
                          ", ',' || field || ','), task_id";
  return sql;
}

/// Bound are site, batch, field, now, person, the most that are wanted and the envelopes as
/// ",1,5,".
const std::string& select_open_tasks() {
  static const auto sql =
      std::string{columns} +
      " WHERE task.state = 'open'"
      " AND site = ?1 AND (?2 IS NULL OR task.batch_id = ?2) AND (?3 IS NULL OR field = ?3)"
      " AND (?7 IS NULL OR instr(?7, ',' || transaction_key || ','))"
      " AND (?5 IS NULL OR lease_by IS NULL OR lease_until <= ?4 OR lease_by = ?5)"
      // Nobody is asked to verify an amount that the same person keyed.
      " AND (?5 IS NULL OR field NOT IN ('verify_amount', 'third_amount') OR NOT EXISTS"
      " (SELECT 1 FROM task AS other WHERE other.document_id = task.document_id"
      " AND other.answered_by = ?5"
      " AND other.field IN ('amount', 'verify_amount', 'third_amount')))"
      " ORDER BY coalesce(lease_by = ?5 AND lease_until > ?4, 0) DESC, task.batch_id, sequence,"
      " instr(" +
      field_order() + ", ',' || field || ',') LIMIT ?6";
  return sql;
}

Result<std::optional<Lease>> lease_of(const Rows& rows, Instant now) {
  constexpr int by = 11;
  if (rows.is_null(by)) return std::nullopt;
  Lease lease{rows.text(by), TRY(parse_instant(rows.text(by + 1))),
              TRY(parse_instant(rows.text(by + 2)))};
  if (lease.until <= now) return std::nullopt;
  return lease;
}

Result<QueuedTask> task_of(const StoreContext& context, const Rows& rows, Instant now) {
  QueuedTask queued{.id = TaskId{rows.integer(0)},
                    .batch = BatchId{rows.integer(1)},
                    .lockbox = rows.text(14),
                    .document = DocumentId{rows.integer(2)},
                    .task = {.sequence = rows.integer(3),
                             .field = TRY(parse_name<TaskField>(task_field_names, rows.text(4))),
                             .reason = rows.text(5),
                             .transaction = rows.integer(6),
                             .state = TRY(parse_name<TaskState>(task_state_names, rows.text(7))),
                             .answer = {},
                             .answered_by = rows.text(9)},
                    .version = rows.integer(10),
                    .lease = TRY(lease_of(rows, now))};
  if (!rows.is_null(8)) {
    queued.task.answer = TRY(context.seal.open(sealed_column::task_answer, rows.blob(8)));
  }
  return queued;
}

}  // namespace

Result<std::vector<QueuedTask>> read_open_tasks(StoreContext& context, const OpenTaskQuery& query) {
  constexpr int no_limit = -1;  // As SQLite's LIMIT takes it.
  if (query.at_most.value_or(1) <= 0) return std::vector<QueuedTask>{};
  std::optional<std::int64_t> batch;
  if (query.filter.batch) batch = query.filter.batch->value();
  std::optional<std::string> field;
  if (query.filter.field) field.emplace(name_of(task_field_names, *query.filter.field));
  std::optional<std::string> envelopes;
  if (query.filter.envelopes) {
    envelopes = fmt::format(",{},", fmt::join(*query.filter.envelopes, ","));
  }
  std::vector<QueuedTask> tasks;
  auto rows = context.db.query(select_open_tasks(), query.site, batch, field, to_string(query.now),
                               query.free_for, query.at_most.value_or(no_limit), envelopes);
  while (rows.next()) tasks.push_back(TRY(task_of(context, rows, query.now)));
  return tasks;
}

Result<std::optional<QueuedTask>> read_task(StoreContext& context, const std::string& site,
                                            TaskId id, Instant now) {
  auto rows = context.db.query(select_task(), id.value(), site);
  if (!rows.next()) return std::nullopt;
  return TRY(task_of(context, rows, now));
}

Result<std::vector<QueuedTask>> read_tasks_of(StoreContext& context, const std::string& site,
                                              DocumentId document, Instant now) {
  std::vector<QueuedTask> tasks;
  auto rows = context.db.query(select_tasks_of_document(), document.value(), site);
  while (rows.next()) tasks.push_back(TRY(task_of(context, rows, now)));
  return tasks;
}

Result<void> check_lease(StoreContext& context, std::int64_t task_id, const std::string& person) {
  auto rows = context.db.query(select_lease, task_id, to_string(context.clock.now()));
  if (!rows.next() || is_same_person(rows.text(0), person)) return {};
  return fail(ErrorCode::Conflict,
              rows.text(0) + " is keying this task; it is free again once given back.");
}

}  // namespace lockbox::deposit
