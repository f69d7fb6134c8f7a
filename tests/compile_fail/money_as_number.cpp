#include "core/money.h"
#ifdef SHOULD_FAIL
std::int64_t bad(lockbox::Money amount) {
  return amount;
}
#else
std::int64_t good(lockbox::Money amount) {
  return amount.cents();
}
#endif
