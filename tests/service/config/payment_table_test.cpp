#include "service/config/payment_table.h"

#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;

namespace {

const std::string rules_text = R"(
[payment_rules]
post_charges = true
[[payment_rules.rule]]
bill_type = "water"
order = ["plan_first", "penalty_first", "service_order", "oldest_first"]
plan_codes = ["PLAN"]
penalty_codes = ["PENALTY"]
services = ["WATER", "SEWER"]
short = "suspense"
over = "refund"
write_off_max = "0.05"
[[payment_rules.rule]]
bill_type = "water"
from = 2026-12-01
)";

}  // namespace

TEST_CASE("A6.8, A6.7: a site says how payments are applied, for each bill type from a day on",
          "[config][accounts]") {
  const auto site = parse_site(site_text + rules_text, "site.toml");
  REQUIRE(site.has_value());
  const auto& rules = site->payment_rules;
  CHECK(rules.posts_charges);
  REQUIRE(rules.rules.size() == 2);
  using deposit::ChargeOrder;
  CHECK(rules.rules[0].order == std::vector{ChargeOrder::PlanFirst, ChargeOrder::PenaltyFirst,
                                            ChargeOrder::ServiceOrder, ChargeOrder::OldestFirst});
  CHECK(rules.rules[0].services == std::vector<std::string>{"WATER", "SEWER"});
  CHECK((rules.rules[0].short_payment == deposit::ShortRule::Suspense));
  CHECK((rules.rules[0].over_payment == deposit::OverRule::Refund));
  CHECK((rules.rules[0].write_off_max == Money::from_cents(5)));
  CHECK(rules.rules[1].order == std::vector{ChargeOrder::OldestFirst});
  CHECK((rules.rules[1].short_payment == deposit::ShortRule::Take));
  CHECK_FALSE(rules.rules[1].over_payment.has_value());
  CHECK(rules.rules[1].write_off_max.is_zero());
}

TEST_CASE("A6.7: no rule lets more be written off than the site does at all",
          "[config][accounts]") {
  const auto [rest, corrections, is_allowed] = GENERATE(table<std::string, std::string, bool>({
      {"5.00", "", true},
      {"5.01", "", false},
      {"0.05", "[corrections]\nwrite_off_max = \"0.05\"\n", true},
      {"0.05", "[corrections]\nwrite_off_max = \"0.04\"\n", false},
  }));
  const auto rules = with_change(rules_text, "0.05", rest);
  const auto site = parse_site(site_text + rules + corrections, "site.toml");
  REQUIRE(site.has_value() == is_allowed);
  if (is_allowed) return;
  CHECK_THAT(site.error().message, Catch::Contains("payment_rules.rule[1].write_off_max"));
}

TEST_CASE("A site without payment rules has none", "[config][accounts]") {
  const auto site = parse_site(site_text, "site.toml");
  REQUIRE(site.has_value());
  CHECK(site->payment_rules.rules.empty());
  CHECK_FALSE(site->payment_rules.posts_charges);
}

TEST_CASE("A fault in a payment rule is named with its line", "[config][accounts]") {
  const auto [from, to] = GENERATE(table<std::string, std::string>({
      {"\"oldest_first\"", "\"newest_first\""},
      {"\"oldest_first\"", "\"plan_first\""},
      {"plan_codes = [\"PLAN\"]", ""},
      {"\"suspense\"", "\"ignore\""},
      {"\"refund\"", "\"gift\""},
      {"from = 2026-12-01", ""},
      {"short =", "shrt ="},
  }));
  auto text = rules_text;
  text.replace(text.find(from), from.size(), to);
  const auto site = parse_site(site_text + text, "site.toml");
  REQUIRE_FALSE(site.has_value());
  CHECK_THAT(site.error().message, Catch::Contains("payment_rules"));
}
