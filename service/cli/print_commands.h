#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "encode/print/drawing.h"
#include "service/cli/exit_code.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own.
class App;
}

namespace lockbox::service {

/// `print` with its inner commands: alignment, separators, batch-header, coupons.
class PrintCommands {
 public:
  /// Adds them to the program, which must outlive this.
  explicit PrintCommands(CLI::App& program);

  /// Whether one of them was given.
  [[nodiscard]] bool parsed() const;
  /// Runs the one that was.
  [[nodiscard]] ExitCode run() const;

 private:
  CLI::App& add(const char* name, const char* description);
  [[nodiscard]] Result<std::vector<encode::Drawing>> pages() const;
  [[nodiscard]] Result<std::vector<encode::Drawing>> pages_of_batch() const;
  [[nodiscard]] Result<std::vector<encode::Drawing>> pages_of_coupons() const;

  CLI::App* print_;
  std::filesystem::path out_;
  std::filesystem::path site_file_;
  std::filesystem::path batch_file_;
  std::filesystem::path accounts_file_;
  std::vector<std::string> accounts_;
  int first_ = 1;
  int count_ = 3;
  int batch_number_ = 1;
};

}  // namespace lockbox::service
