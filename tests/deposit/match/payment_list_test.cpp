#include "deposit/match/payment_list.h"

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

namespace {

Account account(const std::string& number, const std::string& name, std::int64_t due,
                AccountStatus status = AccountStatus::Open) {
  Account one;
  one.number = AccountNumber{number};
  one.name = name;
  one.balance_due = Money::from_cents(due);
  one.status = status;
  return one;
}

std::vector<Account> town() {
  std::vector<Account> accounts{account("0012345674", "MARIA ALVAREZ", 5000),
                                account("0012345682", "JOHN SMITH", 7500),
                                account("0099999991", "OLD NUMBER", 0, AccountStatus::Closed),
                                account("0088888882", "OLD NUMBER", 900)};
  accounts[2].successor = accounts[3].number;
  return accounts;
}

ListMatch match(const std::string& row) {
  static const auto accounts = town();
  static const AccountIndex index{accounts};
  const auto rows = parse_payment_list(row);
  REQUIRE(rows.size() == 1);
  return match_list_row(rows[0], accounts, index);
}

}  // namespace

TEST_CASE("A row is read in any usual layout", "[deposit][match]") {
  const auto* const text =
      GENERATE("0012345674\tMARIA ALVAREZ\t50.00", "0012345674;MARIA ALVAREZ;$50.00",
               "MARIA ALVAREZ   001-234-5674    50.00", "0012345674,MARIA ALVAREZ,50.00",
               "  0012345674 | MARIA ALVAREZ | 50.00 \r");
  CAPTURE(text);
  const auto rows = parse_payment_list(text);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].number.reveal() == "0012345674");
  CHECK(rows[0].name == "MARIA ALVAREZ");
  CHECK((rows[0].amount == Money::from_cents(5000)));
}

TEST_CASE("Thousands, headings and totals are what they are", "[deposit][match]") {
  const auto rows = parse_payment_list(
      "Account\tName\tAmount\n"
      "0012345674\tMARIA\t1,250.00\n"
      "\n"
      "Grand total\t\t1,250.00\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].line == 2);
  CHECK((rows[0].amount == Money::from_cents(125000)));
  CHECK_FALSE(rows[0].is_total);
  CHECK(rows[1].is_total);
  CHECK(rows[1].line == 4);
}

TEST_CASE("A number without cents or sign is no amount", "[deposit][match]") {
  const auto rows = parse_payment_list("0012345674\tMARIA\t50");
  REQUIRE(rows.size() == 1);
  CHECK_FALSE(rows[0].amount.has_value());
}

TEST_CASE("A row finds its account by number, also without its zeros", "[deposit][match]") {
  CHECK((match("0012345674 50.00").outcome == ListOutcome::Found));
  CHECK((match("12345674 50.00").outcome == ListOutcome::Found));
  CHECK(match("12345674 50.00").account->name == "MARIA ALVAREZ");
}

TEST_CASE("A closed account of a list goes on under its successor", "[deposit][match]") {
  const auto found = match("0099999991 9.00");
  CHECK((found.outcome == ListOutcome::Found));
  CHECK(found.account->number.reveal() == "0088888882");
}

TEST_CASE("A slip is proposed when the name or the sum agrees, and never taken by itself",
          "[deposit][match]") {
  CHECK((match("0012345676\tAlvarez Maria\t1.00").outcome == ListOutcome::Proposed));
  CHECK((match("0012345676\t\t50.00").outcome == ListOutcome::Proposed));
  CHECK((match("0012345676\tSOMEBODY\t1.00").outcome == ListOutcome::Unknown));
}

TEST_CASE("A name alone is proposed when it owes exactly this", "[deposit][match]") {
  CHECK((match("JOHN SMITH\t75.00").outcome == ListOutcome::Proposed));
  CHECK((match("JOHN SMITH\t74.00").outcome == ListOutcome::Unknown));
}
