#include "deposit/ledger/legal_rules.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "core/check.h"
#include "core/csv.h"
#include "deposit/ledger/data_files.h"

namespace lockbox::deposit::ledger {

namespace {

constexpr std::size_t legal_columns = 8;
constexpr std::size_t reason_columns = 6;
constexpr std::int64_t whole = 100;

tl::unexpected<Error> refuse(std::size_t line, std::string_view why) {
  return fail(ErrorCode::InvalidInput, fmt::format("Table, line {}: {}", line, why));
}

/// 0 for an empty field.
Result<std::int64_t> number_in(const CsvRecord& record, std::size_t column) {
  const auto& text = record.fields[column];
  std::int64_t number = 0;
  if (text.empty()) return number;
  const auto* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc{} || stopped != end || number < 0) {
    return refuse(record.line, fmt::format("'{}' is no whole number.", text));
  }
  return number;
}

Result<LegalRow> row_of(const CsvRecord& record) {
  if (record.fields.size() != legal_columns) return refuse(record.line, "A row has 8 fields.");
  const auto rule = parse_name<LegalRule>(legal_rule_names, record.fields[0]);
  const auto day = BusinessDay::parse(record.fields[1]);
  const auto unit = parse_name<Span>(span_names, record.fields[6]);
  if (!rule) return refuse(record.line, rule.error().message);
  if (!day) return refuse(record.line, day.error().message);
  if (!unit) return refuse(record.line, unit.error().message);
  LegalRow row{.rule = *rule,
               .valid_from = *day,
               .above = Money::from_cents(TRY(number_in(record, 2))),
               .amount = Money::from_cents(TRY(number_in(record, 3))),
               .percent = TRY(number_in(record, 4)),
               .count = TRY(number_in(record, 5)),
               .unit = *unit,
               .source = record.fields[7]};
  const bool is_fee = row.rule == LegalRule::ReturnFee;
  if (is_fee != (row.unit == Span::None)) {
    return refuse(record.line, "A fee has an amount, every other rule a count and a unit.");
  }
  if (row.source.empty()) return refuse(record.line, "A row must name its source.");
  return row;
}

Result<std::vector<ReturnReason>> parse_reasons(std::string_view csv) {
  std::vector<ReturnReason> reasons;
  const auto records = TRY(parse_csv(csv));
  for (std::size_t i = 1; i < records.size(); ++i) {
    const auto& fields = records[i].fields;
    if (fields.size() != reason_columns) return refuse(records[i].line, "A row has 6 fields.");
    reasons.push_back({fields[0], fields[1], fields[2] == "yes", fields[3] == "yes",
                       fields[4] == "yes", fields[5]});
  }
  return reasons;
}

BusinessDay business_day_of(std::chrono::year_month_day date) {
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return BusinessDay::of(date);
}

}  // namespace

Result<ReturnReason> return_reason(std::string_view code) {
  const auto found = std::ranges::find(return_reasons(), code, &ReturnReason::code);
  if (found != return_reasons().end()) return *found;
  return fail(ErrorCode::NotFound,
              "There is no return reason '" + std::string{code} + "'; choose one of the list.",
              "/reason_code");
}

const std::vector<ReturnReason>& return_reasons() {
  static const auto reasons = parse_reasons(return_reasons_csv());
  ENSURE(reasons.has_value());
  return *reasons;
}

Result<LegalRules> LegalRules::parse(std::string_view csv) {
  LegalRules rules;
  const auto records = TRY(parse_csv(csv));
  for (std::size_t i = 1; i < records.size(); ++i) rules.rows_.push_back(TRY(row_of(records[i])));
  return rules;
}

std::vector<const LegalRow*> LegalRules::in_force(LegalRule rule, const BusinessDay& day) const {
  std::vector<const LegalRow*> found;
  for (const auto& row : rows_) {
    if (row.rule != rule || row.valid_from > day) continue;
    if (!found.empty() && found.front()->valid_from > row.valid_from) continue;
    if (!found.empty() && found.front()->valid_from < row.valid_from) found.clear();
    found.push_back(&row);
  }
  return found;
}

Result<Fee> LegalRules::fee(Money item, const BusinessDay& day) const {
  const LegalRow* bracket = nullptr;
  for (const auto* row : in_force(LegalRule::ReturnFee, day)) {
    const bool is_closer = bracket == nullptr || row->above > bracket->above;
    if (item > row->above && is_closer) bracket = row;
  }
  if (bracket == nullptr) {
    return fail(ErrorCode::NotFound, "No fee of a returned item of " + item.to_string() +
                                         " is in force on " + day.to_string() + ".");
  }
  const auto share = Money::from_cents(item.cents() * bracket->percent / whole);
  return Fee{std::max(bracket->amount, share), bracket->source};
}

Result<BusinessDay> LegalRules::end_of(LegalRule rule, const BusinessDay& from) const {
  const auto rows = in_force(rule, from);
  if (rows.empty()) {
    return fail(ErrorCode::NotFound, "No rule '" + std::string{name_of(legal_rule_names, rule)} +
                                         "' is in force on " + from.to_string() + ".");
  }
  return day_after(from, rows.back()->count, rows.back()->unit);
}

const LegalRules& legal_rules() {
  static const auto rules = LegalRules::parse(florida_csv());
  ENSURE(rules.has_value());
  return *rules;
}

BusinessDay day_after(const BusinessDay& from, std::int64_t count, Span unit) {
  const auto date = from.date();
  switch (unit) {
    case Span::Days:
      return days_after(from, count);
    case Span::Months:
      return business_day_of(date + std::chrono::months{count});
    case Span::Years:
      return business_day_of(date + std::chrono::years{count});
    case Span::None:
      break;
  }
  return from;
}

}  // namespace lockbox::deposit::ledger
