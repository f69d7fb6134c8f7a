#include <ostream>

#include "core/account_number.h"
#ifdef SHOULD_FAIL
void bad(std::ostream& log, const lockbox::AccountNumber& account) {
  log << account;
}
#else
void good(std::ostream& log, const lockbox::AccountNumber& account) {
  log << account.masked();
}
#endif
