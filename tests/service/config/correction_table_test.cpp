#include "service/config/correction_table.h"

#include "core/file.h"
#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;

namespace {

Result<deposit::ledger::CorrectionPolicy> policy_of(const std::string& text) {
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "site.toml";
  REQUIRE(write_file_durably(file, bytes_of(text)).has_value());
  return read_correction_policy(file);
}

}  // namespace

TEST_CASE("C-10: a site says how often a check is presented and what one person may move",
          "[config][ledger]") {
  const auto policy = policy_of(site_text +
                                "\n[corrections]\nmax_presentments = 1\n"
                                "one_person_max = \"100.00\"\nwrite_off_max = \"2.50\"\n"
                                "charge_back_one_person_max = \"500.00\"\n");
  REQUIRE(policy.has_value());
  CHECK(policy->max_presentments == 1);
  CHECK(policy->one_person_max == Money::from_cents(100'00));
  CHECK(policy->write_off_max == Money::from_cents(2'50));
  CHECK(policy->charge_back_one_person_max == Money::from_cents(500'00));
}

TEST_CASE("A site that says nothing of corrections has the program's own limits",
          "[config][ledger]") {
  const auto policy = policy_of(site_text);
  REQUIRE(policy.has_value());
  CHECK(policy->max_presentments == 2);
  CHECK(policy->one_person_max == Money::from_cents(25'00));
}

TEST_CASE("A fault in the limits of corrections is named with its line, with all others",
          "[config][ledger]") {
  const auto* const line = GENERATE("max_presentments = 4", "one_person_max = 100",
                                    "write_off = \"1.00\"", "max_presentments = 0");
  const auto site = parse_site(site_text + "\n[corrections]\n" + line + "\n", "site.toml");
  REQUIRE_FALSE(site.has_value());
  CHECK_THAT(site.error().message, Catch::Contains("corrections"));
}
