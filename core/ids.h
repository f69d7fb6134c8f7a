#pragma once

/// @file
/// Database identities, one type each, so that a batch can never be passed for a document.

#include <compare>
#include <cstdint>
#include <functional>

namespace lockbox {

/// A database identity that cannot be mixed up with another kind.
template <class Tag>
class Id {
 public:
  constexpr explicit Id(std::int64_t value) : value_{value} {}
  [[nodiscard]] constexpr std::int64_t value() const { return value_; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::int64_t value_;
};

using LockboxId = Id<struct LockboxTag>;
using BatchId = Id<struct BatchTag>;
using DocumentId = Id<struct DocumentTag>;
using ItemId = Id<struct ItemTag>;
using TransactionId = Id<struct TransactionTag>;
using TaskId = Id<struct TaskTag>;
using DepositId = Id<struct DepositTag>;
using UserId = Id<struct UserTag>;

}  // namespace lockbox

template <class Tag>
struct std::hash<lockbox::Id<Tag>> {
  std::size_t operator()(lockbox::Id<Tag> id) const noexcept {
    return std::hash<std::int64_t>{}(id.value());
  }
};
