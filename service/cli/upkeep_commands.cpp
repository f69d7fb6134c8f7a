#include "service/cli/upkeep_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "core/state_table.h"
#include "service/cli/commands.h"
#include "service/help/completion.h"
#include "service/help/manual_page.h"
#include "service/serve/serve_config.h"

namespace lockbox::service {
namespace {

constexpr Names<2> manual_names{"lockbox", "lockbox.toml"};

/// Whether these commands, each inside the one before, were given.
bool is_parsed(const CLI::App& program, std::initializer_list<const char*> names) {
  const auto* app = &program;
  for (const auto* const name : names) {
    app = app->get_subcommand(name);
    if (!app->parsed()) return false;
  }
  return true;
}

ExitCode run_config_check(const std::filesystem::path& file) {
  const auto config = read_serve_config(file);
  if (!config) return report_error(config.error());
  if (const auto checked = check_surroundings(*config); !checked) {
    return report_error(checked.error());
  }
  fmt::print("{} is sound.\n", file.string());
  return ExitCode::Done;
}

ExitCode run_config_show(const std::filesystem::path& file, Origins origins) {
  const auto config = read_serve_config(file);
  if (!config) return report_error(config.error());
  fmt::print("{}", show_serve_config(*config, origins));
  return ExitCode::Done;
}

}  // namespace

UpkeepCommands::UpkeepCommands(CLI::App& program) : program_{program} {
  add_config();
  add_help();
}

void UpkeepCommands::add_config() {
  auto* config = program_.add_subcommand("config", "Look at a lockbox.toml");
  config->require_subcommand(1);
  auto* check =
      config->add_subcommand("check", "Name every fault of the file and of what it names");
  check->add_option("file", config_file_, "lockbox.toml")->required();
  auto* show = config->add_subcommand("show", "Print the values in force as a lockbox.toml");
  show->add_option("file", config_file_, "lockbox.toml")->required();
  show->add_flag("--origin", with_origins_, "Say where each value came from");
}

void UpkeepCommands::add_help() {
  auto* completion = program_.add_subcommand("completion", "Print a completion script for a shell");
  completion->add_option("shell", shell_, "The shell")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{shell_names.begin(), shell_names.end()}));
  auto* manual = program_.add_subcommand("manual", "Print a manual page, for man(1)");
  manual->add_option("page", manual_, "The page")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{manual_names.begin(), manual_names.end()}));
}

ExitCode UpkeepCommands::run() const {
  if (is_parsed(program_, {"config", "check"})) return run_config_check(config_file_);
  if (is_parsed(program_, {"config", "show"})) {
    return run_config_show(config_file_, with_origins_ ? Origins::Shown : Origins::Hidden);
  }
  if (is_parsed(program_, {"completion"})) {
    const auto shell = parse_name<Shell>(shell_names, shell_);
    if (!shell) return report_error(shell.error());
    fmt::print("{}", completion_script(command_help(program_), *shell));
    return ExitCode::Done;
  }
  if (is_parsed(program_, {"manual"})) {
    fmt::print("{}", manual_ == manual_names[0] ? program_manual(command_help(program_))
                                                : config_manual());
    return ExitCode::Done;
  }
  return ExitCode::Usage;
}

}  // namespace lockbox::service
