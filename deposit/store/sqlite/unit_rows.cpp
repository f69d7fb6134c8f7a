#include "deposit/store/sqlite/unit_rows.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/check.h"

namespace lockbox::deposit {

using namespace custody;

namespace {

constexpr std::string_view select_newest_day =
    "SELECT day, state FROM business_day WHERE site = ?1 ORDER BY day DESC LIMIT 1";
// A unit is signed when its pick-up is, or when the discovery that it comes from is.
constexpr std::string_view select_unit =
    "SELECT unit_id, number, pick_up_id, found_in, label, sort_class, day, date_policy, dated_on,"
    " state, pieces, holder, box_id, version,"
    " EXISTS (SELECT 1 FROM pick_up p WHERE p.pick_up_id = u.pick_up_id"
    "  AND p.confirmed_by IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM custody_finding f WHERE f.found_unit_id = u.unit_id"
    "  AND f.witnessed_by IS NOT NULL)"
    " FROM work_unit u WHERE site = ?1 AND unit_id = ?2";
constexpr std::string_view select_steps =
    "SELECT ordinal, event, day, pieces, actor, at, note FROM work_unit_step WHERE unit_id = ?1"
    " ORDER BY ordinal";
constexpr std::string_view select_movements =
    "SELECT ordinal, flow, pieces, day, actor, witness, at, reason FROM piece_movement"
    " WHERE unit_id = ?1 ORDER BY ordinal";
constexpr std::string_view select_hand_offs =
    "SELECT hand_off_id, day, hand_off_state, giver, taker, offered_pieces, offered_at,"
    " taken_pieces, coalesce(ended_at, '') FROM hand_off WHERE unit_id = ?1 ORDER BY hand_off_id";
constexpr std::string_view select_batches =
    "SELECT batch_id, how, linked_by, at,"
    " (SELECT count(*) FROM lockbox_transaction t WHERE t.batch_id = l.batch_id"
    "  AND t.state <> 'voided'),"
    " (SELECT count(*) FROM document d WHERE d.batch_id = l.batch_id AND d.is_separator = 0)"
    " FROM unit_batch l WHERE unit_id = ?1 ORDER BY batch_id";
constexpr std::string_view select_next_number =
    "SELECT coalesce(max(number), 0) + 1 FROM work_unit WHERE site = ?1";
constexpr std::string_view insert_unit =
    "INSERT INTO work_unit (site, number, pick_up_id, found_in, label, sort_class, day,"
    " date_policy, dated_on, state, pieces, holder, last_day, version)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?11, ?7, 1)";
constexpr std::string_view insert_step =
    "INSERT INTO work_unit_step (unit_id, ordinal, event, day, pieces, actor, at, note)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view insert_movement =
    "INSERT INTO piece_movement (unit_id, ordinal, flow, pieces, day, actor, witness, at, reason)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view insert_hand_off =
    "INSERT INTO hand_off (unit_id, day, hand_off_state, giver, taker, offered_pieces, offered_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view update_hand_off =
    "UPDATE hand_off SET hand_off_state = ?2, taken_pieces = ?3, ended_at = ?4"
    " WHERE hand_off_id = ?1";
constexpr std::string_view insert_batch =
    "INSERT INTO unit_batch (unit_id, batch_id, how, linked_by, at) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view update_unit =
    "UPDATE work_unit SET state = ?2, pieces = ?3, holder = ?4, box_id = ?5, last_day = ?6,"
    " version = version + 1 WHERE unit_id = ?1";

Result<WorkUnit> unit_of(const Rows& rows) {
  WorkUnit unit{.id = WorkUnitId{rows.integer(0)},
                .number = rows.integer(1),
                .pick_up = {},
                .found_in = {},
                .label = rows.text(4),
                .sort_class = TRY(parse_name<SortClass>(sort_class_names, rows.text(5))),
                .day = TRY(BusinessDay::parse(rows.text(6))),
                .date_policy = TRY(parse_name<DatePolicy>(date_policy_names, rows.text(7))),
                .dated_on = TRY(BusinessDay::parse(rows.text(8))),
                .stage = TRY(parse_name<Stage>(stage_names, rows.text(9))),
                .pieces = rows.integer(10),
                .holder = rows.text(11),
                .box = {},
                .is_signed = rows.boolean(14),
                .version = rows.integer(13),
                .steps = {},
                .movements = {},
                .hand_offs = {},
                .batches = {}};
  if (!rows.is_null(2)) unit.pick_up = PickUpId{rows.integer(2)};
  if (!rows.is_null(3)) unit.found_in = WorkUnitId{rows.integer(3)};
  if (!rows.is_null(12)) unit.box = BoxId{rows.integer(12)};
  return unit;
}

Result<void> add_steps(Connection& db, WorkUnit& unit) {
  auto rows = db.query(select_steps, unit.id.value());
  while (rows.next()) {
    unit.steps.push_back({.ordinal = rows.integer(0),
                          .event = TRY(parse_name<UnitEvent>(unit_event_names, rows.text(1))),
                          .day = TRY(BusinessDay::parse(rows.text(2))),
                          .pieces = rows.integer(3),
                          .actor = rows.text(4),
                          .at = rows.text(5),
                          .note = rows.text(6)});
  }
  return {};
}

Result<void> add_movements(Connection& db, WorkUnit& unit) {
  auto rows = db.query(select_movements, unit.id.value());
  while (rows.next()) {
    unit.movements.push_back({.ordinal = rows.integer(0),
                              .flow = TRY(parse_name<Flow>(flow_names, rows.text(1))),
                              .pieces = rows.integer(2),
                              .day = TRY(BusinessDay::parse(rows.text(3))),
                              .actor = rows.text(4),
                              .witness = rows.text(5),
                              .at = rows.text(6),
                              .reason = rows.text(7)});
  }
  return {};
}

Result<void> add_hand_offs(Connection& db, WorkUnit& unit) {
  auto rows = db.query(select_hand_offs, unit.id.value());
  while (rows.next()) {
    unit.hand_offs.push_back(
        {.id = HandOffId{rows.integer(0)},
         .day = TRY(BusinessDay::parse(rows.text(1))),
         .state = TRY(parse_name<HandOffState>(hand_off_state_names, rows.text(2))),
         .giver = rows.text(3),
         .taker = rows.text(4),
         .offered_pieces = rows.integer(5),
         .offered_at = rows.text(6),
         .taken_pieces = rows.optional_integer(7),
         .ended_at = rows.text(8)});
  }
  return {};
}

Result<void> add_batches(Connection& db, WorkUnit& unit) {
  auto rows = db.query(select_batches, unit.id.value());
  while (rows.next()) {
    unit.batches.push_back({.batch = BatchId{rows.integer(0)},
                            .how = TRY(parse_name<LinkedBy>(linked_by_names, rows.text(1))),
                            .envelopes = rows.integer(4),
                            .documents = rows.integer(5),
                            .linked_by = rows.text(2),
                            .at = rows.text(3)});
  }
  return {};
}

}  // namespace

Result<WorkUnit> read_work_unit(Connection& db, const std::string& site, WorkUnitId id) {
  std::optional<WorkUnit> unit;
  {
    auto rows = db.query(select_unit, site, id.value());
    if (!rows.next()) {
      return fail(ErrorCode::NotFound,
                  "The mail log has no work unit " + std::to_string(id.value()) + ".");
    }
    unit = TRY(unit_of(rows));
  }
  TRY(add_steps(db, *unit));
  TRY(add_movements(db, *unit));
  TRY(add_hand_offs(db, *unit));
  TRY(add_batches(db, *unit));
  return *std::move(unit);
}

Result<BusinessDay> custody_day(Connection& db, const std::string& site) {
  auto rows = db.query(select_newest_day, site);
  if (!rows.next()) {
    return fail(ErrorCode::Conflict, "No business day has begun; log a pick-up first.");
  }
  if (rows.text(1) == name_of(day_state_names, DayState::Closed)) {
    return fail(ErrorCode::Conflict, "The business day " + rows.text(0) +
                                         " is closed; log the next day's first pick-up, or reopen "
                                         "it with a reason.");
  }
  return BusinessDay::parse(rows.text(0));
}

UnitWriter::UnitWriter(StoreContext& context, std::string site, BusinessDay day, WorkUnit unit)
    : context_{context}, site_{std::move(site)}, day_{day}, unit_{std::move(unit)} {
}

UnitWriter UnitWriter::create(StoreContext& context, const std::string& site,
                              const BusinessDay& day, const NewUnit& unit) {
  const auto number = context.db.find_integer(select_next_number, site).value_or(1);
  const auto holder = context.audit.actor();
  std::optional<std::int64_t> pick_up;
  std::optional<std::int64_t> found_in;
  if (unit.pick_up) pick_up = unit.pick_up->value();
  if (unit.found_in) found_in = unit.found_in->value();
  const auto state = name_of(stage_names, Stage::Received);
  const WorkUnitId id{context.db.insert(insert_unit, site, number, pick_up, found_in, unit.label,
                                        name_of(sort_class_names, unit.sort_class), day.to_string(),
                                        name_of(date_policy_names, unit.date_policy),
                                        unit.dated_on.to_string(), state, holder)};
  auto made = read_work_unit(context.db, site, id);
  ENSURE(made.has_value());
  UnitWriter writer{context, site, day, *std::move(made)};
  context.audit.add_in_state(writer.subject(), "receive", std::nullopt, state);
  return writer;
}

AuditSubject UnitWriter::subject() const {
  return {Entity::WorkUnit, std::nullopt, std::nullopt, unit_.id.value(),
          site_ + "/" + std::to_string(unit_.number)};
}

std::int64_t UnitWriter::next_ordinal() const {
  const auto steps = unit_.steps.empty() ? 0 : unit_.steps.back().ordinal;
  const auto movements = unit_.movements.empty() ? 0 : unit_.movements.back().ordinal;
  return std::max(steps, movements) + 1;
}

Result<void> UnitWriter::step(UnitEvent event, std::string_view note) {
  const std::array events{event};
  const auto next = next_state(unit_transitions, unit_.stage, event);
  TRY(context_.audit.walk<WorkUnitLife>(subject(), unit_.stage, events,
                                        next.value_or(unit_.stage)));
  const UnitStep step{.ordinal = next_ordinal(),
                      .event = event,
                      .day = day_,
                      .pieces = unit_.pieces,
                      .actor = context_.audit.actor(),
                      .at = now(),
                      .note = std::string{note}};
  context_.db.run(insert_step, unit_.id.value(), step.ordinal, name_of(unit_event_names, event),
                  day_.to_string(), step.pieces, step.actor, step.at, step.note);
  unit_.steps.push_back(step);
  unit_.stage = *next;
  return {};
}

void UnitWriter::move_pieces(const Change& change) {
  const Movement movement{.ordinal = next_ordinal(),
                          .flow = change.flow,
                          .pieces = change.pieces,
                          .day = day_,
                          .actor = context_.audit.actor(),
                          .witness = std::string{change.witness},
                          .at = now(),
                          .reason = std::string{change.reason}};
  context_.db.run(insert_movement, unit_.id.value(), movement.ordinal,
                  name_of(flow_names, change.flow), movement.pieces, day_.to_string(),
                  movement.actor, movement.witness, movement.at, movement.reason);
  unit_.movements.push_back(movement);
  unit_.pieces += movement.change();
  ENSURE(unit_.pieces >= 0);
}

void UnitWriter::offer(std::string_view taker, std::int64_t pieces) {
  context_.db.run(insert_hand_off, unit_.id.value(), day_.to_string(),
                  name_of(hand_off_state_names, HandOffState::Offered), context_.audit.actor(),
                  taker, pieces, now());
}

void UnitWriter::end_offer(HandOffState state, std::optional<std::int64_t> pieces) {
  const auto* const open = unit_.open_hand_off();
  ENSURE(open != nullptr);
  context_.db.run(update_hand_off, open->id.value(), name_of(hand_off_state_names, state), pieces,
                  now());
  if (state == HandOffState::Taken) unit_.holder = open->taker;
}

void UnitWriter::link(BatchId batch, LinkedBy how) {
  context_.db.run(insert_batch, unit_.id.value(), batch.value(), name_of(linked_by_names, how),
                  context_.audit.actor(), now());
}

void UnitWriter::set_box(BoxId box) {
  unit_.box = box;
  unit_.holder.clear();
}

void UnitWriter::save(std::string_view event) {
  std::optional<std::int64_t> box;
  if (unit_.box) box = unit_.box->value();
  const auto state = name_of(stage_names, unit_.stage);
  context_.db.run(update_unit, unit_.id.value(), state, unit_.pieces, unit_.holder, box,
                  day_.to_string());
  if (!event.empty()) context_.audit.add_in_state(subject(), event, state, state);
}

}  // namespace lockbox::deposit
