#include "deposit/report/impact.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "core/local_time.h"
#include "deposit/report/clearing_time.h"
#include "deposit/report/reports.h"

namespace lockbox::deposit::report {

namespace {

using Kind = ColumnKind;

/// From when until when; nothing for times that cannot be read.
struct Lasting {
  Instant from;
  Instant until;
};

Lasting time_of(const Incident& incident, Instant now) {
  const auto from = parse_instant(incident.began_at);
  const auto until = parse_instant(incident.ended_at);
  return {from ? *from : now, until ? *until : now};
}

std::map<BatchId, Instant> registrations(const Facts& facts) {
  std::map<BatchId, Instant> times;
  for (const auto& fact : facts.events) {
    if (is_event(fact, "batch", "register")) times.emplace(fact.batch, fact.at);
  }
  return times;
}

}  // namespace

Impact impact_of(const Incident& incident, const Facts& facts, Instant now) {
  const auto lasting = time_of(incident, now);
  const auto registered = registrations(facts);
  const auto approved = approval_times(facts);
  Impact impact{
      .minutes =
          std::chrono::duration_cast<std::chrono::minutes>(lasting.until - lasting.from).count()};
  std::set<BatchId> batches;
  for (const auto& item : facts.items) {
    const bool is_elsewhere = !incident.lockbox.empty() && item.lockbox != incident.lockbox;
    if (is_elsewhere || item.state == ItemState::Returned) continue;
    const auto begun = registered.find(item.batch);
    // Whose registration is not among the events of the period was registered before it.
    if (begun != registered.end() && begun->second > lasting.until) continue;
    const auto done = approved.find({item.batch, item.sequence});
    if (done != approved.end() && done->second < lasting.from) continue;
    ++impact.items;
    impact.amount += item.amount.value_or(Money{});
    batches.insert(item.batch);
  }
  impact.batches = static_cast<std::int64_t>(batches.size());
  return impact;
}

Report impact_report(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"began", "Began", Kind::Text},
                            {"ended", "Ended", Kind::Text},
                            {"minutes", "Minutes", Kind::Count},
                            {"kind", "Kind", Kind::Text},
                            {"lockbox", "Lockbox", Kind::Text},
                            {"what", "What", Kind::Text},
                            {"outcome", "Outcome", Kind::Text},
                            {"batches", "Batches", Kind::Count},
                            {"items", "Items that waited", Kind::Count},
                            {"amount_cents", "Money that waited", Kind::Money}},
                .definitions = {{"Waited",
                                 "Items of batches that were registered before the incident ended "
                                 "and were in no approved deposit when it began; mail that nobody "
                                 "had registered is not counted."},
                                {"Minutes",
                                 "To its end, or to the last event of the period while it "
                                 "lasts."}},
                .chart = Chart{ChartKind::Bars, "Minutes by incident", 0, {2}}};
  if (facts.incidents.empty()) return report;
  for (const auto& one : facts.incidents) {
    const auto began = parse_instant(one.began_at);
    if (!began || !scope.holds(LocalTime::of(*began).day)) continue;
    if (!one.lockbox.empty() && !scope.has_lockbox(one.lockbox)) continue;
    // It may have begun after the last event; it has lasted no time then.
    const auto now = facts.events.empty() ? *began : std::max(*began, facts.events.back().at);
    const auto impact = impact_of(one, facts, now);
    const auto ended = parse_instant(one.ended_at);
    report.rows.push_back({clock_time(*began), ended ? Cell{clock_time(*ended)} : Cell{},
                           impact.minutes, in_words(name_of(incident_kind_names, one.kind)),
                           text_cell(one.lockbox), one.what, text_cell(one.outcome), impact.batches,
                           impact.items, impact.amount});
  }
  return report;
}

}  // namespace lockbox::deposit::report
