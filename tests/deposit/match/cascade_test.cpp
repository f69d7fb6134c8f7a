#include "deposit/match/matching.h"

#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;

namespace {

constexpr auto closed = AccountStatus::Closed;

KnownPayer pays(std::vector<std::pair<std::string, std::int64_t>> confirmed) {
  KnownPayer payer;
  for (const auto& [account, times] : confirmed) {
    payer.links.push_back({AccountNumber{account}, times, BusinessDay::parse("2026-11-20").value(),
                           Money::from_cents(100), times == 0});
  }
  return payer;
}

const MatchRecord& only_match(const BatchWork& work) {
  REQUIRE(work.transactions.size() == 1);
  REQUIRE(work.transactions[0].matches.size() == 1);
  return work.transactions[0].matches[0];
}

bool is_asked_for_account(const BatchWork& work) {
  return std::ranges::any_of(work.tasks,
                             [](const Task& task) { return task.field == TaskField::Account; });
}

std::string account_reason(const BatchWork& work) {
  for (const auto& task : work.tasks) {
    if (task.field == TaskField::Account) return task.reason;
  }
  return "";
}

}  // namespace

TEST_CASE("A6.1 A coupon with check digit and an open account decides by itself",
          "[deposit][match]") {
  const auto work = BatchBuilder{}.account("18", 500).coupon("18", 500).check(500, "1").work();
  const auto& match = only_match(work);
  CHECK((match.rule == MatchRule::Coupon));
  CHECK(match.account.reveal() == "18");
  CHECK(match.wrong_ppm == wrong_ppm_of(MatchRule::Coupon));
  CHECK_FALSE(is_asked_for_account(work));
}

TEST_CASE("A6.6 A closed account goes on under its successor when the holder is the same",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 0, closed).account("26", 500).coupon("18", 500).check(500, "1");
  batch.accounts()[0].successor = AccountNumber{"26"};
  const auto work = batch.work();
  CHECK((only_match(work).rule == MatchRule::Successor));
  CHECK(work.transactions[0].applied.at(0).account.reveal() == "26");
  CHECK_FALSE(is_asked_for_account(work));
}

TEST_CASE("A6.6 A chain of successors is followed to its living end", "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 0, closed).account("26", 0, closed).account("34", 500);
  batch.coupon("18", 500).check(500, "1");
  batch.accounts()[0].successor = AccountNumber{"26"};
  batch.accounts()[1].successor = AccountNumber{"34"};
  CHECK(only_match(batch.work()).account.reveal() == "34");
}

TEST_CASE("A6.6 A chain that bites its tail leads nowhere", "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 0, closed).account("26", 0, closed).coupon("18", 500).check(500, "1");
  batch.accounts()[0].successor = AccountNumber{"26"};
  batch.accounts()[1].successor = AccountNumber{"18"};
  const auto work = batch.work();
  CHECK(work.transactions[0].matches.empty());
  CHECK((work.transactions[0].suspense == Money::from_cents(500)));
}

TEST_CASE("A6.6 A successor of another name is asked about, unless the payer pays it",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 0, closed).account("26", 500).coupon("18", 500).check(500, "1");
  batch.accounts()[0].successor = AccountNumber{"26"};
  batch.accounts()[1].name = "SOMEBODY ELSE";
  const auto asked = batch.work();
  CHECK(asked.transactions[0].matches.empty());
  CHECK_THAT(account_reason(asked), Catch::Matchers::Contains("another name"));

  batch.payer(2, pays({{"26", 1}}));
  CHECK((only_match(batch.work()).rule == MatchRule::Successor));
}

TEST_CASE("A6.3 A check without a coupon goes to the one account that its payer pays",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 500).check(500, "1").scanner_transaction(1).payer(1, pays({{"18", 3}}));
  const auto work = batch.work();
  CHECK((only_match(work).rule == MatchRule::PayerMemory));
  CHECK_FALSE(is_asked_for_account(work));
  CHECK((work.transactions[0].state == TransactionState::Released));
}

