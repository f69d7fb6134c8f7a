#include "deposit/work/journal.h"

#include <map>

#include <rapidcheck.h>

#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

namespace {

Site two_fund_site() {
  Site site;
  site.suspense_fund = "999";
  site.suspense_deposit_account = "OPERATING";
  return site;
}

Application applied(const std::string& account, const std::string& fund,
                    const std::string& deposit_account, std::int64_t cents) {
  return {AccountNumber{account}, "utility", fund, deposit_account, Money::from_cents(cents)};
}

Transaction paying(std::vector<Application> applications, std::int64_t suspense_cents) {
  Transaction transaction;
  transaction.key = 1;
  transaction.applied = std::move(applications);
  transaction.suspense = Money::from_cents(suspense_cents);
  transaction.tender = transaction.applied_total() + transaction.suspense;
  return transaction;
}

}  // namespace

TEST_CASE("A check goes whole to the deposit account of its largest applied share",
          "[deposit][journal]") {
  const auto site = two_fund_site();
  const auto transaction =
      paying({applied("18", "401", "OPERATING", 100), applied("26", "605", "TRUST", 70),
              applied("34", "606", "TRUST", 60)},
             0);
  CHECK((home_of(transaction, site) == DepositHome{"TRUST", "605"}));
}

TEST_CASE("A tie of shares goes to the first coupon's deposit account", "[deposit][journal]") {
  const auto transaction =
      paying({applied("18", "605", "TRUST", 50), applied("26", "401", "OPERATING", 50)}, 0);
  CHECK((home_of(transaction, two_fund_site()).deposit_account == "TRUST"));
}

TEST_CASE("Money that nobody could place is at home with suspense", "[deposit][journal]") {
  CHECK((home_of(paying({}, 50), two_fund_site()) == DepositHome{"OPERATING", "999"}));
}

TEST_CASE("A fund paid by another fund's check is owed its share", "[deposit][journal]") {
  const auto entry = apply_entry(
      paying({applied("18", "401", "OPERATING", 100), applied("26", "605", "TRUST", 40)}, 0),
      two_fund_site());
  REQUIRE(entry.has_value());
  std::map<std::pair<Ledger, std::string>, Money> sums;
  for (const auto& line : entry->lines) sums[{line.ledger, line.fund}] += line.amount;
  CHECK((sums[{Ledger::UndepositedTender, "401"}] == Money::from_cents(140)));
  CHECK((sums[{Ledger::DueTo, "401"}] == Money::from_cents(-40)));
  CHECK((sums[{Ledger::DueFrom, "605"}] == Money::from_cents(40)));
  CHECK((sums[{Ledger::Receivable, "605"}] == Money::from_cents(-40)));
}

TEST_CASE("A transaction without money books nothing", "[deposit][journal]") {
  CHECK_FALSE(apply_entry(paying({}, 0), two_fund_site()).has_value());
}

TEST_CASE("Whatever is applied and suspended, its entry sums to zero in every fund",
          "[deposit][journal][property]") {
  REQUIRE(rc::check(
      [](std::vector<std::pair<std::uint8_t, std::uint16_t>> shares, std::uint16_t suspense) {
        std::vector<Application> applications;
        for (std::size_t i = 0; i < shares.size(); ++i) {
          const auto fund = std::to_string(400 + shares[i].first % 4);
          applications.push_back(applied(std::to_string(i), fund,
                                         shares[i].first % 2 == 0 ? "OPERATING" : "TRUST",
                                         shares[i].second + 1));
        }
        const auto transaction = paying(applications, suspense);
        const auto entry = apply_entry(transaction, two_fund_site());
        RC_ASSERT(entry.has_value() != transaction.tender.is_zero());
        if (!entry) return;
        RC_ASSERT(is_balanced(*entry));
        Money undeposited;
        for (const auto& line : entry->lines) {
          if (line.ledger == Ledger::UndepositedTender) undeposited += line.amount;
        }
        RC_ASSERT(undeposited == transaction.tender);
      }));
}

TEST_CASE("Research moves money from suspense to the account by a new entry",
          "[deposit][journal]") {
  const auto before = paying({}, 90);
  auto after = paying({applied("18", "605", "TRUST", 90)}, 0);
  const auto entry = reapply_entry(before, after, {"TRUST", "998"});
  REQUIRE(entry.has_value());
  CHECK((entry->kind == EntryKind::Reapply));
  CHECK(is_balanced(*entry));
  CHECK((entry->lines.front().ledger == Ledger::Suspense));
  CHECK((entry->lines.front().fund == "998"));
  CHECK((entry->lines.front().amount == Money::from_cents(90)));
  CHECK_FALSE(reapply_entry(before, before, {"TRUST", "998"}).has_value());
}
