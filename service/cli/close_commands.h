#pragma once

#include <filesystem>
#include <string>

#include "service/cli/exit_code.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own.
class App;
}

namespace lockbox::service {

/// The commands about close packets: close-packet, verify-packet.
class CloseCommands {
 public:
  /// Adds them to the program, which must outlive this.
  explicit CloseCommands(CLI::App& program);

  [[nodiscard]] bool parsed() const;
  /// Runs the one that was parsed; Usage if none was.
  [[nodiscard]] ExitCode run() const;

 private:
  [[nodiscard]] ExitCode make() const;
  [[nodiscard]] ExitCode verify() const;

  CLI::App& make_;
  CLI::App& verify_;
  std::filesystem::path store_file_;
  std::filesystem::path site_file_;
  std::string day_;
  std::filesystem::path out_folder_;
  std::filesystem::path packet_folder_;
};

}  // namespace lockbox::service
