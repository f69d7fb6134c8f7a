#include "deposit/store/sqlite/custody_rows.h"

#include <sstream>
#include <utility>

#include "deposit/store/sqlite/unit_rows.h"

namespace lockbox::deposit {

using namespace custody;

namespace {

constexpr std::string_view select_is_kept =
    "SELECT 1 FROM pick_up JOIN business_day USING (day_id) WHERE site = ?1 AND day <= ?2 LIMIT 1";
constexpr std::string_view select_pick_up =
    "SELECT pick_up_id, day, source, picked_up_at, carrier_reference, trays, weight_grams,"
    " estimated_pieces, certified_numbers, logged_by, logged_at, coalesce(confirmed_by, ''),"
    " coalesce(confirmed_at, '') FROM pick_up JOIN business_day USING (day_id)"
    " WHERE site = ?1 AND pick_up_id = ?2";
constexpr std::string_view select_pick_ups =
    "SELECT pick_up_id, day, source, picked_up_at, carrier_reference, trays, weight_grams,"
    " estimated_pieces, certified_numbers, logged_by, logged_at, coalesce(confirmed_by, ''),"
    " coalesce(confirmed_at, '') FROM pick_up JOIN business_day USING (day_id)"
    " WHERE site = ?1 AND (day = ?2 OR (day < ?2 AND confirmed_by IS NULL)) ORDER BY pick_up_id";
constexpr std::string_view select_unit_ids =
    "SELECT unit_id FROM work_unit WHERE site = ?1 AND (pieces > 0 OR last_day >= ?2)"
    " ORDER BY number";
constexpr std::string_view select_units_in_box =
    "SELECT unit_id FROM work_unit WHERE site = ?1 AND box_id = ?2 AND pieces > 0 ORDER BY number";
// The number before each that is there, where it is not.
constexpr std::string_view select_missing =
    "SELECT number - 1 FROM work_unit u WHERE site = ?1 AND number > 1 AND NOT EXISTS"
    " (SELECT 1 FROM work_unit WHERE site = ?1 AND number = u.number - 1) ORDER BY number";
constexpr std::string_view select_finding_ids =
    "SELECT finding_id FROM custody_finding JOIN work_unit USING (unit_id) WHERE site = ?1"
    " AND (resolution IS NULL OR custody_finding.day >= ?2 OR resolved_day >= ?2)"
    " ORDER BY finding_id";
constexpr std::string_view select_finding =
    "SELECT finding_id, unit_id, number, kind, f.day, found_by, at, note, expected, counted,"
    " found_unit_id, due_day, coalesce(witnessed_by, ''), coalesce(witnessed_at, ''),"
    " coalesce(resolution, ''), coalesce(resolved_by, ''), coalesce(resolved_at, ''), resolved_day"
    " FROM custody_finding f JOIN work_unit USING (unit_id) WHERE site = ?1 AND finding_id = ?2";
constexpr std::string_view select_findings_of =
    "SELECT finding_id FROM custody_finding WHERE unit_id = ?1 OR found_unit_id = ?1"
    " ORDER BY finding_id";
constexpr std::string_view select_numbered =
    "SELECT unit_id FROM work_unit WHERE site = ?1 AND number = ?2";
constexpr std::string_view select_counts =
    "SELECT bills, coin_cents, counted_by, at FROM cash_count WHERE finding_id = ?1"
    " ORDER BY ordinal";
constexpr std::string_view select_box_ids =
    "SELECT box_id FROM storage_box WHERE site = ?1"
    " AND (destroyed_on IS NULL OR destroyed_on >= ?2) ORDER BY name";
constexpr std::string_view select_box =
    "SELECT box_id, name, location, retention, opened_by, opened_on, filled_on,"
    " (SELECT count(*) FROM work_unit WHERE work_unit.box_id = b.box_id AND pieces > 0),"
    " (SELECT coalesce(sum(pieces), 0) FROM work_unit WHERE work_unit.box_id = b.box_id),"
    " coalesce(first_signer, ''), coalesce(first_signed_at, ''), coalesce(second_signer, ''),"
    " coalesce(second_signed_at, ''), destroyed_on FROM storage_box b"
    " WHERE site = ?1 AND box_id = ?2";
constexpr std::string_view select_hold =
    "SELECT hold_id, box_id, unit_id, kind, reason, placed_by, placed_at,"
    " coalesce(released_by, ''), coalesce(released_at, ''), coalesce(release_reason, '')"
    " FROM custody_hold WHERE site = ?1 AND hold_id = ?2";
constexpr std::string_view select_live_holds =
    "SELECT hold_id, box_id, unit_id, kind, reason, placed_by, placed_at, '', '', ''"
    " FROM custody_hold WHERE site = ?1 AND released_by IS NULL ORDER BY hold_id";
constexpr std::string_view select_policies =
    "SELECT version, date_policy, follow_up_days, retention_days, set_by, set_at, reason"
    " FROM custody_policy WHERE site = ?1 ORDER BY version DESC";

Result<std::optional<BusinessDay>> optional_day(const Rows& rows, int column) {
  if (rows.is_null(column)) return std::nullopt;
  return TRY(BusinessDay::parse(rows.text(column)));
}

template <class Key>
std::optional<Key> optional_key(const Rows& rows, int column) {
  if (rows.is_null(column)) return std::nullopt;
  return Key{rows.integer(column)};
}

template <std::size_t N>
std::array<std::int64_t, N> numbers_of(const std::string& text) {
  std::array<std::int64_t, N> numbers{};
  std::istringstream words{text};
  for (auto& number : numbers) words >> number;
  return numbers;
}

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream all{text};
  for (std::string line; std::getline(all, line);) lines.push_back(line);
  return lines;
}

tl::unexpected<Error> not_there(std::string_view what, std::int64_t id) {
  return fail(ErrorCode::NotFound,
              "The mail log has no " + std::string{what} + " " + std::to_string(id) + ".");
}

Result<PickUp> pick_up_of(const Rows& rows) {
  return PickUp{.id = PickUpId{rows.integer(0)},
                .day = TRY(BusinessDay::parse(rows.text(1))),
                .source = TRY(parse_name<MailSource>(mail_source_names, rows.text(2))),
                .picked_up_at = rows.text(3),
                .carrier_reference = rows.text(4),
                .trays = rows.integer(5),
                .weight_grams = rows.optional_integer(6),
                .estimated_pieces = rows.optional_integer(7),
                .certified_numbers = lines_in(rows.text(8)),
                .logged_by = rows.text(9),
                .logged_at = rows.text(10),
                .confirmed_by = rows.text(11),
                .confirmed_at = rows.text(12)};
}

Result<Finding> finding_of(const Rows& rows) {
  return Finding{.id = FindingId{rows.integer(0)},
                 .unit = WorkUnitId{rows.integer(1)},
                 .unit_number = rows.integer(2),
                 .kind = TRY(parse_name<FindingKind>(finding_kind_names, rows.text(3))),
                 .day = TRY(BusinessDay::parse(rows.text(4))),
                 .found_by = rows.text(5),
                 .at = rows.text(6),
                 .note = rows.text(7),
                 .expected = rows.integer(8),
                 .counted = rows.integer(9),
                 .found_unit = optional_key<WorkUnitId>(rows, 10),
                 .due = TRY(optional_day(rows, 11)),
                 .witnessed_by = rows.text(12),
                 .witnessed_at = rows.text(13),
                 .counts = {},
                 .resolution = rows.text(14),
                 .resolved_by = rows.text(15),
                 .resolved_at = rows.text(16),
                 .resolved_on = TRY(optional_day(rows, 17))};
}

Result<Hold> hold_of(const Rows& rows) {
  return Hold{.id = HoldId{rows.integer(0)},
              .box = optional_key<BoxId>(rows, 1),
              .unit = optional_key<WorkUnitId>(rows, 2),
              .kind = TRY(parse_name<HoldKind>(hold_kind_names, rows.text(3))),
              .reason = rows.text(4),
              .placed_by = rows.text(5),
              .placed_at = rows.text(6),
              .released_by = rows.text(7),
              .released_at = rows.text(8),
              .release_reason = rows.text(9)};
}

template <class... Values>
std::vector<std::int64_t> integers(Connection& db, std::string_view sql, const Values&... values) {
  std::vector<std::int64_t> found;
  auto rows = db.query(sql, values...);
  while (rows.next()) found.push_back(rows.integer(0));
  return found;
}

Result<std::vector<PickUp>> read_pick_ups(Connection& db, const std::string& site,
                                          const BusinessDay& day) {
  std::vector<PickUp> pick_ups;
  auto rows = db.query(select_pick_ups, site, day.to_string());
  while (rows.next()) pick_ups.push_back(TRY(pick_up_of(rows)));
  return pick_ups;
}

}  // namespace

