#pragma once

/// @file
/// The port that hands open tasks to people: who has one, since when, until when.  Nobody else is
/// given a leased task, and the store refuses an answer while another person's lease holds.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/model/work.h"

namespace lockbox::deposit {

struct Lease {
  std::string by;
  Instant since;
  Instant until;
};

/// An open or answered task with what a screen needs to show it.
struct QueuedTask {
  TaskId id{0};
  BatchId batch{0};
  std::string lockbox;
  DocumentId document{0};
  Task task;
  std::int64_t version = 0;
  std::optional<Lease> lease;  ///< Only one that holds now.
};

struct TaskFilter {
  std::optional<BatchId> batch;
  std::optional<TaskField> field;
  /// Keys of transactions of the batch; only what concerns one of them.
  std::optional<std::vector<std::int64_t>> envelopes = {};
};

class TaskQueue {
 public:
  virtual ~TaskQueue() = default;
  /// Leases up to `at_most` open tasks to the person, those already leased to them first, then in
  /// order of batch, sequence, field; never one that another holds.
  [[nodiscard]] virtual Result<std::vector<QueuedTask>> take(const std::string& site,
                                                             const TaskFilter& filter, int at_most,
                                                             Instant until,
                                                             const Actor& person) = 0;
  /// Moves the end of every lease of the person; those that ended are not brought back.
  [[nodiscard]] virtual Result<void> renew(Instant until, const Actor& person) = 0;
  [[nodiscard]] virtual Result<void> give_back(TaskId task, const Actor& person) = 0;
  [[nodiscard]] virtual Result<void> give_back_all(const Actor& person) = 0;
  /// Nothing when the site has no such task.
  [[nodiscard]] virtual Result<std::optional<QueuedTask>> task(const std::string& site,
                                                               TaskId id) = 0;
  /// Open tasks with their leases, in the order of `take`.
  [[nodiscard]] virtual Result<std::vector<QueuedTask>> open_tasks(const std::string& site,
                                                                   const TaskFilter& filter) = 0;
  /// Every task of a document, open, answered or withdrawn, in order of field.
  [[nodiscard]] virtual Result<std::vector<QueuedTask>> of_document(const std::string& site,
                                                                    DocumentId document) = 0;
};

}  // namespace lockbox::deposit
