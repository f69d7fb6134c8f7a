#include "service/config/site_file.h"

#include "service/config/site_text.h"
#include "support/catch.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("A site file gives every value that it holds", "[config][site]") {
  const auto site = parse_site(site_text, "site.toml");
  REQUIRE(site);
  CHECK(site->id == "elm");
  CHECK(site->name == "Town of Elm");
  CHECK(site->lockboxes == std::vector<std::string>{"ELM-MAIL", "ELM-DROP"});
  REQUIRE(site->deposit_accounts.size() == 1);
  const auto& account = site->deposit_accounts.front();
  CHECK(account.id == "GENERAL");
  CHECK(account.name == "General Account");
  CHECK(account.bank == "First Example Bank");
  CHECK(account.ticket_items_max == 300);
  CHECK(account.ticket_amount_max == Money::from_cents(250'000'00));
  CHECK(site->suspense_fund == "999");
  CHECK(site->suspense_deposit_account == "GENERAL");
  CHECK(site->overpayment == deposit::OverpaymentRule::Suspense);
  CHECK(site->account_columns.at("account") == "Customer No");
  CHECK(site->account_columns.at("due_date") == "due_date");
  REQUIRE(site->coupons.size() == 2);
}

TEST_CASE("A site file may give a bank's cut-off and a word for practice", "[config][site]") {
  std::string text{site_text};
  const std::string line = "ticket_items_max = 300\n";
  text.insert(text.find(line), "cut_off = \"14:30\"\n");
  const auto site = parse_site("practice = \"TRAINING\"\n" + text, "site.toml");
  REQUIRE(site);
  CHECK(site->practice == "TRAINING");
  CHECK(site->deposit_accounts.front().cut_off == TimeOfDay::parse("14:30").value());

  const auto plain = parse_site(site_text, "site.toml");
  REQUIRE(plain);
  CHECK(plain->practice.empty());
  CHECK_FALSE(plain->deposit_accounts.front().cut_off);

  const auto long_word = parse_site("practice = \"NOT FOR THE BANK\"\n" + text, "s");
  REQUIRE_FALSE(long_word);
  CHECK_THAT(long_word.error().message, Contains("s:1:1: practice: This may hold up to 12"));
}

const std::string items_max = "ticket_items_max = 300\n";

TEST_CASE("C-22: a site file may say that its money is public, and who may hold it",
          "[config][site]") {
  const auto text = with_change(site_text, items_max, items_max + "qpd = true\n");
  const auto site =
      parse_site("public_money = true\nbank_holidays = [2026-11-26, 2026-12-25]\n" + text, "s");
  REQUIRE(site);
  CHECK(site->has_public_money);
  CHECK(site->deposit_accounts.front().is_public_depository);
  REQUIRE(site->bank_holidays.size() == 2);
  CHECK(site->bank_holidays[1].to_string() == "2026-12-25");
  const auto plain = parse_site(site_text, "s");
  CHECK_FALSE(plain->has_public_money);
  CHECK_FALSE(plain->deposit_accounts.front().is_public_depository);
  CHECK(plain->bank_holidays.empty());
  const auto quoted = parse_site("public_money = \"yes\"\n" + site_text, "s");
  REQUIRE_FALSE(quoted);
  CHECK_THAT(quoted.error().message,
             Contains("s:1:1: public_money: This must be true or false, without quotes."));
  const auto no_day = parse_site("bank_holidays = [\"Monday\"]\n" + site_text, "s");
  REQUIRE_FALSE(no_day);
  CHECK_THAT(no_day.error().message, Contains("bank_holidays: This must be a list of dates"));
}

TEST_CASE("A deposit account may say what the MICR line of its tickets says", "[config][site]") {
  const auto with_keys = [](const std::string& keys) {
    return parse_site(with_change(site_text, items_max, items_max + keys), "s");
  };
  const auto whole =
      with_keys("routing = \"021000021\"\naccount = \"01-234\"\nticket_tran_code = \"50\"\n");
  REQUIRE(whole);
  const auto& line = whole->deposit_accounts.front().ticket_line;
  REQUIRE(line);
  CHECK(line->routing.digits() == "021000021");
  CHECK(line->account == "01-234");
  CHECK(line->tran_code == "50");
  CHECK_FALSE(parse_site(site_text, "s")->deposit_accounts.front().ticket_line);

  const auto without_code = with_keys("routing = \"021000021\"\naccount = \"01-234\"\n");
  REQUIRE(without_code);
  CHECK(without_code->deposit_accounts.front().ticket_line->tran_code.empty());
}

struct BadLineKeys {
  std::string keys;
  std::string expected;
};

