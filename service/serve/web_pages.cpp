#include "service/serve/web_pages.h"

namespace lockbox::service {

namespace fs = std::filesystem;

std::optional<fs::path> pages_of_program(const fs::path& program) {
  const auto above = program.parent_path().parent_path();
  for (const auto& folder : {above / "share" / "lockbox" / "web", above / "web" / "dist"}) {
    std::error_code ignored;  // What cannot be examined cannot be served either.
    if (fs::is_regular_file(folder / "index.html", ignored)) return folder;
  }
  return std::nullopt;
}

Result<std::optional<http::StaticFiles>> load_pages(const ServeConfig& config) {
  if (!config.web_folder.empty()) return TRY(http::StaticFiles::load(config.web_folder));
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  const auto folder = error ? std::nullopt : pages_of_program(program);
  if (!folder) return std::nullopt;
  return TRY(http::StaticFiles::load(*folder));
}

}  // namespace lockbox::service
