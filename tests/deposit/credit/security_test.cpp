// Security deposits: what is required, what it bears, when it goes back.

#include "deposit/credit/security.h"

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::credit;

namespace {

BusinessDay day(const std::string& text) {
  return *BusinessDay::parse(text);
}

Money cents(std::int64_t amount) {
  return Money::from_cents(amount);
}

/// Two average bills of the last three, 50.00 to 500.00, 2 % a year.
SecurityRule two_bills() {
  return {.bill_type = "utility",
          .bills = 3,
          .percent = 200,
          .least = cents(50'00),
          .most = cents(500'00),
          .interest_basis_points = 200,
          .refund_months = 24};
}

SecurityDeposit held(std::int64_t amount, const std::string& since) {
  SecurityDeposit deposit;
  deposit.wanted.bill_type = "utility";
  deposit.wanted.amount = cents(amount);
  deposit.wanted.refund_months = 24;
  deposit.state = SecurityState::Held;
  deposit.proposed_by = "theo";
  deposit.receipts.push_back({.amount = cents(amount), .day = day(since), .receipt = "R-1"});
  return deposit;
}

}  // namespace

TEST_CASE("A deposit by rule is its part of the average bill, and says how", "[deposit][credit]") {
  const std::vector bills{cents(70'00), cents(80'01), cents(90'00)};
  const auto required = required_by(two_bills(), bills);
  REQUIRE(required.has_value());
  CHECK((required->amount == cents(160'00)));
  CHECK(required->why ==
        "200 % of the average of the last 3 bills, which come to 240.01, is 160.00.");
}

TEST_CASE("A deposit by rule is within its least and its most", "[deposit][credit]") {
  const std::vector small{cents(10'00), cents(10'00), cents(10'00)};
  CHECK((required_by(two_bills(), small)->amount == cents(50'00)));
  const std::vector large{cents(900'00), cents(900'00), cents(900'00)};
  CHECK((required_by(two_bills(), large)->amount == cents(500'00)));
  CHECK_THAT(required_by(two_bills(), large)->why, Catch::Contains("the most is 500.00"));
}

TEST_CASE("A rule of the average takes exactly its bills, a fixed one takes none",
          "[deposit][credit]") {
  const std::vector two{cents(10'00), cents(10'00)};
  CHECK(required_by(two_bills(), two).error().field == "/bills_cents");
  SecurityRule fixed{.bill_type = "utility", .amount = cents(150'00)};
  CHECK((required_by(fixed, {})->amount == cents(150'00)));
}

TEST_CASE("Interest is simple, by the day, and drops parts of a cent once", "[deposit][credit]") {
  const std::vector rules{two_bills()};
  const auto deposit = held(100'00, "2026-01-01");
  CHECK((interest_until(deposit, rules, day("2026-01-01")) == Money{}));
  CHECK((interest_until(deposit, rules, day("2027-01-01")) == cents(2'00)));
  CHECK((interest_until(deposit, rules, day("2026-12-31")) == cents(1'99)));
}

TEST_CASE("A new rate holds from its day on, for deposits that are held already",
          "[deposit][credit]") {
  auto old_rule = two_bills();
  auto new_rule = two_bills();
  new_rule.from = day("2026-07-02");  // 182 days at 2 %, then 183 days at 4 %.
  new_rule.interest_basis_points = 400;
  const std::vector rules{old_rule, new_rule};
  CHECK((interest_until(held(365'00, "2026-01-01"), rules, day("2027-01-01")) == cents(10'96)));
}

TEST_CASE("A deposit is due back after its months, and a returned check starts them anew",
          "[deposit][credit]") {
  const auto deposit = held(100'00, "2026-01-31");
  const auto due = refund_due(deposit, {});
  REQUIRE(due.has_value());
  CHECK((due->day == day("2028-01-31")));
  const std::vector blemishes{Blemish{day("2025-12-31"), "a check came back"},
                              Blemish{day("2026-06-15"), "a check came back"}};
  const auto later = refund_due(deposit, blemishes);
  CHECK((later->day == day("2028-06-15")));
  CHECK(later->why == "24 months after a check came back on 2026-06-15.");
}

TEST_CASE("A deposit that is not held is not due back", "[deposit][credit]") {
  auto deposit = held(100'00, "2026-01-31");
  deposit.wanted.amount = cents(100'01);
  CHECK_FALSE(refund_due(deposit, {}).has_value());
  deposit = held(100'00, "2026-01-31");
  deposit.wanted.refund_months = 0;
  CHECK_FALSE(refund_due(deposit, {}).has_value());
}

TEST_CASE("A release is of all that was received and names the booking that it stands on",
          "[deposit][credit]") {
  const auto deposit = held(100'00, "2026-01-31");
  Release release{.kind = ReleaseKind::Refund,
                  .amount = cents(99'00),
                  .interest = {},
                  .until = day("2026-02-01"),
                  .reference = "Check 4711"};
  CHECK(check_release(deposit, release).error().field == "/amount_cents");
  release.amount = cents(100'00);
  CHECK(check_release(deposit, release).has_value());
  release.reference = "";
  CHECK(check_release(deposit, release).error().field == "/reference");
  release.adjustment = 3;
  CHECK(check_release(deposit, release).error().field == "/adjustment");
  release.kind = ReleaseKind::Apply;
  CHECK(check_release(deposit, release).has_value());
}

TEST_CASE("C-08: who proposes a deposit neither approves nor waives it, who asks does not release",
          "[deposit][credit]") {
  auto deposit = held(100'00, "2026-01-31");
  CHECK_FALSE(check_second_person(deposit, SecurityEvent::Approve, "Theo").has_value());
  CHECK_FALSE(check_second_person(deposit, SecurityEvent::Waive, "theo").has_value());
  CHECK(check_second_person(deposit, SecurityEvent::Approve, "sam").has_value());
  deposit.release = Release{.kind = ReleaseKind::Refund,
                            .amount = cents(100'00),
                            .interest = {},
                            .until = day("2026-02-01"),
                            .reference = "x",
                            .asked_by = "Sam"};
  CHECK_FALSE(check_second_person(deposit, SecurityEvent::Release, "sam").has_value());
  CHECK(check_second_person(deposit, SecurityEvent::Release, "theo").has_value());
}

TEST_CASE("Of two versions of a deposit's rule the newest that holds on the day is followed",
          "[deposit][credit]") {
  auto later = two_bills();
  later.from = day("2027-01-01");
  later.percent = 300;
  const CreditRules rules{.security = {later, two_bills()}};
  CHECK(rules.security_rule("utility", day("2026-12-31"))->percent == 200);
  CHECK(rules.security_rule("utility", day("2027-01-01"))->percent == 300);
  CHECK(rules.security_rule("tax", day("2027-01-01")) == nullptr);
}
