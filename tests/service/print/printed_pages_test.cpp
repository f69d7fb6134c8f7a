#include "service/print/printed_pages.h"

#include <algorithm>

#include "encode/page_reader.h"
#include "encode/print/raster.h"
#include "encode/print/sheet_code.h"
#include "service/config/site_file.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;

namespace {

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
encode::GrayImage slip(const encode::Drawing& page, int n, double dpi = 200) {
  auto image = encode::to_raster(page, dpi);
  const int height = image.pixels.rows / slips_a_page;
  image.pixels = image.pixels.rowRange(n * height, (n + 1) * height).clone();
  return image;
}

/// The same in black and white.
encode::GrayImage bitonal_slip(const encode::Drawing& page, int n, double dpi) {
  auto image = slip(page, n, dpi);
  image.pixels = image.pixels >= 128;
  image.bitonal = true;
  return image;
}

/// A line of account, an amount of so many digits, and a digit over both.
encode::ScanLineDefinition line_in(encode::OcrFont font, int amount_digits = 9) {
  using Kind = encode::CouponFieldKind;
  return {.font = font,
          .fields = {{Kind::Account, 10, {}},
                     {Kind::AmountDue, amount_digits, {}},
                     {Kind::CheckDigit, 1, {}}},
          .code_check = encode::CheckDigitRule::Luhn,
          .account_check = encode::CheckDigitRule::Luhn,
          .zone = std::nullopt};
}

encode::CouponDefinition& coupon_in(deposit::Site& site, const std::string& bill_type) {
  return *std::ranges::find(site.coupons, bill_type, &encode::CouponDefinition::bill_type);
}

}  // namespace

TEST_CASE("A printed scan line confirms the barcode beside it", "[service][print]") {
  auto site = riverton();
  const auto font = GENERATE(encode::OcrFont::A, encode::OcrFont::B);
  const double dpi = GENERATE(200.0, 240.0);
  const std::string face{encode::to_string(font)};
  CAPTURE(face, dpi);
  coupon_in(site, "utility").scan_line->font = font;
  coupon_in(site, "misc").scan_line = line_in(font);
  coupon_in(site, "license").scan_line = line_in(font, 8);  // Not what another kind has, too.
  const std::vector accounts{account("3496098579", "utility"), account("5119374766", "misc"),
                             account("3496098579", "license")};
  const std::vector formats{"code128+" + face, "code39+" + face, "qr+" + face};
  const auto pages = coupon_pages(site, accounts).value();
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    CAPTURE(accounts[i].bill_type);
    const auto image = bitonal_slip(pages.front(), static_cast<int>(i), dpi);
    const auto read = encode::read_page(image, site.coupons);
    CHECK(read.coupon_doubt.empty());
    REQUIRE(read.coupon.has_value());
    CHECK(read.coupon->format == formats[i]);
    CHECK(read.coupon->code.account == accounts[i].number);
    CHECK(read.coupon->code.amount_due == accounts[i].balance_due);
  }
}

TEST_CASE("A coupon that has only a scan line is printed and read back", "[service][print]") {
  auto site = riverton();
  const auto font = GENERATE(encode::OcrFont::A, encode::OcrFont::B);
  const double dpi = GENERATE(200.0, 240.0);
  auto& misc = coupon_in(site, "misc");
  misc.fields.clear();
  misc.scan_line = line_in(font);
  const auto pages = coupon_pages(site, {account("5119374766", "misc")}).value();
  const auto read = encode::read_page(bitonal_slip(pages.front(), 0, dpi), site.coupons);
  CHECK(read.codes.empty());
  REQUIRE(read.coupon.has_value());
  CHECK(read.coupon->format == encode::to_string(font));
  CHECK(read.coupon->code.account == AccountNumber{"5119374766"});
  CHECK(read.coupon->code.amount_due == Money::from_cents(5'229'30));
}

TEST_CASE("A printed coupon has its check boxes, empty, where they are looked for",
          "[service][print]") {
  auto site = riverton();
  auto& utility = coupon_in(site, "utility");
  utility.check_boxes = {{"address_change", {0.6, 0.46, 0.03, 0.08}},
                         {"paperless", {0.6, 0.6, 0.03, 0.08}}};
  const std::vector accounts{account("3496098579", "utility")};
  const double dpi = GENERATE(200.0, 240.0);
  const auto image = bitonal_slip(coupon_pages(site, accounts).value().front(), 0, dpi);
  const auto read = encode::read_page(image, site.coupons);
  REQUIRE(read.check_boxes.size() == 2);
  CHECK(read.check_boxes[0].name == "address_change");
  for (const auto& box : read.check_boxes) CHECK((box.state == encode::MarkState::Empty));

  utility.check_boxes[0].zone = {0.05, 0.5, 0.03, 0.08};  // On the barcode.
  const auto refused = coupon_pages(site, accounts);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.find("address change") != std::string::npos);
}

TEST_CASE("A scan line is printed in its zone where other print leaves it free",
          "[service][print]") {
  auto site = riverton();
  auto& line = *coupon_in(site, "utility").scan_line;
  const std::vector accounts{account("3496098579", "utility")};
  constexpr double slip_height = 11.0 / slips_a_page;
  const auto box_with = [&](const encode::PageZone& zone) {
    line.zone = zone;
    const auto image = slip(coupon_pages(site, accounts).value().front(), 0);
    auto lines = encode::read_scan_lines(image, {{}, image.pixels.size()});
    REQUIRE(lines.size() == 1);
    return lines.front().box;
  };
  const auto left = box_with({0.03, 0.85, 0.4, 0.13});
  CHECK((left.x + left.width / 2.0) / 200 == Approx(0.23 * 8.5).margin(0.03));
  // At the top stand the biller and the account: the line goes to the lower edge, to the right.
  const auto usual = box_with({0.03, 0, 0.4, 0.13});
  CHECK((usual.x + usual.width) / 200.0 == Approx(8.5 - 0.5).margin(0.05));
  CHECK((usual.y + usual.height / 2.0) / 200 == Approx(slip_height - 0.375).margin(0.02));
  const auto narrow = box_with({0.03, 0.85, 0.2, 0.13});
  CHECK(narrow.x == usual.x);
}

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
