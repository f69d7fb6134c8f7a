#include "service/bench/generated_mail.h"

#include <fmt/format.h>

#include "core/file.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/image/image_codec.h"
#include "encode/mail/checks/check_face.h"
#include "encode/mail/drawn_mail.h"
#include "service/config/site_file.h"

namespace lockbox::service {

namespace {

constexpr auto site_text = R"(id = "BENCH"
name = "City of Bench"
lockboxes = ["BENCH-MAIL"]

[[deposit_account]]
id = "OPERATING"
name = "Operating Account"
bank = "First Bench Bank"
ticket_items_max = 300
ticket_amount_max = "99999999.99"

[suspense]
fund = "999"
deposit_account = "OPERATING"

[overpayment]
rule = "credit_on_account"

[[coupon]]
bill_type = "utility"
format = "code128"
pattern = ["account:10", "due_date", "amount_due:9", "check_digit"]
code_check = "luhn"
account_check = "luhn"
zone = { left = 3, top = 38, width = 42, height = 25 }
fund = "401"
deposit_account = "OPERATING"
)";

}  // namespace

Envelope draw_envelope(Chance& chance, int index) {
  Envelope envelope;
  const auto body = fmt::format("{:05}{}", index % 100'000, chance.digits(4));
  envelope.account = body + encode::luhn_digit(body);
  envelope.payer = fmt::format("PAYER {:05}", index);
  envelope.number = std::to_string(1000 + chance.below(9000));
  envelope.micr =
      "⑆" + encode::draw_routing_number(chance) + "⑆ " + chance.digits(9) + "⑈" + envelope.number;
  envelope.amount = Money::from_cents(static_cast<std::int64_t>(500 + chance.below(500'000)));
  return envelope;
}

Result<encode::CouponDefinition> bench_coupon() {
  return TRY(parse_site(site_text, "site.toml")).coupons.front();
}

Result<void> write_pages(const std::filesystem::path& scan, int sequence,
                         const encode::GrayImage& front) {
  const auto rear = encode::draw_rear(front, fmt::format("FOR DEPOSIT ONLY {:06}", sequence));
  TRY(write_file_durably(scan / fmt::format("{:06}F.tif", sequence),
                         encode::encode_tiff_g4(front)));
  return write_file_durably(scan / fmt::format("{:06}R.tif", sequence),
                            encode::encode_tiff_g4(rear));
}

Result<encode::GrayImage> coupon_page(const Envelope& envelope,
                                      const encode::CouponDefinition& definition,
                                      const std::string& biller) {
  const auto code =
      TRY(encode::format_coupon_code(definition, {envelope.account, "261231", {envelope.amount}}));
  return encode::draw_coupon({biller, "UTILITY BILL PAYMENT COUPON", envelope.payer,
                              envelope.account, envelope.amount, definition.format, code});
}

Result<encode::GrayImage> check_page(const Envelope& envelope, const std::string& biller) {
  return encode::draw_check(
      {envelope.payer, biller, "11/20/26", envelope.number, envelope.micr, envelope.amount});
}

namespace {

Result<void> write_envelope(const std::filesystem::path& scan, int sequence,
                            const Envelope& envelope, const encode::CouponDefinition& definition) {
  const auto coupon = TRY(coupon_page(envelope, definition, "CITY OF BENCH"));
  TRY(write_pages(scan, sequence, coupon));
  return write_pages(scan, sequence + 1, TRY(check_page(envelope, "City of Bench")));
}

}  // namespace

Result<ProcessRequest> generate_mail(const std::filesystem::path& folder, int documents,
                                     std::uint64_t seed) {
  const auto scan = folder / "scan";
  TRY(make_directory_durably(scan));
  const auto site = TRY(parse_site(site_text, "site.toml"));
  Chance chance{seed};
  Money total;
  std::string accounts =
      "account,bill_type,name,address,balance_due,due_date,fund,deposit_account,status\n";
  std::string keyed = "sequence,field,value\n";
  const int envelopes = (documents + 1) / 2;
  for (int i = 0; i < envelopes; ++i) {
    const auto envelope = draw_envelope(chance, i);
    TRY(write_envelope(scan, 2 * i + 1, envelope, site.coupons.front()));
    accounts += fmt::format("{},utility,{},1 MAIN ST,{},12/31/2026,401,OPERATING,open\n",
                            envelope.account, envelope.payer, envelope.amount.to_string());
    keyed += fmt::format("{},amount,{}\n", 2 * i + 2, envelope.amount.cents());
    total += envelope.amount;
  }
  const auto batch = fmt::format(
      "lockbox = \"BENCH-MAIL\"\nbusiness_day = 2026-11-23\njob = \"bench\"\n"
      "prepared_by = \"bench\"\ndeclared_documents = {}\ndeclared_cents = {}\n",
      2 * envelopes, total.cents());
  TRY(write_file_durably(folder / "site.toml", bytes_of(site_text)));
  TRY(write_file_durably(folder / "accounts.csv", bytes_of(accounts)));
  TRY(write_file_durably(folder / "batch.toml", bytes_of(batch)));
  TRY(write_file_durably(folder / "keyed.csv", bytes_of(keyed)));

  ProcessRequest request;
  request.scan_folder = scan;
  request.site_file = folder / "site.toml";
  request.accounts_file = folder / "accounts.csv";
  request.batch_file = folder / "batch.toml";
  request.keyed_file = folder / "keyed.csv";
  request.prepared_by = "ann";
  request.approved_by = "ben";
  request.out_folder = folder / "out";
  return request;
}

}  // namespace lockbox::service
