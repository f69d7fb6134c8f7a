#include "deposit/doctor/ledger_of_batch.h"

#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;

namespace {

BatchLedger ledger_of(BatchBuilder& mail, const Answers& answers = {}) {
  const auto& contents = mail.contents();
  const auto facts = gather_facts(contents, answers, {});
  const auto control = prove_control(contents.batch.header, contents, facts);
  return ledger_of_batch(contents, facts, control, AccountIndex{mail.accounts()});
}

std::vector<Money> amounts(std::initializer_list<std::int64_t> cents) {
  std::vector<Money> result;
  for (const auto one : cents) result.push_back(Money::from_cents(one));
  return result;
}

}  // namespace

TEST_CASE("The doctor's ledger has each counted amount, how it was obtained and what was asked for",
          "[deposit][doctor]") {
  BatchBuilder mail;
  mail.account("18", 500)
      .coupon("18", 500)
      .check(500, "1")
      .coupon("18", 400)
      .check(0, "2")
      .coupon("18", 500)
      .check(0, "3")
      .declared(6, 1'500);
  const auto ledger = ledger_of(mail, {{{4, TaskField::Amount}, "450"},
                                       {{6, TaskField::Amount}, "510"},
                                       {{6, TaskField::VerifyAmount}, "510"}});
  REQUIRE((ledger.tender.size() == 3));
  CHECK((ledger.tender[0].origin == AmountOrigin::Read));
  CHECK((ledger.tender[1].origin == AmountOrigin::KeyedOnce));
  CHECK((ledger.tender[2].origin == AmountOrigin::KeyedTwice));
  CHECK((ledger.tender[1].expected == amounts({400, 500})));
  CHECK((ledger.tender[1].envelope_papers == 2));
  CHECK((ledger.missing() == ControlTotals{0, Money::from_cents(40)}));
}

TEST_CASE("In an envelope with two checks each is asked for what the other leaves open",
          "[deposit][doctor]") {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(200, "1").check(250, "2").declared(3, 500);
  const auto ledger = ledger_of(mail);
  REQUIRE((ledger.tender.size() == 2));
  CHECK((ledger.tender[0].expected == amounts({250})));
  CHECK((ledger.tender[1].expected == amounts({300})));
  REQUIRE((ledger.shortfalls.size() == 1));
  CHECK(ledger.shortfalls[0].has_tender);
  CHECK((ledger.shortfalls[0].missing == amounts({50})));
}

TEST_CASE("A check for two coupons is asked for what both add up to", "[deposit][doctor]") {
  BatchBuilder mail;
  mail.account("18", 500).account("26", 300).coupon("18", 500).coupon("26", 300).check(800, "1");
  mail.declared(3, 900);
  const auto ledger = ledger_of(mail);
  REQUIRE((ledger.tender.size() == 1));
  CHECK((ledger.tender[0].expected == amounts({800})));
  CHECK(ledger.shortfalls.empty());
}

TEST_CASE("A coupon without a check lacks what it asks for", "[deposit][doctor]") {
  BatchBuilder mail;
  mail.account("18", 500).separator().coupon("18", 500).separator().letter().declared(2, 500);
  const auto ledger = ledger_of(mail);
  REQUIRE((ledger.shortfalls.size() == 1));
  CHECK((ledger.shortfalls[0].sequence == 2));
  CHECK_FALSE(ledger.shortfalls[0].has_tender);
  CHECK((ledger.shortfalls[0].missing == amounts({500})));
}

TEST_CASE("Papers that nobody could read, skipped numbers and double feeds are noted",
          "[deposit][doctor]") {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").torn().letter().declared(5, 500);
  auto& documents = mail.contents().documents;
  documents[1].captured.faults.push_back({"double_feed", "Two papers."});
  documents[3].captured.images.clear();
  const auto ledger = ledger_of(mail);
  CHECK((ledger.unread == std::vector<std::int64_t>{3}));
  CHECK((ledger.gaps == std::vector<std::int64_t>{4}));
  CHECK((ledger.doubles == std::vector<std::int64_t>{2}));
}

TEST_CASE("A check that is there again is marked until a person says that it is another one",
          "[deposit][doctor]") {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").coupon("18", 500).check(500, "1");
  mail.declared(3, 500);
  CHECK((ledger_of(mail).tender.at(1).same_check_as == 2));
  const auto told = ledger_of(mail, {{{4, TaskField::Duplicate}, "no"}});
  CHECK((told.tender.at(1).same_check_as == std::nullopt));
}

TEST_CASE("The digits of an amount are those between the two amount symbols of the MICR line",
          "[deposit][doctor]") {
  encode::SeenLine line{.type = "e13b", .symbols = {}, .box = {}, .error = 0.001};
  for (const auto* symbol :
       {"⑆", "0", "2", "⑆", "⑇", "0", "0", "0", "0", "0", "1", "2", "8", "4", "5", "⑇"}) {
    line.symbols.push_back(
        {.symbol = symbol, .box = {}, .best = symbol, .second = {}, .error = 0.001});
  }
  line.symbols[12].second = "3";
  line.symbols[12].second_chance = 0.25;
  line.symbols[12].error = 0.5;
  encode::SeenPage page{1000, 500, {line}};
  const auto digits = seen_digits_of(page);
  REQUIRE((digits.size() == 10));
  CHECK((digits[7].best == '8'));
  CHECK((digits[7].second == '3'));
  CHECK((digits[7].second_ppm == 250'000));
  CHECK((digits[9].best == '5'));
  CHECK((digits[9].second == '?'));
  page.lines[0].symbols.pop_back();
  CHECK(seen_digits_of(page).empty());
  CHECK(seen_digits_of({}).empty());
}
