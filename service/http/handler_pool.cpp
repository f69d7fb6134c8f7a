#include "service/http/handler_pool.h"

#include <utility>

#include "core/check.h"

namespace lockbox::service::http {

HandlerPool::HandlerPool(Size size) : size_{size} {
  ENSURE(size.workers > 0 && size.long_workers_max > 0);
  for (std::size_t worker = 0; worker < size.workers; ++worker)
    threads_.emplace_back([this, worker] { work(worker); });
}

HandlerPool::~HandlerPool() {
  stop();
}

bool HandlerPool::try_submit(Lane lane, Task task) {
  {
    const std::lock_guard lock{mutex_};
    auto& queue = lane == Lane::Quick ? quick_ : long_;
    if (stopping_ || queue.size() >= size_.waiting_max) return false;
    queue.push_back(std::move(task));
  }
  arrival_.notify_one();
  return true;
}

bool HandlerPool::try_submit_first(Task task) {
  {
    const std::lock_guard lock{mutex_};
    if (stopping_) return false;
    quick_.push_front(std::move(task));
  }
  arrival_.notify_one();
  return true;
}

void HandlerPool::stop() {
  std::deque<Task> dropped;  // Their destructors run without the lock.
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    dropped.swap(quick_);
    for (auto& task : long_) dropped.push_back(std::move(task));
    long_.clear();
  }
  arrival_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

std::size_t HandlerPool::waiting() const {
  const std::lock_guard lock{mutex_};
  return quick_.size() + long_.size();
}

std::deque<HandlerPool::Task>* HandlerPool::next_lane() {
  if (!quick_.empty()) return &quick_;
  if (!long_.empty() && long_running_ < size_.long_workers_max) return &long_;
  return nullptr;
}

void HandlerPool::work(std::size_t worker) {
  std::unique_lock lock{mutex_};
  while (true) {
    arrival_.wait(lock, [this] { return stopping_ || next_lane() != nullptr; });
    if (stopping_) return;
    auto* lane = next_lane();
    const bool is_long = lane == &long_;
    {
      const auto task = std::move(lane->front());
      lane->pop_front();
      if (is_long) ++long_running_;
      lock.unlock();
      task(worker);
    }  // What the task holds goes before its place is free.
    lock.lock();
    if (is_long) --long_running_;
  }
}

}  // namespace lockbox::service::http
