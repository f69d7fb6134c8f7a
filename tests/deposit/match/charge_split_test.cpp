// Which charges of its account a payment goes to.

#include "deposit/match/charge_split.h"

#include <algorithm>

#include <rapidcheck.h>

#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;

namespace {

Money cents(std::int64_t amount) {
  return Money::from_cents(amount);
}

const std::vector<Charge> open_charges{{"SEWER", "2026-10-05", cents(20'00)},
                                       {"WATER", "2026-11-05", cents(30'00)},
                                       {"PENALTY", "2026-11-20", cents(5'00)},
                                       {"PLAN", "2026-12-01", cents(10'00)}};

PaymentRule rule_by(std::vector<ChargeOrder> order) {
  PaymentRule rule;
  rule.bill_type = "utility";
  rule.order = std::move(order);
  rule.plan_codes = {"PLAN"};
  rule.penalty_codes = {"PENALTY"};
  rule.services = {"WATER", "SEWER"};
  return rule;
}

std::string codes_of(const std::vector<Charge>& parts) {
  std::string codes;
  for (const auto& part : parts) codes += (codes.empty() ? "" : " ") + part.code;
  return codes;
}

BatchBuilder with_charges(std::int64_t paid) {
  BatchBuilder batch;
  batch.account("18", 65'00).coupon("18", 65'00).check(paid, "1");
  batch.accounts()[0].charges = open_charges;
  batch.site().payment_rules.rules = {
      rule_by({ChargeOrder::PlanFirst, ChargeOrder::PenaltyFirst, ChargeOrder::OldestFirst})};
  batch.site().payment_rules.posts_charges = true;
  return batch;
}

}  // namespace

TEST_CASE("A6.8: the rule's keys say which charge a payment goes to first", "[deposit][match]") {
  const auto [order, codes] = GENERATE(table<std::vector<ChargeOrder>, std::string>({
      {{ChargeOrder::OldestFirst}, "SEWER WATER PENALTY PLAN"},
      {{ChargeOrder::PenaltyFirst, ChargeOrder::OldestFirst}, "PENALTY SEWER WATER PLAN"},
      {{ChargeOrder::PlanFirst, ChargeOrder::PenaltyFirst}, "PLAN PENALTY SEWER WATER"},
      {{ChargeOrder::ServiceOrder}, "WATER SEWER PENALTY PLAN"},
      {std::vector<ChargeOrder>{}, "SEWER WATER PENALTY PLAN"},
  }));
  CHECK(codes_of(split_payment(cents(65'00), open_charges, rule_by(order))) == codes);
}

TEST_CASE("A6.8: each charge is paid in full before the next, and the rest goes on account",
          "[deposit][match]") {
  const auto rule = rule_by({ChargeOrder::OldestFirst});
  CHECK(to_text(split_payment(cents(25'00), open_charges, rule)) ==
        "SEWER due 2026-10-05 20.00, WATER due 2026-11-05 5.00");
  CHECK(split_payment(cents(70'00), open_charges, rule).back() == Charge{"", "", cents(5'00)});
  CHECK(split_payment(Money{}, open_charges, rule).empty());
}

TEST_CASE("A6.8: the parts of a payment add up to it, and none is more than its charge",
          "[deposit][match][property]") {
  const bool holds = rc::check([] {
    const auto payment = *rc::gen::inRange<std::int64_t>(0, 500'00);
    const auto amounts =
        *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 100'00));
    std::vector<Charge> open;
    for (const auto amount : amounts) {
      const auto day = std::to_string(10 + amount % 20);
      open.push_back({amount % 3 == 0 ? "PENALTY" : "WATER", "2026-11-" + day, cents(amount)});
    }
    const auto parts = split_payment(
        cents(payment), open, rule_by({ChargeOrder::PenaltyFirst, ChargeOrder::OldestFirst}));
    Money sum;
    Money owed;
    for (const auto& charge : open) owed += charge.amount;
    for (const auto& part : parts) {
      RC_ASSERT(part.amount > Money{});
      sum += part.amount;
    }
    RC_ASSERT(sum == cents(payment));
    const bool has_rest = !parts.empty() && parts.back().code.empty();
    RC_ASSERT(has_rest == (cents(payment) > owed));
    const auto cut = cents(payment / 3);
    auto first = slice_charges(parts, Money{}, cut);
    Money sliced;
    for (const auto& part : first) sliced += part.amount;
    for (const auto& part : slice_charges(parts, cut, cents(payment) - cut)) sliced += part.amount;
    RC_ASSERT(sliced == cents(payment));
  });
  CHECK(holds);
}

TEST_CASE("A6.8: the envelope says which charges its payment goes to, and keeps it for the host",
          "[deposit][work]") {
  const auto work = with_charges(20'00).work();
  const auto& applied = work.transactions.at(0).applied.at(0);
  CHECK(codes_of(applied.charges) == "PLAN PENALTY SEWER");
  CHECK(std::ranges::any_of(work.transactions[0].evidence, [](const std::string& sentence) {
    return sentence.find("PLAN due 2026-12-01 10.00, PENALTY due 2026-11-20 5.00") !=
           std::string::npos;
  }));
}

TEST_CASE("A6.8: without a rule, or for another bill type, a payment is not divided",
          "[deposit][work]") {
  auto batch = with_charges(20'00);
  batch.site().payment_rules.rules[0].bill_type = "tax";
  CHECK(batch.work().transactions.at(0).applied.at(0).charges.empty());
}

TEST_CASE("A6.8: of two versions of a rule the newest that holds on the day is followed",
          "[deposit][match]") {
  PaymentRules rules;
  rules.rules = {rule_by({}), rule_by({ChargeOrder::OldestFirst}), rule_by({})};
  rules.rules[1].from = BusinessDay::parse("2026-11-23").value();
  rules.rules[2].from = BusinessDay::parse("2027-01-01").value();
  CHECK(rules.find("utility", BusinessDay::parse("2026-11-22").value()) == &rules.rules[0]);
  CHECK(rules.find("utility", BusinessDay::parse("2026-11-23").value()) == &rules.rules[1]);
  CHECK(rules.find("tax", BusinessDay::parse("2026-11-23").value()) == nullptr);
}

TEST_CASE("A6.7: a short payment is taken or refused to suspense as the bill type's rule says",
          "[deposit][work]") {
  auto batch = with_charges(64'97);
  auto& rule = batch.site().payment_rules.rules[0];
  CHECK((batch.work().transactions.at(0).applied.at(0).amount == cents(64'97)));
  rule.short_payment = ShortRule::Suspense;
  const auto refused = batch.work().transactions.at(0);
  CHECK(refused.applied.empty());
  CHECK((refused.suspense == cents(64'97)));
  CHECK((refused.outcome == PaymentOutcome::Short));
  rule.write_off_max = cents(5);
  const auto taken = batch.work().transactions.at(0);
  CHECK((taken.applied.at(0).amount == cents(64'97)));
  CHECK(taken.suspense.is_zero());
}

TEST_CASE("A6.7: what is paid too much is a credit, suspense or due back, and nothing is lost",
          "[deposit][work]") {
  auto batch = with_charges(70'00);
  auto& rule = batch.site().payment_rules.rules[0];
  CHECK((batch.work().transactions.at(0).applied.at(0).amount == cents(70'00)));
  rule.over_payment = GENERATE(OverRule::Suspense, OverRule::Refund);
  const auto over = batch.work().transactions.at(0);
  CHECK((over.applied.at(0).amount == cents(65'00)));
  CHECK((over.suspense == cents(5'00)));
  CHECK((over.suspense_reason == SuspenseReason::Overpayment));
}

TEST_CASE("A6.7: a rule that says nothing of overpayments leaves them to the site",
          "[deposit][work]") {
  auto batch = with_charges(70'00);
  batch.site().overpayment = OverpaymentRule::Suspense;
  const auto over = batch.work().transactions.at(0);
  CHECK((over.applied.at(0).amount == cents(65'00)));
  CHECK((over.suspense == cents(5'00)));
  batch.site().payment_rules.rules[0].over_payment = OverRule::CreditOnAccount;
  CHECK((batch.work().transactions.at(0).applied.at(0).amount == cents(70'00)));
}

namespace {

/// 20.00 of an envelope is booked for PLAN, PENALTY and 5.00 of SEWER; then 10.00 more is known.
BatchBuilder paid_in_two() {
  BatchBuilder batch;
  batch.account("18", 20'00).coupon("18", 20'00).coupon("34", 10'00).check(30'00, "1");
  batch.accounts()[0].charges = open_charges;
  batch.site().payment_rules.rules = {
      rule_by({ChargeOrder::PlanFirst, ChargeOrder::PenaltyFirst, ChargeOrder::OldestFirst})};
  batch.site().payment_rules.posts_charges = true;
  batch.contents().transactions = batch.work().transactions;
  return batch;
}

std::string charges_after(BatchBuilder& batch) {
  batch.answer(2, TaskField::Account, "18");
  const auto work = batch.work();
  const auto& envelope = work.transactions.at(0);
  REQUIRE(envelope.applied.size() == 1);
  CHECK((envelope.applied[0].amount == cents(30'00)));
  return to_text(envelope.applied[0].charges);
}

const std::string booked_text =
    "PLAN due 2026-12-01 10.00, PENALTY due 2026-11-20 5.00, SEWER due 2026-10-05 5.00";

}  // namespace

TEST_CASE("A6.8: suspense that is applied later clears what is open after the booked charges",
          "[deposit][match]") {
  auto batch = paid_in_two();
  CHECK(charges_after(batch) == booked_text + ", SEWER due 2026-10-05 10.00");
}

TEST_CASE("A6.8: a charge that came since comes in its order and takes nothing from booked ones",
          "[deposit][match]") {
  auto batch = paid_in_two();
  auto& charges = batch.accounts()[0].charges;
  charges.insert(charges.begin(), {"PENALTY", "2026-11-22", cents(2'00)});
  CHECK(charges_after(batch) ==
        booked_text + ", PENALTY due 2026-11-22 2.00, SEWER due 2026-10-05 8.00");
}

TEST_CASE("A6.8: a file that came after the posting lists what is open, booked charges taken off",
          "[deposit][match]") {
  auto batch = paid_in_two();
  batch.accounts()[0].charges = {{"SEWER", "2026-10-05", cents(4'00)},
                                 {"WATER", "2026-11-05", cents(30'00)}};
  batch.contents().billed_since = {1};
  CHECK(charges_after(batch) ==
        booked_text + ", SEWER due 2026-10-05 4.00, WATER due 2026-11-05 6.00");
}

TEST_CASE("A6.8: booked charges stay when the account lists none any more", "[deposit][match]") {
  auto batch = paid_in_two();
  batch.accounts()[0].charges.clear();
  CHECK(charges_after(batch) == booked_text + ", on account 10.00");
}

TEST_CASE("A6.8: what is paid leaves only what is open, charge by charge", "[deposit][match]") {
  const std::vector<Charge> paid{{"SEWER", "2026-10-05", cents(5'00)},
                                 {"PLAN", "2026-12-01", cents(10'00)},
                                 {"PENALTY", "2026-01-01", cents(1'00)},
                                 {"", "", cents(9'00)}};
  CHECK(to_text(without_paid(open_charges, paid)) ==
        "SEWER due 2026-10-05 15.00, WATER due 2026-11-05 30.00, PENALTY due 2026-11-20 5.00");
}
