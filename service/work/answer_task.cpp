#include "service/work/answer_task.h"

#include <utility>

#include "deposit/model/person.h"
#include "service/process/settle.h"

namespace lockbox::service::work {

using deposit::TaskState;

namespace {

Result<void> check_unanswered(const deposit::QueuedTask& task, const TaskAnswer& answer,
                              const deposit::Actor& person) {
  if (task.lease && !deposit::is_same_person(task.lease->by, person.name)) {
    return fail(ErrorCode::Conflict,
                task.lease->by + " has this field now; take another one from the queue.");
  }
  if (task.task.state == TaskState::Withdrawn) {
    return fail(ErrorCode::Conflict,
                "Nobody asks for this field any more; go on with the next one.");
  }
  if (task.task.state == TaskState::Open && task.version != answer.version) {
    return fail(ErrorCode::Conflict, "The question has changed; look at it again, then answer.");
  }
  return {};
}

}  // namespace

Result<deposit::QueuedTask> find_task(deposit::Books& books, const deposit::Site& site, TaskId id) {
  auto task = TRY(books.tasks().task(site.id, id));
  if (task) return *std::move(task);
  return fail(ErrorCode::NotFound, "There is no task " + std::to_string(id.value()) + ".");
}

Result<AnsweredTask> answer_task(deposit::Books& books, const deposit::Site& site,
                                 const deposit::AccountIndex& accounts, const TaskAnswer& answer,
                                 const deposit::Actor& person) {
  const auto task = TRY(find_task(books, site, answer.task));
  TRY(check_unanswered(task, answer, person));
  const auto settled =
      TRY(settle_batch(books.store(), task.batch, site, accounts,
                       {{task.task.sequence, task.task.field, answer.value, person.name}}));
  if (!settled.refused.empty()) {
    const bool was_answered = task.task.state == TaskState::Answered;
    return fail(was_answered ? ErrorCode::Conflict : ErrorCode::InvalidInput,
                was_answered ? task.task.answered_by +
                                   " answered this with another value; go on with the next one."
                             : settled.refused.front().reason,
                was_answered ? "" : "/value");
  }
  auto after = TRY(find_task(books, site, answer.task));
  auto batch = TRY(load_proven(books.store(), site.id, task.batch));
  return AnsweredTask{std::move(after), std::move(batch)};
}

}  // namespace lockbox::service::work