CashCount cash_of(const std::string& bills, Money coin) {
  return {numbers_of<bill_dollars.size()>(bills), coin, {}, {}};
}

std::string numbers_text(std::span<const std::int64_t> numbers) {
  std::string text;
  for (const auto number : numbers) {
    if (!text.empty()) text += ' ';
    text += std::to_string(number);
  }
  return text;
}

Result<PickUp> read_pick_up(Connection& db, const std::string& site, PickUpId id) {
  auto rows = db.query(select_pick_up, site, id.value());
  if (!rows.next()) return not_there("pick-up", id.value());
  return pick_up_of(rows);
}

Result<Finding> read_finding(Connection& db, const std::string& site, FindingId id) {
  std::optional<Finding> finding;
  {
    auto rows = db.query(select_finding, site, id.value());
    if (!rows.next()) return not_there("finding", id.value());
    finding = TRY(finding_of(rows));
  }
  auto rows = db.query(select_counts, id.value());
  while (rows.next()) {
    finding->counts.push_back(
        {numbers_of<bill_dollars.size()>(rows.text(0)), rows.money(1), rows.text(2), rows.text(3)});
  }
  return *std::move(finding);
}

Result<std::vector<Finding>> read_findings_of(Connection& db, const std::string& site,
                                              WorkUnitId unit) {
  std::vector<Finding> findings;
  for (const auto id : integers(db, select_findings_of, unit.value())) {
    findings.push_back(TRY(read_finding(db, site, FindingId{id})));
  }
  return findings;
}

