#include "service/config/credit_table.h"

#include "core/file.h"
#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;

TEST_CASE("A site says what deposits it asks for, how it scores accounts, and when it tells",
          "[config][credit]") {
  const auto text = site_text + R"(
[[security_deposit]]
bill_type = "water"
bills = 12
percent = 200
least = "50.00"
most = "500.00"
waivers = ["Good record elsewhere"]
interest_basis_points = 150
refund_months = 24
[[security_deposit]]
bill_type = "water"
from = 2027-01-01
amount = "150.00"
[referral]
list_from = 50
least = "25.00"
[[referral.score]]
factor = "age_days"
from = 90
points = 30
[[referral.score]]
factor = "amount"
from = "500.00"
points = 15
[notices]
installment_days = 7
)";
  const auto site = parse_site(text, "site.toml");
  REQUIRE(site.has_value());
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "site.toml";
  REQUIRE(write_file_durably(file, bytes_of(text)).has_value());
  const auto rules = read_credit_rules(file, *site);
  REQUIRE(rules.has_value());
  CHECK((rules->security.at(0) == deposit::SecurityRule{.bill_type = "water",
                                                        .bills = 12,
                                                        .percent = 200,
                                                        .least = Money::from_cents(50'00),
                                                        .most = Money::from_cents(500'00),
                                                        .waivers = {"Good record elsewhere"},
                                                        .interest_basis_points = 150,
                                                        .refund_months = 24}));
  CHECK((rules->security.at(1).amount == Money::from_cents(150'00)));
  CHECK((rules->referral ==
         deposit::ReferralRules{.list_from = 50,
                                .least = Money::from_cents(25'00),
                                .steps = {{deposit::ReferralFactor::AgeDays, 90, 30},
                                          {deposit::ReferralFactor::Amount, 500'00, 15}}}));
  CHECK(rules->notice_days == 7);
}

TEST_CASE("A fault in the tables of credit is named with its line", "[config][credit]") {
  const auto [table, named] = GENERATE(Catch::Generators::table<std::string, std::string>({
      {"[[security_deposit]]\nbill_type = \"tax\"\namount = \"1.00\"\n", "No [[coupon]]"},
      {"[[security_deposit]]\nbill_type = \"water\"\n", "bills"},
      {"[[security_deposit]]\nbill_type = \"water\"\namount = \"1.00\"\nbills = 3\n", "bills"},
      {"[[security_deposit]]\nbill_type = \"water\"\nbills = 3\npercent = 100\nleast = \"9.00\"\n"
       "most = \"8.00\"\n",
       "below the least"},
      {"[[security_deposit]]\nbill_type = \"water\"\namount = \"1.00\"\n"
       "[[security_deposit]]\nbill_type = \"water\"\namount = \"2.00\"\n",
       "a rule from this day on already"},
      {"[referral]\nlist_from = 5\n[[referral.score]]\nfactor = \"mood\"\nfrom = 1\npoints = 1\n",
       "'mood' is none of"},
      {"[referral]\nlist_from = 5\n", "score"},
      {"[notices]\ninstallment_days = 99\n", "installment_days"},
  }));
  const auto site = parse_site(site_text + table, "site.toml");
  REQUIRE_FALSE(site.has_value());
  CHECK_THAT(site.error().message, Catch::Contains(named));
  CHECK_THAT(site.error().message, Catch::Contains("site.toml:"));
}

TEST_CASE("A site without these tables asks for no deposits and scores nobody",
          "[config][credit]") {
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "site.toml";
  REQUIRE(write_file_durably(file, bytes_of(site_text)).has_value());
  const auto rules = read_credit_rules(file, parse_site(site_text, "site.toml").value());
  REQUIRE(rules.has_value());
  CHECK(rules->security.empty());
  CHECK(rules->referral.steps.empty());
  CHECK(rules->notice_days == 5);
}
