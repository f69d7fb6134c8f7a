#include "service/ops/log.h"

void log_it(const lockbox::service::ops::Log& log, const lockbox::AccountNumber& number) {
#ifdef SHOULD_FAIL
  log.write(lockbox::service::ops::Level::Info, "account", {{"number", number}});
#else
  log.write(lockbox::service::ops::Level::Info, "account", {{"number", number.masked()}});
#endif
}
