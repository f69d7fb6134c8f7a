// Accounts by the name and address of who pays.

#include "deposit/match/name_address.h"

#include <array>

#include "deposit/match/matching.h"
#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;

namespace {

constexpr auto closed = AccountStatus::Closed;

Account held_by(std::string name, std::string address, std::int64_t due = 500) {
  Account account;
  account.number = AccountNumber{"26"};
  account.name = std::move(name);
  account.address = std::move(address);
  account.balance_due = Money::from_cents(due);
  return account;
}

/// A check of 5.00 from a bank account that paid for a closed account of Ann Smith, and a new
/// account of hers that owes 5.00.
BatchBuilder new_account_of_hers() {
  BatchBuilder batch;
  batch.account("18", 0, closed).account("26", 500).account("34", 500).check(500, "1");
  batch.scanner_transaction(1);
  batch.accounts()[0].name = "ANN SMITH";
  batch.accounts()[0].address = "12 North Oak Street";
  batch.accounts()[1].name = "Smith, Ann";
  batch.accounts()[1].address = "12 N OAK ST.";
  batch.accounts()[2].name = "PETER JONES";
  batch.accounts()[2].address = "12 N OAK ST";
  KnownPayer payer;
  payer.links.push_back({AccountNumber{"18"}, 3, BusinessDay::parse("2026-11-20").value(),
                         Money::from_cents(500), false});
  batch.payer(1, payer);
  return batch;
}

/// A bank account that paid for accounts of one holder, which owe so much, and a threshold from
/// which on a like name is taken.
BatchBuilder of_several_accounts(const std::vector<std::int64_t>& owed) {
  constexpr std::array numbers{"18", "26", "34"};
  BatchBuilder batch;
  KnownPayer payer;
  for (std::size_t i = 0; i < owed.size(); ++i) {
    batch.account(numbers.at(i), owed[i]);
    payer.links.push_back({AccountNumber{numbers.at(i)}, 1,
                           BusinessDay::parse("2026-11-20").value(), Money::from_cents(owed[i]),
                           false});
  }
  batch.payer(1, payer);
  batch.rules().name_accept_min = 95;
  return batch;
}

std::string account_reason(const BatchWork& work) {
  for (const auto& task : work.tasks) {
    if (task.field == TaskField::Account) return task.reason;
  }
  return "";
}

}  // namespace

TEST_CASE("A6.5: an address has one spelling, whatever its capitals, dots and abbreviations",
          "[deposit][match]") {
  CHECK(normal_address("12 North Oak Street, Apt. 4") == "12 N OAK ST 4");
  CHECK(normal_address("12 n. oak st #4") == "12 N OAK ST 4");
  CHECK(address_likeness("12 North Oak Street, Apt. 4", "12 N OAK ST UNIT 4") == 100);
}

TEST_CASE("A6.5: a number that differs makes it another house", "[deposit][match]") {
  CHECK(address_likeness("12 OAK ST", "21 OAK ST") == 0);
  CHECK(address_likeness("12 OAK ST APT 4", "12 OAK ST APT 5") == 0);
  CHECK(address_likeness("12 OAK ST", "12 OAC ST") > 60);
  CHECK(address_likeness("", "12 OAK ST") == 0);
}

TEST_CASE("A6.5: the score is that of name, address and amount by their weights",
          "[deposit][match]") {
  const Party ann{"ANN SMITH", "12 N OAK ST"};
  const auto paid = Money::from_cents(500);
  CHECK(score_name(ann, paid, held_by("Smith, Ann", "12 North Oak Street")).total == 100);
  CHECK(score_name(ann, paid, held_by("Smith, Ann", "12 North Oak Street", 499)).total == 90);
  CHECK(score_name(ann, paid, held_by("Smith, Ann", "99 Elm Road")).total == 70);
  CHECK(score_name(ann, paid, held_by("Smith", "12 N OAK ST")).total < 100);
  CHECK(score_name({"ANN SMITH", ""}, paid, held_by("ANN SMITH", "12 N OAK ST")).total == 100);
}

