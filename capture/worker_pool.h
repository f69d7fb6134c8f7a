#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace lockbox::capture {

/// A fixed number of threads that begin tasks in the order in which they were given.  The queue has
/// no bound of its own: who submits counts what is not yet done.
class WorkerPool {
 public:
  explicit WorkerPool(int threads);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  /// Waits for the tasks that have begun; the others are dropped.
  ~WorkerPool();

  /// Exceptions of the task come out of the future.
  template <class Task>
  [[nodiscard]] std::future<std::invoke_result_t<Task>> submit(Task task) {
    // std::function must be copyable and packaged_task is not, hence the shared one.
    auto packaged =
        std::make_shared<std::packaged_task<std::invoke_result_t<Task>()>>(std::move(task));
    auto future = packaged->get_future();
    enqueue([packaged] { (*packaged)(); });
    return future;
  }

 private:
  void enqueue(std::function<void()> task);
  void work(const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any arrival_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::jthread> threads_;  ///< Last, so that they end before what they use.
};

}  // namespace lockbox::capture