TEST_CASE("A MICR line that no ticket could carry is refused with its place, key and reason",
          "[config][site]") {
  const auto bad = GENERATE(values<BadLineKeys>({
      {"routing = \"021000022\"\naccount = \"1\"",
       "s:10:1: deposit_account[1].routing: The routing number's check digit does not match."},
      {"routing = \"02100002\"\naccount = \"1\"",
       "s:10:1: deposit_account[1].routing: A routing number has nine digits."},
      {"routing = \"021000021\"", "deposit_account[1].account: A ticket's MICR line needs"},
      {"account = \"1\"", "deposit_account[1].routing: A ticket's MICR line needs"},
      {"ticket_tran_code = \"50\"", "deposit_account[1].routing: A ticket's MICR line needs"},
      {"routing = \"021000021\"\naccount = \"12 3\"",
       "s:11:1: deposit_account[1].account: The on-us field holds digits and dashes only."},
      {"routing = \"021000021\"\naccount = \"1\"\nticket_tran_code = \"A\"",
       "s:12:1: deposit_account[1].ticket_tran_code: The on-us field holds digits"},
      {"routing = \"021000021\"\naccount = \"1234567890123456\"\nticket_tran_code = \"50\"",
       "s:11:1: deposit_account[1].account: Account and ticket_tran_code do not fit"},
  }));
  CAPTURE(bad.keys);
  const auto site = parse_site(with_change(site_text, items_max, items_max + bad.keys + "\n"), "s");
  REQUIRE_FALSE(site);
  CHECK_THAT(site.error().message, Contains(bad.expected));
}

TEST_CASE("A coupon of a site file gives its pattern and its rules", "[config][site]") {
  const auto site = parse_site(site_text, "site.toml");
  REQUIRE(site);
  const auto& water = site->coupons.at(0);
  CHECK(water.bill_type == "water");
  CHECK(water.format == encode::BarcodeFormat::Code128);
  REQUIRE(water.fields.size() == 4);
  CHECK(water.fields[0].kind == encode::CouponFieldKind::Account);
  CHECK(water.fields[0].digits == 10);
  CHECK(water.fields[1].kind == encode::CouponFieldKind::DueDate);
  CHECK(water.fields[1].digits == 6);
  CHECK(water.fields[2].kind == encode::CouponFieldKind::AmountDue);
  CHECK(water.fields[3].kind == encode::CouponFieldKind::CheckDigit);
  CHECK(water.fields[3].digits == 1);
  CHECK(water.code_check == encode::CheckDigitRule::Luhn);
  CHECK(water.account_check == encode::CheckDigitRule::Luhn);
  CHECK(water.fund == "401");
  CHECK(water.deposit_account == "GENERAL");

  const auto& license = site->coupons.at(1);
  REQUIRE(license.fields.size() == 4);
  CHECK(license.fields[0].literal == "ELM|");
  CHECK(license.fields[1].digits == 0);
  CHECK_FALSE(license.has_check_digit());
}

struct BadSite {
  std::string from;
  std::string to;
  std::string expected;  ///< Part of the message, with line and column.
};

