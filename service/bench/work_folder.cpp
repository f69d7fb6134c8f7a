#include "service/bench/work_folder.h"

#include <cstdlib>
#include <utility>

namespace lockbox::service {

Result<WorkFolder> WorkFolder::make() {
  auto pattern = (std::filesystem::temp_directory_path() / "lockbox-bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    return fail(ErrorCode::Unavailable, "No folder could be made under " + pattern + ".");
  }
  return WorkFolder{pattern};
}

WorkFolder::WorkFolder(WorkFolder&& other) noexcept : path_{std::exchange(other.path_, {})} {
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;  // What cannot be removed stays for whoever cleans up temporary files.
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace lockbox::service
