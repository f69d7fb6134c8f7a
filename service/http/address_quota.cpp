#include "service/http/address_quota.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lockbox::service::http {

AddressQuota::Place::Place(Place&& other) noexcept
    : quota_{std::exchange(other.quota_, nullptr)}, key_{std::move(other.key_)} {
}

AddressQuota::Place::~Place() {
  if (quota_ != nullptr) quota_->leave(key_);
}

std::optional<AddressQuota::Place> AddressQuota::try_enter(std::string_view address) {
  auto key = quota_key(address);
  const std::lock_guard lock{mutex_};
  if (total_ >= total_max_) return std::nullopt;
  const auto found = by_address_.find(key);
  if (found != by_address_.end() && found->second >= per_address_max_) return std::nullopt;
  ++by_address_[key];
  ++total_;
  return Place{*this, std::move(key)};
}

void AddressQuota::leave(const std::string& key) {
  const std::lock_guard lock{mutex_};
  --total_;
  const auto found = by_address_.find(key);
  if (--found->second == 0) by_address_.erase(found);
  left_.notify_all();
}

std::size_t AddressQuota::count() const {
  const std::lock_guard lock{mutex_};
  return total_;
}

bool AddressQuota::wait_until_empty(std::chrono::milliseconds timeout) {
  std::unique_lock lock{mutex_};
  return left_.wait_for(lock, timeout, [this] { return total_ == 0; });
}

std::string quota_key(std::string_view address) {
  constexpr std::array<unsigned char, 12> mapped_ipv4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  std::string text{address};
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  if (std::equal(mapped_ipv4.begin(), mapped_ipv4.end(), bytes.begin())) return text;
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  std::array<char, INET6_ADDRSTRLEN> network{};
  inet_ntop(AF_INET6, bytes.data(), network.data(), network.size());
  return std::string{network.data()} + "/64";
}

}  // namespace lockbox::service::http
