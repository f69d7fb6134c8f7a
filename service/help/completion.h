#pragma once

#include <array>
#include <string>
#include <string_view>

#include "service/help/command_help.h"

namespace lockbox::service {

/// A shell that can complete what a person begins to type.
enum class Shell { Bash, Fish, Zsh };
inline constexpr std::array<std::string_view, 3> shell_names{"bash", "fish", "zsh"};

/// The completion script of the program for this shell.
[[nodiscard]] std::string completion_script(const CommandHelp& program, Shell shell);

}  // namespace lockbox::service
