#include "capture/worker_pool.h"

#include "core/check.h"

namespace lockbox::capture {

WorkerPool::WorkerPool(int threads) {
  ENSURE(threads >= 1);
  threads_.reserve(static_cast<std::size_t>(threads));
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

WorkerPool::~WorkerPool() {
  // All are told before any is waited for.
  for (auto& thread : threads_) thread.request_stop();
}

void WorkerPool::enqueue(std::function<void()> task) {
  {
    const std::lock_guard lock{mutex_};
    queue_.push_back(std::move(task));
  }
  arrival_.notify_one();
}

void WorkerPool::work(const std::stop_token& stop) {
  for (;;) {
    std::function<void()> task;
    {
      std::unique_lock lock{mutex_};
      arrival_.wait(lock, stop, [this] { return !queue_.empty(); });
      if (stop.stop_requested()) return;
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    task();
  }
}

}  // namespace lockbox::capture
