#pragma once

#include <cstdlib>
#include <filesystem>

namespace lockbox::test {

/// The folder of sample data that is not part of the project: LOCKBOX_SHARED, else ../shared, of
/// which `data` is taken.  It may be absent; a test that finds nothing there says so and skips.
[[nodiscard]] inline std::filesystem::path shared_data() {
  const char* const place = std::getenv("LOCKBOX_SHARED");  // NOLINT(concurrency-mt-unsafe)
  return std::filesystem::path{place == nullptr ? "../shared" : place} / "data";
}

}  // namespace lockbox::test
