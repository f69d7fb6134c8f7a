#include "service/config/quality_table.h"

#include <algorithm>

#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"

namespace lockbox::service {
namespace {

using encode::QualityCondition;

Result<deposit::Site> site_with(const std::string& table) {
  return parse_site(site_text + "\n[image_quality]\n" + table, "site.toml");
}

double limit_of(const encode::QualityLimits& limits, std::string_view name) {
  const auto found = std::ranges::find_if(
      limits.rules, [name](const auto& rule) { return limit_name(rule) == name; });
  REQUIRE(found != limits.rules.end());
  return found->limit;
}

}  // namespace

TEST_CASE("A site without a table of image quality keeps the defaults", "[config][quality]") {
  const auto site = parse_site(site_text, "site.toml");
  REQUIRE(site.has_value());
  CHECK((site->image_quality.refusing == encode::QualityLimits::default_refusing()));
  CHECK(limit_of(site->image_quality, "too_dark_ink_percent_max") == 40);
}

TEST_CASE("A site sets limits and says what it refuses", "[config][quality]") {
  const auto site = site_with(
      "refuse = [\"blank\"]\ntoo_dark_ink_percent_max = 31.5\nhorizontal_streaks_streaks_max = 2");
  REQUIRE(site.has_value());
  CHECK((site->image_quality.refusing == std::vector{QualityCondition::Blank}));
  CHECK(limit_of(site->image_quality, "too_dark_ink_percent_max") == 31.5);
  CHECK(limit_of(site->image_quality, "horizontal_streaks_streaks_max") == 2);
  CHECK(limit_of(site->image_quality, "undersize_width_inches_min") == 5.5);
}

TEST_CASE("Unknown conditions, unknown limits and limits that are no numbers are named",
          "[config][quality]") {
  const auto site =
      site_with("refuse = [\"dirty\"]\ntoo_dark_max = 3\nblank_ink_percent_min = \"low\"");
  REQUIRE_FALSE(site.has_value());
  CHECK_THAT(site.error().message, Catch::Contains("'dirty' is no condition"));
  CHECK_THAT(site.error().message, Catch::Contains("too_dark_max"));
  CHECK_THAT(site.error().message, Catch::Contains("blank_ink_percent_min: This must be a number"));
}

}  // namespace lockbox::service
