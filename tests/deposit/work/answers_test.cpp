#include "deposit/work/answers.h"

#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

namespace {

BatchContents with_tasks(std::vector<Task> tasks) {
  lockbox::test::BatchBuilder batch;
  batch.coupon("18", 500).check(0, "1");
  auto contents = batch.contents();
  contents.tasks = std::move(tasks);
  return contents;
}

Task task(std::int64_t sequence, TaskField field, TaskState state = TaskState::Open,
          std::string answer = {}) {
  return {sequence, field, "why", 1, state, std::move(answer), {}};
}

const AccountIndex& accounts() {
  static const AccountIndex index{{{AccountNumber{"18"}, "utility", "", "", Money{}, "", "401",
                                    "OPERATING", AccountStatus::Open}}};
  return index;
}

AnswerReview review(const BatchContents& contents, std::vector<KeyedAnswer> answers) {
  return review_answers(contents, answers, accounts());
}

}  // namespace

TEST_CASE("An open task takes its answer, with who gave it", "[deposit][answers]") {
  const auto result =
      review(with_tasks({task(2, TaskField::Amount)}), {{2, TaskField::Amount, "000500", "ann"}});
  REQUIRE((result.accepted.size() == 1));
  CHECK((result.accepted[0].after.answer == "500"));
  CHECK((result.accepted[0].after.answered_by == "ann"));
  CHECK(result.refused.empty());
}

TEST_CASE("An answer that nobody asked for is refused", "[deposit][answers]") {
  const auto contents = with_tasks({task(2, TaskField::Amount, TaskState::Withdrawn)});
  CHECK((review(contents, {{2, TaskField::Amount, "500", "ann"}}).refused.size() == 1));
  CHECK((review(contents, {{1, TaskField::Account, "18", "ann"}}).refused.size() == 1));
  CHECK((review(contents, {{9, TaskField::Amount, "500", "ann"}}).refused.size() == 1));
}

TEST_CASE("The same answer again changes nothing, another one is refused", "[deposit][answers]") {
  const auto contents = with_tasks({task(2, TaskField::Amount, TaskState::Answered, "500")});
  const auto same = review(contents, {{2, TaskField::Amount, "0500", "ann"}});
  CHECK(same.accepted.empty());
  CHECK(same.refused.empty());
  CHECK((review(contents, {{2, TaskField::Amount, "501", "ann"}}).refused.size() == 1));
}

TEST_CASE("Two answers to one task in one file: the first stands", "[deposit][answers]") {
  const auto result =
      review(with_tasks({task(2, TaskField::Amount)}), {{2, TaskField::Amount, "500", "ann"},
                                                        {2, TaskField::Amount, "500", "ann"},
                                                        {2, TaskField::Amount, "600", "ann"}});
  CHECK((result.accepted.size() == 1));
  REQUIRE((result.refused.size() == 1));
  CHECK((result.refused[0].answer == 2));
}

TEST_CASE("A value that cannot answer its field is refused with the reason", "[deposit][answers]") {
  struct Row {
    std::int64_t sequence;
    TaskField field;
    std::string value;
  };
  const auto row = GENERATE(values<Row>({{2, TaskField::Amount, "0"},
                                         {2, TaskField::Amount, "5.00"},
                                         {2, TaskField::Amount, "12345678901"},
                                         {2, TaskField::Account, "99"},
                                         {2, TaskField::Micr, "⑆021000021⑆"},
                                         {2, TaskField::Micr, "⑆021000022⑆ 123⑈1"},
                                         {2, TaskField::Micr, "hello"},
                                         {2, TaskField::Boundary, "second"},
                                         {1, TaskField::Boundary, "joins"},
                                         {2, TaskField::Duplicate, "maybe"}}));
  const auto result = review(with_tasks({task(row.sequence, row.field)}),
                             {{row.sequence, row.field, row.value, "ann"}});
  CHECK(result.accepted.empty());
  REQUIRE((result.refused.size() == 1));
  CHECK_FALSE(result.refused[0].reason.empty());
}

