#pragma once

#include <filesystem>
#include <string>

namespace lockbox::crash {

/// A fresh folder, gone with everything in it at the end of the scope.  It lies in memory where the
/// machine has /dev/shm: what is tested is what was asked of the disk, not the disk.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  /// Absolute and without links.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The text of a file; empty where there is none.
[[nodiscard]] std::string text_of(const std::filesystem::path& path);

}  // namespace lockbox::crash
