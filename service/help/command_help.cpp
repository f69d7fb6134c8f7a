#include "service/help/command_help.h"

#include <CLI/CLI.hpp>

namespace lockbox::service {
namespace {

/// Takes "TEXT:{bash,fish,zsh}" or "INT:INT in [2 - 100]" apart: type, choices, limits.
void read_type(OptionHelp& help, const std::string& type_name) {
  const auto colon = type_name.find(':');
  help.value = type_name.substr(0, colon);
  if (colon == std::string::npos) return;
  help.limits = type_name.substr(colon + 1);
  if (!help.limits.starts_with('{') || !help.limits.ends_with('}')) return;
  help.choices = CLI::detail::split(help.limits.substr(1, help.limits.size() - 2), ',');
  help.limits.clear();
}

OptionHelp option_help(const CLI::Option& option) {
  OptionHelp help;
  help.meaning = option.get_description();
  help.is_required = option.get_required();
  help.is_repeated = option.get_items_expected_max() > 1;
  if (!option.nonpositional()) {
    help.names.push_back(option.get_name(true));
  } else {
    for (const auto& name : option.get_snames()) help.names.push_back("-" + name);
    for (const auto& name : option.get_lnames()) help.names.push_back("--" + name);
  }
  help.fallback = option.get_default_str();
  if (option.get_items_expected_max() > 0) read_type(help, option.get_type_name());
  return help;
}

CommandHelp help_of(const CLI::App& app, const std::string& prefix) {
  CommandHelp help;
  help.name = prefix + app.get_name();
  help.meaning = app.get_description();
  help.footer = app.get_footer();
  help.needs_command = app.get_require_subcommand_min() > 0;
  for (const auto* option : app.get_options({})) {
    if (option->get_group().empty()) continue;
    auto& list = option->nonpositional() ? help.options : help.arguments;
    list.push_back(option_help(*option));
  }
  for (const auto* command : app.get_subcommands({})) {
    if (!command->get_group().empty()) help.commands.push_back(help_of(*command, help.name + " "));
  }
  return help;
}

void gather(const CommandHelp& tree, std::vector<const CommandHelp*>& commands) {
  commands.push_back(&tree);
  for (const auto& command : tree.commands) gather(command, commands);
}

}  // namespace

CommandHelp command_help(const CLI::App& app) {
  return help_of(app, "");
}

std::vector<const CommandHelp*> all_commands(const CommandHelp& tree) {
  std::vector<const CommandHelp*> commands;
  gather(tree, commands);
  return commands;
}

}  // namespace lockbox::service
