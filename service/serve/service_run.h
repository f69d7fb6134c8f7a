#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/result.h"
#include "service/serve/serve_config.h"

namespace lockbox::service {

/// What runs when the service is up; it gets the address to open.
using OnReady = std::function<void(const std::string& address)>;

/// Serves until SIGTERM or SIGINT, then answers what is under way and returns.  Blocks both
/// signals for the calling thread and those that it starts.
[[nodiscard]] Result<void> run_service(const ServeConfig& config, const OnReady& on_ready);

}  // namespace lockbox::service
