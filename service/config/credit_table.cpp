#include "service/config/credit_table.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/file.h"
#include "core/limits.h"

namespace lockbox::service {

namespace {

using deposit::ReferralFactor;
using deposit::SecurityRule;

constexpr std::int64_t bills_limit = 24;
constexpr std::int64_t percent_limit = 1'000;
constexpr std::int64_t basis_points_limit = 2'500;
constexpr std::int64_t months_limit = 120;
constexpr std::int64_t points_limit = 1'000;
constexpr std::int64_t dated_days_limit = 36'500;
constexpr std::int64_t notice_days_limit = 60;

void read_average(TableReader& table, SecurityRule& rule) {
  rule.bills = table.count("bills", bills_limit);
  rule.percent = table.count("percent", percent_limit);
  if (table.place_of("least")) rule.least = table.dollars("least");
  if (table.place_of("most")) rule.most = table.dollars("most");
  if (rule.most && *rule.most < rule.least) table.fault("most", "This is below the least.");
}

SecurityRule read_security(TableReader& table, const deposit::Site& site) {
  SecurityRule rule{.bill_type = table.text("bill_type")};
  const bool is_known =
      std::ranges::find(site.coupons, rule.bill_type, &encode::CouponDefinition::bill_type) !=
      site.coupons.end();
  if (!rule.bill_type.empty() && !is_known) {
    table.fault("bill_type", fmt::format("No [[coupon]] has the bill type '{}'.", rule.bill_type));
  }
  rule.from = table.business_day("from", TableReader::Presence::Optional);
  if (table.place_of("amount")) {
    rule.amount = table.dollars("amount");
  } else {
    read_average(table, rule);
  }
  if (table.place_of("waivers")) {
    for (const auto& element : table.texts("waivers")) rule.waivers.push_back(element.text);
  }
  if (table.place_of("interest_basis_points")) {
    rule.interest_basis_points = table.count("interest_basis_points", basis_points_limit);
  }
  if (table.place_of("refund_months")) {
    rule.refund_months = table.count("refund_months", months_limit);
  }
  table.refuse_unknown_keys();
  return rule;
}

std::vector<SecurityRule> read_securities(TableReader& file, const deposit::Site& site) {
  std::vector<SecurityRule> rules;
  std::set<std::pair<std::string, std::string>> seen;
  if (!file.place_of("security_deposit")) return rules;
  for (auto& table : file.tables("security_deposit")) {
    auto rule = read_security(table, site);
    const auto from = rule.from ? rule.from->to_string() : std::string{};
    if (!seen.emplace(rule.bill_type, from).second) {
      table.fault("bill_type",
                  fmt::format("'{}' has a rule from this day on already.", rule.bill_type));
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

deposit::ReferralStep read_step(TableReader& table) {
  deposit::ReferralStep step;
  const auto name = table.text("factor");
  const auto factor = parse_name<ReferralFactor>(deposit::referral_factor_names, name);
  if (!name.empty() && !factor) {
    table.fault("factor", fmt::format("'{}' is none of {}.", name,
                                      fmt::join(deposit::referral_factor_names, ", ")));
  }
  step.factor = factor.value_or(ReferralFactor::AgeDays);
  step.from = step.factor == ReferralFactor::Amount ? table.dollars("from").cents()
                                                    : table.count("from", dated_days_limit);
  step.points = table.count("points", points_limit);
  table.refuse_unknown_keys();
  return step;
}

deposit::ReferralRules read_referral(TableReader& file) {
  deposit::ReferralRules rules;
  auto table = file.table("referral", TableReader::Presence::Optional);
  if (!table) return rules;
  rules.list_from = table->count("list_from", points_limit);
  if (table->place_of("least")) rules.least = table->dollars("least");
  for (auto& one : table->tables("score")) rules.steps.push_back(read_step(one));
  table->refuse_unknown_keys();
  return rules;
}

}  // namespace

deposit::CreditRules read_credit_tables(TableReader& file, const deposit::Site& site) {
  deposit::CreditRules rules{.security = read_securities(file, site),
                             .referral = read_referral(file)};
  auto notices = file.table("notices", TableReader::Presence::Optional);
  if (!notices) return rules;
  rules.notice_days = notices->count("installment_days", notice_days_limit);
  notices->refuse_unknown_keys();
  return rules;
}

Result<deposit::CreditRules> read_credit_rules(const std::filesystem::path& site_file,
                                               const deposit::Site& site) {
  const auto text = TRY(read_text_file(site_file, limits::config_file_bytes_max));
  const auto root = TRY(parse_toml(text, site_file.string()));
  ConfigFaults faults{site_file.string()};
  TableReader table{root, {}, faults};
  auto rules = read_credit_tables(table, site);
  if (!faults.empty()) return tl::unexpected(faults.to_error());
  return rules;
}

}  // namespace lockbox::service
