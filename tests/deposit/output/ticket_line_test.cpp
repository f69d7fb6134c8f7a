#include "deposit/output/ticket_line.h"

#include "encode/micr/e13b_reader.h"
#include "encode/print/raster.h"
#include "support/catch.h"

namespace lockbox::deposit {
namespace {

TicketLine line_of(const std::string& account, const std::string& tran_code) {
  return {.routing = *encode::RoutingNumber::parse("021000021"),
          .account = account,
          .tran_code = tran_code};
}

TEST_CASE("A ticket's MICR line names ticket, bank, account, code and amount", "[ticket]") {
  CHECK(ticket_line_text(line_of("1234567890", "50"), "000007", Money::from_cents(1'423'76)) ==
        "⑈000007⑈ ⑆021000021⑆ 1234567890⑈50 ⑇0000142376⑇");
  CHECK(ticket_line_text(line_of("01-234", ""), "T-7", Money::from_cents(5)) ==
        "⑆021000021⑆ 01⑉234⑈ ⑇0000000005⑇");
}

TEST_CASE("An amount that the field has no room for is left open", "[ticket]") {
  const auto fits = ticket_line_text(line_of("1", ""), "7", Money::from_cents(9'999'999'999));
  CHECK(fits.ends_with("⑇9999999999⑇"));
  const auto open = ticket_line_text(line_of("1", ""), "7", Money::from_cents(10'000'000'000));
  CHECK(open == "⑈7⑈ ⑆021000021⑆ 1⑈");
}

TEST_CASE("A ticket's MICR line is read back as a bank's reader sees it", "[ticket]") {
  const auto total = Money::from_cents(98'765'43);
  const auto page = draw_ticket_line(line_of("1234567890", "50"), "000007", total).value();
  const auto read = encode::read_micr(encode::to_raster(page, 200));
  REQUIRE(read.has_value());
  CHECK(read->line.is_complete());
  CHECK(read->line.auxiliary_on_us == "000007");
  CHECK(read->line.routing->digits() == "021000021");
  CHECK(read->line.account == AccountNumber{"1234567890"});
  CHECK(read->line.amount == total);
  // The amount's closing symbol ends 5/16 inch from the right edge, in the strip whose middle is
  // 5/16 inch above the lower edge.
  CHECK((read->box.x + read->box.width) / 200.0 == Approx(8.5 - 5.0 / 16).margin(0.01));
  CHECK((read->box.y + read->box.height / 2.0) / 200.0 == Approx(11 - 5.0 / 16).margin(0.01));
}

TEST_CASE("An account that does not fit the on-us field makes no line", "[ticket]") {
  CHECK(draw_ticket_line(line_of("123456789012345", "50"), "7", {}));
  CHECK_FALSE(draw_ticket_line(line_of("1234567890123456", "50"), "7", {}));
  CHECK_FALSE(draw_ticket_line(line_of("12A", ""), "7", {}));
}

}  // namespace
}  // namespace lockbox::deposit
