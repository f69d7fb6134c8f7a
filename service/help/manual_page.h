#pragma once

#include <string>

#include "service/help/command_help.h"

namespace lockbox::service {

/// The manual page lockbox(1) as man(7) source.
[[nodiscard]] std::string program_manual(const CommandHelp& program);

/// The manual page lockbox.toml(5), written from `setting_specs`.
[[nodiscard]] std::string config_manual();

}  // namespace lockbox::service
