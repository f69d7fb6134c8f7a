// What the steps of a returned item need and move, on values.

#include "deposit/ledger/return_rules.h"

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::ledger;

namespace {

const Spot bank{Place::Bank, "WATER", "OPERATING"};
const Spot owed_by_drawer{Place::ReturnedItems, "WATER", "OPERATING"};
const Spot suspense{Place::Suspense, "SUSPENSE", "OPERATING"};
const Spot hers{Place::Receivable, "WATER", "OPERATING", AccountNumber{"5119374766"}};
const Spot his{Place::Receivable, "SEWER", "OPERATING", AccountNumber{"7700123400777"}};

Money dollars(std::int64_t amount) {
  return Money::from_cents(amount * 100);
}

Money sum_at(const std::vector<Line>& lines, const Spot& spot) {
  Money sum;
  for (const auto& line : lines) {
    if (line.spot == spot) sum += line.amount;
  }
  return sum;
}

}  // namespace

TEST_CASE("C-08: presenting again and reversing take two people, a charge-back above the limit too",
          "[deposit][ledger][returns]") {
  CorrectionPolicy policy;
  policy.charge_back_one_person_max = dollars(100);
  CHECK(needs_second_person(ReturnEvent::Redeposit, dollars(1), policy));
  CHECK(needs_second_person(ReturnEvent::Reverse, dollars(1), policy));
  CHECK_FALSE(needs_second_person(ReturnEvent::ChargeBack, dollars(100), policy));
  CHECK(needs_second_person(ReturnEvent::ChargeBack, Money::from_cents(100'01), policy));
  CHECK_FALSE(needs_second_person(ReturnEvent::ReturnAgain, dollars(500), policy));
}

TEST_CASE("C-09: a reversal takes back what is left of all entries, in every fund",
          "[deposit][ledger][returns]") {
  auto moved = move_money(owed_by_drawer, bank, dollars(120));
  const auto again = move_money(bank, owed_by_drawer, dollars(120));
  moved.insert(moved.end(), again.begin(), again.end());
  CHECK(reversal_of(moved).empty());
  const auto taken = move_money(his, owed_by_drawer, dollars(120));
  moved.insert(moved.end(), taken.begin(), taken.end());
  const auto reversal = reversal_of(moved);
  CHECK(is_balanced(reversal));
  CHECK(sum_at(reversal, his) == dollars(-120));
  CHECK(sum_at(reversal, owed_by_drawer) == dollars(120));
}

TEST_CASE("A14.2: a drawer's payment pays the owed accounts from suspense, and what was uncovered",
          "[deposit][ledger][returns]") {
  const auto charge_back = move_money(hers, owed_by_drawer, dollars(80));
  const auto fee = move_money(hers, {Place::FeeRevenue, "WATER", "OPERATING"}, dollars(30));
  const auto owed = owed_of(charge_back, fee, owed_by_drawer, dollars(20));
  CHECK(owed.total() == dollars(130));
  const auto paid = pay_return(owed, {{hers, dollars(50)}, {suspense, dollars(80)}});
  REQUIRE(paid.has_value());
  CHECK(is_balanced(paid->lines));
  CHECK(sum_at(paid->lines, suspense) == dollars(80));
  CHECK(sum_at(paid->lines, hers) == dollars(-60));
  CHECK(sum_at(paid->lines, owed_by_drawer) == dollars(-20));
  CHECK(paid->kept == dollars(110));
}

TEST_CASE("A14.2: what stands on the owed account is booked there already and moves nowhere",
          "[deposit][ledger][returns]") {
  const auto owed = owed_of(move_money(hers, owed_by_drawer, dollars(80)), {}, owed_by_drawer, {});
  const auto paid = pay_return(owed, {{hers, dollars(80)}});
  REQUIRE(paid.has_value());
  CHECK(paid->lines.empty());
  CHECK(paid->kept == dollars(80));
}

TEST_CASE("A payment pays for no return that it does not cover", "[deposit][ledger][returns]") {
  const auto owed = owed_of(move_money(hers, owed_by_drawer, dollars(80)), {}, owed_by_drawer, {});
  CHECK_FALSE(pay_return(owed, {{hers, dollars(79)}}).has_value());
  const auto elsewhere = pay_return(owed, {{his, dollars(90)}});
  REQUIRE_FALSE(elsewhere.has_value());
  CHECK(elsewhere.error().code == ErrorCode::Conflict);
}