Result<WorkUnit> read_numbered_unit(Connection& db, const std::string& site, std::int64_t number) {
  const auto id = db.find_integer(select_numbered, site, number);
  if (!id) return not_there("work unit of number", number);
  return read_work_unit(db, site, WorkUnitId{*id});
}

Result<Box> read_box(Connection& db, const std::string& site, BoxId id) {
  auto rows = db.query(select_box, site, id.value());
  if (!rows.next()) return not_there("box", id.value());
  return Box{.id = id,
             .name = rows.text(1),
             .location = rows.text(2),
             .retention = TRY(parse_name<RetentionClass>(retention_class_names, rows.text(3))),
             .opened_by = rows.text(4),
             .opened_on = TRY(BusinessDay::parse(rows.text(5))),
             .filled_on = TRY(optional_day(rows, 6)),
             .units = rows.integer(7),
             .pieces = rows.integer(8),
             .first_signer = rows.text(9),
             .first_signed_at = rows.text(10),
             .second_signer = rows.text(11),
             .second_signed_at = rows.text(12),
             .destroyed_on = TRY(optional_day(rows, 13))};
}

Result<Hold> read_hold(Connection& db, const std::string& site, HoldId id) {
  auto rows = db.query(select_hold, site, id.value());
  if (!rows.next()) return not_there("hold", id.value());
  return hold_of(rows);
}

Result<std::vector<Hold>> read_live_holds(Connection& db, const std::string& site) {
  std::vector<Hold> holds;
  auto rows = db.query(select_live_holds, site);
  while (rows.next()) holds.push_back(TRY(hold_of(rows)));
  return holds;
}

Result<std::vector<WorkUnit>> read_units_in_box(Connection& db, const std::string& site,
                                                BoxId box) {
  std::vector<WorkUnit> units;
  for (const auto id : integers(db, select_units_in_box, site, box.value())) {
    units.push_back(TRY(read_work_unit(db, site, WorkUnitId{id})));
  }
  return units;
}

Result<std::vector<CustodyPolicy>> read_custody_policies(Connection& db, const std::string& site) {
  std::vector<CustodyPolicy> policies;
  auto rows = db.query(select_policies, site);
  while (rows.next()) {
    policies.push_back({.version = rows.integer(0),
                        .date_policy = TRY(parse_name<DatePolicy>(date_policy_names, rows.text(1))),
                        .follow_up_days = rows.integer(2),
                        .retention_days = numbers_of<retention_class_names.size()>(rows.text(3)),
                        .set_by = rows.text(4),
                        .set_at = rows.text(5),
                        .reason = rows.text(6)});
  }
  return policies;
}

Result<CustodyPolicy> read_custody_policy(Connection& db, const std::string& site) {
  auto policies = TRY(read_custody_policies(db, site));
  return policies.empty() ? CustodyPolicy{} : std::move(policies.front());
}

Result<CustodyBook> read_custody_book(Connection& db, const std::string& site,
                                      const BusinessDay& day) {
  const auto date = day.to_string();
  CustodyBook book{.day = day,
                   .is_kept = db.find_integer(select_is_kept, site, date).has_value(),
                   .pick_ups = TRY(read_pick_ups(db, site, day)),
                   .units = {},
                   .findings = {},
                   .boxes = {},
                   .holds = TRY(read_live_holds(db, site)),
                   .missing_numbers = integers(db, select_missing, site),
                   .policy = TRY(read_custody_policy(db, site))};
  for (const auto id : integers(db, select_unit_ids, site, date)) {
    book.units.push_back(TRY(read_work_unit(db, site, WorkUnitId{id})));
  }
  for (const auto id : integers(db, select_finding_ids, site, date)) {
    book.findings.push_back(TRY(read_finding(db, site, FindingId{id})));
  }
  for (const auto id : integers(db, select_box_ids, site, date)) {
    book.boxes.push_back(TRY(read_box(db, site, BoxId{id})));
  }
  return book;
}

}  // namespace lockbox::deposit
