#include "service/config/virtual_batch_table.h"

#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;
using deposit::WorkType;

TEST_CASE("A2.11: a site says how unsorted mail is divided, first rule first",
          "[config][virtual_batch]") {
  const auto site = parse_site(site_text + R"(
[[virtual_batch]]
name = "Utility coupons"
bill_types = ["utility"]
work_types = ["SS", "SSU"]
[[virtual_batch]]
name = "Checks alone"
work_types = ["CO"]
)",
                               "site.toml");
  REQUIRE(site.has_value());
  REQUIRE((site->virtual_batches.size() == 2));
  CHECK((site->virtual_batches[0] ==
         deposit::VirtualBatchRule{"Utility coupons", {"utility"}, {WorkType::SS, WorkType::SSU}}));
  CHECK(site->virtual_batches[1].bill_types.empty());
}

TEST_CASE(
    "A virtual batch that takes everything, takes nothing known or has a taken name is refused",
    "[config][virtual_batch]") {
  const auto fault_of = [](const std::string& table) {
    const auto site = parse_site(site_text + "[[virtual_batch]]\n" + table, "site.toml");
    return site.has_value() ? std::string{} : site.error().message;
  };
  CHECK((fault_of("name = \"All\"\n").find("takes every envelope") != std::string::npos));
  CHECK((fault_of("name = \"A\"\nwork_types = [\"XX\"]\n").find("'XX' is none of") !=
         std::string::npos));
  CHECK((fault_of("name = \"Other mail\"\nwork_types = [\"SS\"]\n").find("taken already") !=
         std::string::npos));
  CHECK((fault_of("name = \"A\"\nbill_types = [\"no such type!\"]\n").find("bill type may hold") !=
         std::string::npos));
}
