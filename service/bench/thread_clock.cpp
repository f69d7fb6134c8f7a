#include "service/bench/thread_clock.h"

#include <time.h>

namespace lockbox::service {

double worked_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace lockbox::service
