#include <algorithm>
#include <array>

#include "deposit/report/reports.h"
#include "deposit/report/suspense_state.h"

namespace lockbox::deposit::report {

namespace {

using Kind = ColumnKind;

Cell money_cell(const std::optional<Money>& amount) {
  return amount ? Cell{*amount} : Cell{};
}

}  // namespace

Report exceptions_and_rejects(const Facts& facts, const Scope& scope) {
  Report report{
      .scope = scope,
      .columns = {{"raised_on", "Raised", Kind::Day},
                  {"lockbox", "Lockbox", Kind::Text},
                  {"batch", "Batch", Kind::Count},
                  {"item", "Item", Kind::Count},
                  {"reason", "Reason", Kind::Text},
                  {"state", "State", Kind::Text},
                  {"action", "Decision", Kind::Text},
                  {"owner", "Owner", Kind::Text},
                  {"due", "Due", Kind::Day},
                  {"raised_by", "Raised by", Kind::Text},
                  {"amount_cents", "Amount", Kind::Money}},
      .definitions = {{"Raised", "Cases raised in the period, whatever became of them."},
                      {"Reject", "A case whose decision is to send the check back or to pull it."},
                      {"Amount", "Of the check, where it is known."}}};
  for (const auto& one : facts.cases) {
    if (!scope.holds(one.one.raised_on) || !scope.has_lockbox(one.lockbox)) continue;
    report.rows.push_back(
        {one.one.raised_on.to_string(), one.lockbox, one.batch.value(), one.one.sequence,
         in_words(name_of(exception_reason_names, one.one.reason)),
         in_words(name_of(case_state_names, one.one.state)),
         one.one.action ? Cell{in_words(name_of(exception_action_names, *one.one.action))} : Cell{},
         one.one.owner, one.one.due.to_string(), one.one.raised_by, money_cell(one.amount)});
  }
  add_totals(report, {"batch", "item"});
  return report;
}

Report suspense_ageing(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"since", "Since", Kind::Day},
                            {"age_days", "Days", Kind::Count},
                            {"lockbox", "Lockbox", Kind::Text},
                            {"batch", "Batch", Kind::Count},
                            {"envelope", "Envelope", Kind::Count},
                            {"fund", "Fund", Kind::Text},
                            {"reason", "Reason", Kind::Text},
                            {"to_7_cents", "To 7 days", Kind::Money},
                            {"to_30_cents", "8 to 30", Kind::Money},
                            {"to_90_cents", "31 to 90", Kind::Money},
                            {"over_90_cents", "Over 90", Kind::Money}},
                .definitions = {{"Days",
                                 "Calendar days from the day of the mail to the last day of the "
                                 "period."},
                                {"Amount",
                                 "What went into suspense less what entries up to that day took "
                                 "out (D10)."}}};
  constexpr std::array<std::int64_t, 3> bounds{7, 30, 90};
  constexpr std::size_t first_bucket = 7;
  for (const auto& [envelope, item] : suspense_at_end(facts, scope)) {
    std::vector<Cell> row{
        item.since,           item.age_days, item.lockbox,          envelope.batch.value(),
        envelope.transaction, item.fund,     text_cell(item.reason)};
    const auto bucket = static_cast<std::size_t>(
        std::ranges::count_if(bounds, [&](std::int64_t bound) { return item.age_days > bound; }));
    row.resize(report.columns.size());
    row[first_bucket + bucket] = item.amount;
    report.rows.push_back(std::move(row));
  }
  add_totals(report, {"age_days", "batch", "envelope"});
  return report;
}

Report voids_and_corrections(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"day", "Day", Kind::Day},
                            {"kind", "Kind", Kind::Text},
                            {"lockbox", "Lockbox", Kind::Text},
                            {"batch", "Batch", Kind::Count},
                            {"what", "What", Kind::Text},
                            {"amount_cents", "Amount", Kind::Money},
                            {"by", "By", Kind::Text},
                            {"reason", "Why", Kind::Text}},
                .definitions = {{"Kind",
                                 "Nothing is ever overwritten: each row is an entry beside "
                                 "what it corrects."},
                                {"Day",
                                 "Of the batch, the banking day of a deposit, or the day on "
                                 "which an adjustment was booked."}}};
  for (const auto& one : facts.corrections) {
    report.rows.push_back({one.day.to_string(), one.kind, one.lockbox, one.batch.value(),
                           text_cell(one.what), money_cell(one.amount), one.by, one.reason});
  }
  for (const auto& one : facts.deposits) {
    if (is_live(one.state) || one.steps.empty() || !scope.has_lockbox(one.lockbox)) continue;
    const auto& last = one.steps.back();
    report.rows.push_back({one.banking_day.to_string(),
                           "deposit " + std::string{name_of(deposit_state_names, one.state)},
                           one.lockbox, Cell{}, "ticket " + one.ticket, one.total, last.actor,
                           text_cell(last.reason)});
  }
  for (const auto& entry : facts.entries) {
    if (entry.adjustment_number == 0 || !scope.holds(entry.day)) continue;
    if (!scope.has_lockbox(entry.lockbox)) continue;
    Money amount;
    for (const auto& line : entry.lines) amount += std::max(line.amount, Money{});
    report.rows.push_back({entry.day.to_string(),
                           in_words(name_of(ledger::entry_kind_names, entry.kind)), entry.lockbox,
                           entry.origin ? Cell{entry.origin->batch.value()} : Cell{},
                           "adjustment " + std::to_string(entry.adjustment_number), amount,
                           entry.made_by, text_cell(entry.note)});
  }
  std::ranges::stable_sort(report.rows, [](const auto& a, const auto& b) {
    return std::get<std::string>(a[0]) < std::get<std::string>(b[0]);
  });
  return report;
}

Report duplicates_found(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"day", "Day", Kind::Day},
                            {"lockbox", "Lockbox", Kind::Text},
                            {"batch", "Batch", Kind::Count},
                            {"item", "Item", Kind::Count},
                            {"found", "Held against", Kind::Text},
                            {"verdict", "Verdict", Kind::Text},
                            {"answered_by", "By", Kind::Text},
                            {"amount_cents", "Amount", Kind::Money}},
                .definitions = {{"Held against",
                                 "The earlier capture with the same bank, account, "
                                 "check number and amount, or with an alike picture."},
                                {"Amount",
                                 "Kept from being deposited twice where the verdict is a "
                                 "duplicate."}}};
  for (const auto& one : facts.questions) {
    if (one.field != TaskField::Duplicate || one.state == TaskState::Withdrawn) continue;
    const auto* verdict = one.answer == "yes"  ? "duplicate"
                          : one.answer == "no" ? "another check"
                                               : "not decided";
    report.rows.push_back({one.day.to_string(), one.lockbox, one.batch.value(), one.sequence,
                           one.reason, std::string{verdict}, text_cell(one.answered_by),
                           money_cell(one.amount)});
  }
  add_totals(report, {"batch", "item"});
  return report;
}

}  // namespace lockbox::deposit::report