TEST_CASE("A6.3 Memory alone places no other sum than what is owed", "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 500).check(499, "1").scanner_transaction(1).payer(1, pays({{"18", 3}}));
  const auto work = batch.work();
  CHECK(work.transactions[0].matches.empty());
  CHECK_THAT(account_reason(work), Catch::Matchers::Contains("owes another sum"));

  batch.rules().memory_needs_open_amount = false;
  CHECK((only_match(batch.work()).rule == MatchRule::PayerMemory));
}

TEST_CASE("A6.3 A payer of several accounts is never taken for one of them by memory",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 500).account("26", 500).check(500, "1").scanner_transaction(1);
  batch.payer(1, pays({{"18", 9}, {"26", 1}}));
  const auto work = batch.work();
  CHECK(work.transactions[0].matches.empty());
  CHECK_THAT(account_reason(work), Catch::Matchers::Contains("2 accounts before"));
}

TEST_CASE("A6.3 A link that was corrected places nothing, and neither does the one beside it",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 500).account("26", 500).check(500, "1").scanner_transaction(1);
  batch.payer(1, pays({{"18", 1}, {"26", 0}}));
  CHECK(batch.work().transactions[0].matches.empty());
}

TEST_CASE("A6.3 Nothing is placed by memory of a consolidator", "[deposit][match]") {
  BatchBuilder batch;
  auto payer = pays({{"18", 3}});
  payer.is_consolidator = true;
  payer.caution = "It pays for many.";
  batch.account("18", 500).check(500, "1").scanner_transaction(1).payer(1, payer);
  const auto work = batch.work();
  CHECK(work.transactions[0].matches.empty());
  CHECK_THAT(account_reason(work), Catch::Matchers::Contains("It pays for many."));
}

TEST_CASE("A6.3 A coupon that cannot be read is placed by its payer's memory, when it ties",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 500).unread_coupon().check(500, "1").payer(2, pays({{"18", 1}}));
  CHECK((only_match(batch.work()).rule == MatchRule::PayerMemory));
  CHECK_FALSE(is_asked_for_account(batch.work()));
}

TEST_CASE("A6.4 One choice among a payer's accounts that owes exactly the sum is taken",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 15000).account("26", 17000).account("34", 19000).check(36000, "1");
  batch.scanner_transaction(1);
  batch.payer(1, pays({{"18", 1}, {"26", 1}, {"34", 1}}));
  const auto work = batch.work();
  REQUIRE(work.transactions[0].matches.size() == 2);
  CHECK((work.transactions[0].matches[0].rule == MatchRule::OpenBalances));
  REQUIRE(work.transactions[0].applied.size() == 2);
  CHECK(work.transactions[0].applied[0].account.reveal() == "26");
  CHECK((work.transactions[0].applied[0].amount == Money::from_cents(17000)));
}

TEST_CASE("A6.4 Two choices that owe the same sum are nobody's guess", "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 15000).account("26", 15000).account("34", 19000).check(34000, "1");
  batch.scanner_transaction(1);
  batch.payer(1, pays({{"18", 1}, {"26", 1}, {"34", 1}}));
  const auto work = batch.work();
  CHECK(work.transactions[0].matches.empty());
  CHECK(is_asked_for_account(work));
}

TEST_CASE("A6.4 Among too many accounts a sum that fits may be chance, and is asked about",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 15001).account("26", 17020).account("34", 19300).account("42", 16007);
  batch.check(32021, "1").scanner_transaction(1);
  batch.payer(1, pays({{"18", 1}, {"26", 1}, {"34", 1}, {"42", 1}}));
  CHECK(batch.work().transactions[0].matches.empty());
  CHECK(is_asked_for_account(batch.work()));
}

TEST_CASE("A6.10 A division that was confirmed often enough is made again", "[deposit][match]") {
  auto payer = pays({{"18", 2}, {"26", 2}});
  payer.split = {{AccountNumber{"18"}, Money::from_cents(150)},
                 {AccountNumber{"26"}, Money::from_cents(350)}};
  payer.split_confirmed = 2;
  BatchBuilder batch;
  batch.account("18", 9999).account("26", 8888).check(500, "1").scanner_transaction(1);
  batch.payer(1, payer);
  const auto work = batch.work();
  REQUIRE(work.transactions[0].matches.size() == 2);
  CHECK((work.transactions[0].matches[0].rule == MatchRule::RememberedSplit));
  CHECK((work.transactions[0].applied[1].amount == Money::from_cents(350)));

  payer.split_confirmed = 1;
  CHECK(batch.payer(1, payer).work().transactions[0].matches.empty());
}

