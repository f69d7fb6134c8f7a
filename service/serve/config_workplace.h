#pragma once

#include <memory>

#include "core/result.h"
#include "service/process/workplace.h"
#include "service/serve/serve_config.h"

namespace lockbox::service {

/// How the workplace is kept that the configuration names.
[[nodiscard]] WorkplaceOptions workplace_options(const ServeConfig& config);
[[nodiscard]] Result<std::unique_ptr<Workplace>> open_workplace(const ServeConfig& config);

}  // namespace lockbox::service
