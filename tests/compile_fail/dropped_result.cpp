#include "core/money.h"
#ifdef SHOULD_FAIL
void bad() {
  lockbox::Money::parse("1.00");
}
#else
bool good() {
  return lockbox::Money::parse("1.00").has_value();
}
#endif
