#include "service/config/account_file.h"

#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;

const std::string header =
    "Customer No,bill_type,name,address,balance_due,due_date,fund,deposit_account,status\n";
const std::string good_line =
    "1234567897,water,ANN LEE,1 ELM ST,52.30,09/20/2026,401,GENERAL,open\n";

deposit::Site elm() {
  auto site = parse_site(site_text, "site.toml");
  REQUIRE(site);
  return *site;
}

AccountFile parsed(const std::string& text) {
  auto file = parse_account_file(text, "accounts.csv", elm());
  REQUIRE(file);
  return *file;
}

TEST_CASE("A6.2: an account line gives every value that it holds", "[config][accounts]") {
  const auto file = parsed(header + good_line);
  CHECK(file.problems.empty());
  CHECK(file.sha256 == Sha256::of(bytes_of(header + good_line)));
  REQUIRE(file.accounts.size() == 1);
  CHECK(file.accounts.front() == deposit::Account{.number = AccountNumber{"1234567897"},
                                                  .bill_type = "water",
                                                  .name = "ANN LEE",
                                                  .address = "1 ELM ST",
                                                  .balance_due = Money::from_cents(52'30),
                                                  .due_date = "09/20/2026",
                                                  .fund = "401",
                                                  .deposit_account = "GENERAL",
                                                  .status = deposit::AccountStatus::Open});
}

const std::string header_with_charges = "charges," + header;

TEST_CASE("A6.8: an account line may say what makes up its balance", "[config][accounts]") {
  const auto file =
      parsed(header_with_charges + "WATER@2026-11-05=50.00;PENALTY@2026-11-20=2.30," + good_line);
  CHECK(file.problems.empty());
  REQUIRE(file.accounts.size() == 1);
  CHECK(file.accounts.front().charges ==
        std::vector<deposit::Charge>{{"WATER", "2026-11-05", Money::from_cents(50'00)},
                                     {"PENALTY", "2026-11-20", Money::from_cents(2'30)}});
  CHECK(parsed(header_with_charges + "," + good_line).accounts.front().charges.empty());
}

TEST_CASE("A6.8: charges that cannot be read or do not come to the balance are refused",
          "[config][accounts]") {
  const auto [charges, why] = GENERATE(table<std::string, std::string>({
      {"WATER@2026-11-05=50.00", "The charges come to 50.00, the balance_due is 52.30."},
      {"WATER=52.30", "Charge 1: it is not CODE@YYYY-MM-DD=AMOUNT."},
      {"WATER@2026-11-05=50.00;", "Charge 2: it is not CODE@YYYY-MM-DD=AMOUNT."},
      {"WATER@2026-13-05=52.30", "Charge 1: its due date is no day like 2026-01-15."},
      {"WATER@2026-11-05=-52.30", "Charge 1: its amount is not above zero with two decimals."},
      {"W TER@2026-11-05=52.30",
       "Charge 1: its code is not up to 40 letters, digits, '-' and '_'."},
  }));
  const auto file = parsed(header_with_charges + charges + "," + good_line);
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems.front().problem == why);
}

TEST_CASE("Columns may stand in any order and others are left alone", "[config][accounts]") {
  const auto file = parsed(
      "route,status,deposit_account,fund,due_date,balance_due,address,name,bill_type,Customer No\n"
      "7,closed,GENERAL,402,,-5.00,\"1 ELM ST, REAR\",ANN LEE,water,42\n");
  CHECK(file.problems.empty());
  REQUIRE(file.accounts.size() == 1);
  CHECK(file.accounts.front().status == deposit::AccountStatus::Closed);
  CHECK(file.accounts.front().balance_due == Money::from_cents(-5'00));
  CHECK(file.accounts.front().address == "1 ELM ST, REAR");
}

TEST_CASE("The account file's fund wins over the coupon's, which fills a gap",
          "[config][accounts]") {
  const auto file = parsed(header + "1,water,A,B,1.00,,777,,open\n2,license,A,B,1.00,,,,open\n");
  CHECK(file.problems.empty());
  REQUIRE(file.accounts.size() == 2);
  CHECK(file.accounts[0].fund == "777");
  CHECK(file.accounts[0].deposit_account == "GENERAL");
  CHECK(file.accounts[1].fund == "001");
}

struct BadLine {
  std::string line;
  std::string problem;
};

BadLine any_bad_line() {
  return GENERATE(values<BadLine>({
      {"1,water,A,B,1.00,,401,GENERAL\n", "The line has 8 fields; the header has 9."},
      {"1,water,A,B,1.00,,401,GENERAL,open,\n", "The line has 10 fields; the header has 9."},
      {",water,A,B,1.00,,401,GENERAL,open\n", "The account is empty."},
      {"12-7,water,A,B,1.00,,401,GENERAL,open\n", "The account is not all digits."},
      {"1234567890123456789012345678901,water,A,B,1.00,,401,GENERAL,open\n",
       "The account has more than 30 digits."},
      {"1234567897,water,A,B,1.00,,401,GENERAL,open\n", "Account ****7897 is on line 2 already."},
      {"1,,A,B,1.00,,401,GENERAL,open\n", "The bill_type is empty."},
      {"1,water,A,B,1.0,,401,GENERAL,open\n",
       "The balance_due is no amount: An amount needs exactly two decimals."},
      {"1,water,A,B,,,401,GENERAL,open\n",
       "The balance_due is no amount: An amount needs exactly two decimals."},
      {"1,water,A,B,1.00,,401,GENERAL,gone\n", "The status is neither open nor closed."},
      {"1,water,A,B,1.00,,401,NOWHERE,open\n", "The deposit account is not one of the site's."},
      {"1,sewer,A,B,1.00,,,GENERAL,open\n",
       "The fund is empty, and no coupon of this bill type has one."},
      {"1,sewer,A,B,1.00,,401,,open\n",
       "The deposit account is empty, and no coupon of this bill type has one."},
      {"1,water,A,B,1.00,,4/1,GENERAL,open\n",
       "The fund may hold up to 40 letters, digits, '-' and '_'."},
  }));
}

TEST_CASE("A bad account line is collected with its line number and its problem",
          "[config][accounts]") {
  const auto bad = any_bad_line();
  CAPTURE(bad.line);
  const auto file = parsed(header + good_line + bad.line);
  CHECK(file.problems == std::vector<LineProblem>{{.line = 3, .problem = bad.problem}});
  CHECK(file.accounts.size() == 1);
}

TEST_CASE("Every problem of every line is collected", "[config][accounts]") {
  const auto file = parsed(header + "x,water,A,B,?,,401,GENERAL,gone\n" + good_line + "1\n");
  REQUIRE(file.problems.size() == 4);
  CHECK(file.problems[0].line == 2);
  CHECK(file.problems[2].line == 2);
  CHECK(file.problems[3].line == 4);
}

TEST_CASE("An account file without a column is refused whole, by the site's column name",
          "[config][accounts]") {
  const auto field = GENERATE(as<std::string>{}, "Customer No", "bill_type", "name", "address",
                              "balance_due", "due_date", "fund", "deposit_account", "status");
  const auto file =
      parse_account_file(with_change(header, field, "other") + good_line, "a.csv", elm());
  REQUIRE_FALSE(file);
  CHECK(file.error().message == "a.csv:1: Column '" + field + "' is missing in the header.");
}

TEST_CASE("An account file that is no CSV or has no header is refused", "[config][accounts]") {
  CHECK(parse_account_file("", "a.csv", elm()).error().message ==
        "a.csv: The file has no header line.");
  const auto twice = parse_account_file(with_change(header, "address", "name"), "a.csv", elm());
  REQUIRE_FALSE(twice);
  CHECK_THAT(twice.error().message, Contains("Column 'name' is more than once in the header."));
  const auto open_quote = parse_account_file(header + "\"1,water", "a.csv", elm());
  REQUIRE_FALSE(open_quote);
  CHECK_THAT(open_quote.error().message, Contains("a.csv"));
}

}  // namespace
}  // namespace lockbox::service
