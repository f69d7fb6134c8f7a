#include "deposit/store/task_queue.h"

#include <atomic>
#include <set>
#include <thread>

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;
using std::chrono::minutes;

namespace {

const Actor ana{"Ana"};
const Actor ben{"Ben"};
const std::string here{site};

Task open_task(std::int64_t sequence, TaskField field) {
  return {.sequence = sequence,
          .field = field,
          .reason = "Cannot be read.",
          .transaction = 1,
          .state = TaskState::Open,
          .answer = {},
          .answered_by = {}};
}

/// Asks for the account of each check and the amount of both, in no order.
Batch asking_batch(Store& store, const std::string& source) {
  const auto batch = read_batch(store, source);
  WorkChanges changes;
  for (const auto& [sequence, field] :
       {std::pair{3, TaskField::Account}, std::pair{2, TaskField::Account},
        std::pair{3, TaskField::Amount}, std::pair{2, TaskField::Amount}}) {
    changes.tasks.push_back({open_task(sequence, field), {}});
  }
  must(store.commit_work(batch.id, changes, Actor{"lockbox"}));
  return batch;
}

std::vector<std::string> names(const std::vector<QueuedTask>& tasks) {
  std::vector<std::string> named;
  for (const auto& task : tasks) {
    named.push_back(std::to_string(task.batch.value()) + "/" + std::to_string(task.task.sequence) +
                    "." + std::string{name_of(task_field_names, task.task.field)});
  }
  return named;
}

using Named = std::vector<std::string>;

/// Two batches with four open tasks each.
class QueueWorld {
 public:
  [[nodiscard]] Store& store() { return books_->store(); }
  [[nodiscard]] TaskQueue& queue() { return books_->tasks(); }
  [[nodiscard]] Instant in(minutes time) const { return file_.clock().now() + time; }
  void pass(minutes time) { file_.clock().advance(time); }
  [[nodiscard]] const SqliteFile& file() const { return file_; }
  [[nodiscard]] std::vector<QueuedTask> take(int at_most, const Actor& person,
                                             const TaskFilter& filter = {}) {
    return must(queue().take(here, filter, at_most, in(minutes{10}), person));
  }
  [[nodiscard]] Result<void> answer(const QueuedTask& queued, const std::string& by) {
    auto task = queued.task;
    task.state = TaskState::Answered;
    task.answer = "12000";
    task.answered_by = by;
    WorkChanges changes;
    changes.tasks = {{task, {TaskEvent::Answer}}};
    return store().commit_work(queued.batch, changes, Actor{by});
  }

  [[nodiscard]] BatchId second() const { return second_.id; }
  [[nodiscard]] BatchId first() const { return first_.id; }

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());
  Batch first_ = asking_batch(books_->store(), "feed-1");
  Batch second_ = asking_batch(books_->store(), "feed-2");
};

}  // namespace

TEST_CASE("Open tasks come by batch, sequence and field", "[deposit][store]") {
  QueueWorld world;
  CHECK(names(must(world.queue().open_tasks(here, {}))) ==
        Named{"1/2.amount", "1/2.account", "1/3.amount", "1/3.account", "2/2.amount", "2/2.account",
              "2/3.amount", "2/3.account"});
  CHECK(names(must(world.queue().open_tasks(here, {world.second(), TaskField::Account}))) ==
        Named{"2/2.account", "2/3.account"});
  CHECK(must(world.queue().open_tasks("elsewhere", {})).empty());
}

TEST_CASE("Two people never get the same task", "[deposit][store]") {
  QueueWorld world;
  CHECK(names(world.take(3, ana)) == Named{"1/2.amount", "1/2.account", "1/3.amount"});
  CHECK(names(world.take(3, ben)) == Named{"1/3.account", "2/2.amount", "2/2.account"});
  CHECK(names(world.take(9, ana, {world.first(), {}})) ==
        Named{"1/2.amount", "1/2.account", "1/3.amount"});
  CHECK(world.take(0, ana).empty());
}

TEST_CASE("Who asks again gets the tasks at hand first", "[deposit][store]") {
  QueueWorld world;
  const auto late = world.take(1, ana, {world.second(), {}});
  CHECK(names(late) == Named{"2/2.amount"});
  const auto again = world.take(2, ana);
  CHECK(names(again) == Named{"2/2.amount", "1/2.amount"});
  CHECK(again[0].lease->since == late[0].lease->since);
  CHECK(again[0].lease->until > late[0].lease->until);
}

