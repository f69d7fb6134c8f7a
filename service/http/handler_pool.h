#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "service/http/router.h"

namespace lockbox::service::http {

/// The threads that run handlers: so many at once, so many waiting, and no more.
class HandlerPool {
 public:
  struct Size {
    std::size_t workers = 4;
    std::size_t long_workers_max = 2;  ///< Of the workers, how many may do long work at once.
    std::size_t waiting_max = 256;     ///< Of each lane.
  };
  /// `worker` counts from 0, and one worker runs one task at a time: what it indexes needs no lock.
  using Task = std::function<void(std::size_t worker)>;

  explicit HandlerPool(Size size);
  HandlerPool(const HandlerPool&) = delete;
  HandlerPool& operator=(const HandlerPool&) = delete;
  ~HandlerPool();

  /// False, and nothing taken, if the lane is full or the pool has stopped.  The task must not
  /// throw.
  [[nodiscard]] bool try_submit(Lane lane, Task task);
  /// As `try_submit`, ahead of all that wait and though the lane be full: for what asks whether
  /// there is still a worker that comes to anything.
  [[nodiscard]] bool try_submit_first(Task task);
  /// Waits for the tasks that have begun; the others are dropped.
  void stop();

  [[nodiscard]] std::size_t workers() const { return size_.workers; }
  [[nodiscard]] std::size_t waiting() const;

 private:
  void work(std::size_t worker);
  /// The lane whose turn it is; nothing while neither may go on.  Called with the lock held.
  [[nodiscard]] std::deque<Task>* next_lane();

  const Size size_;
  mutable std::mutex mutex_;
  std::condition_variable arrival_;
  std::deque<Task> quick_;
  std::deque<Task> long_;
  std::size_t long_running_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace lockbox::service::http
