// Several coupons that do not add up to what was paid: a person says what goes where.

#include <algorithm>

#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;

namespace {

/// Two coupons over 5.00 and 2.50, and a check, in one envelope.
BatchBuilder two_coupons(std::int64_t paid_cents) {
  BatchBuilder batch;
  batch.account("18", 500).account("26", 250).coupon("18", 500).coupon("26", 250);
  batch.check(paid_cents, "1");
  for (int i = 1; i <= 3; ++i) {
    batch.answer(i, TaskField::Boundary, i == 1 ? "first" : "joins");
  }
  return batch;
}

const Task* division_task(const BatchWork& work) {
  for (const auto& task : work.tasks) {
    if (task.field == TaskField::Account) return &task;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("D2: coupons that do not add up to the check wait for a person, not in suspense",
          "[deposit][work][division]") {
  auto batch = two_coupons(700);
  const auto work = batch.work();
  CHECK((work.transactions[0].state == TransactionState::ExceptionOpen));
  CHECK(work.transactions[0].suspense.is_zero());
  REQUIRE(division_task(work) != nullptr);
  CHECK(division_task(work)->sequence == 3);
}

TEST_CASE("D2: a person divides the check over the coupons, in part and into suspense",
          "[deposit][work][division]") {
  auto batch = two_coupons(700);
  batch.answer(3, TaskField::Account, "18=500;26=150;suspense=50");
  const auto work = batch.work();
  const auto& envelope = work.transactions.at(0);
  CHECK((envelope.state == TransactionState::Released));
  REQUIRE(envelope.applied.size() == 2);
  CHECK((envelope.applied[1].amount == Money::from_cents(150)));
  CHECK((envelope.suspense == Money::from_cents(50)));
  CHECK((envelope.suspense_reason == SuspenseReason::Unallocated));
  CHECK(division_task(work) == nullptr);
}

TEST_CASE("D2: all of it goes to suspense only because a person says so",
          "[deposit][work][division]") {
  auto batch = two_coupons(700);
  batch.answer(3, TaskField::Account, "suspense=700");
  const auto envelope = batch.work().transactions.at(0);
  CHECK((envelope.state == TransactionState::Released));
  CHECK((envelope.suspense == Money::from_cents(700)));
  CHECK(envelope.applied.empty());
}

TEST_CASE("D2: a division that does not come to the check any more is asked for again",
          "[deposit][work][division]") {
  auto batch = two_coupons(710);
  batch.answer(3, TaskField::Account, "18=500;26=150;suspense=50");
  const auto work = batch.work();
  CHECK((work.transactions[0].state == TransactionState::ExceptionOpen));
  CHECK(division_task(work) != nullptr);
}

TEST_CASE("D2: what adds up in one way is nobody's question", "[deposit][work][division]") {
  auto batch = two_coupons(750);
  const auto work = batch.work();
  CHECK((work.transactions[0].state == TransactionState::Released));
  CHECK((work.transactions[0].outcome == PaymentOutcome::AsExpected));
  CHECK(division_task(work) == nullptr);
}

TEST_CASE("A8.1: where batches are balanced whole, a division is asked for once all is keyed",
          "[deposit][work][division]") {
  auto batch = two_coupons(700);
  batch.check(0, "2");
  batch.answer(4, TaskField::Boundary, "first");
  const auto is_asked = [&] {
    const auto work = batch.work();
    CHECK((work.transactions[0].state == TransactionState::ExceptionOpen));
    return std::ranges::any_of(work.tasks, [](const Task& task) {
      return task.sequence == 3 && task.field == TaskField::Account;
    });
  };
  CHECK(is_asked());
  batch.site().balancing.mode = BalanceMode::ByBatch;
  CHECK_FALSE(is_asked());
  batch.answer(4, TaskField::Amount, "300");
  CHECK(is_asked());
}
