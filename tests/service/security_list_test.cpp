// The lists of what the service and its money are held to name tests that exist.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"

namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

/// Everything that tests are written in, with texts that go on over a line joined.
std::string all_tests() {
  std::string text;
  for (const auto* folder : {"tests", "web/tests/browser"}) {
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
      const auto kind = entry.path().extension();
      if (kind == ".cpp" || kind == ".ts") text += text_of(entry.path());
    }
  }
  return text;
}

std::vector<std::string> quoted_in(const std::string& text) {
  const std::string open = "“";
  const std::string close = "”";
  std::vector<std::string> names;
  for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
    const auto begin = at + open.size();
    names.push_back(text.substr(begin, text.find(close, begin) - begin));
  }
  return names;
}

}  // namespace

TEST_CASE("Every test that a list of security rows or of controls names exists",
          "[service][security]") {
  const auto* const list = GENERATE("service/SECURITY.md", "deposit/CONTROLS.md");
  const auto names = quoted_in(text_of(list));
  const auto tests = all_tests();
  CHECK(names.size() >= 50);
  for (const auto& name : names) {
    INFO(name);
    CHECK(tests.find('"' + name + '"') != std::string::npos);
  }
}
