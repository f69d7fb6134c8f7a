// The same paper by its picture, where line and amount do not say so.

#include <algorithm>
#include <iterator>

#include "deposit/work/derive.h"
#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;

namespace {

AlikeCapture capture_of(std::int64_t batch, std::int64_t sequence) {
  return {"1001", BatchId{batch}, sequence, BusinessDay::parse("2026-11-20").value(), 98};
}

/// Two envelopes; the check of the second is alike that capture by its picture.
BatchBuilder two_envelopes(const AlikeCapture& alike, std::int64_t second_cents = 700) {
  BatchBuilder batch;
  batch.account("18", 500).account("26", second_cents);
  batch.coupon("18", 500).check(500, "1").coupon("26", second_cents).check(second_cents, "2");
  batch.contents().documents.at(3).reading->alike = alike;
  return batch;
}

std::vector<Task> questions_of(const BatchWork& work) {
  std::vector<Task> questions;
  std::ranges::copy_if(work.tasks, std::back_inserter(questions),
                       [](const Task& task) { return task.field == TaskField::Duplicate; });
  return questions;
}

}  // namespace

TEST_CASE("A check alike by picture is asked about, with what it is held against",
          "[deposit][work][alike]") {
  auto batch = two_envelopes(capture_of(7, 5));
  const auto work = batch.work();
  const auto questions = questions_of(work);
  REQUIRE(questions.size() == 1);
  CHECK(questions[0].sequence == 4);
  CHECK(questions[0].reason ==
        "Alike by picture, 98 of 100, with document 5 of 2026-11-20 in lockbox 1001. Is it the "
        "same paper?");
  CHECK((work.transactions.at(0).state == TransactionState::Released));
  CHECK((work.transactions.at(1).state == TransactionState::ExceptionOpen));
}

TEST_CASE("What may be alike by picture is asked once line and amount are known",
          "[deposit][work][alike]") {
  auto batch = two_envelopes(capture_of(7, 5));
  batch.contents().documents.at(3).reading->micr.reset();
  CHECK(questions_of(batch.work()).empty());
  batch.answer(4, TaskField::Amount, "700");
  CHECK(questions_of(batch.work()).empty());
  batch.answer(4, TaskField::Micr, "⑆021000021⑆ 123456⑈ 77");
  CHECK(questions_of(batch.work()).size() == 1);
}

TEST_CASE("Checks of one batch over other amounts are not the same paper, however alike they look",
          "[deposit][work][alike]") {
  auto batch = two_envelopes(capture_of(1, 2));
  CHECK(questions_of(batch.work()).empty());
}

TEST_CASE("Of two papers that are alike one is asked about", "[deposit][work][alike]") {
  auto batch = two_envelopes(capture_of(1, 2), 500);
  batch.contents().documents.at(1).reading->alike = capture_of(1, 4);
  const auto facts = gather_facts(batch.contents(), {}, {});
  CHECK(facts.at(1).duplicate_of == 4);
  CHECK_FALSE(facts.at(3).duplicate_of.has_value());
  CHECK(facts.at(3).duplicate_reason.empty());
}

TEST_CASE("What is alike by picture is decided by a person alone", "[deposit][work][alike]") {
  auto batch = two_envelopes(capture_of(7, 5));
  const auto other = batch.answer(4, TaskField::Duplicate, "no").work();
  CHECK(questions_of(other).empty());
  CHECK((other.transactions.at(1).state == TransactionState::Released));
  const auto same = batch.answer(4, TaskField::Duplicate, "yes").work();
  CHECK(std::ranges::none_of(same.transactions, [](const Transaction& transaction) {
    return std::ranges::find(transaction.documents, 4) != transaction.documents.end();
  }));
}

TEST_CASE("In one batch the capture that is alike is named as the first",
          "[deposit][work][alike]") {
  auto batch = two_envelopes(capture_of(1, 2), 500);
  REQUIRE(batch.contents().batch.id == BatchId{1});
  const auto facts = gather_facts(batch.contents(), {}, {});
  CHECK(facts.at(3).duplicate_of == 2);
  CHECK(facts.at(3).duplicate_reason ==
        "Alike by picture, 98 of 100, with document 2. Is it the same paper?");
}

TEST_CASE("Line and amount say it first", "[deposit][work][alike]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(500, "1").coupon("18", 500).check(500, "1");
  batch.contents().documents.at(3).reading->alike = capture_of(7, 5);
  CHECK(gather_facts(batch.contents(), {}, {}).at(3).duplicate_reason ==
        "Same bank, account, check number and amount as document 2.");
}
