#include "service/serve/init.h"

#include <fmt/format.h>

#include "core/file.h"
#include "service/auth/random.h"
#include "service/auth/token.h"
#include "service/config/site_file.h"
#include "service/serve/config_workplace.h"
#include "service/serve/toml_text.h"

namespace lockbox::service {

namespace {

constexpr std::chrono::hours invitation_lasts{72};

/// The line of a key that may be left out.
std::string optional_line(std::string_view key, const std::string& value) {
  return value.empty() ? "" : fmt::format("{} = {}\n", key, toml_text(value));
}

std::string site_toml(const InitRequest& request) {
  return fmt::format(
      R"(# What this site does its work by.  Change it and start the service again.
id = {site}
name = {organisation}
{practice}lockboxes = [{lockbox}]

[[deposit_account]]
id = {account}
name = {account_name}
bank = {bank}
ticket_items_max = 300
ticket_amount_max = "250000.00"
{cut_off}
# Money that nobody could place is deposited today and waits here for research.
[suspense]
fund = {fund}
deposit_account = {account}

[overpayment]
rule = "credit_on_account"

# Amounts from here on are keyed by two people.
[verification]
amount_from = "500.00"

# The coupons that come with payments: one table for each bill type, as its code is printed.
[[coupon]]
bill_type = "bill"
format = "code128"
pattern = ["account:10", "due_date", "amount_due:9", "check_digit"]
code_check = "luhn"
account_check = "luhn"
fund = {fund}
deposit_account = {account}
)",
      fmt::arg("site", toml_text(request.site)),
      fmt::arg("organisation", toml_text(request.organisation)),
      fmt::arg("lockbox", toml_text(request.lockbox)),
      fmt::arg("account", toml_text(request.deposit_account)),
      fmt::arg("account_name", toml_text(request.deposit_account_name)),
      fmt::arg("practice", optional_line("practice", request.practice)),
      fmt::arg("cut_off", optional_line("cut_off", request.cut_off)),
      fmt::arg("bank", toml_text(request.bank)), fmt::arg("fund", toml_text(request.fund)));
}

/// Beside the configuration names are relative, so that the folder can be moved as a whole.
std::string in_books(const InitRequest& request, const char* name) {
  if (request.books.empty()) return toml_text(name);
  return toml_text((std::filesystem::absolute(request.books) / name).lexically_normal().string());
}

std::string config_text(const InitRequest& request) {
  return fmt::format(R"(# How the service runs on this machine; lockbox.toml(5) names every key.
organisation = {}
site = "site.toml"
time_zone = {}
store = {}

[listen]
address = "127.0.0.1"
port = {}

[[scan_job]]
name = "mail"
folder = {}
lockbox = {}
)",
                     toml_text(request.organisation), toml_text(request.time_zone),
                     in_books(request, "lockbox.db"), request.port, in_books(request, "scan"),
                     toml_text(request.lockbox));
}

Result<void> refuse_existing(const InitRequest& request, const std::filesystem::path& books) {
  for (const auto& file :
       {request.folder / "lockbox.toml", request.folder / "site.toml", books / "lockbox.db"}) {
    std::error_code ignored;  // What cannot be examined cannot be written either.
    if (!std::filesystem::exists(file, ignored)) continue;
    return fail(ErrorCode::Conflict, file.string() + " is there already.");
  }
  return {};
}

}  // namespace

Result<NewInvitation> invite_user(deposit::People& people, const deposit::User& user,
                                  const deposit::Actor& actor, Instant now) {
  const auto token = auth::Token::random();
  const auto expires = now + invitation_lasts;
  TRY(people.invite(user.id, token.digest(), expires, actor));
  return NewInvitation{"/invitation/" + token.text, expires};
}

Result<InitOutcome> init_office(const InitRequest& request, const Clock& clock) {
  auth::start_cryptography();
  const auto& books = request.books.empty() ? request.folder : request.books;
  TRY(refuse_existing(request, books));
  const auto site = site_toml(request);
  TRY(parse_site(site, (request.folder / "site.toml").string()));
  const auto config_file = request.folder / "lockbox.toml";
  const auto config = config_text(request);
  const auto parsed = TRY(parse_serve_config(config, config_file, {}));
  if (!is_time_zone(request.time_zone)) {
    return fail(ErrorCode::InvalidInput, "This machine's time zone database has no '" +
                                             request.time_zone +
                                             "'; name one such as America/Chicago.");
  }
  TRY(make_directory_durably(request.folder));
  TRY(make_directory_durably(books / "scan"));
  TRY(write_file_durably(request.folder / "site.toml", bytes_of(site)));
  TRY(write_file_durably(config_file, bytes_of(config)));

  const auto workplace = TRY(open_workplace(parsed));
  auto& people = workplace->books().people();
  const deposit::Actor actor{"lockbox init"};
  const auto user =
      TRY(people.add_user(request.administrator, request.full_name, {"administrator"}, actor));
  auto invitation = TRY(invite_user(people, user, actor, clock.now()));
  return InitOutcome{config_file, std::move(invitation.path), invitation.expires};
}

}  // namespace lockbox::service
