#include <ostream>

#include "core/seal.h"
#ifdef SHOULD_FAIL
void bad(std::ostream& log, const lockbox::SecretKey& key) {
  log << key;
}
#else
void good(std::ostream& log, const lockbox::SecretKey& key) {
  log << key.bytes().size();
}
#endif