BadSite any_bad_value() {
  return GENERATE(values<BadSite>({
      {R"(id = "elm")", R"(id = "el m")", "site.toml:1:1: id: This may hold up to 40 letters"},
      {R"(id = "elm")", "id = 5", "site.toml:1:1: id: This must be text in quotes."},
      {R"(id = "elm")", R"(id = "")", "site.toml:1:1: id: This must not be empty."},
      {R"(id = "elm")", "", "site.toml:1:1: id: This key is missing."},
      {R"(id = "elm")", R"(id = "elm)", "site.toml:1:10: This is not TOML"},
      {R"("ELM-DROP")", R"("ELM-MAIL")", ":3:26: lockboxes: 'ELM-MAIL' is listed more than once."},
      {R"("ELM-DROP")", R"("../etc")", ":3:26: lockboxes: A lockbox may hold"},
      {R"("ELM-DROP")", "7", ":3:26: lockboxes: Each element of this list must be text"},
      {R"(["ELM-MAIL", "ELM-DROP"])", "[]", ":3:1: lockboxes: This list must not be empty."},
      {"ticket_items_max = 300", "ticket_items_max = 300\ncut_off = \"2 pm\"",
       ":10:1: deposit_account[1].cut_off: A time of the day is written as in 14:00."},
      {"ticket_items_max = 300", "ticket_items_max = 0",
       ":9:1: deposit_account[1].ticket_items_max: This must be from 1 to 100000."},
      {"ticket_items_max = 300", "ticket_items_max = 3.5",
       ":9:1: deposit_account[1].ticket_items_max: This must be a whole number."},
      {R"("250000.00")", R"("250000")",
       ":10:1: deposit_account[1].ticket_amount_max: An amount needs exactly two decimals."},
      {R"("250000.00")", "250000.00",
       ":10:1: deposit_account[1].ticket_amount_max: This must be text in quotes."},
      {R"("250000.00")", R"("0.00")",
       ":10:1: deposit_account[1].ticket_amount_max: This must be more than 0.00."},
      {"bank =", "banc =",
       "deposit_account[1].banc: This key is not known here. Did you mean 'bank'?"},
      {"[[deposit_account]]", "[deposit_account]",
       "deposit_account: This must be written as tables, [[deposit_account]]."},
      {"[suspense]\nfund = \"999\"\ndeposit_account = \"GENERAL\"", "",
       "suspense: This key is missing."},
      {"fund = \"999\"\ndeposit_account = \"GENERAL\"",
       "fund = \"999\"\ndeposit_account = \"GONE\"",
       ":14:1: suspense.deposit_account: No [[deposit_account]] has the id 'GONE'."},
      {R"(rule = "suspense")", R"(rule = "refund")", ":17:1: overpayment.rule: This must be"},
      {R"(account = "Customer No")", R"(account = "fund")",
       "Column 'fund' is used for more than one field."},
      {R"(account = "Customer No")", R"(customer = "Customer No")",
       ":20:1: account_file.columns.customer: This key is not known here."},
      {R"(format = "code128")", R"(format = "code93")", ":24:1: coupon[1].format: This must be"},
      {R"(code_check = "luhn")", R"(code_check = "mod12")",
       ":26:1: coupon[1].code_check: This must be one of none, luhn, mod10_2_1, mod10_3_1,"},
      {R"(bill_type = "license")", R"(bill_type = "water")",
       ":32:1: coupon[2].bill_type: 'water' is defined more than once."},
      {R"(fund = "401")", R"(fund = "4/1")", ":28:1: coupon[1].fund: This may hold"},
      {R"(fund = "401")", R"(found = "401")",
       ":28:1: coupon[1].found: This key is not known here."},
      {R"(name = "Town of Elm")", "name = \"Town of Elm\"\ncolour = \"red\"",
       ":3:1: colour: This key is not known here."},
  }));
}

TEST_CASE("A bad value of a site file is refused with its place, key and reason",
          "[config][site]") {
  const auto bad = any_bad_value();
  CAPTURE(bad.from, bad.to);
  const auto site = parse_site(with_change(site_text, bad.from, bad.to), "site.toml");
  REQUIRE_FALSE(site);
  CHECK(site.error().code == ErrorCode::InvalidInput);
  CHECK_THAT(site.error().message, Contains(bad.expected));
}

struct BadPattern {
  std::string pattern;
  std::string expected;
};

BadPattern any_bad_pattern() {
  return GENERATE(values<BadPattern>({
      {R"("account:10", "colour:2", "check_digit")", "'colour' is no field"},
      {R"("account:10", "literal", "check_digit")", "'literal' is no field"},
      {R"("account:0", "check_digit")", "The number of digits must be from 1 to 40."},
      {R"("account:ten", "check_digit")", "The number of digits must be from 1 to 40."},
      {R"("account:10", "amount_due:19", "check_digit")", "must be from 1 to 18."},
      {R"("account:10", "due_date:8", "check_digit")", "A due_date has 6 digits."},
      {R"("account:10", "check_digit:2")", "The check digits of luhn are 1, not 2."},
      {R"("account:10", "'A", "check_digit")", "Literal text stands between single quotes"},
      {R"("account:10", "'é'", "check_digit")", "printable ASCII"},
      {R"("amount_due:9", "check_digit")", "The pattern needs an account field."},
      {R"("account:10", "account:4", "check_digit")", "The pattern has account more than once."},
      {R"("account:10")", "code_check needs a check_digit field."},
      {R"("account:10", "check_digit", "amount_due:9")", "The check_digit field must be the last"},
      {R"("account", "check_digit")", "Field 1 (account) has no number of digits"},
      {R"("account", "'1-'", "check_digit")", "Field 1 (account) has no number of digits"},
      {R"("account:10", "amount_due:9", "past_due:9", "minimum:9", "net_amount:9",
           "gross_amount:9", "minimum:9", "check_digit")",
       "A code carries at most 5 expected amounts."},
      {"5", "Each element of this list must be text in quotes."},
      {"", "This list must not be empty."},
  }));
}

TEST_CASE("A pattern that could be read in two ways or in none is refused", "[config][site]") {
  const auto bad = any_bad_pattern();
  CAPTURE(bad.pattern);
  const auto text = with_change(
      site_text, R"("account:10", "due_date", "amount_due:9", "check_digit")", bad.pattern);
  const auto site = parse_site(text, "site.toml");
  REQUIRE_FALSE(site);
  CHECK_THAT(site.error().message, Contains("coupon[1].pattern: "));
  CHECK_THAT(site.error().message, Contains(bad.expected));
}

