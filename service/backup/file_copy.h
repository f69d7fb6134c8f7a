#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/result.h"
#include "core/sha256.h"

namespace lockbox::service {

struct CopiedFile {
  std::int64_t bytes = 0;
  Sha256 sha256;
};

/// What a file holds; any length, read piece by piece.
[[nodiscard]] Result<CopiedFile> measure_file(const std::filesystem::path& file);

/// Copies the first `bytes` of a file into a new one, durably, with the folders that it takes.
/// InvalidInput when the file is shorter, Conflict when the new one exists.
[[nodiscard]] Result<CopiedFile> copy_file_durably(const std::filesystem::path& from,
                                                   const std::filesystem::path& to,
                                                   std::int64_t bytes);

/// A folder under a name of its own that is removed with all in it, unless it is published.
class ScratchFolder {
 public:
  /// Made beside `target`, on the same file system.
  [[nodiscard]] static Result<ScratchFolder> beside(const std::filesystem::path& target);

  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Gives it its name, durably.  Conflict, and nothing changed, when something is there that is
  /// not an empty folder.
  [[nodiscard]] Result<void> publish_as(const std::filesystem::path& target);

 private:
  explicit ScratchFolder(std::filesystem::path path) : path_{std::move(path)} {}

  std::filesystem::path path_;
};

/// Conflict unless nothing is there, or an empty folder.
[[nodiscard]] Result<void> require_free(const std::filesystem::path& target);

}  // namespace lockbox::service
