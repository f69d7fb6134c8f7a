#include "service/auth/password_hasher.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <sodium.h>

#include "core/check.h"
#include "service/auth/random.h"
#include "service/auth/token.h"

namespace lockbox::service::auth {
namespace {

auto no_memory() {
  return fail(ErrorCode::Unavailable,
              "There is no memory left to check passwords; try again in a moment.");
}

}  // namespace

/// A place among those that hash.
class PasswordHasher::Slot {
 public:
  [[nodiscard]] static Result<Slot> take(PasswordHasher& hasher) {
    std::unique_lock lock{hasher.mutex_};
    if (hasher.running_ >= hasher.cost_.slots) {
      if (hasher.waiting_ >= hasher.cost_.waiting_max)
        return fail(ErrorCode::Unavailable,
                    "Many people are signing in right now; try again in a moment.");
      ++hasher.waiting_;
      hasher.freed_.wait(lock, [&] { return hasher.running_ < hasher.cost_.slots; });
      --hasher.waiting_;
    }
    ++hasher.running_;
    hasher.busiest_ = std::max(hasher.busiest_, hasher.running_);
    return Slot{hasher};
  }
  Slot(Slot&& other) noexcept : hasher_{std::exchange(other.hasher_, nullptr)} {}
  Slot& operator=(Slot&&) = delete;
  ~Slot() {
    if (hasher_ == nullptr) return;
    {
      const std::lock_guard lock{hasher_->mutex_};
      --hasher_->running_;
    }
    hasher_->freed_.notify_one();
  }

 private:
  explicit Slot(PasswordHasher& hasher) : hasher_{&hasher} {}
  PasswordHasher* hasher_;
};

PasswordHasher::PasswordHasher(HashingCost cost)
    : cost_{cost}, hash_of_nobody_{hash_now(Token::random().text).value()} {
  ENSURE(cost.slots > 0);
}

Result<std::string> PasswordHasher::hash_now(std::string_view password) const {
  start_cryptography();
  std::array<char, crypto_pwhash_argon2id_STRBYTES> text{};
  if (crypto_pwhash_argon2id_str(text.data(), password.data(), password.size(), cost_.passes,
                                 cost_.memory_bytes) != 0)
    return no_memory();
  return std::string{text.data()};
}

Result<std::string> PasswordHasher::hash(std::string_view password) {
  const auto slot = TRY(Slot::take(*this));
  return hash_now(password);
}

Result<PasswordVerdict> PasswordHasher::verify(const std::string& stored,
                                               std::string_view password) {
  const auto slot = TRY(Slot::take(*this));
  errno = 0;
  if (crypto_pwhash_argon2id_str_verify(stored.c_str(), password.data(), password.size()) != 0) {
    if (errno == ENOMEM) return no_memory();  // Nobody may be told that a right password is wrong.
    return PasswordVerdict::Wrong;
  }
  const int stale =
      crypto_pwhash_argon2id_str_needs_rehash(stored.c_str(), cost_.passes, cost_.memory_bytes);
  return stale == 0 ? PasswordVerdict::Right : PasswordVerdict::RightButCheap;
}

Result<PasswordVerdict> PasswordHasher::verify_nobody(std::string_view password) {
  TRY(verify(hash_of_nobody_, password));
  return PasswordVerdict::Wrong;
}

std::size_t PasswordHasher::busiest() const {
  const std::lock_guard lock{mutex_};
  return busiest_;
}

}  // namespace lockbox::service::auth
