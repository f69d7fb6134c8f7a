#pragma once

#include <string>

#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "deposit/work/facts.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

/// One person's answer to one task, as they saw it.
struct TaskAnswer {
  TaskId task{0};
  std::string value;         ///< In the spelling of KEYED.csv.
  std::int64_t version = 0;  ///< Of the task that was on the screen.
};

/// What came of it.
struct AnsweredTask {
  deposit::QueuedTask task;
  ProvenBatch batch;
};

/// Answers the task and settles its batch.  Conflict when it was answered, withdrawn or changed
/// meanwhile, or while another person's lease holds; InvalidInput, with the sentence of the rule,
/// for a value that cannot answer it.  The same person's same answer again changes nothing.
[[nodiscard]] Result<AnsweredTask> answer_task(deposit::Books& books, const deposit::Site& site,
                                               const deposit::AccountIndex& accounts,
                                               const TaskAnswer& answer,
                                               const deposit::Actor& person);

/// The task of this site, or NotFound.
[[nodiscard]] Result<deposit::QueuedTask> find_task(deposit::Books& books,
                                                    const deposit::Site& site, TaskId id);

}  // namespace lockbox::service::work