TEST_CASE("Many people at once never get the same task", "[deposit][store]") {
  QueueWorld world;
  constexpr int people = 4;
  std::array<std::vector<QueuedTask>, people> taken;
  std::vector<std::thread> threads;
  for (int person = 0; person < people; ++person) {
    threads.emplace_back([&, person] {
      const auto books = world.file().open_books();
      if (!books) return;
      const Actor actor{"Person " + std::to_string(person)};
      auto tasks = (*books)->tasks().take(here, {}, 2, world.in(minutes{10}), actor);
      if (tasks) taken.at(static_cast<std::size_t>(person)) = *std::move(tasks);
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::int64_t> ids;
  for (const auto& tasks : taken) {
    CHECK(tasks.size() == 2);
    for (const auto& task : tasks) ids.insert(task.id.value());
  }
  CHECK(ids.size() == 8);
}

TEST_CASE("A7.4: a lease that ended returns its task", "[deposit][store]") {
  QueueWorld world;
  const auto mine = world.take(1, ana);
  CHECK(must(world.queue().task(std::string{site}, mine[0].id))->lease->by == "Ana");
  world.pass(minutes{11});
  CHECK_FALSE(must(world.queue().task(std::string{site}, mine[0].id))->lease.has_value());
  must(world.queue().renew(world.in(minutes{10}), ana));
  CHECK(names(world.take(1, ben)) == names(mine));
  CHECK(must(world.queue().task(std::string{site}, mine[0].id))->lease->by == "Ben");
}

TEST_CASE("A lease that is renewed holds on", "[deposit][store]") {
  QueueWorld world;
  const auto mine = world.take(1, ana);
  world.pass(minutes{8});
  must(world.queue().renew(world.in(minutes{10}), ana));
  must(world.queue().renew(world.in(minutes{90}), ben));
  world.pass(minutes{8});
  CHECK(names(world.take(1, ben)) == Named{"1/2.account"});
  world.pass(minutes{8});
  CHECK_FALSE(must(world.queue().task(std::string{site}, mine[0].id))->lease.has_value());
}

TEST_CASE("A task that is given back is free, and only its holder gives it", "[deposit][store]") {
  QueueWorld world;
  const auto mine = world.take(3, ana);
  must(world.queue().give_back(mine[0].id, ben));
  CHECK(names(world.take(1, ben)) == Named{"1/3.account"});
  must(world.queue().give_back(mine[0].id, ana));
  must(world.queue().give_back_all(ben));
  CHECK(names(world.take(1, ben)) == Named{"1/2.amount"});
  must(world.queue().give_back_all(ana));
  CHECK(names(world.take(3, ben)) == Named{"1/2.amount", "1/2.account", "1/3.amount"});
}

TEST_CASE("An answer to a task that another is keying is refused with the name",
          "[deposit][store]") {
  QueueWorld world;
  const auto mine = world.take(2, ana);
  const auto refused = world.answer(mine[0], "Ben");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::Conflict);
  CHECK(refused.error().message.find("Ana") != std::string::npos);
  must(world.answer(mine[0], "Ana"));
  world.pass(minutes{11});
  must(world.answer(mine[1], "Ben"));
}

TEST_CASE("An answer ends the lease and changes the version of its task", "[deposit][store]") {
  QueueWorld world;
  const auto mine = world.take(1, ana).front();
  CHECK(mine.version == 0);
  must(world.answer(mine, "Ana"));
  const auto answered = must(world.queue().task(std::string{site}, mine.id)).value();
  CHECK(answered.task.state == TaskState::Answered);
  CHECK(answered.task.answer == "12000");
  CHECK_FALSE(answered.lease.has_value());
  CHECK(answered.version == 1);
  CHECK(must(world.queue().open_tasks(here, {})).size() == 7);
}

TEST_CASE("Without leases anybody answers", "[deposit][store]") {
  QueueWorld world;
  const auto open = must(world.queue().open_tasks(here, {}));
  must(world.answer(open[0], "Ben"));
}

TEST_CASE("Leases leave history and its proof alone", "[deposit][store]") {
  QueueWorld world;
  const auto taken = world.take(3, ana);
  CHECK(must(world.store().first_fault()) == std::nullopt);
  must(world.answer(taken[0], "Ana"));
  CHECK(must(world.store().first_fault()) == std::nullopt);
  CHECK_FALSE(must(world.queue().task(std::string{site}, TaskId{99})).has_value());
}
