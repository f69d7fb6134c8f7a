#include "crash/support/scratch_folder.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

#include "core/check.h"

namespace lockbox::crash {
namespace {

namespace fs = std::filesystem;

fs::path scratch_root() {
  const fs::path memory{"/dev/shm"};
  return fs::is_directory(memory) ? memory : fs::canonical(fs::temp_directory_path());
}

}  // namespace

ScratchFolder::ScratchFolder() {
  static const auto root = scratch_root();
  auto name = (root / "lockbox-crash-XXXXXX").string();
  ENSURE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;  // What stays behind harms no test.
  fs::remove_all(path_, ignored);
}

std::string text_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  if (in) text << in.rdbuf();
  return text.str();
}

}  // namespace lockbox::crash
