#include "deposit/counter/drawer.h"

#include <rapidcheck.h>

#include <limits>

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::counter;

namespace {

Money dollars(std::int64_t whole) {
  return Money::from_cents(whole * 100);
}

/// Bills of 100, 50, 20, 10, 5, 2, 1.
CashCount bills(std::array<std::int64_t, 7> numbers, std::int64_t coin_cents = 0) {
  return {numbers, Money::from_cents(coin_cents), {}, {}};
}

DrawerMove move_of(MoveKind kind, const CashCount& cash) {
  return {kind, cash, "Change.", {}, {}, {}, {}};
}

DrawerSession session() {
  DrawerSession made{.day = BusinessDay::parse("2026-11-23").value()};
  made.opening = bills({0, 0, 2, 1, 0, 0, 0});
  made.received = dollars(120);
  return made;
}

}  // namespace

TEST_CASE("D12: expected is opening and in, less out and deposited", "[deposit][counter]") {
  auto drawer = session();
  CHECK(expected_cash(drawer) == dollars(170));
  drawer.moves.push_back(move_of(MoveKind::PaidIn, bills({0, 0, 0, 1, 0, 0, 0})));
  drawer.moves.push_back(move_of(MoveKind::PaidOut, bills({0, 0, 0, 0, 1, 0, 0})));
  drawer.moves.push_back(move_of(MoveKind::Drop, bills({1, 0, 0, 0, 0, 0, 0})));
  CHECK(expected_cash(drawer) == dollars(75));
  drawer.counts.push_back({bills({0, 1, 1, 0, 0, 0, 2}), 0, 0, 0});
  CHECK(over_short(drawer) == Money{} - dollars(3));
  drawer.counts.push_back({bills({0, 1, 1, 0, 1, 0, 2}), 0, 0, 0});
  CHECK(over_short(drawer) == dollars(2));
  CHECK(cash_at_end(drawer).total() == dollars(177));
}

TEST_CASE("C-18: over and short alike alarm from the threshold on", "[deposit][counter]") {
  CounterRules rules;
  rules.over_short_alert = dollars(5);
  CHECK(is_alert(dollars(5), rules));
  CHECK(is_alert(Money{} - dollars(5), rules));
  CHECK_FALSE(is_alert(Money::from_cents(499), rules));
  CHECK_FALSE(is_alert(Money{}, rules));
  rules.over_short_alert = Money::from_cents(1);
  CHECK(is_alert(Money::from_cents(-1), rules));
}

TEST_CASE("Bags take large bills first, and go back where they do not come out",
          "[deposit][counter]") {
  // 60 cannot be made with the 50: the rest is three twenties.
  const auto cash = bills({0, 1, 3, 0, 0, 0, 0});
  const std::vector<BagAmount> wanted{{"GENERAL", dollars(60)}};
  const auto bags = propose_bags(cash, wanted);
  REQUIRE(bags.has_value());
  CHECK(bags->at(0).cash.bills == bills({0, 0, 3, 0, 0, 0, 0}).bills);
  CHECK(check_bags(cash, wanted, *bags).has_value());
  const auto refused = propose_bags(cash, std::vector<BagAmount>{{"GENERAL", dollars(65)}});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::Conflict);
}

TEST_CASE("Proposed bags hold exactly their amounts and no more than there is",
          "[deposit][counter]") {
  CHECK(rc::check([] {
    CashCount cash;
    for (auto& number : cash.bills) number = *rc::gen::inRange<std::int64_t>(0, 12);
    cash.coin = Money::from_cents(*rc::gen::inRange<std::int64_t>(0, 500));
    const auto first = *rc::gen::inRange<std::int64_t>(0, cash.total().cents() + 1);
    const auto second = *rc::gen::inRange<std::int64_t>(0, cash.total().cents() - first + 1);
    const std::vector<BagAmount> wanted{{"A", Money::from_cents(first)},
                                        {"B", Money::from_cents(second)}};
    const auto bags = propose_bags(cash, wanted);
    if (bags) RC_ASSERT(check_bags(cash, wanted, *bags).has_value());
  }));
}

TEST_CASE("D5: a bag that holds another sum, or bills that nobody counted, is refused",
          "[deposit][counter]") {
  const auto cash = bills({1, 0, 1, 0, 0, 0, 0});
  const std::vector<BagAmount> wanted{{"GENERAL", dollars(20)}};
  const auto fault = [&](const std::vector<CashBag>& bags) {
    const auto done = check_bags(cash, wanted, bags);
    return done ? std::string{} : done.error().message;
  };
  CHECK(fault({{"GENERAL", bills({0, 0, 1, 0, 0, 0, 0})}}).empty());
  CHECK(fault({{"GENERAL", bills({1, 0, 0, 0, 0, 0, 0})}}) ==
        "The bag for GENERAL holds 100.00; the receipts say 20.00.");
  CHECK(fault({{"GENERAL", bills({0, 0, 0, 2, 0, 0, 0})}}) ==
        "The bags hold more of a bill, or more coin, than was counted.");
  CHECK(fault({{"GENERAL", bills({0, 0, 1, 0, 0, 0, 0})},
               {"GENERAL", bills({0, 0, 0, 0, 0, 0, 0})}}) == "An account is named by two bags.");
  CHECK_FALSE(fault({}).empty());
}

TEST_CASE("A drawer is counted before it is accepted, and accepted once", "[deposit][counter]") {
  CHECK(next_state(drawer_transitions, DrawerState::Open, DrawerEvent::Count) ==
        DrawerState::Counted);
  CHECK_FALSE(next_state(drawer_transitions, DrawerState::Open, DrawerEvent::Accept));
  CHECK_FALSE(next_state(drawer_transitions, DrawerState::Accepted, DrawerEvent::Accept));
  CHECK_FALSE(next_state(drawer_transitions, DrawerState::Accepted, DrawerEvent::SendBack));
}

TEST_CASE("Bills and coin that no drawer holds are refused before they are added up",
          "[deposit][counter]") {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  const auto endless = bills({most, most, most, 0, 0, 0, 0}, most);
  CHECK(check_counted(bills({0, 0, 0, 0, 0, 0, 0})).has_value());
  CHECK(check_counted(bills({0, 0, 0, 0, 0, 0, 1}, 25)).has_value());
  CHECK_FALSE(check_counted(endless).has_value());
  CHECK_FALSE(check_counted(bills({1, -2, 0, 0, 0, 0, 0})).has_value());
  const std::vector<BagAmount> wanted{{"GENERAL", dollars(20)}};
  const std::vector<CashBag> bags{{"GENERAL", endless}};
  CHECK(check_bags(bills({0, 0, 1, 0, 0, 0, 0}), wanted, bags).error().field == "/bags");
}

TEST_CASE("A sum that a full drawer cannot make is given up soon", "[deposit][counter]") {
  const auto cash = bills({10'000, 10'000, 10'000, 10'000, 0, 0, 0});
  const auto refused = propose_bags(cash, std::vector<BagAmount>{{"GENERAL", dollars(500'005)}});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::Conflict);
}
