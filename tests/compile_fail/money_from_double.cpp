#include "core/money.h"
#ifdef SHOULD_FAIL
lockbox::Money bad{12.34};
#else
lockbox::Money good = lockbox::Money::from_cents(12'34);
#endif
