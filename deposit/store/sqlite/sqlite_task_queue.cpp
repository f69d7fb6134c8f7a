#include <string_view>
#include <utility>

#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/task_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view lease_task =
    "UPDATE task SET lease_since = CASE WHEN lease_by = ?2 AND lease_until > ?3 THEN lease_since"
    " ELSE ?3 END, lease_by = ?2, lease_until = ?4 WHERE task_id = ?1";
constexpr std::string_view renew_leases =
    "UPDATE task SET lease_until = ?3"
    " WHERE lease_by = ?1 AND lease_until > ?2 AND state = 'open'";
constexpr std::string_view drop_lease =
    "UPDATE task SET lease_by = NULL, lease_since = NULL, lease_until = NULL"
    " WHERE task_id = ?1 AND lease_by = ?2";
constexpr std::string_view drop_leases =
    "UPDATE task SET lease_by = NULL, lease_since = NULL, lease_until = NULL WHERE lease_by = ?1";

class SqliteTaskQueue final : public TaskQueue {
 public:
  explicit SqliteTaskQueue(std::shared_ptr<StoreFile> file)
      : file_{std::move(file)}, context_{file_->context()} {}

  [[nodiscard]] Result<std::vector<QueuedTask>> take(const std::string& site,
                                                     const TaskFilter& filter, int at_most,
                                                     Instant until, const Actor& person) override {
    return file_->change_quietly([&]() -> Result<std::vector<QueuedTask>> {
      const auto now = context_.clock.now();
      const auto free = TRY(read_open_tasks(context_, {site, filter, now, person.name, at_most}));
      std::vector<QueuedTask> taken;
      for (const auto& task : free) {
        context_.db.run(lease_task, task.id.value(), person.name, to_string(now), to_string(until));
        taken.push_back(*TRY(read_task(context_, site, task.id, now)));
      }
      return taken;
    });
  }

  [[nodiscard]] Result<void> renew(Instant until, const Actor& person) override {
    return update(renew_leases, person.name, to_string(context_.clock.now()), to_string(until));
  }

  [[nodiscard]] Result<void> give_back(TaskId task, const Actor& person) override {
    return update(drop_lease, task.value(), person.name);
  }

  [[nodiscard]] Result<void> give_back_all(const Actor& person) override {
    return update(drop_leases, person.name);
  }

  [[nodiscard]] Result<std::optional<QueuedTask>> task(const std::string& site,
                                                       TaskId id) override {
    return file_->read([&] { return read_task(context_, site, id, context_.clock.now()); });
  }

  [[nodiscard]] Result<std::vector<QueuedTask>> open_tasks(const std::string& site,
                                                           const TaskFilter& filter) override {
    return file_->read([&] {
      return read_open_tasks(context_, {site, filter, context_.clock.now(), {}, {}});
    });
  }

  [[nodiscard]] Result<std::vector<QueuedTask>> of_document(const std::string& site,
                                                            DocumentId document) override {
    return file_->read(
        [&] { return read_tasks_of(context_, site, document, context_.clock.now()); });
  }

 private:
  template <class... Values>
  [[nodiscard]] Result<void> update(std::string_view sql, const Values&... values) {
    return file_->change_quietly([&]() -> Result<void> {
      context_.db.run(sql, values...);
      return {};
    });
  }

  std::shared_ptr<StoreFile> file_;
  StoreContext& context_;
};

}  // namespace

std::unique_ptr<TaskQueue> tasks_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteTaskQueue>(std::move(file));
}

}  // namespace lockbox::deposit
