#include "deposit/match/payer.h"

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

namespace {

PayerPayment paid(std::int64_t batch, std::vector<std::pair<std::string, std::int64_t>> shares) {
  PayerPayment payment{batch, BusinessDay::parse("2026-11-23").value(), {}};
  for (const auto& [account, cents] : shares) {
    payment.shares.push_back({AccountNumber{account}, Money::from_cents(cents)});
  }
  return payment;
}

PayerMark doubt(const std::string& account, std::int64_t after_batch) {
  return {PayerMarkKind::NotThisAccount, AccountNumber{account}, after_batch, "sam", "Not hers."};
}

PayerMark mark(PayerMarkKind kind) {
  return {kind, {}, 9, "sam", "Known to us."};
}

Account account_of(int number, std::string holder) {
  Account account;
  account.number = AccountNumber{std::to_string(number)};
  account.name = std::move(holder);
  return account;
}

/// Accounts 1 to `count`, each of its own holder.
AccountIndex holders(int count) {
  std::vector<Account> accounts;
  for (int i = 1; i <= count; ++i) {
    accounts.push_back(account_of(i, "HOLDER " + std::to_string(i)));
  }
  return AccountIndex{std::move(accounts)};
}

}  // namespace

TEST_CASE("A payer is linked to every account that it paid, the most confirmed first",
          "[deposit][match]") {
  const PayerHistory history{
      .payments = {paid(3, {{"2", 500}}), paid(2, {{"1", 700}}), paid(1, {{"2", 400}})},
      .marks = {}};
  const auto payer = recall(history, {}, holders(3));
  REQUIRE(payer.links.size() == 2);
  CHECK(payer.links[0].account.reveal() == "2");
  CHECK(payer.links[0].confirmed == 2);
  CHECK((payer.links[0].last_amount == Money::from_cents(500)));
  CHECK(payer.links[1].account.reveal() == "1");
  CHECK_FALSE(payer.is_consolidator);
}

TEST_CASE("A link that was corrected is not believed until it is confirmed again",
          "[deposit][match]") {
  PayerHistory history{.payments = {paid(1, {{"1", 500}})}, .marks = {doubt("1", 4)}};
  const auto doubted = recall(history, {}, holders(1));
  CHECK(doubted.links.at(0).is_demoted);
  CHECK(doubted.believed({}).empty());

  history.payments.insert(history.payments.begin(), paid(5, {{"1", 500}}));
  const auto confirmed = recall(history, {}, holders(1));
  CHECK_FALSE(confirmed.links.at(0).is_demoted);
  CHECK(confirmed.links.at(0).confirmed == 1);
  CHECK(confirmed.believed({}).size() == 1);
}

TEST_CASE("A bank account that pays for many holders is taken for a consolidator's",
          "[deposit][match]") {
  PayerHistory history;
  for (int i = 1; i <= 6; ++i) {
    history.payments.push_back(paid(i, {{std::to_string(i), 100}}));
  }
  const auto many = recall(history, {}, holders(6));
  CHECK(many.is_consolidator);
  CHECK_THAT(many.caution, Catch::Matchers::Contains("6 customers"));

  history.marks.push_back(mark(PayerMarkKind::Individual));
  CHECK_FALSE(recall(history, {}, holders(6)).is_consolidator);
}

TEST_CASE("Whoever owns many accounts is no consolidator", "[deposit][match]") {
  std::vector<Account> accounts;
  PayerHistory history;
  for (int i = 1; i <= 9; ++i) {
    accounts.push_back(account_of(i, i % 2 == 0 ? "CITY PROPERTIES" : "City  Properties"));
    history.payments.push_back(paid(i, {{std::to_string(i), 100}}));
  }
  CHECK_FALSE(recall(history, {}, AccountIndex{std::move(accounts)}).is_consolidator);
}

TEST_CASE("A person's word makes a consolidator of any payer", "[deposit][match]") {
  const PayerHistory history{.payments = {paid(1, {{"1", 500}})},
                             .marks = {mark(PayerMarkKind::Consolidator)}};
  CHECK(recall(history, {}, holders(1)).is_consolidator);
}

TEST_CASE("A division counts as often as it was made in a row", "[deposit][match]") {
  PayerHistory history{.payments = {paid(3, {{"1", 5}, {"2", 6}}), paid(2, {{"1", 5}, {"2", 6}}),
                                    paid(1, {{"1", 7}, {"2", 6}})},
                       .marks = {}};
  const auto payer = recall(history, {}, holders(2));
  CHECK(payer.split.size() == 2);
  CHECK(payer.split_confirmed == 2);

  history.marks.push_back(doubt("2", 2));
  CHECK(recall(history, {}, holders(2)).split_confirmed == 1);
}

TEST_CASE("Memory learns from coupons, their successors and people, and from nothing else",
          "[deposit][match]") {
  Transaction transaction;
  transaction.matches = {{1, MatchRule::Coupon, AccountNumber{"1"}, 10}};
  CHECK(is_lesson(transaction));
  transaction.matches.push_back({2, MatchRule::PayerMemory, AccountNumber{"2"}, 10});
  CHECK_FALSE(is_lesson(transaction));
  transaction.matches.pop_back();
  transaction.suspense = Money::from_cents(1);
  CHECK_FALSE(is_lesson(transaction));
  transaction.matches.clear();
  CHECK_FALSE(is_lesson(transaction));
}

namespace {

/// Accounts 1 to 3, of which 2 was merged into 1.
AccountIndex merged_holders() {
  std::vector<Account> accounts;
  for (int i = 1; i <= 3; ++i) accounts.push_back(account_of(i, "HOLDER " + std::to_string(i)));
  accounts[1].status = AccountStatus::Closed;
  accounts[1].successor = AccountNumber{"1"};
  accounts[1].is_merged = true;
  return AccountIndex{std::move(accounts)};
}

}  // namespace

TEST_CASE("A6.6: what was paid to a merged number is known of the account that it went into",
          "[deposit][match]") {
  const PayerHistory history{.payments = {paid(2, {{"1", 700}}), paid(1, {{"2", 400}})},
                             .marks = {}};
  const auto payer = recall(history, {}, merged_holders());
  REQUIRE(payer.links.size() == 1);
  CHECK(payer.links[0].account.reveal() == "1");
  CHECK(payer.links[0].confirmed == 2);
}

TEST_CASE("A6.6: a doubt about a merged number holds for what was paid to it, and no more",
          "[deposit][match]") {
  PayerHistory history{.payments = {paid(2, {{"1", 700}}), paid(1, {{"2", 400}})},
                       .marks = {doubt("2", 3)}};
  CHECK(recall(history, {}, merged_holders()).links.at(0).confirmed == 1);
  history.marks = {doubt("1", 3)};
  CHECK(recall(history, {}, merged_holders()).links.at(0).is_demoted);
}

TEST_CASE("A6.10: a division over numbers that were merged since is one over what they are now",
          "[deposit][match]") {
  const PayerHistory history{
      .payments = {paid(2, {{"2", 400}, {"3", 300}}), paid(1, {{"1", 400}, {"3", 300}})},
      .marks = {}};
  const auto payer = recall(history, {}, merged_holders());
  REQUIRE(payer.split.size() == 2);
  CHECK(payer.split[0].account.reveal() == "1");
  CHECK(payer.split_confirmed == 2);
}
