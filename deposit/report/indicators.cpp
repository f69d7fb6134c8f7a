#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "deposit/report/clearing_time.h"
#include "deposit/report/reports.h"
#include "deposit/report/suspense_state.h"

namespace lockbox::deposit::report {

namespace {

using Kind = ColumnKind;

/// A part of a whole, each counted.
struct Ratio {
  std::int64_t part = 0;
  std::int64_t whole = 0;

  void add(bool is_part, std::int64_t weight = 1) {
    whole += weight;
    if (is_part) part += weight;
  }
  [[nodiscard]] Cell share() const { return share_of(part, whole); }
};

/// What is measured of some days.
struct Measures {
  Ratio held_over;  ///< Items.
  Ratio same_day;   ///< Cents.
  Ratio envelopes;  ///< Straight through.
  Ratio lines;      ///< Placed by a rule.
  Ratio false_match;
  Ratio posting;     ///< Right ones.
  Ratio rescans;     ///< Of documents.
  Ratio exceptions;  ///< Cases of items.
  Ratio out_of_balance;
  Ratio late;
  Ratio suspense;      ///< Cents, of those received.
  Ratio old_suspense;  ///< Cents older than `old_days`, of those in suspense at the end.
};

/// A month of suspense is worth a question.
constexpr std::int64_t old_days = 30;

bool is_of(const BusinessDay& day, const std::optional<BusinessDay>& only) {
  return !only || day == *only;
}

/// Envelopes whose money a person moved to another account after its deposit.
std::vector<ledger::Origin> moved_envelopes(const Facts& facts) {
  std::vector<ledger::Origin> moved;
  for (const auto& one : facts.adjustments) {
    const bool is_moved = one.state == ledger::AdjustmentState::Posted &&
                          one.request.kind == ledger::AdjustmentKind::Transfer &&
                          one.request.origin;
    if (is_moved) moved.push_back(*one.request.origin);
  }
  return moved;
}

void measure_envelopes(const Facts& facts, const std::optional<BusinessDay>& only,
                       Measures& measures) {
  const auto moved = moved_envelopes(facts);
  for (const auto& one : facts.envelopes) {
    if (!is_of(one.day, only) || one.tender.is_zero()) continue;
    if (!one.is_of_counter) {
      measures.envelopes.add(one.is_in_balance && one.questions == 0);
      measures.lines.part += one.lines_by_rule;
      measures.lines.whole += one.lines;
    }
    measures.suspense.part += one.suspense.cents();
    measures.suspense.whole += one.tender.cents();
    const bool is_moved =
        std::ranges::find(moved, ledger::Origin{one.batch, one.key}) != moved.end();
    const bool is_automatic =
        !one.rules.empty() && std::ranges::find(one.rules, MatchRule::Person) == one.rules.end();
    if (is_automatic) measures.false_match.add(is_moved);
    if (one.lines > 0) measures.posting.add(!is_moved);
  }
}

void measure_items(const Facts& facts, const Scope& scope, const std::optional<BusinessDay>& only,
                   Measures& measures) {
  for (const auto& one : item_times(facts, scope)) {
    if (!is_of(one.day, only)) continue;
    measures.held_over.add(!one.is_same_day);
    measures.same_day.add(one.is_same_day, one.amount.cents());
    measures.late.add(one.is_late);
  }
}

/// `only`: of that day alone.
Measures measure(const Facts& facts, const Scope& scope, const std::optional<BusinessDay>& only) {
  Measures measures;
  measure_items(facts, scope, only, measures);
  measure_envelopes(facts, only, measures);
  std::map<BatchId, BusinessDay> days;
  for (const auto& one : facts.batches) {
    days.emplace(one.batch, one.day);
    if (!is_of(one.day, only)) continue;
    measures.out_of_balance.add(!one.control.holds());
    if (!one.is_of_counter) measures.rescans.whole += one.control.documents;
    measures.exceptions.whole += one.items;
  }
  for (const auto& [envelope, waiting] : suspense_at_end(facts, scope)) {
    measures.old_suspense.add(waiting.age_days > old_days, waiting.amount.cents());
  }
  for (const auto& fact : facts.events) {
    if (!is_event(fact, "document", "rescan")) continue;
    const auto day = days.find(fact.batch);
    if (day != days.end() && is_of(day->second, only)) ++measures.rescans.part;
  }
  for (const auto& one : facts.cases) {
    const auto day = days.find(one.batch);
    if (day != days.end() && is_of(day->second, only)) ++measures.exceptions.part;
  }
  return measures;
}

/// One figure with how it is come by.
struct Indicator {
  std::string_view name;
  std::string_view formula;
  Ratio Measures::*ratio;
};
constexpr std::array all_indicators{
    Indicator{"Held over",
              "Items whose deposit was not approved on the day of their mail / items with a known "
              "amount that were not sent back.",
              &Measures::held_over},
    Indicator{"Deposited the same day",
              "Money of items whose deposit was approved on the day of their mail / money of those "
              "items.",
              &Measures::same_day},
    Indicator{"Straight through, by envelope",
              "Envelopes with money in balance about which nobody was asked anything / envelopes "
              "with money. Receipts of the counter are left out.",
              &Measures::envelopes},
    Indicator{"Straight through, by line",
              "Accounts found by a rule and no person / accounts that money was applied to. "
              "Receipts of the counter are left out.",
              &Measures::lines},
    Indicator{"False matches",
              "Envelopes matched by rules alone whose money a person moved to another account "
              "later / envelopes matched by rules alone.",
              &Measures::false_match},
    Indicator{"Posting accuracy",
              "Envelopes applied to accounts of which nothing was transferred later / envelopes "
              "applied to accounts.",
              &Measures::posting},
    Indicator{"Exceptions", "Cases raised / items of tender. By cause: report Exception causes.",
              &Measures::exceptions},
    Indicator{"Batches out of balance",
              "Batches that do not hold what was declared of them / batches.",
              &Measures::out_of_balance},
    Indicator{"Scanned again", "Scans that replaced a picture / scanned documents.",
              &Measures::rescans},
    Indicator{"Deposited late (C-03)",
              "Items that took more business days from receipt to approval than the site allows / "
              "items. By source: report Time to deposit.",
              &Measures::late},
    Indicator{"Into suspense", "Money that no account was found for / money received, in cents.",
              &Measures::suspense},
    Indicator{"Suspense over 30 days",
              "Money in suspense on the last day for more than 30 days / money in suspense on that "
              "day, in cents. By envelope: report Suspense ageing.",
              &Measures::old_suspense},
};

}  // namespace

Report indicators(const Facts& facts, const Scope& scope) {
  const auto measures = measure(facts, scope, std::nullopt);
  Report report{.scope = scope,
                .columns = {{"indicator", "Indicator", Kind::Text},
                            {"value_share", "Value", Kind::Share},
                            {"part", "Part", Kind::Count},
                            {"whole", "Of", Kind::Count},
                            {"formula", "Formula", Kind::Text}},
                .definitions = {{"Value",
                                 "Part by whole, rounded down; empty where there is "
                                 "nothing to measure."},
                                {"Part, Of",
                                 "Counted as the formula says; of Deposited the same "
                                 "day in cents."}},
                .chart = Chart{ChartKind::Bars, "Indicators", 0, {1}}};
  for (const auto& one : all_indicators) {
    const auto& ratio = measures.*(one.ratio);
    report.rows.push_back(
        {std::string{one.name}, ratio.share(), ratio.part, ratio.whole, std::string{one.formula}});
  }
  return report;
}

Report indicator_trend(const Facts& facts, const Scope& scope) {
  std::vector<BusinessDay> days;
  for (const auto& one : facts.batches) days.push_back(one.day);
  std::ranges::sort(days);
  days.erase(std::unique(days.begin(), days.end()), days.end());
  Report report{.scope = scope,
                .columns = {{"day", "Day", Kind::Day},
                            {"same_day_share", "Deposited the same day", Kind::Share},
                            {"envelopes_share", "Straight through, by envelope", Kind::Share},
                            {"lines_share", "Straight through, by line", Kind::Share},
                            {"held_over_share", "Held over", Kind::Share},
                            {"exceptions", "Exceptions", Kind::Count},
                            {"rescans", "Scanned again", Kind::Count},
                            {"out_of_balance", "Out of balance", Kind::Count},
                            {"suspense_cents", "Into suspense", Kind::Money}},
                .definitions = {{"Day", "Of the mail. Formulas: report Indicators."}},
                .chart = Chart{ChartKind::Lines, "Shares by day", 0, {1, 2, 3, 4}}};
  for (const auto& day : days) {
    const auto one = measure(facts, scope, day);
    report.rows.push_back({day.to_string(), one.same_day.share(), one.envelopes.share(),
                           one.lines.share(), one.held_over.share(), one.exceptions.part,
                           one.rescans.part, one.out_of_balance.part,
                           Money::from_cents(one.suspense.part)});
  }
  return report;
}

Report exception_causes(const Facts& facts, const Scope& scope) {
  std::int64_t items = 0;
  std::map<BatchId, bool> known;
  for (const auto& one : facts.batches) {
    items += one.items;
    known.emplace(one.batch, true);
  }
  std::map<ExceptionReason, std::int64_t> causes;
  for (const auto& one : facts.cases) {
    if (known.contains(one.batch)) ++causes[one.one.reason];
  }
  Report report{.scope = scope,
                .columns = {{"cause", "Cause", Kind::Text},
                            {"cases", "Cases", Kind::Count},
                            {"items_share", "Of all items", Kind::Share}},
                .definitions = {{"Of all items",
                                 "Cases raised for items of the period / items of "
                                 "tender of the period."}},
                .chart = Chart{ChartKind::Bars, "Cases by cause", 0, {1}}};
  for (const auto& [reason, cases] : causes) {
    report.rows.push_back(
        {in_words(name_of(exception_reason_names, reason)), cases, share_of(cases, items)});
  }
  add_totals(report);
  return report;
}

Report time_to_deposit(const Facts& facts, const Scope& scope) {
  struct Sums {
    std::int64_t items = 0;
    std::int64_t days = 0;
    std::int64_t longest = 0;
    std::int64_t late = 0;
    std::int64_t waiting = 0;
  };
  std::map<std::string, Sums> sources;
  for (const auto& one : item_times(facts, scope)) {
    auto& sums = sources[one.source];
    ++sums.items;
    sums.days += one.days;
    sums.longest = std::max(sums.longest, one.days);
    if (one.is_late) ++sums.late;
    if (!one.is_deposited) ++sums.waiting;
  }
  Report report{
      .scope = scope,
      .columns = {{"source", "Source", Kind::Text},
                  {"limit_days", "Limit, days", Kind::Count},
                  {"items", "Items", Kind::Count},
                  {"average_days", "Average days", Kind::Text},
                  {"longest_days", "Longest", Kind::Count},
                  {"late", "Over the limit", Kind::Count},
                  {"late_share", "Share over the limit", Kind::Share},
                  {"waiting", "Not deposited yet", Kind::Count}},
      .definitions = {{"Days",
                       "Business days after the day the mail came in, up to the day its "
                       "deposit was approved; what is not deposited counts to the last day "
                       "of the period."},
                      {"Source",
                       "As the mail log has it; mail that nobody logged counts from the "
                       "day of its batch."},
                      {"Limit", "[deposit_limits] of SITE.toml (C-03)."}},
      .chart = Chart{ChartKind::Bars, "Items over the limit", 0, {5}}};
  constexpr std::int64_t tenths = 10;
  for (const auto& [source, sums] : sources) {
    const auto average = sums.days * tenths / sums.items;
    report.rows.push_back({source.empty() ? std::string{"not logged"} : in_words(source),
                           facts.rules.deposit_limits.of(source), sums.items,
                           fmt::format("{}.{}", average / tenths, average % tenths), sums.longest,
                           sums.late, share_of(sums.late, sums.items), sums.waiting});
  }
  return report;
}

}  // namespace lockbox::deposit::report
