#include "deposit/store/sqlite/finding_rows.h"

#include <fmt/format.h>

#include "core/check.h"
#include "deposit/custody/rules.h"
#include "deposit/model/person.h"
#include "deposit/store/sqlite/custody_rows.h"

namespace lockbox::deposit {

using namespace custody;

namespace {

constexpr std::string_view insert_finding =
    "INSERT INTO custody_finding (unit_id, kind, day, found_by, at, note, expected, counted,"
    " found_unit_id, due_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view insert_count =
    "INSERT INTO cash_count (finding_id, ordinal, bills, coin_cents, total_cents, counted_by, at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view update_witness =
    "UPDATE custody_finding SET witnessed_by = ?2, witnessed_at = ?3 WHERE finding_id = ?1";
constexpr std::string_view select_ending_day =
    "SELECT min(day) FROM business_day WHERE site = ?1 AND day >= ?2 AND state <> 'closed'";
constexpr std::string_view update_resolution =
    "UPDATE custody_finding SET resolution = ?2, resolved_by = ?3, resolved_at = ?4,"
    " resolved_day = ?5 WHERE finding_id = ?1";
constexpr std::string_view select_discovery =
    "SELECT finding_id FROM custody_finding WHERE found_unit_id = ?1 AND resolution IS NULL";

constexpr std::string_view select_open_counts =
    "SELECT finding_id FROM custody_finding WHERE unit_id = ?1 AND kind = 'count_differs'"
    " AND resolution IS NULL ORDER BY finding_id";

struct NewFinding {
  WorkUnitId unit{0};
  FindingKind kind = FindingKind::CountDiffers;
  BusinessDay day;
  std::string_view note;
  std::int64_t expected = 0;
  std::int64_t counted = 0;
  std::optional<WorkUnitId> found_unit = {};
  std::optional<BusinessDay> due = {};
};

std::string now(const SiteContext& context) {
  return to_string(context.store.clock.now());
}

AuditSubject subject_of(const SiteContext& context, FindingId id) {
  return {Entity::CustodyFinding, std::nullopt, std::nullopt, id.value(),
          context.site + "/" + std::to_string(id.value())};
}

FindingId insert(const SiteContext& context, const NewFinding& finding) {
  std::optional<std::int64_t> found_unit;
  std::optional<std::string> due;
  if (finding.found_unit) found_unit = finding.found_unit->value();
  if (finding.due) due = finding.due->to_string();
  const FindingId id{context.store.db.insert(
      insert_finding, finding.unit.value(), name_of(finding_kind_names, finding.kind),
      finding.day.to_string(), context.store.audit.actor(), now(context), finding.note,
      finding.expected, finding.counted, found_unit, due)};
  context.store.audit.add(subject_of(context, id), name_of(finding_kind_names, finding.kind));
  return id;
}

/// The first day from the finding's own on that is not closed: a later one that has begun keeps no
/// earlier one from closing.
Result<BusinessDay> ending_day(const SiteContext& context, const Finding& finding) {
  auto rows = context.store.db.query(select_ending_day, context.site, finding.day.to_string());
  if (rows.next() && !rows.is_null(0)) return BusinessDay::parse(rows.text(0));
  return custody_day(context.store.db, context.site);
}

void resolve_on(const SiteContext& context, FindingId id, std::string_view text,
                const BusinessDay& day) {
  context.store.db.run(update_resolution, id.value(), text, context.store.audit.actor(),
                       now(context), day.to_string());
  context.store.audit.add(subject_of(context, id), "resolve");
}

Result<void> resolve(const SiteContext& context, const Finding& finding, std::string_view text) {
  resolve_on(context, finding.id, text, TRY(ending_day(context, finding)));
  return {};
}

void insert_cash_count(const SiteContext& context, FindingId id, std::size_t ordinal,
                       const CashCount& count) {
  context.store.db.run(insert_count, id.value(), ordinal, numbers_text(count.bills), count.coin,
                       count.total(), context.store.audit.actor(), now(context));
}

void sign(const SiteContext& context, FindingId id) {
  context.store.db.run(update_witness, id.value(), context.store.audit.actor(), now(context));
  context.store.audit.add(subject_of(context, id), "witness");
}

Result<Finding> open_finding(const SiteContext& context, FindingId id) {
  auto finding = TRY(read_finding(context.store.db, context.site, id));
  if (finding.resolution.empty()) return finding;
  return fail(ErrorCode::Conflict,
              fmt::format("This was settled by {}: {}", finding.resolved_by, finding.resolution));
}

/// The count stands: the difference as it was found is added to the pieces of the books.
Result<void> correct_pieces(const SiteContext& context, const Finding& finding,
                            const std::string& reason, const BusinessDay& day) {
  UnitWriter writer{context.store, context.site, day,
                    TRY(read_work_unit(context.store.db, context.site, finding.unit))};
  const auto change = finding.counted - finding.expected;
  const auto& unit = writer.unit();
  if (unit.stage == Stage::Destroyed || unit.pieces + change < 0) {
    return fail(ErrorCode::Conflict,
                fmt::format("{} holds {} pieces now and cannot be corrected by {}.",
                            name_of_unit(unit), unit.pieces, change));
  }
  writer.move_pieces(
      {.flow = Flow::Corrected, .pieces = change, .witness = finding.found_by, .reason = reason});
  writer.save("correct");
  return {};
}

/// All differences of the unit that are open end with one of them: each was counted against the
/// same books, so a second correction would count the same pieces twice.
Result<void> resolve_counts(const SiteContext& context, const Finding& chosen,
                            const WantedResolution& wanted, const BusinessDay& day) {
  std::vector<FindingId> ids;
  {
    auto rows = context.store.db.query(select_open_counts, chosen.unit.value());
    while (rows.next()) ids.emplace_back(rows.integer(0));
  }
  std::vector<Finding> open;
  for (const auto id : ids) {
    open.push_back(TRY(read_finding(context.store.db, context.site, id)));
    TRY(check_second(open.back().found_by, context.store.audit.actor(), "A count that differs"));
  }
  if (wanted.right == WantedResolution::Right::Count) {
    TRY(correct_pieces(context, chosen, wanted.text, day));
  }
  for (const auto& finding : open) TRY(resolve(context, finding, wanted.text));
  return {};
}

/// A discovered unit is out of its envelopes and looked through as it comes to be.
Result<WorkUnitId> insert_discovered(const SiteContext& context, const WorkUnit& found_in,
                                     const WantedDiscovery& wanted, const BusinessDay& day) {
  auto writer = UnitWriter::create(context.store, context.site, day,
                                   {.pick_up = {},
                                    .found_in = found_in.id,
                                    .label = "found in " + std::to_string(found_in.number),
                                    .sort_class = wanted.sort_class,
                                    .date_policy = found_in.date_policy,
                                    .dated_on = found_in.dated_on});
  writer.move_pieces({.flow = Flow::Discovered, .pieces = wanted.pieces, .reason = wanted.note});
  for (const auto event :
       {UnitEvent::Stage, UnitEvent::Open, UnitEvent::Extract, UnitEvent::Candle}) {
    TRY(writer.step(event, "As it was discovered."));
  }
  writer.save();
  return writer.unit().id;
}

}  // namespace

Result<void> record_count_difference(const SiteContext& context, const UnitWriter& writer,
                                     std::int64_t counted, const std::string& note) {
  insert(context, {.unit = writer.unit().id,
                   .kind = FindingKind::CountDiffers,
                   .day = writer.day(),
                   .note = note,
                   .expected = writer.unit().pieces,
                   .counted = counted});
  return {};
}

Result<void> record_scan_difference(const SiteContext& context, WorkUnitId unit,
                                    const ScanCounts& counts, const std::string& reason) {
  const auto day = TRY(custody_day(context.store.db, context.site));
  const auto id = insert(context, {.unit = unit,
                                   .kind = FindingKind::ScanDiffers,
                                   .day = day,
                                   .note = reason,
                                   .expected = counts.pieces,
                                   .counted = counts.envelopes});
  resolve_on(context, id, reason, day);
  return {};
}

Result<void> settle_discovery(const SiteContext& context, WorkUnitId unit, std::string_view how) {
  const auto found = context.store.db.find_integer(select_discovery, unit.value());
  if (!found) return {};
  const auto finding = TRY(read_finding(context.store.db, context.site, FindingId{*found}));
  if (finding.witnessed_by.empty()) {
    return fail(ErrorCode::Conflict,
                "A discovered remittance goes into a batch when two people have signed for it.");
  }
  return resolve(context, finding, how);
}

Result<void> discover_in(const SiteContext& context, WorkUnitId unit,
                         const WantedDiscovery& wanted) {
  TRY(check_reason(wanted.note, "/note"));
  if (wanted.pieces < 1) {
    return fail(ErrorCode::InvalidInput, "What is discovered is at least one piece.", "/pieces");
  }
  TRY(check_pieces(wanted.pieces, "/pieces"));
  const auto day = TRY(custody_day(context.store.db, context.site));
  const auto found_in = TRY(read_work_unit(context.store.db, context.site, unit));
  if (found_in.stage < Stage::Opened || found_in.stage == Stage::Destroyed) {
    return fail(ErrorCode::Conflict,
                fmt::format("{} is {}; nothing can be discovered in it.", name_of_unit(found_in),
                            name_of(stage_names, found_in.stage)));
  }
  const auto policy = TRY(read_custody_policy(context.store.db, context.site));
  const auto made = TRY(insert_discovered(context, found_in, wanted, day));
  insert(context, {.unit = unit,
                   .kind = FindingKind::Discovered,
                   .day = day,
                   .note = wanted.note,
                   .expected = 0,
                   .counted = wanted.pieces,
                   .found_unit = made,
                   .due = working_days_after(day, policy.follow_up_days)});
  return {};
}

Result<void> find_cash_in(const SiteContext& context, WorkUnitId unit, const CashCount& count,
                          const std::string& note) {
  TRY(check_cash(count));
  TRY(check_words(note, "/note"));
  const auto day = TRY(custody_day(context.store.db, context.site));
  const auto found_in = TRY(read_work_unit(context.store.db, context.site, unit));
  const auto id =
      insert(context, {.unit = found_in.id, .kind = FindingKind::Cash, .day = day, .note = note});
  insert_cash_count(context, id, 1, count);
  return {};
}

Result<void> add_cash_count(const SiteContext& context, FindingId id, const CashCount& count) {
  TRY(check_cash(count));
  auto finding = TRY(open_finding(context, id));
  if (finding.kind != FindingKind::Cash) {
    return fail(ErrorCode::Conflict, "This finding is not of cash; there is nothing to count.");
  }
  if (!finding.witnessed_by.empty()) {
    return fail(ErrorCode::Conflict,
                "Two people counted this cash alike already; put it into a bag.");
  }
  const bool is_alone = finding.counts.size() == 1;
  if (is_alone) {
    TRY(check_second(finding.counts.front().counted_by, context.store.audit.actor(),
                     "A count of cash"));
  }
  insert_cash_count(context, id, finding.counts.size() + 1, count);
  auto counted = count;
  counted.counted_by = context.store.audit.actor();
  finding.counts.push_back(counted);
  context.store.audit.add(subject_of(context, id), "count");
  if (is_agreed(finding.counts)) sign(context, id);
  return {};
}

Result<void> witness_finding(const SiteContext& context, FindingId id) {
  const auto finding = TRY(open_finding(context, id));
  if (finding.kind != FindingKind::Discovered || !finding.witnessed_by.empty()) {
    return fail(ErrorCode::Conflict, "This finding waits for no second signature.");
  }
  TRY(check_second(finding.found_by, context.store.audit.actor(), "A discovered remittance"));
  sign(context, id);
  return {};
}

Result<void> resolve_finding(const SiteContext& context, FindingId id,
                             const WantedResolution& wanted) {
  TRY(check_reason(wanted.text, "/text"));
  const auto finding = TRY(open_finding(context, id));
  const auto day = TRY(custody_day(context.store.db, context.site));
  switch (finding.kind) {
    case FindingKind::CountDiffers:
      return resolve_counts(context, finding, wanted, day);
    case FindingKind::Cash:
      if (finding.witnessed_by.empty()) {
        return fail(ErrorCode::Conflict,
                    "Two people have not counted this cash alike; count it again first.");
      }
      break;
    case FindingKind::Discovered:
      return fail(ErrorCode::Conflict,
                  "A discovered remittance ends in a batch; link its unit to it.");
    case FindingKind::ScanDiffers:
      return fail(ErrorCode::Conflict, "This difference is explained already.");
  }
  return resolve(context, finding, wanted.text);
}

}  // namespace lockbox::deposit
