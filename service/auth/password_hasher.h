#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "core/result.h"

namespace lockbox::service::auth {

/// What one hash takes (RFC 9106), and how many may be made at once.
struct HashingCost {
  std::size_t memory_bytes = 19 << 20;
  unsigned passes = 2;
  std::size_t slots = 2;         ///< Hashes at once; each takes `memory_bytes` and a core.
  std::size_t waiting_max = 16;  ///< Who comes when so many wait is told to come again.
};

enum class PasswordVerdict {
  Wrong,
  Right,
  RightButCheap,  ///< Right, and hashed at less than today's cost: hash it again.
};

/// Argon2id hashes of passwords.  Without its bound, signing in would be a way to stop the service.
/// Runs on the caller's thread; all functions may be called from any.
class PasswordHasher {
 public:
  /// Throws if there is no memory for one hash.
  explicit PasswordHasher(HashingCost cost);

  /// The text to store: algorithm, cost, salt and hash.  Unavailable if too many wait or memory
  /// is short.
  [[nodiscard]] Result<std::string> hash(std::string_view password);
  /// Unavailable if too many wait.
  [[nodiscard]] Result<PasswordVerdict> verify(const std::string& stored,
                                               std::string_view password);
  /// For a name that nobody has: takes as long as `verify` and is never right, so that nobody can
  /// tell by the clock which names exist.
  [[nodiscard]] Result<PasswordVerdict> verify_nobody(std::string_view password);

  /// The most hashes that were ever made at once.
  [[nodiscard]] std::size_t busiest() const;

 private:
  class Slot;

  [[nodiscard]] Result<std::string> hash_now(std::string_view password) const;

  const HashingCost cost_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t running_ = 0;
  std::size_t waiting_ = 0;
  std::size_t busiest_ = 0;
  const std::string hash_of_nobody_;
};

}  // namespace lockbox::service::auth
