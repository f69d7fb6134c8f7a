#include "encode/micr/micr_line.h"

#include <rapidcheck.h>

#include "encode/micr/line_of_font.h"
#include "support/catch.h"

using lockbox::ErrorCode;
using lockbox::Money;
using lockbox::encode::Gaps;
using lockbox::encode::MicrLine;
using lockbox::encode::parse_micr_line;

namespace {

/// What a raw line must come to; an empty text is an absent field, -1 an absent amount.
struct Expected {
  const char* rule;
  const char* raw;
  const char* auxiliary = "";
  const char* epc = "";
  const char* routing = "";
  const char* account = "";
  const char* serial = "";
  int amount_cents = -1;
};

std::string routing_of(const MicrLine& line) {
  return line.routing ? std::string{line.routing->digits()} : std::string{};
}

void check(const Expected& expected) {
  INFO(expected.rule);
  const MicrLine line = parse_micr_line(expected.raw).value();
  CHECK(line.raw == expected.raw);
  CHECK(line.auxiliary_on_us == expected.auxiliary);
  CHECK(line.epc == expected.epc);
  CHECK(routing_of(line) == expected.routing);
  CHECK(line.account.reveal() == expected.account);
  CHECK(line.serial == expected.serial);
  CHECK((line.amount ? line.amount->cents() : -1) == expected.amount_cents);
}

/// Nine digits with a right check digit.
rc::Gen<std::string> routing_numbers() {
  const auto eight = rc::gen::container<std::string>(8, rc::gen::inRange('0', '9'));
  return rc::gen::map(
      rc::gen::suchThat(eight, [](const std::string& text) { return text != "00000000"; }),
      [](std::string text) {
        constexpr int weights[] = {3, 7, 1};
        int sum = 0;
        for (std::size_t i = 0; i < text.size(); ++i) sum += weights[i % 3] * (text[i] - '0');
        return text + static_cast<char>('0' + (10 - sum % 10) % 10);
      });
}

std::string digits(int least, int most) {
  const auto length = static_cast<std::size_t>(*rc::gen::inRange(least, most + 1));
  return *rc::gen::container<std::string>(length, rc::gen::inRange('0', ':'));
}

}  // namespace

TEST_CASE("Each field of a MICR line is found by the symbols around it", "[encode][micr]") {
  check(GENERATE(values<Expected>({
      {.rule = "A personal check has its number behind the account",
       .raw = "⑆069900277⑆ 938910134⑈6060",
       .routing = "069900277",
       .account = "938910134",
       .serial = "6060"},
      {.rule = "A business check has its number left of the transit field",
       .raw = "⑈066851⑈ ⑆329971629⑆205192668⑈",
       .auxiliary = "066851",
       .routing = "329971629",
       .account = "205192668",
       .serial = "066851"},
      {.rule = "The auxiliary number is the serial although digits follow the account",
       .raw = "⑈066851⑈ ⑆329971629⑆205192668⑈ 04",
       .auxiliary = "066851",
       .routing = "329971629",
       .account = "205192668",
       .serial = "066851"},
      {.rule = "The external processing code stands directly left of the transit field",
       .raw = "⑈066851⑈ 4⑆329971629⑆205192668⑈",
       .auxiliary = "066851",
       .epc = "4",
       .routing = "329971629",
       .account = "205192668",
       .serial = "066851"},
      {.rule = "An external processing code without an auxiliary field hides nothing",
       .raw = "4⑆329971629⑆205192668⑈0099",
       .epc = "4",
       .routing = "329971629",
       .account = "205192668",
       .serial = "0099"},
      {.rule = "Spaces and dashes inside an account do not end it",
       .raw = "⑆069900277⑆ 209 153⑉53⑈111",
       .routing = "069900277",
       .account = "209153-53",
       .serial = "111"},
      {.rule = "The amount is ten digits between two amount symbols",
       .raw = "⑆069900277⑆ 3900560241⑈9654 ⑇0000009279⑇",
       .routing = "069900277",
       .account = "3900560241",
       .serial = "9654",
       .amount_cents = 9279},
      {.rule = "An on-us symbol before the account does not hide it",
       .raw = "⑆069900277⑆ ⑈140 611 6⑈ 12",
       .routing = "069900277",
       .account = "1406116",
       .serial = "12"},
      {.rule = "A serial before the account is told by its length",
       .raw = "⑆069900277⑆ 1005⑈ 4192580⑈",
       .routing = "069900277",
       .account = "4192580",
       .serial = "1005"},
      {.rule = "An account before a closed serial is told by its length",
       .raw = "⑆069900277⑆ 4192580⑈ 1005⑈",
       .routing = "069900277",
       .account = "4192580",
       .serial = "1005"},
      {.rule = "No spaces are needed",
       .raw = "⑈066851⑈⑆329971629⑆205192668⑈⑇0000000001⑇",
       .auxiliary = "066851",
       .routing = "329971629",
       .account = "205192668",
       .serial = "066851",
       .amount_cents = 1},
  })));
}

