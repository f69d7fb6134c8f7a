#pragma once

#include <chrono>
#include <string_view>

namespace lockbox::service::ops {

/// What the service tells systemd (sd_notify(3)).  Where no manager listens, nothing happens.
class ServiceManager {
 public:
  /// "READY=1": the service answers requests.
  void ready() const;
  /// "STOPPING=1".
  void stopping() const;
  /// One line for `systemctl status`.
  void status(std::string_view line) const;
  /// "WATCHDOG=1": send it from where the work is done, or it proves nothing.
  void alive() const;
  /// How often `alive` is due, half of what the unit allows; zero without a watchdog.
  [[nodiscard]] std::chrono::microseconds alive_interval() const;
};

}  // namespace lockbox::service::ops
