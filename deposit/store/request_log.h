#pragma once

/// @file
/// The port that makes a repeated POST harmless: the answer to an Idempotency-Key is kept and given
/// again (draft-ietf-httpapi-idempotency-key-header).

#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "core/sha256.h"

namespace lockbox::deposit {

struct KeptAnswer {
  Sha256 request;  ///< Digest of route and body: the same key with another request is refused.
  int status = 0;  ///< 0: begun and not ended; what it did is in the books or is not.
  std::string body;
};

class RequestLog {
 public:
  virtual ~RequestLog() = default;
  /// What is kept of the person's key, or nothing after noting that the request begins.
  [[nodiscard]] virtual Result<std::optional<KeptAnswer>> begin(const std::string& person,
                                                                const std::string& key,
                                                                const Sha256& request,
                                                                Instant now) = 0;
  [[nodiscard]] virtual Result<void> end(const std::string& person, const std::string& key,
                                         int status, const std::string& body) = 0;
  [[nodiscard]] virtual Result<void> forget_before(Instant instant) = 0;
};

}  // namespace lockbox::deposit