TEST_CASE("A rule that is switched off finds nothing", "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 500).check(500, "1").scanner_transaction(1).payer(1, pays({{"18", 3}}));
  batch.rules().order = {MatchRule::Coupon};
  CHECK(is_asked_for_account(batch.work()));
}

TEST_CASE("The first rule of the order that is certain decides", "[deposit][match]") {
  auto payer = pays({{"18", 2}, {"26", 2}});
  payer.split = {{AccountNumber{"18"}, Money::from_cents(150)},
                 {AccountNumber{"26"}, Money::from_cents(350)}};
  payer.split_confirmed = 2;
  BatchBuilder batch;
  batch.account("18", 500).account("26", 70000).check(500, "1").scanner_transaction(1);
  batch.payer(1, payer);
  CHECK((batch.work().transactions[0].matches.at(0).rule == MatchRule::RememberedSplit));
  batch.rules().order = {MatchRule::OpenBalances, MatchRule::RememberedSplit};
  CHECK((only_match(batch.work()).rule == MatchRule::OpenBalances));
}

TEST_CASE("A person divides a check, and what is on no line waits in suspense",
          "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 500).account("26", 700).check(1000, "1").scanner_transaction(1);
  batch.answer(1, TaskField::Account, "18=300;26=600");
  const auto work = batch.work();
  const auto& transaction = work.transactions.at(0);
  REQUIRE(transaction.applied.size() == 2);
  CHECK((transaction.suspense == Money::from_cents(100)));
  CHECK((transaction.suspense_reason == SuspenseReason::Unallocated));
  CHECK((transaction.matches.at(0).rule == MatchRule::Person));
  CHECK_FALSE(transaction.matches.at(0).wrong_ppm.has_value());
}

TEST_CASE("Payers are looked up only where nothing else is certain", "[deposit][match]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(500, "1").unread_coupon().check(700, "2");
  const auto documents = gather_facts(batch.contents(), {}, {});
  const AccountIndex accounts{batch.accounts()};
  const auto wanted = wanted_payers(documents, accounts, {});
  REQUIRE(wanted.size() == 1);
  CHECK(wanted[0]->sequence == 4);

  MatchRules none;
  none.order = {MatchRule::Coupon};
  CHECK(wanted_payers(documents, accounts, none).empty());
}

namespace {

/// Account 18 was merged into 26.
BatchBuilder with_merge() {
  BatchBuilder batch;
  batch.account("18", 0, closed).account("26", 500);
  batch.accounts()[0].successor = AccountNumber{"26"};
  batch.accounts()[0].is_merged = true;
  batch.accounts()[0].name = "ANOTHER NAME";
  return batch;
}

}  // namespace

TEST_CASE("A6.6 A merged number is followed by no rule, so that none is switched off",
          "[deposit][match]") {
  auto batch = with_merge();
  std::erase(batch.rules().order, MatchRule::Successor);
  const auto work = batch.coupon("18", 500).check(500, "1").work();
  CHECK((only_match(work).rule == MatchRule::Successor));
  CHECK(work.transactions[0].applied.at(0).account.reveal() == "26");
}

TEST_CASE("A6.6 A merged number is followed though its account was given another bill type since",
          "[deposit][match]") {
  auto batch = with_merge();
  batch.accounts()[1].bill_type = "combined";
  const auto work = batch.coupon("18", 500).check(500, "1").work();
  CHECK(work.transactions[0].applied.at(0).account.reveal() == "26");
  CHECK(work.transactions[0].applied.at(0).bill_type == "combined");
}

TEST_CASE("A6.6 A coupon without check digit names the account that its number went into",
          "[deposit][match]") {
  auto batch = with_merge();
  batch.coupon("18", 500).check(500, "1").payer(2, pays({{"26", 2}, {"90", 1}}));
  batch.contents().documents[0].reading->coupon->code.check_digit_verified = false;
  const auto work = batch.work();
  CHECK((only_match(work).rule == MatchRule::PayerMemory));
  CHECK(work.transactions[0].applied.at(0).account.reveal() == "26");
}
