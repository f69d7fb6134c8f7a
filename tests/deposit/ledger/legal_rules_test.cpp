#include "deposit/ledger/legal_rules.h"

#include "deposit/ledger/data_files.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit::ledger;
using lockbox::deposit::test::must;

namespace {

BusinessDay day(const char* text) {
  return must(BusinessDay::parse(text));
}

}  // namespace

TEST_CASE("C-19: the fee is 25, 30 or 40 dollars by the amount, or 5 percent if that is more",
          "[deposit][ledger]") {
  const auto [item, fee] = GENERATE(table<std::int64_t, std::int64_t>({
      {1, 25'00},
      {50'00, 25'00},
      {50'01, 30'00},
      {300'00, 30'00},
      {300'01, 40'00},
      {800'00, 40'00},
      {800'20, 40'01},
      {801'37, 40'06},
      {1'000'000'00, 50'000'00},
  }));
  const auto found = must(legal_rules().fee(Money::from_cents(item), day("2026-11-23")));
  CHECK(found.amount == Money::from_cents(fee));
  CHECK_FALSE(found.source.empty());
}

TEST_CASE("A later row of a rule takes the place of all earlier ones, from its day on",
          "[deposit][ledger]") {
  const std::string text = std::string{florida_csv()} +
                           "return_fee,2027-01-01,0,1000,0,,,A new law\n"
                           "notice,2027-01-01,,,,20,days,A new law\n";
  const auto rules = must(LegalRules::parse(text));
  const auto item = Money::from_cents(500'00);
  CHECK(must(rules.fee(item, day("2026-12-31"))).amount == Money::from_cents(40'00));
  CHECK(must(rules.fee(item, day("2027-01-01"))).amount == Money::from_cents(10'00));
  CHECK(must(rules.end_of(LegalRule::Notice, day("2027-01-01"))) == day("2027-01-21"));
  CHECK_FALSE(rules.fee(item, day("2018-12-31")).has_value());
}

TEST_CASE("The clocks of a letter run 15 and 30 days, cash only lasts twelve months",
          "[deposit][ledger]") {
  const auto& rules = legal_rules();
  CHECK(must(rules.end_of(LegalRule::Notice, day("2026-11-23"))) == day("2026-12-08"));
  CHECK(must(rules.end_of(LegalRule::Demand, day("2026-11-23"))) == day("2026-12-23"));
  CHECK(must(rules.end_of(LegalRule::CashOnly, day("2026-11-23"))) == day("2027-11-23"));
  CHECK(must(rules.end_of(LegalRule::Unclaimed, day("2024-02-29"))) == day("2025-02-28"));
}

TEST_CASE("A table with a fault is refused with its line", "[deposit][ledger]") {
  const std::string head = "rule,valid_from,above_cents,amount_cents,percent,count,unit,source\n";
  const auto* const line =
      GENERATE("notice,2026-02-30,,,,15,days,x\n", "notice,2026-01-01,,,,15\n",
               "fee,2026-01-01,0,1,1,,,x\n", "notice,2026-01-01,,,,15,,x\n",
               "notice,2026-01-01,,,,-1,days,x\n", "return_fee,2026-01-01,0,1,1,,,\n");
  const auto rules = LegalRules::parse(head + line);
  REQUIRE_FALSE(rules.has_value());
  CHECK_THAT(rules.error().message, Catch::Contains("line 2"));
}

TEST_CASE("Every return reason has a code of its own, and only want of money is presented again",
          "[deposit][ledger]") {
  CHECK(return_reasons().size() == 23);
  CHECK(must(return_reason("A")).may_present_again);
  CHECK(must(return_reason("A")).has_fee);
  CHECK_FALSE(must(return_reason("D")).may_present_again);
  CHECK(must(return_reason("C")).is_cash_only);
  CHECK_FALSE(must(return_reason("G")).has_fee);
  CHECK_FALSE(return_reason("?").has_value());
}
