#include "deposit/output/adjustment_file.h"

#include "deposit/output/return_letter.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::deposit::test::must;

namespace {

const BusinessDay today = must(BusinessDay::parse("2026-11-23"));

AdjustmentFile small_file() {
  AdjustmentFile file{"riverton", "1001", today, 2, {}};
  file.lines = {{AccountNumber{"=7700"}, "WATER", Money::from_cents(-120'00),
                 ledger::EntryKind::ChargeBack, "A", 4},
                {AccountNumber{"7701"}, "SE,WER", Money::from_cents(20'00),
                 ledger::EntryKind::Credit, "billing_error", 5}};
  return file;
}

}  // namespace

TEST_CASE("An adjustment file says again what it was made of", "[deposit][output][ledger]") {
  const auto text = must(prove_adjustment_file(small_file()));
  CHECK((must(parse_adjustment_file(text)) == small_file()));
  CHECK(text.starts_with("H,1,riverton,1001,2026-11-23,1001-2026-11-23-2\n"));
  CHECK(text.ends_with("T,2,-10000\n"));
}

TEST_CASE("An adjustment file whose trailer does not add up is refused",
          "[deposit][output][ledger]") {
  auto text = render_adjustment_file(small_file());
  text.replace(text.find("T,2,-10000"), 10, "T,2,-10001");
  const auto file = parse_adjustment_file(text);
  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().code == ErrorCode::OutOfBalance);
}

TEST_CASE("An adjustment file with a changed line is refused", "[deposit][output][ledger]") {
  const auto [from, to] = GENERATE(table<std::string, std::string>({
      {"H,1,", "H,2,"},
      {"2026-11-23-2", "2026-11-22-2"},
      {"D,2,", "D,3,"},
      {"charge_back", "chargeback"},
      {"D,1,", "X,1,"},
  }));
  auto text = render_adjustment_file(small_file());
  text.replace(text.find(from), from.size(), to);
  CHECK_FALSE(parse_adjustment_file(text).has_value());
}

TEST_CASE("C-19: the letter says what is owed, why, and until when the law waits",
          "[deposit][output][ledger]") {
  const ReturnLetterData letter{.site_name = "City of Riverton",
                                .practice = "",
                                .name = "June Cho",
                                .address = "1 Main St",
                                .account = "****4100",
                                .return_number = 7,
                                .check_number = "1041",
                                .amount = Money::from_cents(120'00),
                                .reason = "There was not enough money in the account",
                                .returned_on = today,
                                .sent_on = today,
                                .fee = Money::from_cents(30'00),
                                .fee_source = "F.S. 68.065(2) and 832.08(5)",
                                .notice_until = must(BusinessDay::parse("2026-12-08")),
                                .demand_until = must(BusinessDay::parse("2026-12-23"))};
  std::string text;
  for (const auto& paragraph : letter_paragraphs(letter)) text += paragraph + "\n";
  for (const auto* const part : {"check number 1041", "$120.00", "$30.00", "$150.00",
                                 "not enough money", "2026-12-08", "2026-12-23", "****4100"}) {
    INFO(part);
    CHECK_THAT(text, Catch::Contains(part));
  }
  const auto pdf = must(render_return_letter(letter));
  CHECK(pdf == must(render_return_letter(letter)));
  CHECK(pdf.size() > 500);
}
