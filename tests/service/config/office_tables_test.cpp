#include "service/config/office_tables.h"

#include "core/file.h"
#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;

namespace {

const std::string department = R"(
[[department]]
id = "water"
name = "Water"
people = ["dora"]
)";

}  // namespace

TEST_CASE("A site says what departments own, how fast money is deposited, and what letters say",
          "[config][report]") {
  const auto text = site_text + department + R"(
[[reconciliation]]
department = "water"
bill_types = ["water"]
funds = ["401"]
[deposit_limits]
days_max = 2
courier = 3
[[letter]]
id = "unknown-payer"
name = "Whose payment is this?"
subject = "Your payment of {amount}"
paragraphs = ["We received {amount}.", "Answer by {reply_by}."]
reply_days = 14
[[policies]]
number = "APP 609"
title = "Revenue collection"
screens = ["/deposits"]
[custody]
endorse_before_hand_off = true
[[role_limit]]
role = "treasury"
deed = "approve_deposit"
amount_max = "100000.00"
)";
  const auto site = parse_site(text, "site.toml");
  REQUIRE(site.has_value());
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "site.toml";
  REQUIRE(write_file_durably(file, bytes_of(text)).has_value());
  const auto rules = read_office_rules(file, *site);
  REQUIRE(rules.has_value());
  CHECK(rules->reconciliations.at(0).owns("water", ""));
  CHECK(rules->reconciliations.at(0).owns("license", "401"));
  CHECK_FALSE(rules->reconciliations.at(0).owns("license", "001"));
  CHECK(rules->deposit_limits.of("courier") == 3);
  CHECK(rules->deposit_limits.of("po_box") == 2);
  CHECK(rules->letters.at(0).reply_days == 14);
  CHECK(rules->endorses_before_hand_off);
  CHECK(rules->role_limits.at(0).amount_max == Money::from_cents(100'000'00));
  CHECK(rules->policies.at(0).screens == std::vector<std::string>{"/deposits"});
}

TEST_CASE("A fault in the tables of reports, letters and policies is named with its line",
          "[config][report]") {
  const auto [table, named] = GENERATE(Catch::Generators::table<std::string, std::string>({
      {"[[reconciliation]]\ndepartment = \"fire\"\nfunds = [\"001\"]\n", "No [[department]]"},
      {"[[reconciliation]]\ndepartment = \"water\"\n", "at least one bill type"},
      {"[[reconciliation]]\ndepartment = \"water\"\nfunds = [\"1\"]\n"
       "[[reconciliation]]\ndepartment = \"water\"\nfunds = [\"1\"]\n",
       "owned by 'water' already"},
      {"[deposit_limits]\nby_pigeon = 3\n", "by_pigeon"},
      {"[[letter]]\nid = \"a\"\nname = \"A\"\nsubject = \"To {nobody}\"\nparagraphs = [\"x\"]\n",
       "{nobody} is none of the fields"},
      {"[[letter]]\nid = \"a\"\nname = \"A\"\nsubject = \"To {name\"\nparagraphs = [\"x\"]\n",
       "braces"},
      {"[[role_limit]]\nrole = \"king\"\ndeed = \"take_receipt\"\namount_max = \"5.00\"\n",
       "There is no role 'king'"},
      {"[[role_limit]]\nrole = \"mailroom\"\ndeed = \"dance\"\namount_max = \"5.00\"\n",
       "must be one of approve_deposit"},
      {"[[policies]]\nnumber = \"1\"\ntitle = \"T\"\nscreens = [\"deposits\"]\n",
       "no address of a screen"},
  }));
  const auto site = parse_site(site_text + department + table, "site.toml");
  REQUIRE_FALSE(site.has_value());
  CHECK_THAT(site.error().message, Catch::Contains(named));
  CHECK_THAT(site.error().message, Catch::Contains("site.toml:"));
}

TEST_CASE("A letter's fields are filled in, and one without a value is named", "[config][report]") {
  const deposit::LetterFields values{{"amount", "$7.00"}, {"name", ""}};
  CHECK(deposit::fill_in("You paid {amount} and {amount}.", values).value() ==
        "You paid $7.00 and $7.00.");
  const auto empty = deposit::fill_in("Dear {name}", values);
  REQUIRE_FALSE(empty.has_value());
  CHECK_THAT(empty.error().message, Catch::Contains("{name}"));
}
