#pragma once

#include <optional>
#include <string>
#include <vector>

#include "deposit/store/sqlite/store_context.h"
#include "deposit/store/task_queue.h"

namespace lockbox::deposit {

/// Which open tasks are wanted.
struct OpenTaskQuery {
  std::string site;
  TaskFilter filter;
  Instant now;
  std::optional<std::string> free_for;  ///< Only those free for this person, the person's first.
  std::optional<int> at_most;
};

/// In order of batch, sequence and field, but for `free_for`.
[[nodiscard]] Result<std::vector<QueuedTask>> read_open_tasks(StoreContext& context,
                                                              const OpenTaskQuery& query);
[[nodiscard]] Result<std::optional<QueuedTask>> read_task(StoreContext& context,
                                                          const std::string& site, TaskId id,
                                                          Instant now);

/// In order of field.
[[nodiscard]] Result<std::vector<QueuedTask>> read_tasks_of(StoreContext& context,
                                                            const std::string& site,
                                                            DocumentId document, Instant now);

/// Conflict, naming who, when a lease that holds now belongs to somebody else.
[[nodiscard]] Result<void> check_lease(StoreContext& context, std::int64_t task_id,
                                       const std::string& person);

}  // namespace lockbox::deposit
