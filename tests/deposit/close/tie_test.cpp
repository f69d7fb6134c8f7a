#include "deposit/close/tie.h"

#include "deposit/close/small_day.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::close;
using namespace lockbox::deposit::close::test;

TEST_CASE("The tie has twelve lines, each the sum of its parts", "[deposit][close]") {
  const auto tie = tie_of(small_day());
  REQUIRE(tie.lines.size() == tie_lines);
  for (const auto& line : tie.lines) {
    INFO(line.number);
    Money sum;
    for (const auto& part : line.parts) sum += part.amount;
    CHECK(sum == line.amount);
    CHECK_FALSE(line.explanation.empty());
  }
  CHECK(tie.line(1).amount.cents() == 157'00);
  CHECK(tie.line(2).amount.cents() == 150'00);
  CHECK(tie.line(4).amount.cents() == 7'00);
  CHECK(tie.line(5).amount.cents() == 130'00);
  CHECK(tie.line(7).amount.cents() == 20'00);
  CHECK(tie.line(10).amount.cents() == 150'00);
  CHECK(tie.line(11).pieces == 5);
  for (const int number : {1, 2, 8, 11}) CHECK(tie.line(number).difference == 0);
}

TEST_CASE("A second scan is a piece of paper and no money", "[deposit][close]") {
  const auto tie = tie_of(small_day());
  CHECK(tie.line(1).parts.size() == 3);
  CHECK(tie.line(11).parts.size() == 5);
}

TEST_CASE("Tender in no deposit is carried, and the day still ties", "[deposit][close]") {
  auto record = small_day();
  record.pieces[3].fate = Fate::Waiting;
  const auto tie = tie_of(record);
  CHECK(tie.line(3).amount.cents() == 7'00);
  CHECK(tie.line(4).amount.is_zero());
  CHECK(tie.line(1).difference == 0);
}

TEST_CASE("A deposit that nobody approved is not in transit, which line 8 may carry",
          "[deposit][close]") {
  auto record = small_day();
  record.deposits[0].state = DepositState::AwaitingApproval;
  const auto tie = tie_of(record);
  CHECK(tie.line(10).amount.is_zero());
  CHECK(tie.line(8).difference == -150'00);
  CHECK_FALSE(tie.line(8).must_tie);
}

TEST_CASE("Lines 8 to 10 say what the bank confirmed, corrected and has yet to confirm",
          "[deposit][close]") {
  auto record = small_day();
  record.deposits[0].state = DepositState::Sent;
  CHECK(tie_of(record).line(10).amount.cents() == 150'00);
  record.deposits[0].state = DepositState::ConfirmedAdjusted;
  record.deposits[0].adjusted = Money::from_cents(-90);
  const auto tie = tie_of(record);
  CHECK(tie.line(8).amount.cents() == 149'10);
  CHECK(tie.line(9).amount.cents() == -90);
  CHECK(tie.line(10).amount.is_zero());
  CHECK(tie.line(8).difference == 0);
}

TEST_CASE("What is deposited and in no posting file is told", "[deposit][close]") {
  auto record = small_day();
  record.journal[1].posted_in.clear();
  const auto tie = tie_of(record);
  CHECK(tie.to_be_posted.cents() == 100'00);
  CHECK(tie.line(2).difference == 100'00);
}

TEST_CASE("A difference that a supervisor accepted is over or short", "[deposit][close]") {
  auto record = small_day();
  record.batches[0].accepted = {1, Money::from_cents(-3)};
  const auto tie = tie_of(record);
  CHECK(tie.line(12).amount.cents() == -3);
  CHECK(tie.line(12).pieces == 1);
}
