#pragma once

#include <filesystem>
#include <string>

#include "service/cli/exit_code.h"

namespace CLI {
class App;
}

namespace lockbox::service {

/// The commands that keep a service well rather than do its work: config, completion, manual.
class UpkeepCommands {
 public:
  /// Adds them to the program, which must outlive this.
  explicit UpkeepCommands(CLI::App& program);

  /// Runs the one that was parsed; Usage if none was.
  [[nodiscard]] ExitCode run() const;

 private:
  void add_config();
  void add_help();

  CLI::App& program_;
  std::filesystem::path config_file_;
  bool with_origins_ = false;
  std::string shell_;
  std::string manual_;
};

}  // namespace lockbox::service