namespace {

/// An envelope of coupon and check whose amount is keyed, in this state.
Result<TaskChange> correct(TransactionState state, const Task& keyed, const KeyedAnswer& answer) {
  auto contents = with_tasks({keyed});
  Transaction transaction;
  transaction.key = 1;
  transaction.documents = {1, 2};
  transaction.tender = Money::from_cents(500);
  transaction.state = state;
  contents.transactions = {transaction};
  return correct_answer(contents, answer, accounts());
}

}  // namespace

TEST_CASE("An answer can be corrected while its money has not moved", "[deposit][answers]") {
  auto keyed = task(2, TaskField::Amount, TaskState::Answered, "500");
  keyed.answered_by = "ann";
  const auto change =
      correct(TransactionState::InBalance, keyed, {2, TaskField::Amount, "510", "bob"});
  REQUIRE(change);
  CHECK((change->after.answer == "510"));
  CHECK((change->after.answered_by == "bob"));
  CHECK((change->events == std::vector{TaskEvent::Correct}));
}

TEST_CASE("Released money keeps its answers", "[deposit][answers]") {
  const auto keyed = task(2, TaskField::Amount, TaskState::Answered, "500");
  const auto refused =
      correct(TransactionState::Released, keyed, {2, TaskField::Amount, "510", "bob"});
  REQUIRE_FALSE(refused);
  CHECK((refused.error().code == ErrorCode::Conflict));
}

TEST_CASE("A correction is held to the same rules as an answer", "[deposit][answers]") {
  const auto keyed = task(2, TaskField::Amount, TaskState::Answered, "500");
  const auto in_balance = TransactionState::InBalance;
  CHECK((correct(in_balance, keyed, {2, TaskField::Amount, "0", "bob"}).error().code ==
         ErrorCode::InvalidInput));
  CHECK((correct(in_balance, keyed, {2, TaskField::Account, "18", "bob"}).error().code ==
         ErrorCode::NotFound));
  const auto open = task(2, TaskField::Amount);
  CHECK((correct(in_balance, open, {2, TaskField::Amount, "510", "bob"}).error().code ==
         ErrorCode::Conflict));
  const auto duplicate = task(2, TaskField::Duplicate, TaskState::Answered, "yes");
  CHECK((correct(in_balance, duplicate, {2, TaskField::Duplicate, "no", "bob"}).error().code ==
         ErrorCode::Conflict));
}

TEST_CASE("A line in CMC-7 answers for a check when a layout fits it", "[deposit][answers]") {
  const auto contents = with_tasks({task(2, TaskField::Micr)});
  const auto given = [&](const std::string& line) {
    return review(contents, {{2, TaskField::Micr, line, "ann"}});
  };
  const auto whole = given("c0084995c 075000004908e 241410518989a");
  REQUIRE((whole.accepted.size() == 1));
  CHECK((whole.accepted[0].after.answer == "c0084995c075000004908e241410518989a"));
  CHECK((given("c0084995c075000004908e24141051898a").refused.size() == 1));
  const auto wrong = given("c34137814c0090004285e081430432988a");
  REQUIRE((wrong.refused.size() == 1));
  CHECK(wrong.refused[0].reason.find("check digit") != std::string::npos);
}

TEST_CASE("C-13: whose money it is that corrections moved is answered by nobody, and refused alone",
          "[deposit][answers]") {
  auto contents = with_tasks({task(1, TaskField::Account), task(2, TaskField::Amount)});
  contents.suspense_taken = {1};
  const auto result = review(
      contents, {{1, TaskField::Account, "18", "ann"}, {2, TaskField::Amount, "500", "ann"}});
  CHECK((result.accepted.size() == 1));
  REQUIRE((result.refused.size() == 1));
  CHECK_THAT(result.refused[0].reason, Catch::Contains("by a correction"));
}
