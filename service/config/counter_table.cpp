#include "service/config/counter_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace lockbox::service {
namespace {

using deposit::ChargeCode;
using deposit::ChargeShare;
using deposit::RevenueSpot;

constexpr std::size_t gl_account_letters_max = 30;

bool is_gl_account(std::string_view text) {
  constexpr std::string_view letters =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_";
  return !text.empty() && text.size() <= gl_account_letters_max &&
         text.find_first_not_of(letters) == std::string_view::npos;
}

RevenueSpot read_spot(TableReader& table, const deposit::Site& site) {
  RevenueSpot spot{table.text("gl_account"), table.identifier("fund"),
                   table.identifier("deposit_account")};
  if (!spot.gl_account.empty() && !is_gl_account(spot.gl_account)) {
    table.fault("gl_account", fmt::format("This may hold up to {} letters, digits, '.', '-', '_'.",
                                          gl_account_letters_max));
  }
  if (!spot.deposit_account.empty() && site.deposit_account(spot.deposit_account) == nullptr) {
    table.fault("deposit_account",
                fmt::format("No [[deposit_account]] has the id '{}'.", spot.deposit_account));
  }
  return spot;
}

/// "70.00" as hundredths of a percent, above 0 and up to the whole.
std::int64_t read_percent(TableReader& table) {
  const auto percent = Money::parse(table.text("percent"));
  if (percent && *percent > Money{} && percent->cents() <= deposit::whole_charge) {
    return percent->cents();
  }
  table.fault("percent", "This must be a share in quotes, \"0.01\" to \"100.00\".");
  return 0;
}

void read_shares(TableReader& table, const deposit::Site& site, ChargeCode& code) {
  std::int64_t sum = 0;
  std::size_t remainders = 0;
  for (auto& share : table.tables("share")) {
    code.shares.push_back({read_spot(share, site), read_percent(share)});
    sum += code.shares.back().hundredths;
    if (share.flag("remainder")) {
      code.remainder = code.shares.size() - 1;
      ++remainders;
    }
    share.refuse_unknown_keys();
  }
  if (sum != deposit::whole_charge) {
    table.fault("share", fmt::format("The shares come to {} percent, not to 100.00.",
                                     Money::from_cents(sum).to_string()));
  }
  if (remainders > 1 || (remainders == 0 && code.shares.size() > 1)) {
    table.fault("share", "One share of several takes the remainder: remainder = true.");
  }
}

ChargeCode read_charge_code(TableReader& table, const deposit::Site& site) {
  ChargeCode code;
  code.code = table.identifier("code");
  code.name = table.text("name");
  if (table.place_of("price")) code.price = table.dollars("price");
  read_shares(table, site, code);
  table.refuse_unknown_keys();
  return code;
}

}  // namespace

deposit::CounterRules read_counter(TableReader& file, const deposit::Site& site) {
  deposit::CounterRules rules;
  if (auto table = file.table("counter", TableReader::Presence::Optional)) {
    rules.over_short = read_spot(*table, site);
    if (table->place_of("over_short_alert")) {
      rules.over_short_alert = table->dollars("over_short_alert");
    }
    table->refuse_unknown_keys();
  }
  if (!file.place_of("charge_code")) return rules;
  std::set<std::string> seen;
  for (auto& table : file.tables("charge_code")) {
    rules.charge_codes.push_back(read_charge_code(table, site));
    const auto& code = rules.charge_codes.back().code;
    if (!seen.insert(code).second) {
      table.fault("code", fmt::format("'{}' is defined more than once.", code));
    }
  }
  if (!rules.over_short) {
    file.fault("charge_code", "Charges are taken with a cash drawer; say [counter] too.");
  }
  return rules;
}

}  // namespace lockbox::service
