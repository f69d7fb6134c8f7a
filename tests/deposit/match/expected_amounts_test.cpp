#include "deposit/match/expected_amounts.h"

#include <functional>

#include <rapidcheck.h>

#include "support/catch.h"

using lockbox::Money;
using lockbox::deposit::ExpectedSplit;
using lockbox::deposit::split_by_expected;

namespace {

std::vector<Money> cents(std::initializer_list<std::int64_t> amounts) {
  std::vector<Money> list;
  for (const auto amount : amounts) list.push_back(Money::from_cents(amount));
  return list;
}

using Expected = std::vector<std::vector<Money>>;
using Outcome = ExpectedSplit::Outcome;

/// Every choice tried one by one: slow, and plainly right.
int ways_by_trial(const Expected& expected, std::size_t next, Money rest) {
  if (next == expected.size()) return rest.is_zero() ? 1 : 0;
  int ways = 0;
  for (const auto amount : expected[next]) ways += ways_by_trial(expected, next + 1, rest - amount);
  return ways;
}

}  // namespace

TEST_CASE("One way to reach the tender is taken", "[deposit][expected]") {
  const auto split =
      split_by_expected(Expected{cents({500, 450}), cents({250})}, Money::from_cents(700));
  CHECK((split.outcome == Outcome::Unique));
  CHECK((split.amounts == cents({450, 250})));
}

TEST_CASE("Two ways to reach the tender are no way", "[deposit][expected]") {
  const auto split =
      split_by_expected(Expected{cents({500, 400}), cents({500, 400})}, Money::from_cents(900));
  CHECK((split.outcome == Outcome::Several));
}

TEST_CASE("An amount that a coupon expects twice counts once", "[deposit][expected]") {
  CHECK((split_by_expected(Expected{cents({500, 500})}, Money::from_cents(500)).outcome ==
         Outcome::Unique));
}

TEST_CASE("A coupon that expects nothing payable ties to nothing", "[deposit][expected]") {
  CHECK((split_by_expected(Expected{cents({0, -5})}, Money{}).outcome == Outcome::None));
  CHECK((split_by_expected(Expected{}, Money{}).outcome == Outcome::None));
}

TEST_CASE("The search agrees with trying every choice", "[deposit][expected][property]") {
  REQUIRE(rc::check([] {
    const auto coupons = *rc::gen::inRange(1, 5);
    Expected expected;
    Money tender;
    for (int i = 0; i < coupons; ++i) {
      auto amounts = *rc::gen::unique<std::vector<int>>(
          static_cast<std::size_t>(*rc::gen::inRange(1, 5)), rc::gen::inRange(1, 12));
      std::vector<Money> list;
      for (const auto amount : amounts) list.push_back(Money::from_cents(amount));
      tender += list.front();
      expected.push_back(std::move(list));
    }
    tender += Money::from_cents(*rc::gen::inRange(-2, 3));
    const auto ways = ways_by_trial(expected, 0, tender);
    const auto split = split_by_expected(expected, tender);
    RC_ASSERT(split.outcome == (ways == 0   ? Outcome::None
                                : ways == 1 ? Outcome::Unique
                                            : Outcome::Several));
    if (ways != 1) return;
    Money sum;
    for (const auto amount : split.amounts) sum += amount;
    RC_ASSERT(sum == tender);
  }));
}
