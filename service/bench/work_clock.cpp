#include "service/bench/work_clock.h"

#include <ctime>

namespace lockbox::service {

double worked_ms() {
  return static_cast<double>(std::clock()) * 1e3 / CLOCKS_PER_SEC;
}

}  // namespace lockbox::service
