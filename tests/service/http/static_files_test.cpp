#include "service/http/static_files.h"

#include <fstream>

#include "service/http/response_head.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox::service::http;

namespace {

class Site {
 public:
  Site() {
    write("index.html", "<!doctype html>");
    write("app-5KJ2WQ7L.js", "let a;");
    write("app-5KJ2WQ7L.js.gz", "zipped");
    std::filesystem::create_directory(folder.path() / "fonts");
    write("fonts/micr.woff2", "font");
  }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream{folder.path() / name} << text;
  }
  lockbox::test::TemporaryDirectory folder;
};

Request get(std::string path, Headers headers = {}) {
  Request request;
  request.path = std::move(path);
  request.headers = std::move(headers);
  return request;
}

}  // namespace

TEST_CASE("A file whose name holds its hash is kept for ever, the page is asked for anew",
          "[http][files]") {
  const Site site;
  const auto files = StaticFiles::load(site.folder.path());
  REQUIRE(files);
  const auto script = files->respond(get("/app-5KJ2WQ7L.js"));
  REQUIRE(script);
  CHECK(script->headers.find("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(script->headers.find("Content-Type") == "text/javascript; charset=utf-8");
  CHECK(body_of(*script) == "let a;");
  const auto page = files->respond(get("/"));
  REQUIRE(page);
  CHECK(page->headers.find("Cache-Control") == "no-cache");
  CHECK(body_of(*files->respond_index(get("/day"))) == "<!doctype html>");
  CHECK(files->respond(get("/fonts/micr.woff2"))->headers.find("Content-Type") == "font/woff2");
}

TEST_CASE("A browser that takes gzip gets the zipped twin", "[http][files]") {
  const Site site;
  const auto files = StaticFiles::load(site.folder.path());
  const auto zipped = files->respond(get("/app-5KJ2WQ7L.js", {{"Accept-Encoding", "br, gzip"}}));
  CHECK(body_of(*zipped) == "zipped");
  CHECK(zipped->headers.find("Content-Encoding") == "gzip");
  CHECK(zipped->headers.find("Vary") == "Accept-Encoding");
  const auto page = files->respond(get("/", {{"Accept-Encoding", "gzip"}}));
  CHECK_FALSE(page->headers.find("Content-Encoding"));
  CHECK_FALSE(files->respond(get("/app-5KJ2WQ7L.js.gz")));
}

TEST_CASE("Whether gzip is taken follows the weights", "[http][files]") {
  CHECK(accepts_gzip("gzip"));
  CHECK(accepts_gzip("deflate, GZIP;q=0.5"));
  CHECK_FALSE(accepts_gzip(""));
  CHECK_FALSE(accepts_gzip("identity"));
  CHECK_FALSE(accepts_gzip("gzip;q=0"));
  CHECK_FALSE(accepts_gzip("gzip; q=0.000, br"));
}

TEST_CASE("A browser that has the file is told so", "[http][files]") {
  const Site site;
  const auto files = StaticFiles::load(site.folder.path());
  const std::string etag{*files->respond(get("/"))->headers.find("ETag")};
  CHECK(files->respond(get("/", {{"If-None-Match", "\"x\", W/" + etag}}))->status == 304);
  CHECK(files->respond(get("/", {{"If-None-Match", "*"}}))->status == 304);
  CHECK(files->respond(get("/", {{"If-None-Match", "\"x\""}}))->status == 200);
}

TEST_CASE("Nothing but the folder's own files is served", "[http][files]") {
  const Site site;
  const auto files = StaticFiles::load(site.folder.path());
  const auto* path = GENERATE("/nothing", "/fonts", "/fonts/", "/../etc/passwd", "//index.html");
  CHECK_FALSE(files->respond(get(path)));
}

TEST_CASE("A missing folder and a file of unknown kind are named", "[http][files]") {
  const Site site;
  const auto missing = StaticFiles::load(site.folder.path() / "none");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.find("none") != std::string::npos);
  site.write("tool.exe", "x");
  const auto unknown = StaticFiles::load(site.folder.path());
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.find("tool.exe") != std::string::npos);
}

TEST_CASE("A hashed name is eight capitals or digits before the dot", "[http][files]") {
  CHECK(has_hashed_name("app-5KJ2WQ7L.js"));
  CHECK(has_hashed_name("a-b-5KJ2WQ7L.js.map"));
  CHECK_FALSE(has_hashed_name("app.js"));
  CHECK_FALSE(has_hashed_name("app-5KJ2WQ7.js"));
  CHECK_FALSE(has_hashed_name("app-settings.js"));
  CHECK_FALSE(has_hashed_name("app-5KJ2WQ7L"));
}
