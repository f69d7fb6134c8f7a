#pragma once

#include <filesystem>
#include <string>

#include "service/backup/backup.h"
#include "service/backup/restore.h"
#include "service/cli/exit_code.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own.
class App;
}

namespace lockbox::service {

/// The commands that keep a service well rather than do its work: config, backup,
/// restore, completion, manual.
class UpkeepCommands {
 public:
  /// Adds them to the program, which must outlive this.
  explicit UpkeepCommands(CLI::App& program);

  /// Runs the one that was parsed; Usage if none was.
  [[nodiscard]] ExitCode run() const;

 private:
  void add_config();
  void add_backup();
  void add_restore();
  void add_help();
  [[nodiscard]] ExitCode run_backup() const;

  CLI::App& program_;
  std::filesystem::path config_file_;
  bool with_origins_ = false;
  BackupRequest backup_;
  bool with_keys_ = false;
  RestoreRequest restore_;
  std::filesystem::path restore_into_;
  std::filesystem::path scratch_;
  std::string shell_;
  std::string manual_;
};

}  // namespace lockbox::service