TEST_CASE("A6.5: candidates come best first, and none below the threshold or closed",
          "[deposit][match]") {
  std::vector<Account> accounts{held_by("ANNE SMITH", "12 N OAK ST"), held_by("A B", "1 X"),
                                held_by("ANN SMITH", "12 N OAK ST")};
  accounts.push_back(accounts[2]);
  accounts[3].status = closed;
  const std::vector<Party> ann{{"ANN SMITH", "12 N OAK ST"}};
  const auto found = name_candidates(ann, Money::from_cents(500), accounts, 70);
  REQUIRE(found.size() == 2);
  CHECK(found[0].account == &accounts[2]);
  CHECK(found[1].account == accounts.data());
}

TEST_CASE("A6.5: by default a like name is shown with its score, never taken", "[deposit][match]") {
  const auto work = new_account_of_hers().work();
  CHECK(work.transactions.at(0).matches.empty());
  CHECK((work.transactions[0].suspense == Money::from_cents(500)));
  CHECK_THAT(account_reason(work), Catch::Contains("like by 100 of 100"));
  CHECK_THAT(account_reason(work), Catch::Contains("a person must say"));
}

TEST_CASE("A6.5: above the accept threshold the only account that owes exactly this is taken",
          "[deposit][match]") {
  auto batch = new_account_of_hers();
  batch.rules().name_accept_min = 95;
  const auto work = batch.work();
  REQUIRE(work.transactions.at(0).matches.size() == 1);
  CHECK((work.transactions[0].matches[0].rule == MatchRule::NameAddress));
  CHECK(work.transactions[0].matches[0].account.reveal() == "26");
  CHECK_FALSE(work.transactions[0].matches[0].wrong_ppm.has_value());
}

TEST_CASE("A6.5: two accounts of a like name, another sum or a rule that is off are asked about",
          "[deposit][match]") {
  auto batch = new_account_of_hers();
  batch.rules().name_accept_min = 95;
  const auto why = GENERATE(0, 1, 2, 3);
  if (why == 0) batch.accounts()[2].name = "ANN SMYTH";
  if (why == 1) batch.accounts()[1].balance_due = Money::from_cents(501);
  if (why == 2) std::erase(batch.rules().order, MatchRule::NameAddress);
  if (why == 3) batch.accounts()[1].name = "ANN SMIDT";
  CHECK(batch.work().transactions.at(0).matches.empty());
}

TEST_CASE("A6.4: a like name does not decide what the payer's own accounts owe in several ways",
          "[deposit][match]") {
  auto batch = of_several_accounts({15000, 15000, 19000});
  batch.account("42", 34000).check(34000, "1").scanner_transaction(1);
  const auto work = batch.work();
  CHECK(work.transactions.at(0).matches.empty());
  CHECK_THAT(account_reason(work), Catch::Contains("a person must say"));
}

TEST_CASE("A6.4: a like name does not choose among the several accounts that a payer pays",
          "[deposit][match]") {
  auto batch = of_several_accounts({500, 700});
  batch.check(500, "1").scanner_transaction(1);
  const auto work = batch.work();
  CHECK(work.transactions.at(0).matches.empty());
  CHECK_THAT(account_reason(work), Catch::Contains("a person must say"));
}

TEST_CASE("A6.6: what names a merged account is for the one that it was merged into",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 0, closed).account("26", 500).coupon("18", 500).check(500, "1");
  batch.accounts()[0].successor = AccountNumber{"26"};
  batch.accounts()[0].name = "SOMEBODY ELSE";
  CHECK(batch.work().transactions.at(0).applied.empty());
  batch.accounts()[0].is_merged = true;
  const auto work = batch.work();
  CHECK(work.transactions.at(0).applied.at(0).account.reveal() == "26");
  CHECK((work.transactions[0].matches.at(0).rule == MatchRule::Successor));
}

TEST_CASE("A6.6: a merged number that a person keys is for the other account too",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 0, closed).account("26", 500).check(500, "1").scanner_transaction(1);
  batch.accounts()[0].successor = AccountNumber{"26"};
  batch.accounts()[0].is_merged = true;
  batch.answer(1, TaskField::Account, "18");
  const auto work = batch.work();
  CHECK(work.transactions.at(0).applied.at(0).account.reveal() == "26");
  CHECK((work.transactions[0].matches.at(0).rule == MatchRule::Person));
}
