#pragma once

/// @file
/// What the program's command line takes, as plain values: completion scripts and manual pages are
/// written from what the program itself parses by, so that they cannot say anything else.

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own.
class App;
}

namespace lockbox::service {

/// A named option, or an argument that is told by its position.
struct OptionHelp {
  std::vector<std::string> names;  ///< "--site", "-h"; of an argument its one name.
  std::string value;               ///< What stands behind it, "TEXT"; empty for a flag.
  std::string meaning;
  std::string limits;                ///< What a value must keep to, as the parser says it.
  std::string fallback;              ///< The value when it is not given; empty if there is none.
  std::vector<std::string> choices;  ///< All values that it takes, when that is a short list.
  bool is_required = false;
  bool is_repeated = false;

  /// Whether its value may be the name of a file; numbers and short lists are not.
  [[nodiscard]] bool takes_file() const { return value == "TEXT" && choices.empty(); }
};

struct CommandHelp {
  std::string name;  ///< Whole: "lockbox account import".
  std::string meaning;
  std::string footer;
  std::vector<OptionHelp> arguments;
  std::vector<OptionHelp> options;
  std::vector<CommandHelp> commands;
  bool needs_command = false;
};

/// Leaves out what the program's own help hides.
[[nodiscard]] CommandHelp command_help(const CLI::App& app);

/// Every command of the tree before its own commands, the tree itself first.
[[nodiscard]] std::vector<const CommandHelp*> all_commands(const CommandHelp& tree);

}  // namespace lockbox::service