TEST_CASE("A MICR field in doubt is absent", "[encode][micr]") {
  check(GENERATE(values<Expected>({
      {.rule = "An empty line has no field", .raw = ""},
      {.rule = "A wrong check digit is rejected, never mended",
       .raw = "⑆069900278⑆ 938910134⑈6060",
       .account = "938910134",
       .serial = "6060"},
      {.rule = "An unread digit of the routing number leaves the rest",
       .raw = "⑆06990?277⑆ 938910134⑈6060",
       .account = "938910134",
       .serial = "6060"},
      {.rule = "An unread digit of the account leaves the rest",
       .raw = "⑆069900277⑆ 93891?134⑈6060",
       .routing = "069900277",
       .serial = "6060"},
      {.rule = "An unread symbol at the end may be a digit of the serial",
       .raw = "⑆069900277⑆ 938910134⑈606?",
       .routing = "069900277",
       .account = "938910134"},
      {.rule = "One transit symbol may be the left or the right one",
       .raw = "?069900277⑆ 938910134⑈6060"},
      {.rule = "Three transit symbols bound no one field", .raw = "⑆069900277⑆938910134⑆6060⑈"},
      {.rule = "An account without its on-us symbol has no end",
       .raw = "⑆069900277⑆ 938910134?6060",
       .routing = "069900277"},
      {.rule = "An auxiliary field with one symbol lost hides the serial",
       .raw = "?066851⑈ ⑆329971629⑆205192668⑈77",
       .routing = "329971629",
       .account = "205192668"},
      {.rule = "An auxiliary number with an unread digit is not replaced by another",
       .raw = "⑈06?851⑈ ⑆329971629⑆205192668⑈77",
       .routing = "329971629",
       .account = "205192668"},
      {.rule = "Two short numbers could be either way around",
       .raw = "⑆069900277⑆ 1005⑈ 41925⑈",
       .routing = "069900277"},
      {.rule = "Nine digits are no amount",
       .raw = "⑆069900277⑆ 938910134⑈6060 ⑇000009279⑇",
       .routing = "069900277",
       .account = "938910134",
       .serial = "6060"},
      {.rule = "An amount with a lost symbol does not become a serial",
       .raw = "⑆069900277⑆ 938910134⑈ ?0000009279⑇",
       .routing = "069900277",
       .account = "938910134"},
      {.rule = "A dash is no digit of an amount",
       .raw = "⑆069900277⑆ 938910134⑈1 ⑇⑉000009279⑇",
       .routing = "069900277",
       .account = "938910134",
       .serial = "1"},
      {.rule = "An amount left of the transit field is none",
       .raw = "⑇0000009279⑇ ⑆069900277⑆ 938910134⑈6060",
       .routing = "069900277",
       .account = "938910134"},
      {.rule = "Digits behind an amount may belong to it",
       .raw = "⑆069900277⑆ 938910134⑈6060 ⑇0000009279⑇1",
       .routing = "069900277",
       .account = "938910134",
       .serial = "6060"},
      {.rule = "An amount of zeros is a form that nobody filled",
       .raw = "⑆069900277⑆ 938910134⑈6060 ⑇0000000000⑇",
       .routing = "069900277",
       .account = "938910134",
       .serial = "6060"},
      {.rule = "A serial longer than its account could be the account",
       .raw = "⑆069900277⑆ 1005 ⑈4192580",
       .routing = "069900277"},
      {.rule = "A number made long by zeros could be a serial",
       .raw = "⑆069900277⑆ 0001005⑈ 41925⑈",
       .routing = "069900277"},
      {.rule = "An auxiliary number that opens twice has no beginning",
       .raw = "12⑈066851⑈ ⑆329971629⑆205192668⑈77",
       .routing = "329971629",
       .account = "205192668"},
  })));
}

TEST_CASE("On a picture a gap behind a digit may be a digit of which nothing is left",
          "[encode][micr]") {
  struct Gapped {
    const char* raw;
    const char* account;
    const char* serial;
  };
  const auto [raw, account, serial] = GENERATE(values<Gapped>({
      {"⑆069900277⑆ 938910134⑈6060 ⑇0000009279⑇", "938910134", "6060"},
      {"⑆069900277⑆ 938⑉91013⑈ 6060", "938-91013", "6060"},
      {"⑆069900277⑆ 938 10134⑈6060", "", "6060"},
      {"⑆069900277⑆ 93891013 ⑈6060", "", "6060"},
      {"⑆069900277⑆ 938910134⑈60 0", "938910134", ""},
      {"⑆069900277⑆ 938910134⑈6060 0000009279⑇", "938910134", ""},
      {"⑈066851⑈ 4⑆069900277⑆205192668⑈", "205192668", "066851"},
      {"⑈066 51⑈ ⑆069900277⑆205192668⑈04", "205192668", ""},
      {"⑈06685 ⑈ ⑆069900277⑆205192668⑈04", "205192668", ""},
  }));
  INFO(raw);
  const auto line = parse_micr_line(raw, Gaps::MayHideDigits).value();
  CHECK(line.account.reveal() == account);
  CHECK(line.serial == serial);
  CHECK(routing_of(line) == "069900277");
}

