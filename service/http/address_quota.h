#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace lockbox::service::http {

/// How many of something there are, in all and for each address, and no more than allowed.
class AddressQuota {
 public:
  AddressQuota(std::size_t total_max, std::size_t per_address_max)
      : total_max_{total_max}, per_address_max_{per_address_max} {}

  /// One place, given back when it goes.  The quota must outlive it.
  class Place {
   public:
    Place(Place&& other) noexcept;
    Place& operator=(Place&&) = delete;
    ~Place();

   private:
    friend class AddressQuota;
    Place(AddressQuota& quota, std::string key) : quota_{&quota}, key_{std::move(key)} {}
    AddressQuota* quota_;
    std::string key_;
  };

  /// Nothing if all places, or all of this address, are taken.
  [[nodiscard]] std::optional<Place> try_enter(std::string_view address);
  [[nodiscard]] std::size_t count() const;
  /// Whether every place was given back before the time was over.
  [[nodiscard]] bool wait_until_empty(std::chrono::milliseconds timeout);

 private:
  void leave(const std::string& key);

  const std::size_t total_max_;
  const std::size_t per_address_max_;
  mutable std::mutex mutex_;
  std::condition_variable left_;
  std::size_t total_ = 0;
  std::map<std::string, std::size_t> by_address_;
};

/// Whom an address counts for: itself, and in IPv6 its network of 64 bits, for one client has all
/// of those.
[[nodiscard]] std::string quota_key(std::string_view address);

}  // namespace lockbox::service::http
