#include "service/cli/upkeep_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "core/state_table.h"
#include "service/cli/commands.h"
#include "service/help/completion.h"
#include "service/help/manual_page.h"
#include "service/serve/config_workplace.h"

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

/// Where the parts of the store are that a command names, or that its lockbox.toml does.
Result<BackupRequest> locate(BackupRequest request, const std::filesystem::path& config_file) {
  WorkplaceOptions options;
  if (!config_file.empty()) {
    const auto config = TRY(read_serve_config(config_file));
    request.store_file = config.store_file;
    options = workplace_options(config);
    if (request.files_folder.empty()) request.files_folder = config.output_folder;
  }
  request.image_folder = image_folder_of(request.store_file, options);
  request.key_folder = key_folder_of(request.store_file, options);
  if (request.files_folder.empty()) {
    request.files_folder = std::filesystem::absolute(request.store_file).parent_path();
  }
  return request;
}

ExitCode say_proved(const Result<RestoreReport>& report, const std::string& what) {
  if (!report) return report_error(report.error());
  fmt::print("{}: {} batches, {} documents, {} images, {} output files of {}, all proved.\n", what,
             report->manifest.batches, report->manifest.documents, report->images,
             report->output_files, report->manifest.made_at);
  fmt::print("Received {} = deposited {} + held {} + returned {}.\n", report->received.to_string(),
             report->deposited.to_string(), report->held.to_string(), report->returned.to_string());
  return ExitCode::Done;
}

}  // namespace

UpkeepCommands::UpkeepCommands(CLI::App& program) : program_{program} {
  add_config();
  add_backup();
  add_restore();
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

void UpkeepCommands::add_backup() {
  auto* backup = program_.add_subcommand("backup", "Copy a store while it is in use");
  auto* store = backup->add_option("store", backup_.store_file, "Database");
  auto* config = backup->add_option("--config", config_file_, "lockbox.toml that names the store");
  auto* into = backup->add_option("--into", backup_.into, "Folder to make for the backup");
  backup->add_option("--files", backup_.files_folder,
                     "Folder of the output files; default beside the store");
  backup->add_flag("--with-keys", with_keys_, "Put the keys in too; the backup is then a secret");
  auto* verify =
      backup->add_subcommand("verify", "Restore a backup to a temporary folder, prove it");
  verify->add_option("backup", restore_.backup, "Folder of the backup")->required();
  verify->add_option("--keys", restore_.key_folder,
                     "Folder of the keys; default in the backup, else where they were");
  verify->add_option("--scratch", scratch_, "Folder to work in; default the temporary folder");
  // `verify` needs none of these, so the parser cannot simply require them.
  backup->callback([store, config, into, verify] {
    if (verify->parsed()) return;
    if (store->count() + config->count() != 1) throw CLI::RequiredError("store or --config");
    if (into->count() == 0) throw CLI::RequiredError("--into");
  });
}

void UpkeepCommands::add_restore() {
  auto* restore = program_.add_subcommand("restore", "Make a store of a backup and prove it");
  restore->add_option("--from", restore_.backup, "Folder of the backup")->required();
  restore->add_option("--into", restore_into_, "Folder to make; never one that holds anything")
      ->required();
  restore->add_option("--keys", restore_.key_folder,
                      "Folder of the keys; default in the backup, else where they were");
}

ExitCode UpkeepCommands::run_backup() const {
  auto request = locate(backup_, config_file_);
  if (!request) return report_error(request.error());
  request->keys = with_keys_ ? KeyCopy::Included : KeyCopy::Apart;
  const auto report = make_backup(*request, SystemClock{});
  if (!report) return report_error(report.error());
  for (const auto& warning : report->warnings) fmt::print(stderr, "lockbox: {}\n", warning);
  std::int64_t bytes = 0;
  for (const auto& file : report->manifest.files) bytes += file.bytes;
  fmt::print("Backed up {} batches, {} documents: {} files, {} bytes, in {}.\n",
             report->manifest.batches, report->manifest.documents, report->manifest.files.size(),
             bytes, request->into.string());
  return ExitCode::Done;
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
  if (is_parsed(program_, {"backup", "verify"})) {
    const auto scratch = scratch_.empty() ? std::filesystem::temp_directory_path() : scratch_;
    return say_proved(verify_backup(restore_, scratch), "Sound");
  }
  if (is_parsed(program_, {"backup"})) return run_backup();
  if (is_parsed(program_, {"restore"})) {
    return say_proved(restore_backup(restore_, restore_into_), "Restored");
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
