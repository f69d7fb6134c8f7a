#include "service/demo/demo_mail.h"

#include <fmt/format.h>

#include <array>

#include "core/file.h"
#include "encode/mail/drawn_mail.h"

namespace lockbox::service {

namespace {

constexpr auto biller = "City of Riverton";
constexpr int envelopes_of_a_tray_max = 1'000;
constexpr double wiped_from_in = 2.0;
constexpr double wiped_in = 0.12;

constexpr std::array first_names{"ANA",   "BEN",  "CARLA", "DAVID", "ELENA", "FRANK",
                                 "GRETA", "HUGO", "IRENE", "JAMES", "KEIKO", "LUIS"};
constexpr std::array last_names{"ADAMS",  "BAKER", "CHEN",  "DIAZ",  "EVANS", "FOSTER",
                                "GARCIA", "HAYES", "IVERS", "JONES", "KELLY", "LOPEZ"};

/// The check's amount as its MICR line carries it once a bank encoded it.
std::string encoded_line(const Envelope& envelope) {
  return envelope.micr + fmt::format(" ⑇{:010}⑇", envelope.amount.cents());
}

}  // namespace

DemoTray::DemoTray(std::filesystem::path folder, const deposit::Site& site, int number)
    : folder_{std::move(folder)},
      site_{site},
      chance_{static_cast<std::uint64_t>(number)},
      envelopes_{number * envelopes_of_a_tray_max} {
}

Envelope DemoTray::next(Money amount, AccountIs account) {
  auto envelope = draw_envelope(chance_, ++envelopes_);
  envelope.payer = fmt::format("{} {}", first_names.at(chance_.below(first_names.size())),
                               last_names.at(chance_.below(last_names.size())));
  envelope.amount = amount;
  const auto& coupon = site_.coupons.front();
  account_lines_ += fmt::format(
      "{},{},{},{} MILL STREET,{},12/31/2026,{},{},{}\n", envelope.account, coupon.bill_type,
      envelope.payer, 1 + chance_.below(90), amount.to_string(), coupon.fund,
      coupon.deposit_account, account == AccountIs::Open ? "open" : "closed");
  total_ += amount;
  return envelope;
}

Result<void> DemoTray::add_page(const encode::GrayImage& front) {
  ++documents_;
  TRY(make_directory_durably(folder_));
  return write_pages(folder_, ++sequence_, front);
}

Result<void> DemoTray::add_coupon(const Envelope& envelope) {
  return add_page(TRY(coupon_page(envelope, site_.coupons.front(), biller)));
}

Result<void> DemoTray::add_check(const Envelope& envelope) {
  return add_page(TRY(check_page(envelope, biller)));
}

Result<void> DemoTray::add_encoded(Money amount) {
  last_encoded_ = next(amount);
  last_encoded_.micr = encoded_line(last_encoded_);
  TRY(add_coupon(last_encoded_));
  return add_check(last_encoded_);
}

Result<void> DemoTray::add_to_key(Money amount) {
  const auto envelope = next(amount);
  TRY(add_coupon(envelope));
  TRY(add_check(envelope));
  to_key_.push_back({sequence_, amount});
  return {};
}

Result<void> DemoTray::add_check_only(Money amount) {
  auto envelope = next(amount);
  envelope.micr = encoded_line(envelope);
  return add_check(envelope);
}

Result<void> DemoTray::add_with_letter(Money amount) {
  TRY(add_encoded(amount));
  return add_page(encode::draw_letter(
      {"Dear Revenue Office,", "", "please note that we have moved.",
       "Our new address is 12 River Road.", "", "Thank you,", last_encoded_.payer}));
}

Result<void> DemoTray::add_damaged_micr(Money amount) {
  auto envelope = next(amount);
  TRY(add_coupon(envelope));
  envelope.micr = encoded_line(envelope);
  auto page = TRY(check_page(envelope, biller));
  encode::wipe_micr_line(page, wiped_from_in, wiped_in);
  return add_page(page);
}

Result<void> DemoTray::add_for_closed_account(Money amount) {
  auto envelope = next(amount, AccountIs::Closed);
  envelope.micr = encoded_line(envelope);
  TRY(add_coupon(envelope));
  return add_check(envelope);
}

Result<void> DemoTray::add_duplicate() {
  const auto again = last_encoded_;
  TRY(add_coupon(next(again.amount)));
  TRY(add_check(again));
  // The check counts once, as paper and as money.
  --documents_;
  total_ -= again.amount;
  return {};
}

Result<void> DemoTray::declare(const std::string& business_day, const std::string& job) const {
  const auto text = fmt::format(
      "lockbox = \"{}\"\nbusiness_day = {}\njob = \"{}\"\nprepared_by = \"maria\"\n"
      "declared_documents = {}\ndeclared_cents = {}\n",
      site_.lockboxes.front(), business_day, job, documents_, total_.cents());
  return write_file_durably(folder_ / "BATCH.toml", bytes_of(text));
}

}  // namespace lockbox::service
