// C-20: lapping, and what looks like it and is honest.

#include <string>
#include <vector>

#include "deposit/watch/drawn_office.h"
#include "deposit/watch/lenses.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit::watch;

namespace {

/// Payments as a test writes them down, in days from the first.
class Ledger {
 public:
  Ledger& coupon(int day, const std::string& payer, const std::string& account) {
    return add(day, payer, account, "");
  }
  Ledger& placed(int day, const std::string& payer, const std::string& account,
                 const std::string& person, std::int64_t cents = 100'00) {
    return add(day, payer, account, person, cents);
  }
  [[nodiscard]] std::vector<Finding> findings() const { return find_lapping(rows_); }

 private:
  Ledger& add(int day, const std::string& payer, const std::string& account,
              const std::string& person, std::int64_t cents = 100'00) {
    rows_.push_back({.document = DocumentId{static_cast<std::int64_t>(rows_.size()) + 1},
                     .day = test::day_number(day),
                     .payer = payer,
                     .account = account,
                     .amount = Money::from_cents(cents),
                     .placed_by = person,
                     .tail = account});
    return *this;
  }
  std::vector<PaidRow> rows_;
};

/// Three payers whose coupons say where they pay.
Ledger known_payers() {
  Ledger ledger;
  for (const auto month : {0, 30}) {
    ledger.coupon(month, "P", "A").coupon(month, "Q", "B").coupon(month, "R", "C");
  }
  return ledger;
}

}  // namespace

TEST_CASE("C-20: a payer's money on another's account that a third covers is lapping",
          "[deposit][watch]") {
  auto ledger = known_payers();
  // A's payment was taken; Q's check covers it, then R's covers B.
  ledger.placed(60, "Q", "A", "mia").placed(64, "R", "B", "mia");
  const auto findings = ledger.findings();
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].people == std::vector<std::string>{"mia"});
  CHECK(findings[0].evidence.size() == 2);
  CHECK(findings[0].score == 50);
  ledger.coupon(61, "S", "D").placed(70, "S", "C", "mia");
  CHECK(ledger.findings().at(0).score == 70);
}

TEST_CASE("Two people who place one check each make no chain", "[deposit][watch]") {
  auto ledger = known_payers();
  ledger.placed(60, "Q", "A", "mia").placed(64, "R", "B", "max");
  CHECK(ledger.findings().empty());
}

TEST_CASE("Two payers who pay for each other are no lapping", "[deposit][watch]") {
  auto ledger = known_payers();
  ledger.placed(60, "P", "B", "mia").placed(64, "Q", "A", "mia");
  CHECK(ledger.findings().empty());
}

TEST_CASE("Who pays for a relative and the own bill has lost nothing", "[deposit][watch]") {
  auto ledger = known_payers();
  ledger.placed(60, "Q", "A", "mia").coupon(61, "Q", "B").placed(64, "R", "B", "mia");
  CHECK(ledger.findings().empty());
}

TEST_CASE("A payer of whom no coupon speaks drifts nowhere, and sixty days end a chain",
          "[deposit][watch]") {
  auto unknown = known_payers();
  unknown.placed(60, "X", "A", "mia").placed(64, "Y", "B", "mia");
  CHECK(unknown.findings().empty());
  auto late = known_payers();
  late.placed(60, "Q", "A", "mia").placed(121, "R", "B", "mia");
  CHECK(late.findings().empty());
}

TEST_CASE("C-20: a chain is one person's, however the name is spelled", "[deposit][watch]") {
  auto ledger = known_payers();
  ledger.placed(60, "Q", "A", "mia").placed(64, "R", "B", "M ia");
  REQUIRE(ledger.findings().size() == 1);
  CHECK(ledger.findings()[0].people == std::vector<std::string>{"mia"});
}
