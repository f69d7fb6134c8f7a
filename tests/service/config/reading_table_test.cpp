#include "service/config/reading_table.h"

#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"

namespace lockbox::service {
namespace {

Result<deposit::Site> site_with(const std::string& table) {
  return parse_site(site_text + "\n[reading]\n" + table, "site.toml");
}

}  // namespace

TEST_CASE("A site without a table of reading keeps the default bound", "[config]") {
  const auto site = parse_site(site_text, "site.toml");
  REQUIRE(site.has_value());
  CHECK(site->reading.line_error_bound == encode::ReadingLimits{}.line_error_bound);
}

TEST_CASE("A site says how likely a line that counts as read may be wrong", "[config]") {
  CHECK(site_with("line_error_bound = 0.0001").value().reading.line_error_bound == 0.0001);
}

TEST_CASE("A bound that refuses everything or nothing, and what is no bound, are named",
          "[config]") {
  const auto line = GENERATE(as<std::string>{}, "line_error_bound = 0", "line_error_bound = 0.6",
                             "line_error_bound = \"low\"", "line_error = 0.01");
  CAPTURE(line);
  const auto site = site_with(line);
  REQUIRE_FALSE(site.has_value());
  CHECK_THAT(site.error().message, Catch::Contains("line_error"));
}

}  // namespace lockbox::service
