#pragma once

#include <filesystem>

#include "core/result.h"

namespace lockbox::service {

/// A folder of the bench's own for drawn mail; it goes with this object.
class WorkFolder {
 public:
  /// Unavailable when none can be made where temporary files are.
  [[nodiscard]] static Result<WorkFolder> make();
  WorkFolder(WorkFolder&& other) noexcept;
  WorkFolder& operator=(WorkFolder&& other) = delete;
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit WorkFolder(std::filesystem::path path) : path_{std::move(path)} {}

  std::filesystem::path path_;
};

}  // namespace lockbox::service
