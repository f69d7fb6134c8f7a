#include "service/print/printed_pages.h"

#include "encode/page_reader.h"
#include "encode/print/raster.h"
#include "encode/print/sheet_code.h"
#include "service/config/site_file.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;

namespace {

constexpr double dpi = 200;
constexpr int slips_a_page = 3;

deposit::Site riverton() {
  return read_site("examples/riverton/site.toml").value();
}

deposit::Account account(const std::string& number, const std::string& bill_type) {
  deposit::Account result;
  result.number = AccountNumber{number};
  result.bill_type = bill_type;
  result.name = "OMAR ALVAREZ";
  result.address = "2416 CALHOUN ST";
  result.balance_due = Money::from_cents(5'229'30);
  result.due_date = "09/20/2026";
  return result;
}

/// The n-th slip of a page as a scanner delivers it.
encode::GrayImage slip(const encode::Drawing& page, int n) {
  auto image = encode::to_raster(page, dpi);
  const int height = image.pixels.rows / slips_a_page;
  image.pixels = image.pixels.rowRange(n * height, (n + 1) * height).clone();
  return image;
}

}  // namespace

TEST_CASE("Every kind of printed coupon is read back with its account and amount",
          "[service][print]") {
  const auto site = riverton();
  const std::vector accounts{account("3496098579", "utility"), account("5119374766", "misc"),
                             account("3496098579", "license")};
  const auto pages = coupon_pages(site, accounts).value();
  REQUIRE(pages.size() == 1);
  for (int i = 0; i < 3; ++i) {
    const auto& printed = accounts.at(static_cast<std::size_t>(i));
    const auto read = encode::read_page(slip(pages.front(), i), site.coupons);
    CAPTURE(printed.bill_type);
    CHECK(read.kind == encode::PageKind::Coupon);
    REQUIRE(read.coupon.has_value());
    CHECK(read.coupon->code.account == printed.number);
    CHECK(read.coupon->code.bill_type == printed.bill_type);
    if (printed.bill_type == "misc") continue;  // Its code carries no amount.
    CHECK(read.coupon->code.amount_due == printed.balance_due);
  }
}

TEST_CASE("Coupons are printed for open accounts only, and a strange due date is refused",
          "[service][print]") {
  const auto site = riverton();
  auto closed = account("3496098579", "utility");
  closed.status = deposit::AccountStatus::Closed;
  CHECK_FALSE(coupon_pages(site, {closed}).has_value());

  auto undated = account("3496098579", "utility");
  undated.due_date = "soon";
  const auto refused = coupon_pages(site, {undated});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.find("soon") != std::string::npos);
  CHECK(refused.error().message.find("3496098579") == std::string::npos);

  undated.due_date = "2026-09-20";
  CHECK(coupon_pages(site, {undated}).has_value());
}

TEST_CASE("Separators are numbered on and fill pages by threes", "[service][print]") {
  const auto pages = separator_pages(41, 4).value();
  REQUIRE(pages.size() == 2);
  const auto read = encode::read_page(slip(pages[1], 0), {});
  REQUIRE(read.codes.size() == 1);
  const auto code = encode::parse_sheet_code(read.codes[0].format, read.codes[0].text);
  CHECK(code == encode::SheetCode{encode::SheetKind::Separator, "000044"});
  CHECK_FALSE(separator_pages(0, 1).has_value());
  CHECK_FALSE(separator_pages(separator_number_max, 2).has_value());
}

TEST_CASE("A batch header carries the day and number of its batch", "[service][print]") {
  const auto site = riverton();
  const BatchFile batch{.lockbox = site.lockboxes.front(),
                        .business_day = BusinessDay::parse("2026-11-23").value(),
                        .job = "mixed",
                        .prepared_by = "dana",
                        .control = deposit::ControlTotals{51, Money::from_cents(13'669'44)}};
  const auto pages = batch_header_pages(site, batch, 7).value();
  const auto read = encode::read_page(slip(pages.front(), 0), {});
  REQUIRE(read.codes.size() == 1);
  const auto code = encode::parse_sheet_code(read.codes[0].format, read.codes[0].text);
  CHECK(code == encode::SheetCode{encode::SheetKind::BatchHeader, "2611230007"});
  CHECK_FALSE(batch_header_pages(site, batch, 0).has_value());
  auto foreign = batch;
  foreign.lockbox = "ELSEWHERE";
  CHECK_FALSE(batch_header_pages(site, foreign, 1).has_value());
}
