#pragma once

#include <filesystem>
#include <string>

#include "service/cli/exit_code.h"
#include "service/serve/init.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own.
class App;
}

namespace lockbox::service {

/// The commands that set an office up and serve it: init, serve, user.
class ServiceCommands {
 public:
  /// Adds them to the program, which must outlive this.
  explicit ServiceCommands(CLI::App& program);

  /// Whether one of them was given.
  [[nodiscard]] bool parsed() const;
  /// Runs the one that was.
  [[nodiscard]] ExitCode run() const;

 private:
  void add_init();
  void add_serve();
  void add_user();

  CLI::App& program_;
  InitRequest init_;
  std::filesystem::path config_file_;
  std::string user_;
};

}  // namespace lockbox::service
