#include "service/config/site_file.h"

#include <set>

#include <fmt/format.h>

#include "core/file.h"
#include "core/limits.h"
#include "core/state_table.h"
#include "service/config/account_columns.h"
#include "service/config/correction_table.h"
#include "service/config/counter_table.h"
#include "service/config/coupon_table.h"
#include "service/config/credit_table.h"
#include "service/config/exception_table.h"
#include "service/config/office_tables.h"
#include "service/config/payment_table.h"
#include "service/config/quality_table.h"
#include "service/config/reading_table.h"
#include "service/config/table_reader.h"
#include "service/config/ticket_line_keys.h"
#include "service/config/virtual_batch_table.h"

namespace lockbox::service {
namespace {

using deposit::DepositAccount;
using deposit::OverpaymentRule;
using deposit::Site;
using encode::CouponDefinition;

/// It is printed large across a page.
constexpr std::size_t practice_bytes_max = 12;
constexpr Names<2> overpayment_names{"credit_on_account", "suspense"};

std::vector<std::string> read_lockboxes(TableReader& file) {
  std::vector<std::string> lockboxes;
  std::set<std::string> seen;
  for (const auto& element : file.texts("lockboxes")) {
    if (!is_identifier(element.text)) {
      file.fault_at(element.place, "lockboxes",
                    "A lockbox may hold up to 40 letters, digits, '-' and '_'.");
    }
    if (!seen.insert(element.text).second) {
      file.fault_at(element.place, "lockboxes",
                    fmt::format("'{}' is listed more than once.", element.text));
    }
    lockboxes.push_back(element.text);
  }
  return lockboxes;
}

std::string read_practice(TableReader& file) {
  auto word = file.optional_text("practice");
  if (word.size() > practice_bytes_max) {
    file.fault("practice", fmt::format("This may hold up to {} letters.", practice_bytes_max));
  }
  return word;
}

DepositAccount read_deposit_account(TableReader& table) {
  DepositAccount account{
      .id = table.identifier("id"),
      .name = table.text("name"),
      .bank = table.text("bank"),
      .ticket_items_max = table.count("ticket_items_max", limits::documents_per_batch_max),
      .ticket_amount_max = table.dollars("ticket_amount_max"),
      .cut_off = table.optional_time("cut_off"),
      .ticket_line = read_ticket_line(table),
      .is_public_depository = table.flag("qpd")};
  table.refuse_unknown_keys();
  return account;
}

std::vector<DepositAccount> read_deposit_accounts(TableReader& file) {
  std::vector<DepositAccount> accounts;
  std::set<std::string> seen;
  for (auto& table : file.tables("deposit_account")) {
    accounts.push_back(read_deposit_account(table));
    if (!seen.insert(accounts.back().id).second) {
      table.fault("id", fmt::format("'{}' is defined more than once.", accounts.back().id));
    }
  }
  return accounts;
}

/// Reads the id of a deposit account that the site must define.
std::string read_deposit_account_id(TableReader& table, const Site& site) {
  auto id = table.identifier("deposit_account");
  if (!id.empty() && site.deposit_account(id) == nullptr) {
    table.fault("deposit_account", fmt::format("No [[deposit_account]] has the id '{}'.", id));
  }
  return id;
}

void read_suspense(TableReader& file, Site& site) {
  auto table = file.table("suspense", TableReader::Presence::Required);
  if (!table) return;
  site.suspense_fund = table->identifier("fund");
  site.suspense_deposit_account = read_deposit_account_id(*table, site);
  table->refuse_unknown_keys();
}

OverpaymentRule read_overpayment(TableReader& file) {
  auto table = file.table("overpayment", TableReader::Presence::Required);
  if (!table) return {};
  const auto text = table->text("rule");
  const auto rule = parse_name<OverpaymentRule>(overpayment_names, text);
  if (!rule && !text.empty()) {
    table->fault("rule", "This must be \"credit_on_account\" or \"suspense\".");
  }
  table->refuse_unknown_keys();
  return rule.value_or(OverpaymentRule::Suspense);
}

deposit::BalanceRules read_balancing(TableReader& file) {
  deposit::BalanceRules rules;
  auto table = file.table("balancing", TableReader::Presence::Optional);
  if (!table) return rules;
  if (const auto text = table->optional_text("mode"); !text.empty()) {
    const auto mode = parse_name<deposit::BalanceMode>(deposit::balance_mode_names, text);
    if (!mode) table->fault("mode", "This must be \"by_envelope\" or \"by_batch\".");
    rules.mode = mode.value_or(rules.mode);
  }
  rules.is_released_by_person = table->flag("released_by_person");
  table->refuse_unknown_keys();
  return rules;
}

std::optional<Money> read_verification(TableReader& file) {
  auto table = file.table("verification", TableReader::Presence::Optional);
  if (!table) return std::nullopt;
  const auto from = table->dollars("amount_from");
  table->refuse_unknown_keys();
  return from;
}

void read_columns(TableReader& columns, Site& site) {
  std::set<std::string> taken;
  for (auto& [field, column] : site.account_columns) {
    if (const auto named = columns.optional_text(field); !named.empty()) column = named;
    if (!taken.insert(column).second) {
      columns.fault(field, fmt::format("Column '{}' is used for more than one field.", column));
    }
  }
  columns.refuse_unknown_keys();
}

void read_account_file(TableReader& file, Site& site) {
  for (const auto field : account_fields) site.account_columns.emplace(field, field);
  site.account_columns.emplace(successor_field, successor_field);
  site.account_columns.emplace(charges_field, charges_field);
  auto table = file.table("account_file", TableReader::Presence::Optional);
  if (!table) return;
  auto columns = table->table("columns", TableReader::Presence::Required);
  if (columns) read_columns(*columns, site);
  table->refuse_unknown_keys();
}

CouponDefinition read_coupon(TableReader& table, const Site& site) {
  CouponDefinition coupon;
  coupon.bill_type = table.identifier("bill_type");
  read_coupon_codes(table, coupon);
  coupon.fund = table.identifier("fund");
  coupon.deposit_account = read_deposit_account_id(table, site);
  table.refuse_unknown_keys();
  return coupon;
}

void read_coupons(TableReader& file, Site& site) {
  std::set<std::string> seen;
  for (auto& table : file.tables("coupon")) {
    site.coupons.push_back(read_coupon(table, site));
    const auto& bill_type = site.coupons.back().bill_type;
    if (!seen.insert(bill_type).second) {
      table.fault("bill_type", fmt::format("'{}' is defined more than once.", bill_type));
    }
  }
}

}  // namespace

Result<Site> parse_site(std::string_view text, const std::string& file) {
  const auto root = TRY(parse_toml(text, file));
  ConfigFaults faults{file};
  TableReader table{root, {}, faults};
  Site site;
  site.id = table.identifier("id");
  site.name = table.text("name");
  site.practice = read_practice(table);
  site.lockboxes = read_lockboxes(table);
  site.business_day = table.business_day("business_day", TableReader::Presence::Optional);
  site.deposit_accounts = read_deposit_accounts(table);
  site.has_public_money = table.flag("public_money");
  site.bank_holidays = table.optional_days("bank_holidays");
  read_suspense(table, site);
  site.overpayment = read_overpayment(table);
  site.balancing = read_balancing(table);
  site.verify_from = read_verification(table);
  site.exceptions = read_exceptions(table);
  site.virtual_batches = read_virtual_batches(table);
  // Its faults are told with all others; `read_correction_policy` keeps it.
  const auto corrections = read_corrections(table);
  site.payment_rules = read_payment_rules(table, corrections.write_off_max);
  site.image_quality = read_image_quality(table);
  site.reading = read_reading(table);
  read_account_file(table, site);
  read_coupons(table, site);
  site.counter = read_counter(table, site);
  read_office_tables(table, site);  // As with corrections: `read_office_rules` keeps them.
  read_credit_tables(table, site);  // And `read_credit_rules` these.
  table.refuse_unknown_keys();
  if (!faults.empty()) return tl::unexpected(faults.to_error());
  return site;
}

Result<Site> read_site(const std::filesystem::path& path) {
  return parse_site(TRY(read_text_file(path, limits::config_file_bytes_max)), path.string());
}

}  // namespace lockbox::service
