#include <filesystem>

#include "encode/coupon/coupon_definition.h"
#include "service/config/account_file.h"
#include "service/config/batch_file.h"
#include "service/config/keyed_file.h"
#include "service/config/site_file.h"
#include "support/catch.h"

namespace lockbox::service {
namespace {

const std::filesystem::path riverton = "examples/riverton";

deposit::Site riverton_site() {
  auto site = read_site(riverton / "site.toml");
  if (!site) FAIL(site.error().message);
  return *site;
}

struct PrintedCode {
  encode::BarcodeFormat format;
  std::string text;
  std::string bill_type;
  std::string account;
};

TEST_CASE("The example site reads the code of each kind of coupon in its day of mail",
          "[config][example]") {
  using encode::BarcodeFormat;
  const auto code = GENERATE(values<PrintedCode>({
      {BarcodeFormat::Code128, "85983238582602130000125008", "utility", "8598323858"},
      {BarcodeFormat::Itf, "0510406200370957", "parking", "05104062"},
      {BarcodeFormat::QrCode, "RVT|BTR|7442558966|12500", "license", "7442558966"},
      {BarcodeFormat::Code39, "MISC-7235299182", "misc", "7235299182"},
  }));
  int readers = 0;
  for (const auto& coupon : riverton_site().coupons) {
    const auto read = encode::parse_coupon_code(coupon, code.format, code.text);
    if (!read) continue;
    ++readers;
    CHECK(read->bill_type == code.bill_type);
    CHECK(read->account.reveal() == code.account);
    CHECK(read->check_digit_verified);
  }
  CHECK(readers == 1);
}

TEST_CASE("The example account file has no problem", "[config][example]") {
  const auto file = read_account_file(riverton / "day/accounts.csv", riverton_site());
  REQUIRE(file);
  CHECK(file->problems.empty());
  CHECK(file->accounts.size() == 16);
}

TEST_CASE("The example's keyed amounts add up to what was declared", "[config][example]") {
  const auto batch = read_batch_file(riverton / "day/batch.toml");
  REQUIRE(batch);
  REQUIRE(batch->control);
  const auto keyed = read_keyed_file(riverton / "day/keyed.csv");
  REQUIRE(keyed);
  CHECK(keyed->problems.empty());

  constexpr std::int64_t check_scanned_twice = 20;
  Money total;
  for (const auto& row : keyed->rows) {
    if (row.field != deposit::TaskField::Amount || row.sequence == check_scanned_twice) continue;
    total += Money::from_cents(std::stoll(row.value));
  }
  CHECK(total == batch->control->amount);
  CHECK(batch->control->documents == 19);
}

}  // namespace
}  // namespace lockbox::service
