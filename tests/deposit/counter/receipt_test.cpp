#include "deposit/counter/receipt.h"

#include <rapidcheck.h>

#include <limits>

#include "deposit/counter/receipt_work.h"
#include "deposit/work/journal.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::counter;

namespace {

Money dollars(std::int64_t whole) {
  return Money::from_cents(whole * 100);
}

/// Thirds that do not divide: the second share takes what is over.
ChargeCode permit() {
  return {"PERMIT",
          "Building permit",
          {},
          {{{"322.100", "001", "GENERAL"}, 33'33},
           {{"322.200", "001", "GENERAL"}, 33'34},
           {{"208.000", "650", "TRUST"}, 33'33}},
          1};
}

Receipt receipt_of(std::vector<ReceiptTender> tenders, std::vector<ReceiptCharge> charges) {
  Receipt receipt{.number = 1,
                  .drawer = DrawerId{1},
                  .batch = 1,
                  .transaction = 1,
                  .day = BusinessDay::parse("2026-11-23").value()};
  receipt.payer = "Ruth Adler";
  receipt.tenders = std::move(tenders);
  receipt.charges = std::move(charges);
  return receipt;
}

ReceiptTender cash(Money amount, Money given) {
  return {.kind = TenderKind::Cash, .amount = amount, .given = given};
}

ReceiptCharge permit_of(Money amount) {
  return {"PERMIT", "Building permit", amount, split_charge(permit(), amount)};
}

}  // namespace

TEST_CASE("The parts of a charge sum to the whole for every amount", "[deposit][counter]") {
  CHECK(rc::check([] {
    const auto cents = *rc::gen::inRange<std::int64_t>(1, item_max.cents());
    const auto first = *rc::gen::inRange<std::int64_t>(1, whole_charge - 1);
    auto code = permit();
    code.shares = {{code.shares[0].spot, first}, {code.shares[2].spot, whole_charge - first}};
    code.remainder = *rc::gen::inRange<std::size_t>(0, 2);
    Money sum;
    for (const auto& part : split_charge(code, Money::from_cents(cents))) {
      RC_ASSERT(part.amount > Money{});
      sum += part.amount;
    }
    RC_ASSERT(sum == Money::from_cents(cents));
  }));
}

TEST_CASE("Cents that do not divide go to the named share", "[deposit][counter]") {
  const auto parts = split_charge(permit(), Money::from_cents(100));
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].amount == Money::from_cents(33));
  CHECK(parts[1].amount == Money::from_cents(34));
  CHECK(parts[2].amount == Money::from_cents(33));
  const auto one_cent = split_charge(permit(), Money::from_cents(1));
  REQUIRE(one_cent.size() == 1);
  CHECK(one_cent[0].spot.gl_account == "322.200");
}

TEST_CASE("A charge with a price costs its price", "[deposit][counter]") {
  auto code = permit();
  code.price = dollars(45);
  const CounterRules rules{{code}, {}, Money::from_cents(500)};
  CHECK(charge_of(rules, "PERMIT", {})->amount == dollars(45));
  const auto other = charge_of(rules, "PERMIT", dollars(44));
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().message == "PERMIT costs 45.00, not 44.00.");
  CHECK_FALSE(charge_of(rules, "NONE", dollars(1)).has_value());
}

TEST_CASE("D2: a receipt's tenders are what its lines are given", "[deposit][counter]") {
  auto receipt = receipt_of({cash(dollars(20), dollars(50))}, {permit_of(dollars(20))});
  CHECK(check_receipt(receipt).has_value());
  CHECK(receipt.change() == dollars(30));
  receipt.charges = {permit_of(dollars(21))};
  const auto refused = check_receipt(receipt);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::OutOfBalance);
  CHECK(refused.error().message ==
        "The tenders are 20.00, the lines 21.00; the receipt must balance.");
}

TEST_CASE("Nobody is receipted for having given more than any item can be", "[deposit][counter]") {
  const auto endless = Money::from_cents(std::numeric_limits<std::int64_t>::max());
  const auto refused = check_receipt(receipt_of(
      {cash(dollars(20), endless), cash(dollars(20), endless)}, {permit_of(dollars(40))}));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().field == "/tenders/0/given_cents");
}

