// Payment arrangements: their schedule, and how the books show that they are kept.

#include "deposit/credit/arrangement.h"

#include <algorithm>
#include <random>

#include "deposit/ledger/legal_rules.h"
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

/// Three months of 100.00, five days of grace each, from December 1 on.
Arrangement three_months() {
  Arrangement one{.number = 1,
                  .plan = {.lockbox = "BOX",
                           .account = AccountNumber{"5119374766"},
                           .total = cents(300'00),
                           .installments = {{day("2026-12-01"), cents(100'00)},
                                            {day("2027-01-04"), cents(100'00)},
                                            {day("2027-02-01"), cents(100'00)}},
                           .grace_days = 5,
                           .active_from = day("2026-11-23"),
                           .terms = "Agreed on the telephone."},
                  .state = ArrangementState::Active,
                  .version = 1,
                  .proposed_by = "theo",
                  .proposed_at = {}};
  return one;
}

Booking paid(std::int64_t batch, const std::string& on, std::int64_t amount) {
  return {{BatchId{batch}, 1}, day(on), day(on), cents(amount)};
}

/// What takes the money of that batch away again.
Booking taken(std::int64_t batch, const std::string& received, const std::string& on,
              std::int64_t amount, bool is_charge_back = true) {
  return {{BatchId{batch}, 1}, day(received), day(on), cents(-amount), 7, is_charge_back};
}

/// Numbers from one to the other, by a seed that a failure names.
class Drawn {
 public:
  explicit Drawn(unsigned seed) : random_{seed} {}
  std::int64_t operator()(std::int64_t from, std::int64_t to) {
    return std::uniform_int_distribution<std::int64_t>{from, to}(random_);
  }

 private:
  std::mt19937 random_;
};

std::vector<InstallmentStanding> standings(const Assessment& assessment) {
  std::vector<InstallmentStanding> all;
  for (const auto& view : assessment.installments) all.push_back(view.standing);
  return all;
}

}  // namespace

TEST_CASE("Equal installments carry the cents that do not divide in the last",
          "[deposit][credit]") {
  const auto schedule = plan_schedule({.total = cents(100'00),
                                       .count = 3,
                                       .first_due = day("2026-11-30"),
                                       .rhythm = Rhythm::Monthly},
                                      {});
  REQUIRE(schedule.has_value());
  CHECK((*schedule == std::vector<Installment>{{day("2026-11-30"), cents(33'33)},
                                               {day("2026-12-30"), cents(33'33)},
                                               {day("2027-02-01"), cents(33'34)}}));
}

TEST_CASE("No installment is due after 2999, where a slip of the keys puts it",
          "[deposit][credit]") {
  for (const auto rhythm : {Rhythm::Weekly, Rhythm::Biweekly, Rhythm::Monthly}) {
    const auto schedule = plan_schedule(
        {.total = cents(100'00), .count = 3, .first_due = day("9999-12-15"), .rhythm = rhythm}, {});
    REQUIRE_FALSE(schedule.has_value());
    CHECK((schedule.error().code == ErrorCode::InvalidInput));
    CHECK(schedule.error().field == "/first_due");
  }
  CHECK_FALSE(plan_schedule({.total = cents(100'00),
                             .count = 2,
                             .first_due = day("2999-12-15"),
                             .rhythm = Rhythm::Monthly},
                            {})
                  .has_value());
  auto plan = three_months().plan;
  plan.installments.back().due = day("9999-12-31");
  CHECK(check_arrangement(plan).error().field == "/installments/2/due");
  plan.installments.back().due = day("2999-12-31");
  CHECK(check_arrangement(plan).has_value());
}

TEST_CASE("An installment on a day without business is due on the next one with it",
          "[deposit][credit]") {
  const std::vector holidays{day("2026-12-25")};
  const auto schedule = plan_schedule({.total = cents(20'00),
                                       .count = 2,
                                       .first_due = day("2026-12-11"),
                                       .rhythm = Rhythm::Biweekly},
                                      holidays);
  REQUIRE(schedule.has_value());
  CHECK((schedule->at(0).due == day("2026-12-11")));
  CHECK((schedule->at(1).due == day("2026-12-28")));
}

TEST_CASE("Installments of any plan add up to its total and are due one after another",
          "[deposit][credit]") {
  const auto seed = GENERATE(range(1U, 200U));
  INFO("seed " << seed);
  Drawn drawn{seed};
  const auto total = cents(drawn(60, 2'000'000));
  const auto count = drawn(1, 60);
  const auto rhythm = static_cast<Rhythm>(drawn(0, 2));
  const auto schedule = plan_schedule(
      {.total = total, .count = count, .first_due = day("2026-11-23"), .rhythm = rhythm}, {});
  REQUIRE(schedule.has_value());
  Money sum;
  for (std::size_t i = 0; i < schedule->size(); ++i) {
    sum += schedule->at(i).amount;
    if (i > 0) CHECK((schedule->at(i - 1).due < schedule->at(i).due));
  }
  CHECK((sum == total));
}

TEST_CASE("A plan that makes no installments is refused by its member", "[deposit][credit]") {
  const auto refused = [](std::int64_t total, std::int64_t count) {
    return plan_schedule({.total = cents(total),
                          .count = count,
                          .first_due = day("2026-11-23"),
                          .rhythm = Rhythm::Weekly},
                         {})
        .error()
        .field;
  };
  CHECK(refused(0, 1) == "/total_cents");
  CHECK(refused(100, 0) == "/count");
  CHECK(refused(100, 61) == "/count");
  CHECK(refused(2, 3) == "/count");
}

TEST_CASE("Installments that do not add up to the total are told by how much",
          "[deposit][credit]") {
  auto plan = three_months().plan;
  CHECK(check_arrangement(plan).has_value());
  plan.installments.back().amount = cents(99'00);
  const auto refused = check_arrangement(plan);
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().code == ErrorCode::OutOfBalance));
  CHECK_THAT(refused.error().message, Catch::Contains("299.00") && Catch::Contains("-1.00"));
}

TEST_CASE("Installments are due in order, none before the first day", "[deposit][credit]") {
  auto plan = three_months().plan;
  std::swap(plan.installments[0], plan.installments[1]);
  CHECK(check_arrangement(plan).error().field == "/installments/1/due");
  plan = three_months().plan;
  plan.active_from = day("2026-12-02");
  CHECK(check_arrangement(plan).error().field == "/installments/0/due");
  plan = three_months().plan;
  plan.terms = " ";
  CHECK(check_arrangement(plan).error().field == "/terms");
}

TEST_CASE("Payments fill the oldest installment first, and say which they paid",
          "[deposit][credit]") {
  const std::vector bookings{paid(2, "2026-12-10", 60'00), paid(1, "2026-12-01", 120'00)};
  const auto seen = assess(three_months(), bookings, day("2026-12-11"));
  CHECK((seen.detected == ArrangementState::Active));
  CHECK((seen.paid == cents(180'00)));
  CHECK((seen.left == cents(120'00)));
  CHECK((standings(seen) == std::vector{InstallmentStanding::Paid, InstallmentStanding::Open,
                                        InstallmentStanding::Open}));
  REQUIRE((seen.installments[1].parts.size() == 2));
  CHECK((seen.installments[1].parts[0].receipt ==
         Receipt{{BatchId{1}, 1}, day("2026-12-01"), cents(20'00)}));
  CHECK((seen.installments[1].parts[1].receipt ==
         Receipt{{BatchId{2}, 1}, day("2026-12-10"), cents(60'00)}));
  CHECK(seen.why == "20.00 is due on 2027-01-04, in time until 2027-01-09.");
}

TEST_CASE("An arrangement is broken on the day after the grace, not before", "[deposit][credit]") {
  const std::vector bookings{paid(1, "2026-12-01", 40'00)};
  CHECK((assess(three_months(), bookings, day("2026-12-06")).detected == ArrangementState::Active));
  const auto seen = assess(three_months(), bookings, day("2026-12-07"));
  CHECK((seen.detected == ArrangementState::Broken));
  CHECK(seen.why == "Installment 1 of 100.00 was short by 60.00 on 2026-12-06.");
  CHECK((seen.installments[0].standing == InstallmentStanding::Short));
}

TEST_CASE("What came after the grace is late and leaves the arrangement broken",
          "[deposit][credit]") {
  const std::vector bookings{paid(1, "2026-12-07", 100'00)};
  const auto seen = assess(three_months(), bookings, day("2026-12-08"));
  CHECK((seen.detected == ArrangementState::Broken));
  CHECK((seen.installments[0].standing == InstallmentStanding::Late));
  CHECK_THAT(seen.why, Catch::EndsWith("and came late."));
}

TEST_CASE("An arrangement is kept when all of it is paid, and what is beyond is told",
          "[deposit][credit]") {
  const std::vector bookings{paid(1, "2026-12-01", 100'00), paid(2, "2027-01-04", 210'00)};
  const auto seen = assess(three_months(), bookings, day("2027-01-05"));
  CHECK((seen.detected == ArrangementState::Kept));
  CHECK((seen.beyond == cents(10'00)));
  CHECK((seen.left == Money{}));
}

TEST_CASE("A returned check breaks an arrangement that was kept", "[deposit][credit]") {
  std::vector bookings{paid(1, "2026-12-01", 300'00)};
  CHECK((assess(three_months(), bookings, day("2026-12-09")).detected == ArrangementState::Kept));
  bookings.push_back(taken(1, "2026-12-01", "2026-12-09", 300'00));
  const auto seen = assess(three_months(), bookings, day("2026-12-09"));
  CHECK((seen.detected == ArrangementState::Broken));
  CHECK((seen.paid == Money{}));
  CHECK((return_days(bookings) == std::vector{day("2026-12-09")}));
}

TEST_CASE("A payment that is moved to another account pays nothing here", "[deposit][credit]") {
  const std::vector bookings{paid(1, "2026-12-01", 100'00),
                             taken(1, "2026-12-01", "2026-12-02", 100'00, false)};
  const auto seen = assess(three_months(), bookings, day("2026-12-03"));
  CHECK((seen.paid == Money{}));
  CHECK(return_days(bookings).empty());
}

TEST_CASE("A misapplied payment that is put right counts from the day on which it came",
          "[deposit][credit]") {
  const std::vector bookings{
      Booking{{BatchId{1}, 1}, day("2026-12-01"), day("2026-12-20"), cents(100'00), 9}};
  const auto seen = assess(three_months(), bookings, day("2026-12-21"));
  CHECK((seen.detected == ArrangementState::Active));
  CHECK((seen.installments[0].standing == InstallmentStanding::Paid));
}

TEST_CASE("What came before its first day pays no installment", "[deposit][credit]") {
  const std::vector bookings{paid(1, "2026-11-22", 300'00)};
  CHECK((assess(three_months(), bookings, day("2026-11-23")).paid == Money{}));
  CHECK(
      (assess(three_months(), bookings, day("2026-11-22")).detected == ArrangementState::Approved));
}

TEST_CASE("A reinstatement gives what was short until its day, and no longer",
          "[deposit][credit]") {
  auto one = three_months();
  one.steps = {{.event = ArrangementEvent::AskReinstatement,
                .catch_up = day("2026-12-20"),
                .actor = "theo",
                .at = {},
                .note = {}}};
  CHECK((assess(one, {}, day("2026-12-10")).detected == ArrangementState::Broken));
  one.steps.push_back({.event = ArrangementEvent::Reinstate, .actor = "sam", .at = {}, .note = {}});
  CHECK((assess(one, {}, day("2026-12-20")).detected == ArrangementState::Active));
  CHECK((assess(one, {}, day("2026-12-21")).detected == ArrangementState::Broken));
  const std::vector bookings{paid(1, "2026-12-20", 100'00)};
  CHECK((assess(one, bookings, day("2026-12-21")).detected == ArrangementState::Active));
}

TEST_CASE("What the books show leads through listed steps from any state", "[deposit][credit]") {
  for (std::size_t i = 0; i < arrangement_state_names.size(); ++i) {
    for (const auto detected : {ArrangementState::Approved, ArrangementState::Active,
                                ArrangementState::Kept, ArrangementState::Broken}) {
      auto state = static_cast<ArrangementState>(i);
      const auto events = detected_events(state, detected);
      for (const auto event : events) {
        const auto next = next_state(arrangement_transitions, state, event);
        REQUIRE(next.has_value());
        state = *next;
      }
      if (!events.empty()) CHECK((state == detected));
    }
  }
}

TEST_CASE("C-08: who proposes an arrangement does not approve it, who asks does not reinstate",
          "[deposit][credit]") {
  auto one = three_months();
  CHECK((check_second_person(one, ArrangementEvent::Approve, " THEO ").error().code ==
         ErrorCode::NotPermitted));
  CHECK(check_second_person(one, ArrangementEvent::Approve, "sam").has_value());
  one.steps = {{.event = ArrangementEvent::AskReinstatement,
                .catch_up = day("2026-12-20"),
                .actor = "Sam",
                .at = {},
                .note = {}}};
  CHECK_FALSE(check_second_person(one, ArrangementEvent::Reinstate, "sam").has_value());
  CHECK(check_second_person(one, ArrangementEvent::Reinstate, "theo").has_value());
}

TEST_CASE("Payments through merged accounts are the holder's", "[deposit][credit]") {
  const auto account = [](const std::string& number, const std::string& successor, bool is_merged) {
    Account made;
    made.number = AccountNumber{number};
    if (!successor.empty()) made.successor = AccountNumber{successor};
    made.is_merged = is_merged;
    return made;
  };
  const std::vector accounts{account("1", "2", true), account("2", "3", true),
                             account("3", "", false), account("4", "3", false)};
  const std::vector whole{AccountNumber{"3"}, AccountNumber{"1"}, AccountNumber{"2"}};
  CHECK((account_group(accounts, AccountNumber{"1"}) == whole));
  CHECK((account_group(accounts, AccountNumber{"3"}) == whole));
  CHECK((account_group(accounts, AccountNumber{"4"}) == std::vector{AccountNumber{"4"}}));
}

TEST_CASE("Whatever is booked, what was paid and what is left are the total, and nothing is lost",
          "[deposit][credit]") {
  const auto seed = GENERATE(range(1U, 200U));
  INFO("seed " << seed);
  Drawn drawn{seed};
  std::vector<Booking> bookings;
  Money received;
  const auto count = drawn(0, 12);
  for (std::int64_t i = 1; i <= count; ++i) {
    const auto amount = cents(drawn(1, 20'000));
    const auto on = ledger::day_after(day("2026-11-23"), drawn(0, 100), ledger::Span::Days);
    bookings.push_back({{BatchId{i}, 1}, on, on, amount});
    if (drawn(0, 3) == 0) {
      bookings.push_back({{BatchId{i}, 1}, on, on, Money{} - amount, 5, true});
    } else {
      received += amount;
    }
  }
  const auto today = ledger::day_after(day("2026-11-23"), drawn(0, 120), ledger::Span::Days);
  const auto seen = assess(three_months(), bookings, today);
  CHECK((seen.paid + seen.left == cents(300'00)));
  CHECK((seen.paid + seen.beyond == received));
  CHECK(((seen.detected == ArrangementState::Kept) == (seen.left == Money{})));
}
