#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "capture/pictures.h"
#include "service/cli/exit_code.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own.
class App;
}

namespace lockbox::service {

/// The commands about pictures for cash letters: image check, image normalise, image limits.
class ImageCommands {
 public:
  /// Adds them to the program, which must outlive this, as must who looks at the pictures.
  ImageCommands(CLI::App& program, capture::Pictures& pictures);

  [[nodiscard]] bool parsed() const;
  /// Runs the one that was parsed; Usage if none was.
  [[nodiscard]] ExitCode run() const;

 private:
  CLI::App& image_;
  capture::Pictures& pictures_;
  std::vector<std::string> files_;
  std::string input_;
  std::filesystem::path output_;
  std::optional<std::filesystem::path> site_file_;
};

}  // namespace lockbox::service