TEST_CASE("C-05: no check is cashed", "[deposit][counter]") {
  const ReceiptTender check{
      .kind = TenderKind::Check, .amount = dollars(20), .given = dollars(50), .number = "101"};
  const auto refused = check_receipt(receipt_of({check}, {permit_of(dollars(20))}));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message == "Change is given for cash only; no check is cashed.");
  CHECK(refused.error().field == "/tenders/0/given_cents");
}

TEST_CASE("C-21: a card slip has four digits, a brand and an authorisation, and no more",
          "[deposit][counter]") {
  ReceiptTender card{.kind = TenderKind::CardSlip,
                     .amount = dollars(20),
                     .given = dollars(20),
                     .brand = "VISA",
                     .last4 = "4242",
                     .authorisation = "A1B2C3"};
  CHECK(check_receipt(receipt_of({card}, {permit_of(dollars(20))})).has_value());
  const auto fault_of = [](const ReceiptTender& tender) {
    const auto refused = check_receipt(receipt_of({tender}, {permit_of(dollars(20))}));
    return refused ? std::string{} : refused.error().field;
  };
  auto longer = card;
  longer.last4 = "14242";
  CHECK(fault_of(longer) == "/tenders/0/last4");
  auto whole = card;
  whole.authorisation = "4111111111111111";
  CHECK(fault_of(whole) == "/tenders/0/authorisation");
  auto unnamed = card;
  unnamed.brand = " ";
  CHECK(fault_of(unnamed) == "/tenders/0/brand");
  auto note = receipt_of({card}, {permit_of(dollars(20))});
  note.note = "cvv 123";
  CHECK(check_receipt(note).error().field == "/note");
}

TEST_CASE("D8: the entry of a receipt balances in every fund", "[deposit][counter]") {
  auto receipt = receipt_of({cash(dollars(30), dollars(30))}, {permit_of(dollars(20))});
  receipt.accounts = {{AccountNumber{"1234567890"}, "utility", "401", "UTILITY", dollars(10)}};
  const auto entry = entry_of_receipt(receipt);
  CHECK(is_balanced(entry));
  CHECK(home_of(receipt).deposit_account == "GENERAL");
  Money revenue;
  for (const auto& line : entry.lines) {
    if (line.ledger == Ledger::Revenue) revenue -= line.amount;
  }
  CHECK(revenue == dollars(20));
  CHECK(entry.lines.front().amount == dollars(30));
}

TEST_CASE("D12: over is booked as tender, short against the change fund", "[deposit][counter]") {
  const RevenueSpot spot{"369.900", "001", "GENERAL"};
  const auto over = entry_of_over_short({1, dollars(2), spot});
  const auto less = entry_of_over_short({1, Money{} - dollars(2), spot});
  CHECK(over.lines[0].ledger == Ledger::UndepositedTender);
  CHECK(less.lines[0].ledger == Ledger::ChangeFund);
  CHECK(over.lines[1].amount == Money{} - dollars(2));
  CHECK(less.lines[1].amount == dollars(2));
  CHECK(is_balanced(over));
  CHECK(is_balanced(less));
}

TEST_CASE("A5: what was paid for and with names the work type", "[deposit][counter]") {
  const auto type_of = [](const Receipt& receipt) {
    return std::string{
        name_of(work_type_names, changes_of_receipt(receipt).transactions.at(0).after.work_type)};
  };
  const ReceiptTender money_order{
      .kind = TenderKind::MoneyOrder, .amount = dollars(5), .given = dollars(5), .number = "7"};
  auto account = receipt_of({money_order}, {});
  account.accounts = {{AccountNumber{"1234567890"}, "utility", "401", "UTILITY", dollars(5)}};
  CHECK(type_of(account) == "MO");
  account.tenders[0].kind = TenderKind::Cash;
  CHECK(type_of(account) == "CSH");
  account.tenders[0].kind = TenderKind::CardSlip;
  CHECK(type_of(account) == "CC");
  CHECK(type_of(receipt_of({money_order}, {permit_of(dollars(5))})) == "MISC");
}
