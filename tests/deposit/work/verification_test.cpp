#include "deposit/work/answers.h"
#include "deposit/work/derive.h"
#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;

namespace {

/// One envelope whose check needs its amount keyed, at a site that verifies from 5.00.
BatchBuilder verified_site() {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(0, "1");
  batch.site().verify_from = Money::from_cents(500);
  return batch;
}

std::vector<TaskField> asked(const BatchWork& work) {
  std::vector<TaskField> fields;
  for (const auto& task : work.tasks) fields.push_back(task.field);
  return fields;
}
using Fields = std::vector<TaskField>;

Task answered(TaskField field, std::string value, std::string by) {
  return {2, field, "why", 1, TaskState::Answered, std::move(value), std::move(by)};
}
Task open(TaskField field) {
  return {2, field, "why", 1, TaskState::Open, {}, {}};
}

AnswerReview review(std::vector<Task> tasks, const KeyedAnswer& answer) {
  auto batch = verified_site();
  batch.contents().tasks = std::move(tasks);
  return review_answers(batch.contents(), {answer}, AccountIndex{{}});
}

}  // namespace

TEST_CASE("D1: an amount from the site's limit on is keyed by a second person before it moves",
          "[deposit][verification]") {
  auto batch = verified_site();
  const auto waiting = batch.answer(2, TaskField::Amount, "500").work();
  CHECK((asked(waiting) == Fields{TaskField::VerifyAmount}));
  CHECK((waiting.transactions[0].state == TransactionState::NeedsMatch));

  const auto agreed = batch.answer(2, TaskField::VerifyAmount, "500").work();
  CHECK(agreed.tasks.empty());
  CHECK((agreed.transactions[0].state == TransactionState::Released));
  CHECK((agreed.transactions[0].tender == Money::from_cents(500)));
}

TEST_CASE("A7.2: the question to the second person does not say what the first one keyed",
          "[deposit][verification]") {
  const auto work = verified_site().answer(2, TaskField::Amount, "51234").work();
  REQUIRE((work.tasks.size() == 1));
  CHECK((work.tasks[0].reason.find("512") == std::string::npos));
}

TEST_CASE("An amount below the limit, and one from the MICR line, needs no second person",
          "[deposit][verification]") {
  CHECK(asked(verified_site().answer(2, TaskField::Amount, "499").work()).empty());

  BatchBuilder encoded;
  encoded.account("18", 500).coupon("18", 500).check(500, "1");
  encoded.site().verify_from = Money::from_cents(100);
  CHECK(asked(encoded.work()).empty());
}

TEST_CASE("A site without verification asks nobody twice", "[deposit][verification]") {
  auto batch = verified_site();
  batch.site().verify_from.reset();
  CHECK(asked(batch.answer(2, TaskField::Amount, "500").work()).empty());
}

TEST_CASE("Two amounts that differ go to a third person, whose word holds",
          "[deposit][verification]") {
  auto batch = verified_site();
  batch.answer(2, TaskField::Amount, "500").answer(2, TaskField::VerifyAmount, "5000");
  batch.declared(2, 5000);
  const auto disputed = batch.work();
  CHECK((asked(disputed) == Fields{TaskField::ThirdAmount}));
  CHECK((disputed.transactions[0].state == TransactionState::NeedsMatch));
  CHECK((disputed.control.unkeyed == 1));
  CHECK(disputed.control.amount.is_zero());

  const auto decided = batch.answer(2, TaskField::ThirdAmount, "5000").work();
  CHECK(decided.tasks.empty());
  CHECK((decided.transactions[0].tender == Money::from_cents(5000)));
  CHECK((decided.transactions[0].state == TransactionState::Released));
}

TEST_CASE("Nobody verifies an amount that the same person keyed, however the name is spelled",
          "[deposit][verification]") {
  const auto tasks =
      std::vector{answered(TaskField::Amount, "500", "Ann"), open(TaskField::VerifyAmount)};
  const auto same = review(tasks, {2, TaskField::VerifyAmount, "500", "ann "});
  CHECK(same.accepted.empty());
  REQUIRE((same.refused.size() == 1));
  CHECK((same.refused[0].reason.find("someone else") != std::string::npos));
  CHECK((review(tasks, {2, TaskField::VerifyAmount, "500", "bob"}).accepted.size() == 1));
}

TEST_CASE("The third person is neither of the two who differ", "[deposit][verification]") {
  const auto tasks =
      std::vector{answered(TaskField::Amount, "500", "ann"),
                  answered(TaskField::VerifyAmount, "5000", "bob"), open(TaskField::ThirdAmount)};
  for (const auto* name : {"ann", "bob"}) {
    CHECK(review(tasks, {2, TaskField::ThirdAmount, "500", name}).accepted.empty());
  }
  CHECK((review(tasks, {2, TaskField::ThirdAmount, "500", "cleo"}).accepted.size() == 1));
}

TEST_CASE("An amount that another person is asked for counts for nothing yet",
          "[deposit][verification]") {
  auto batch = verified_site();
  batch.declared(2, 500).answer(2, TaskField::Amount, "500");
  batch.contents().tasks = {open(TaskField::VerifyAmount)};
  const auto work = batch.work();
  CHECK((work.control.unkeyed == 1));
  CHECK(work.control.amount.is_zero());
  CHECK(work.transactions[0].tender.is_zero());
  CHECK_FALSE(work.control.holds());
}