TEST_CASE("On a picture a gap hides nothing where the length is fixed", "[encode][micr]") {
  const auto line =
      parse_micr_line("⑆0699 00277⑆ 938910134⑈6060 ⑇00000 09279 ⑇", Gaps::MayHideDigits).value();
  CHECK(routing_of(line) == "069900277");
  CHECK(line.amount == Money::from_cents(9279));
}

TEST_CASE("A character that E-13B lacks is refused", "[encode][micr]") {
  const auto* raw = GENERATE("⑆069900277⑆ 93891O134⑈6060", "⑀", "1\t2", "\xE2\x91");
  CHECK((parse_micr_line(raw).error().code == ErrorCode::InvalidInput));
}

TEST_CASE("Only a line with routing number, account and no unread symbol is complete",
          "[encode][micr]") {
  CHECK(parse_micr_line("⑆069900277⑆ 938910134⑈6060").value().is_complete());
  CHECK(parse_micr_line("⑆069900277⑆ 938910134⑈").value().is_complete());
  CHECK_FALSE(parse_micr_line("⑆069900278⑆ 938910134⑈6060").value().is_complete());
  CHECK_FALSE(parse_micr_line("⑆069900277⑆ 938910134").value().is_complete());
  CHECK_FALSE(parse_micr_line("⑆069900277⑆ 938910134⑈60?0").value().is_complete());
}

TEST_CASE("A routing number says whether the ABA has assigned numbers that begin so", "[micr]") {
  const auto is_assigned = [](std::string_view digits) {
    return lockbox::encode::RoutingNumber::parse(digits).value().has_assigned_prefix();
  };
  for (const auto* digits : {"000000013", "121234564", "211234568", "321234568", "611234566",
                             "721234566", "801234567"}) {
    CAPTURE(digits);
    CHECK(is_assigned(digits));
  }
  for (const auto* digits : {"131234567", "201234565", "331234561", "601234563", "731234569",
                             "791234567", "811234560", "991234561"}) {
    CAPTURE(digits);
    CHECK_FALSE(is_assigned(digits));
  }
}

TEST_CASE("A line whose routing number no bank can have is whole and read as it is, but not sure",
          "[micr]") {
  const auto line = parse_micr_line("⑆131234567⑆ 938910134⑈6060").value();
  CHECK(line.is_complete());
  CHECK(routing_of(line) == "131234567");
  CHECK(lockbox::encode::is_whole_line(line));
  CHECK_FALSE(lockbox::encode::is_sure_line(line));
  CHECK(lockbox::encode::is_sure_line(parse_micr_line("⑆069900277⑆ 938910134⑈6060").value()));
  CHECK(lockbox::encode::parse_keyed_line(line.raw).has_value());
}

TEST_CASE("What is spelled as a business or personal line is parsed back", "[encode][micr]") {
  REQUIRE(rc::check([] {
    const auto routing = *routing_numbers();
    const auto account = digits(4, 14);
    const auto auxiliary = *rc::gen::arbitrary<bool>() ? digits(1, 10) : "";
    const auto epc = *rc::gen::arbitrary<bool>() ? digits(1, 1) : "";
    const auto serial = digits(0, 6);
    const auto cents = *rc::gen::inRange(1, 1'000'000'000);
    const auto amount = std::to_string(10'000'000'000 + cents).substr(1);
    const auto space = *rc::gen::element<std::string>("", " ", "  ");
    const std::string raw = (auxiliary.empty() ? "" : "⑈" + auxiliary + "⑈" + space) + epc + "⑆" +
                            routing + "⑆" + space + account + "⑈" + space + serial + space + "⑇" +
                            amount + "⑇";
    const auto line = parse_micr_line(raw).value();
    RC_ASSERT(line.auxiliary_on_us == auxiliary);
    RC_ASSERT(line.epc == epc);
    RC_ASSERT(routing_of(line) == routing);
    RC_ASSERT(line.account.reveal() == account);
    RC_ASSERT(line.serial == (auxiliary.empty() ? serial : auxiliary));
    RC_ASSERT(line.amount == Money::from_cents(cents));
  }));
}

TEST_CASE("No field is longer or other than the digits that were read", "[encode][micr]") {
  REQUIRE(rc::check([] {
    std::string raw;
    std::string read;
    for (const auto& symbol : *rc::gen::container<std::vector<std::string>>(
             rc::gen::element<std::string>("0", "7", "⑆", "⑇", "⑈", "⑉", "?", " "))) {
      raw += symbol;
      if (symbol != " ") read += symbol == "⑉" ? "-" : symbol;
    }
    const auto line = parse_micr_line(raw).value();
    for (const auto& field : {line.auxiliary_on_us, line.epc, line.account.reveal(), line.serial}) {
      RC_ASSERT(field.find('?') == std::string::npos);
      RC_ASSERT(read.find(field) != std::string::npos);
    }
  }));
}