TEST_CASE("A check digit field without a rule is refused", "[config][site]") {
  const auto site =
      parse_site(with_change(site_text, R"(code_check = "luhn")", R"(code_check = "none")"), "s");
  REQUIRE_FALSE(site);
  CHECK_THAT(site.error().message, Contains("A check_digit field needs code_check."));
}

TEST_CASE("A pattern that its barcode cannot print is refused", "[config][site]") {
  const auto as_itf = with_change(site_text, R"(format = "code128")", R"(format = "itf")");
  CHECK(parse_site(as_itf, "s"));
  const auto odd = parse_site(with_change(as_itf, "account:10", "account:9"), "s");
  REQUIRE_FALSE(odd);
  CHECK_THAT(odd.error().message, Contains("ITF prints pairs of digits, and this pattern has 25."));
  const auto as_code39 =
      parse_site(with_change(site_text, R"(format = "qr")", R"(format = "code39")"), "s");
  REQUIRE_FALSE(as_code39);
  CHECK_THAT(as_code39.error().message,
             Contains("The format cannot print all of the literal text."));
}

TEST_CASE("A coupon that the reader would never accept is refused with the site file",
          "[config][site]") {
  auto text = with_change(site_text, R"(format = "code128")", R"(format = "itf")");
  text = with_change(text, R"("account:10", "due_date", "amount_due:9", "check_digit")",
                     R"("account")");
  text = with_change(text, R"(code_check = "luhn")", R"(code_check = "none")");
  const auto site = parse_site(text, "site.toml");
  REQUIRE_FALSE(site);
  CHECK_THAT(site.error().message, Contains("coupon[1].pattern: "));
  CHECK_THAT(site.error().message, Contains("a torn ITF code still looks whole"));
}

TEST_CASE("All faults of a site file come at once, in the order of the file", "[config][site]") {
  auto text = with_change(site_text, R"(name = "Town of Elm")", "name = 1");
  text = with_change(text, R"(rule = "suspense")", R"(rule = "x")");
  text = with_change(text, R"(format = "qr")", R"(format = "x")");
  const auto site = parse_site(text, "site.toml");
  REQUIRE_FALSE(site);
  CHECK(site.error().message ==
        "site.toml:2:1: name: This must be text in quotes.\n"
        "site.toml:17:1: overpayment.rule: This must be \"credit_on_account\" or \"suspense\".\n"
        "site.toml:33:1: coupon[2].format: This must be \"code128\", \"code39\", \"itf\" or "
        "\"qr\".");
}

TEST_CASE("A site file may leave out the column mapping", "[config][site]") {
  const auto site = parse_site(
      with_change(site_text, "[account_file.columns]\naccount = \"Customer No\"", ""), "s");
  REQUIRE(site);
  CHECK(site->account_columns.at("account") == "account");
}

TEST_CASE("A site file may name its open business day", "[config][site]") {
  CHECK_FALSE(parse_site(site_text, "s")->business_day);
  const auto site = parse_site("business_day = 2026-11-23\n" + site_text, "s");
  REQUIRE(site);
  CHECK(site->business_day == BusinessDay::parse("2026-11-23").value());
  const auto as_text = parse_site("business_day = \"2026-11-23\"\n" + site_text, "s");
  REQUIRE_FALSE(as_text);
  CHECK_THAT(as_text.error().message, Contains("s:1:1: business_day: This must be a date"));
}

TEST_CASE("A site file may name the amount from which two people key", "[config][site]") {
  CHECK_FALSE(parse_site(site_text, "s")->verify_from);
  const auto site =
      parse_site(with_change(site_text, "[overpayment]",
                             "[verification]\namount_from = \"500.00\"\n\n[overpayment]"),
                 "s");
  REQUIRE(site);
  CHECK(site->verify_from == Money::from_cents(500'00));
}

TEST_CASE("A second deposit account with the same id is refused", "[config][site]") {
  const auto site = parse_site(with_change(site_text, "[suspense]", R"([[deposit_account]]
id = "GENERAL"
name = "Other"
bank = "Other Bank"
ticket_items_max = 1
ticket_amount_max = "1.00"

[suspense])"),
                               "s");
  REQUIRE_FALSE(site);
  CHECK_THAT(site.error().message, Contains("deposit_account[2].id: 'GENERAL' is defined more"));
}

TEST_CASE("A site file that is not there is named", "[config][site]") {
  const auto site = read_site("no/such/site.toml");
  REQUIRE_FALSE(site);
  CHECK_THAT(site.error().message, Contains("no/such/site.toml"));
}

}  // namespace
}  // namespace lockbox::service
