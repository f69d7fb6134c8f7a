#include "service/ops/service_manager.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include <systemd/sd-daemon.h>

namespace lockbox::service::ops {
namespace {

/// A message that is lost is missed by the manager alone, which then acts by its own deadlines.
void tell(const std::string& message) {
  static_cast<void>(sd_notify(0, message.c_str()));
}

}  // namespace

void ServiceManager::ready() const {
  tell("READY=1");
}

void ServiceManager::stopping() const {
  tell("STOPPING=1");
}

void ServiceManager::status(std::string_view line) const {
  std::string one_line{line};
  std::ranges::replace(one_line, '\n', ' ');
  tell("STATUS=" + one_line);
}

void ServiceManager::alive() const {
  tell("WATCHDOG=1");
}

std::chrono::microseconds ServiceManager::alive_interval() const {
  std::uint64_t allowed_us = 0;
  if (sd_watchdog_enabled(0, &allowed_us) <= 0) return std::chrono::microseconds{0};
  return std::chrono::microseconds{static_cast<std::int64_t>(allowed_us / 2)};
}

}  // namespace lockbox::service::ops
