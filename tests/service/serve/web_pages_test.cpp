#include "service/serve/web_pages.h"

#include <fstream>

#include "support/catch.h"
#include "support/temporary_directory.h"

namespace lockbox::service {
namespace {

namespace fs = std::filesystem;

void write_index(const fs::path& folder) {
  fs::create_directories(folder);
  std::ofstream{folder / "index.html"} << "<!doctype html>";
}

TEST_CASE("An installed program finds its pages beside it, a built one in its tree",
          "[serve][pages]") {
  const test::TemporaryDirectory folder;
  const auto program = folder.path() / "bin" / "lockbox";
  CHECK_FALSE(pages_of_program(program));
  write_index(folder.path() / "web" / "dist");
  CHECK(pages_of_program(program) == folder.path() / "web" / "dist");
  write_index(folder.path() / "share" / "lockbox" / "web");
  CHECK(pages_of_program(program) == folder.path() / "share" / "lockbox" / "web");
}

TEST_CASE("A web folder that is named must be there", "[serve][pages]") {
  const test::TemporaryDirectory folder;
  ServeConfig config;
  config.web_folder = folder.path() / "absent";
  CHECK_FALSE(load_pages(config));
  write_index(folder.path());
  config.web_folder = folder.path();
  const auto pages = load_pages(config);
  REQUIRE(pages);
  REQUIRE(*pages);
  CHECK((*pages)->respond_index({}));
}

}  // namespace
}  // namespace lockbox::service
