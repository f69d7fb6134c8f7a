#include "capture/worker_pool.h"

#include <atomic>
#include <chrono>
#include <stdexcept>

#include "support/catch.h"

namespace lockbox::capture {

TEST_CASE("Every task of a pool is run and answers for itself", "[capture][pool]") {
  const auto threads = GENERATE(1, 2, 5);
  WorkerPool pool{threads};
  std::vector<std::future<int>> answers;
  for (int i = 0; i < 200; ++i) answers.push_back(pool.submit([i] { return i * i; }));
  for (int i = 0; i < 200; ++i) CHECK(answers[static_cast<std::size_t>(i)].get() == i * i);
}

TEST_CASE("An exception of a task comes to who asked, and the pool goes on", "[capture][pool]") {
  WorkerPool pool{1};
  auto bad = pool.submit([]() -> int { throw std::runtime_error{"torn"}; });
  auto good = pool.submit([] { return 1; });
  CHECK_THROWS_AS(bad.get(), std::runtime_error);
  CHECK(good.get() == 1);
}

TEST_CASE("A pool that goes finishes what it began and drops the rest", "[capture][pool]") {
  std::atomic<int> done = 0;
  std::promise<void> begun;
  std::promise<void> may_end;
  std::future<void> dropped;
  {
    WorkerPool pool{1};
    auto first = pool.submit([&] {
      begun.set_value();
      may_end.get_future().wait();
      ++done;
    });
    dropped = pool.submit([&done] { ++done; });
    begun.get_future().wait();
    may_end.set_value();
    first.wait();
  }
  // The second may have begun before the pool was told to go; it is whole or not at all.
  CHECK(done.load() >= 1);
  CHECK(dropped.wait_for(std::chrono::seconds{0}) == std::future_status::ready);
}

}  // namespace lockbox::capture
