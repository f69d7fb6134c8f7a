#pragma once

#include <filesystem>
#include <string>

#include "service/cli/exit_code.h"
#include "service/demo/demo_office.h"
#include "service/serve/init.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own.
class App;
}

namespace lockbox::service {

/// The commands that set an office up and serve it: init, serve,
/// user, demo.
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
  void add_demo();

  CLI::App& program_;
  InitRequest init_;
  std::filesystem::path config_file_;
  std::string user_;
  DemoRequest demo_;
};

}  // namespace lockbox::service
