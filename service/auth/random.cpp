#include "service/auth/random.h"

#include <sodium.h>

#include "core/check.h"

namespace lockbox::service::auth {

void start_cryptography() {
  static const bool started = sodium_init() >= 0;
  ENSURE(started);
}

void fill_random(std::span<std::byte> bytes) {
  start_cryptography();
  randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace lockbox::service::auth
