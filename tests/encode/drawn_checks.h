#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.h"
#include "support/shared_data.h"

namespace lockbox::encode::test {

/// The drawn checks from outside whose names begin with one of these degradations; none, with a
/// word about it, where they are absent.
inline std::vector<std::filesystem::path> drawn_checks(
    std::initializer_list<std::string_view> kinds) {
  const auto folder = lockbox::test::shared_data() / "micr";
  std::vector<std::filesystem::path> checks;
  if (!std::filesystem::exists(folder)) {
    WARN("skipped: no drawn checks at " << folder);
    return checks;
  }
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    const auto name = entry.path().filename().string();
    for (const auto kind : kinds) {
      if (name.starts_with(kind)) checks.push_back(entry.path());
    }
  }
  CHECK_FALSE(checks.empty());
  return checks;
}

}  // namespace lockbox::encode::test
