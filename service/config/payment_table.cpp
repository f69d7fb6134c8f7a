#include "service/config/payment_table.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace lockbox::service {

namespace {

using deposit::ChargeOrder;
using deposit::PaymentRule;

/// Listed names of an enumeration, without one twice.
std::vector<ChargeOrder> read_order(TableReader& table) {
  std::vector<ChargeOrder> order;
  for (const auto& element : table.texts("order")) {
    const auto key = parse_name<ChargeOrder>(deposit::charge_order_names, element.text);
    if (!key) {
      table.fault_at(element.place, "order",
                     fmt::format("'{}' is none of {}.", element.text,
                                 fmt::join(deposit::charge_order_names, ", ")));
    } else if (std::ranges::find(order, *key) != order.end()) {
      table.fault_at(element.place, "order", fmt::format("'{}' stands twice.", element.text));
    } else {
      order.push_back(*key);
    }
  }
  return order;
}

/// The charge codes of a key, which the order may need.
std::vector<std::string> read_codes(TableReader& table, std::string_view key,
                                    const PaymentRule& rule, ChargeOrder needed_by) {
  std::vector<std::string> codes;
  const bool is_needed = std::ranges::find(rule.order, needed_by) != rule.order.end();
  if (!table.place_of(key)) {
    if (is_needed) {
      table.fault(key, fmt::format("The order has {}, so the codes must be named.",
                                   name_of(deposit::charge_order_names, needed_by)));
    }
    return codes;
  }
  for (const auto& element : table.texts(key)) codes.push_back(element.text);
  return codes;
}

/// Nothing when the key is missing.
template <class Enum, std::size_t N>
std::optional<Enum> read_choice(TableReader& table, std::string_view key, const Names<N>& names) {
  const auto text = table.optional_text(key);
  if (text.empty()) return std::nullopt;
  const auto value = parse_name<Enum>(names, text);
  if (value) return *value;
  table.fault(key, fmt::format("'{}' is none of {}.", text, fmt::join(names, ", ")));
  return std::nullopt;
}

/// What the rule lets be written off, which the site must not refuse afterwards.
Money read_write_off_max(TableReader& table, Money site_max) {
  if (!table.place_of("write_off_max")) return {};
  const auto most = table.dollars("write_off_max");
  if (most > site_max) {
    table.fault("write_off_max", fmt::format("This is above the {} of [corrections] write_off_max.",
                                             site_max.to_string()));
  }
  return most;
}

PaymentRule read_rule(TableReader& table, Money site_write_off_max) {
  PaymentRule rule;
  rule.bill_type = table.text("bill_type");
  rule.from = table.business_day("from", TableReader::Presence::Optional);
  if (table.place_of("order")) rule.order = read_order(table);
  rule.plan_codes = read_codes(table, "plan_codes", rule, ChargeOrder::PlanFirst);
  rule.penalty_codes = read_codes(table, "penalty_codes", rule, ChargeOrder::PenaltyFirst);
  rule.services = read_codes(table, "services", rule, ChargeOrder::ServiceOrder);
  rule.short_payment = read_choice<deposit::ShortRule>(table, "short", deposit::short_rule_names)
                           .value_or(deposit::ShortRule::Take);
  rule.over_payment = read_choice<deposit::OverRule>(table, "over", deposit::over_rule_names);
  rule.write_off_max = read_write_off_max(table, site_write_off_max);
  table.refuse_unknown_keys();
  return rule;
}

}  // namespace

deposit::PaymentRules read_payment_rules(TableReader& file, Money write_off_max) {
  deposit::PaymentRules rules;
  auto table = file.table("payment_rules", TableReader::Presence::Optional);
  if (!table) return rules;
  rules.posts_charges = table->flag("post_charges");
  std::set<std::pair<std::string, std::string>> seen;
  for (auto& one : table->tables("rule")) {
    auto rule = read_rule(one, write_off_max);
    const auto from = rule.from ? rule.from->to_string() : std::string{};
    if (!seen.emplace(rule.bill_type, from).second) {
      one.fault("bill_type",
                fmt::format("'{}' has a rule from this day on already.", rule.bill_type));
    }
    rules.rules.push_back(std::move(rule));
  }
  table->refuse_unknown_keys();
  return rules;
}

}  // namespace lockbox::service
