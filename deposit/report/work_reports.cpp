#include <chrono>

#include <fmt/format.h>

#include "core/local_time.h"
#include "deposit/report/reports.h"
#include "deposit/report/work_hours.h"

namespace lockbox::deposit::report {

namespace {

using Kind = ColumnKind;

ReadingFact sum_of(const std::vector<ReadingFact>& readings, const BusinessDay& day) {
  ReadingFact sum{.lockbox = {}, .day = day};
  for (const auto& one : readings) {
    sum.checks += one.checks;
    sum.lines_read += one.lines_read;
    sum.lines_corrected += one.lines_corrected;
    sum.lines_repaired += one.lines_repaired;
    sum.letters_read += one.letters_read;
    sum.letters_wrong += one.letters_wrong;
    sum.coupons += one.coupons;
    sum.coupons_read += one.coupons_read;
    sum.coupons_corrected += one.coupons_corrected;
    sum.amounts += one.amounts;
    sum.amounts_read += one.amounts_read;
    sum.amounts_keyed += one.amounts_keyed;
  }
  return sum;
}

std::vector<Cell> accuracy_row(std::string field, std::int64_t there, std::int64_t read,
                               std::int64_t corrected) {
  return {std::move(field),     there, read, corrected, share_of(read - corrected, read),
          share_of(read, there)};
}

/// What signs people in and out, or changes who may.
bool is_workflow(const AuditEvent& event) {
  return event.entity == "user" || event.entity == "day" || event.entity == "batch" ||
         event.entity == "deposit" || event.entity == "adjustment" || event.entity == "match_rules";
}

}  // namespace

Report reading_accuracy(const Facts& facts, const Scope& scope) {
  const auto sum = sum_of(facts.readings, scope.from);
  return {
      .scope = scope,
      .columns = {{"field", "Field", Kind::Text},
                  {"there", "There", Kind::Count},
                  {"read", "Read", Kind::Count},
                  {"corrected", "Corrected by people", Kind::Count},
                  {"right_share", "Right of what was read", Kind::Share},
                  {"read_share", "Read of what was there", Kind::Share}},
      .rows = {accuracy_row("MICR line", sum.checks, sum.lines_read, sum.lines_corrected),
               accuracy_row("Letters of keyed lines", sum.letters_read, sum.letters_read,
                            sum.letters_wrong),
               accuracy_row("Coupon", sum.coupons, sum.coupons_read, sum.coupons_corrected),
               accuracy_row("Amount", sum.amounts, sum.amounts_read, 0)},
      .totals = {},
      .definitions = {{"MICR line",
                       "Read: every field of it, with a right check digit. Corrected: a "
                       "person keyed it all the same."},
                      {"Letters of keyed lines",
                       "Of lines that a person keyed, where the truth is known: "
                       "the letters that differ from what was read (least "
                       "changes, Levenshtein)."},
                      {"Coupon",
                       "Read: a code that its definition took. Corrected: a person sent the "
                       "money to another account."},
                      {"Amount",
                       "Read: from the MICR line, which nobody is asked to key again; all other "
                       "amounts are keyed."}}};
}

Report hourly_throughput(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"date", "Date", Kind::Day},
                            {"hour", "Hour", Kind::Text},
                            {"person", "Person", Kind::Text},
                            {"documents", "Documents", Kind::Count},
                            {"answers", "Answers", Kind::Count}},
                .definitions = {{"Hour",
                                 "By the clock on the wall. Hours without work are left "
                                 "out."},
                                {"Documents", "Captured by the person's scan job."},
                                {"Answers", "Questions answered."}},
                .chart = Chart{ChartKind::Bars, "Work by hour", 1, {3, 4}}};
  for (const auto& [key, work] : work_by_hour(facts)) {
    const auto& [day, hour, person] = key;
    report.rows.push_back(
        {day.to_string(), fmt::format("{:02}:00", hour), person, work.documents, work.answers});
  }
  add_totals(report);
  return report;
}

Report workflow_audit(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"at", "When", Kind::Text},
                            {"person", "Who", Kind::Text},
                            {"entity", "Of what", Kind::Text},
                            {"key", "Which", Kind::Text},
                            {"event", "Step", Kind::Text},
                            {"from_state", "From", Kind::Text},
                            {"to_state", "To", Kind::Text},
                            {"reason", "Why", Kind::Text}},
                .definitions = {{"Step",
                                 "Sign-ins and every step of users, days, batches, "
                                 "deposits, adjustments and rules, as the audit chain has "
                                 "them."},
                                {"When", "By the clock on the wall."}}};
  for (const auto& fact : facts.events) {
    const auto& event = fact.event;
    if (!is_workflow(event)) continue;
    report.rows.push_back({clock_time(fact.at), event.actor, in_words(event.entity),
                           event.entity_key, in_words(event.event),
                           text_cell(in_words(event.from_state)),
                           text_cell(in_words(event.to_state)), text_cell(event.reason)});
  }
  return report;
}

Report productivity(const Facts& facts, const Scope& scope) {
  Report report{
      .scope = scope,
      .columns = {{"person", "Person", Kind::Text},
                  {"documents", "Documents", Kind::Count},
                  {"answers", "Answers", Kind::Count},
                  {"corrected", "Changed later", Kind::Count},
                  {"corrected_share", "Changed of answers", Kind::Share},
                  {"active_minutes", "Active minutes", Kind::Count},
                  {"per_hour", "Items an active hour", Kind::Count}},
      .definitions = {{"Active minutes",
                       fmt::format("Time between two events of the person that lie {} minutes "
                                   "apart or less; longer pauses count nothing.",
                                   pause_max.count())},
                      {"Items an active hour",
                       "Documents and answers by active time, rounded "
                       "down; empty below one minute."},
                      {"Changed later",
                       "Answers of the person that somebody corrected, whoever "
                       "it was."}},
      .chart = Chart{ChartKind::Bars, "Items an active hour", 0, {6}}};
  for (const auto& [person, work] : work_by_person(facts)) {
    const auto items = work.documents + work.answers;
    if (items == 0) continue;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(work.active).count();
    constexpr std::int64_t minutes_in_hour = 60;
    report.rows.push_back({person, work.documents, work.answers, work.corrected,
                           share_of(work.corrected, work.answers), minutes,
                           minutes < 1 ? Cell{} : Cell{items * minutes_in_hour / minutes}});
  }
  return report;
}

}  // namespace lockbox::deposit::report
