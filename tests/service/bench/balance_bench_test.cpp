// The balance doctor on batches of 150 items of which 15 are keyed once, one of them wrongly.

#include "service/bench/balance_bench.h"

#include "deposit/doctor/diagnosis.h"
#include "service/bench/drawn_digits.h"
#include "service/bench/drawn_payments.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;

TEST_CASE("The mistake is among the doctor's first three, and on its list always",
          "[service][bench][doctor]") {
  struct Aim {
    PlantedError error;
    double in_three;
  };
  const auto [error, in_three] = GENERATE(values<Aim>({
      {PlantedError::SwappedDigits, 0.95},
      {PlantedError::CountedTwice, 1},
      {PlantedError::MissingItem, 0.95},
      {PlantedError::WrongDigitSeen, 0.60},
      {PlantedError::Slide, 0.90},
  }));
  const auto cell = measure_balance({.error = error}, {.batches = 300, .seed = 7});
  CAPTURE(name_of(planted_error_names, error), cell.in_three.value());
  CHECK(cell.in_three.of == 300);
  CHECK(cell.in_three.value() >= in_three);
  CHECK(cell.listed.count == cell.listed.of);
}

TEST_CASE("However many items are keyed once the mistake is on the list, with and without coupons",
          "[service][bench][doctor]") {
  for (const auto coupons : {Coupons::Most, Coupons::None}) {
    for (const auto& cell : measure_balances(coupons, {.batches = 40, .seed = 11})) {
      CAPTURE(name_of(planted_error_names, cell.plan.error), cell.plan.keyed_once);
      CHECK(cell.listed.count == cell.listed.of);
    }
  }
}

TEST_CASE("The doctor comes near the judge who knows every chance, and not beyond",
          "[service][bench][doctor]") {
  for (const auto& cell : measure_balances(Coupons::Most, {.batches = 200, .seed = 5})) {
    CAPTURE(name_of(planted_error_names, cell.plan.error), cell.plan.keyed_once);
    CHECK(cell.in_three.value() >= cell.judge_in_three - 0.12);
    CHECK(cell.in_three.low() <= cell.judge_in_three);
  }
}

TEST_CASE("A drawn batch is the same for the same seed, and differs by its one mistake",
          "[service][bench][doctor]") {
  Chance one{3};
  Chance other{3};
  const PlantedPlan plan{.error = PlantedError::Slide, .keyed_once = 50};
  const auto batch = plant(plan, one);
  const auto again = plant(plan, other);
  REQUIRE((batch.ledger.tender.size() == 150));
  CHECK((batch.ledger.declared == again.ledger.declared));
  CHECK((batch.culprits == again.culprits));
  CHECK((batch.ledger.missing().documents == 0));
  CHECK_FALSE(batch.ledger.missing().amount.is_zero());
}

TEST_CASE("The chances of all payments on a bill add up to one", "[service][bench]") {
  Chance chance{9};
  for (int i = 0; i < 5; ++i) {
    const auto bill = draw_bill(chance);
    double sum = 0;
    const auto most = std::max(2 * bill.expected.front().cents(), std::int64_t{50'000});
    for (std::int64_t cents = 1; cents <= most; ++cents) {
      sum += payment_chance(bill, Money::from_cents(cents));
    }
    CHECK(sum == Approx(1).epsilon(1e-6));
  }
}

TEST_CASE("Of the wrong digits that were drawn the judge knows how they come about",
          "[service][bench]") {
  Chance chance{4};
  for (int i = 0; i < 200; ++i) {
    const auto error = draw_wrong_digit("12845", Reader::Looks, chance);
    CHECK(wrong_digit_odds("12845", error.digits, error.seen) > 0);
    CHECK(wrong_digit_odds("12345", error.digits, {}) >= 0);
  }
  CHECK(wrong_digit_odds("12845", "12845", {}) == 0);
  CHECK(wrong_digit_odds("12845", "21845", {}) == 0);
}
