#include "deposit/store/sqlite/mail_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "deposit/custody/gaps.h"
#include "deposit/custody/rules.h"
#include "deposit/model/person.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/custody_rows.h"
#include "deposit/store/sqlite/day_rows.h"
#include "deposit/store/sqlite/finding_rows.h"
#include "deposit/store/sqlite/unit_rows.h"

namespace lockbox::deposit {

using namespace custody;

namespace {

constexpr std::string_view select_closed_since =
    "SELECT day FROM business_day WHERE site = ?1 AND day >= ?2 AND state = 'closed'"
    " ORDER BY day LIMIT 1";
constexpr std::string_view select_newest = "SELECT max(day) FROM business_day WHERE site = ?1";
constexpr std::int64_t days_ahead_max = 100;
constexpr std::string_view insert_pick_up_row =
    "INSERT INTO pick_up (day_id, source, picked_up_at, carrier_reference, trays, weight_grams,"
    " estimated_pieces, certified_numbers, logged_by, logged_at)"
    " SELECT day_id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM business_day"
    " WHERE site = ?1 AND day = ?2";
constexpr std::string_view update_pick_up =
    "UPDATE pick_up SET confirmed_by = ?2, confirmed_at = ?3 WHERE pick_up_id = ?1";
constexpr std::string_view update_filled =
    "UPDATE storage_box SET filled_on = ?2 WHERE box_id = ?1";
constexpr std::string_view select_group =
    "SELECT DISTINCT other.unit_id FROM unit_batch mine JOIN unit_batch other USING (batch_id)"
    " WHERE mine.unit_id = ?1";

AuditSubject subject_of(const SiteContext& context, PickUpId id) {
  return {Entity::PickUp, std::nullopt, std::nullopt, id.value(),
          context.site + "/" + std::to_string(id.value())};
}

Result<void> check_tray(const WantedTray& tray, DatePolicy policy, const std::string& at) {
  if (tray.pieces < 1) {
    return fail(ErrorCode::InvalidInput, "A tray holds at least one piece; count it.",
                at + "/pieces");
  }
  TRY(check_pieces(tray.pieces, at + "/pieces"));
  TRY(check_words(tray.label, at + "/label"));
  if (policy == DatePolicy::Received || tray.postmark) return {};
  return fail(ErrorCode::InvalidInput,
              "Payments of this site count from the postmark; give the tray's postmark date.",
              at + "/postmark");
}

Result<void> check_pick_up(const WantedPickUp& wanted, DatePolicy policy) {
  if (wanted.trays.empty() || wanted.trays.size() > trays_max) {
    return fail(
        ErrorCode::InvalidInput,
        fmt::format("A pick-up has 1 to {} trays; {} are given.", trays_max, wanted.trays.size()),
        "/trays");
  }
  for (std::size_t i = 0; i < wanted.trays.size(); ++i) {
    TRY(check_tray(wanted.trays[i], policy, "/trays/" + std::to_string(i)));
  }
  TRY(parse_instant(wanted.picked_up_at));
  TRY(check_words(wanted.carrier_reference, "/carrier_reference"));
  if (wanted.weight_grams && *wanted.weight_grams < 1) {
    return fail(ErrorCode::InvalidInput, "Mail that was weighed weighs at least a gram.",
                "/weight_grams");
  }
  for (const auto& number : wanted.certified_numbers) {
    if (is_blank(number) || number.find('\n') != std::string::npos) {
      return fail(ErrorCode::InvalidInput, "A certified number is one line that says something.",
                  "/certified_numbers");
    }
    TRY(check_words(number, "/certified_numbers"));
  }
  return check_pieces(wanted.estimated_pieces.value_or(0), "/estimated_pieces");
}

/// What happens counts in the newest day, so that a date far ahead by a slip would take all of it.
Result<void> check_not_far_ahead(const SiteContext& context, const BusinessDay& day) {
  auto rows = context.store.db.query(select_newest, context.site);
  if (!rows.next() || rows.is_null(0)) return {};
  const auto newest = TRY(BusinessDay::parse(rows.text(0)));
  if (days_between(newest, day) <= days_ahead_max) return {};
  return fail(ErrorCode::InvalidInput,
              fmt::format("{} is more than {} days after {}, the newest business day; check the "
                          "date.",
                          day.to_string(), days_ahead_max, newest.to_string()),
              "/day");
}

/// What a later day was opened with stays as it was closed.
Result<void> check_no_close_since(const SiteContext& context, const BusinessDay& day) {
  auto rows = context.store.db.query(select_closed_since, context.site, day.to_string());
  if (!rows.next()) return {};
  return fail(ErrorCode::Conflict, "The business day " + rows.text(0) +
                                       " is closed; log this mail under a later day, or reopen it "
                                       "with a reason.");
}

void insert_tray(const SiteContext& context, const WantedPickUp& wanted, PickUpId pick_up,
                 const WantedTray& tray, DatePolicy policy) {
  const bool is_postmark = policy == DatePolicy::Postmark && tray.postmark;
  auto writer = UnitWriter::create(context.store, context.site, wanted.day,
                                   {.pick_up = pick_up,
                                    .found_in = {},
                                    .label = tray.label,
                                    .sort_class = tray.sort_class,
                                    .date_policy = policy,
                                    .dated_on = is_postmark ? *tray.postmark : wanted.day});
  writer.move_pieces({.flow = Flow::Received, .pieces = tray.pieces});
  writer.save();
}

/// The unit for a change by the actor, who must have it, as it was seen.
Result<UnitWriter> writer_for(const SiteContext& context, WorkUnitId id, std::int64_t version) {
  auto unit = TRY(read_work_unit(context.store.db, context.site, id));
  if (unit.version != version) {
    return fail(ErrorCode::Conflict,
                name_of_unit(unit) + " has changed meanwhile; look at it again.");
  }
  TRY(check_has(unit, context.store.audit.actor()));
  const auto day = TRY(custody_day(context.store.db, context.site));
  return UnitWriter{context.store, context.site, day, std::move(unit)};
}

Result<void> put_in_box(const SiteContext& context, UnitWriter& writer, BoxId id) {
  const auto box = TRY(read_box(context.store.db, context.site, id));
  if (box.destroyed_on || !box.first_signer.empty()) {
    return fail(ErrorCode::Conflict,
                "Box " + box.name + " is signed for destruction; put the paper into another.",
                "/box");
  }
  writer.set_box(id);
  context.store.db.run(update_filled, id.value(), writer.day().to_string());
  context.store.audit.add(
      {Entity::StorageBox, std::nullopt, std::nullopt, id.value(), context.site + "/" + box.name},
      "fill");
  return {};
}

Result<void> check_step_parts(const WantedUnitStep& wanted) {
  const bool takes_box = wanted.event == UnitEvent::Store || wanted.event == UnitEvent::Move;
  if (takes_box != wanted.box.has_value()) {
    return fail(ErrorCode::InvalidInput,
                takes_box ? "Paper is stored in a box; name it." : "This step takes no box.",
                "/box");
  }
  if (wanted.event != UnitEvent::Scan && !wanted.batches.empty()) {
    return fail(ErrorCode::InvalidInput, "Only what is scanned goes into batches.", "/batches");
  }
  if (wanted.counted) TRY(check_pieces(*wanted.counted, "/counted"));
  return check_words(wanted.note, "/note");
}

/// A batch of this site that is linked once.
Result<void> add_link(const SiteContext& context, UnitWriter& writer, BatchId batch, LinkedBy how) {
  const auto row = TRY(read_batch(context.store.db, batch));
  if (row.batch.header.site != context.site) {
    return fail(ErrorCode::NotFound, "There is no batch " + std::to_string(batch.value()) + ".");
  }
  const auto& links = writer.unit().batches;
  if (std::ranges::find(links, batch, &UnitBatch::batch) != links.end()) {
    return fail(ErrorCode::Conflict, fmt::format("{} is linked to batch {} already.",
                                                 name_of_unit(writer.unit()), batch.value()));
  }
  writer.link(batch, how);
  return settle_discovery(context, writer.unit().id,
                          "In batch " + std::to_string(batch.value()) + ".");
}

}  // namespace

Result<PickUpId> insert_pick_up(const SiteContext& context, const WantedPickUp& wanted) {
  const auto policy = TRY(read_custody_policy(context.store.db, context.site)).date_policy;
  TRY(check_pick_up(wanted, policy));
  TRY(check_not_far_ahead(context, wanted.day));
  TRY(check_no_close_since(context, wanted.day));
  TRY(register_day(context.store, context.site, wanted.day));
  std::string numbers;
  for (const auto& number : wanted.certified_numbers) {
    numbers += (numbers.empty() ? "" : "\n") + number;
  }
  const PickUpId id{context.store.db.insert(
      insert_pick_up_row, context.site, wanted.day.to_string(),
      name_of(mail_source_names, wanted.source), wanted.picked_up_at, wanted.carrier_reference,
      wanted.trays.size(), wanted.weight_grams, wanted.estimated_pieces, numbers,
      context.store.audit.actor(), to_string(context.store.clock.now()))};
  context.store.audit.add(subject_of(context, id), "log");
  for (const auto& tray : wanted.trays) insert_tray(context, wanted, id, tray, policy);
  return id;
}

Result<void> sign_pick_up(const SiteContext& context, PickUpId id) {
  const auto pick_up = TRY(read_pick_up(context.store.db, context.site, id));
  if (!pick_up.confirmed_by.empty()) {
    return fail(ErrorCode::Conflict, fmt::format("Pick-up {} is signed by {} already.", id.value(),
                                                 pick_up.confirmed_by));
  }
  TRY(check_second(pick_up.logged_by, context.store.audit.actor(), "A pick-up"));
  context.store.db.run(update_pick_up, id.value(), context.store.audit.actor(),
                       to_string(context.store.clock.now()));
  context.store.audit.add(subject_of(context, id), "confirm");
  return {};
}

Result<void> step_unit(const SiteContext& context, WorkUnitId id, const WantedUnitStep& wanted) {
  TRY(check_step_parts(wanted));
  auto writer = TRY(writer_for(context, id, wanted.version));
  TRY(check_step(writer.unit(), wanted.event));
  if (wanted.counted && *wanted.counted != writer.unit().pieces) {
    TRY(record_count_difference(context, writer, *wanted.counted, wanted.note));
  }
  TRY(writer.step(wanted.event, wanted.note));
  if (wanted.box) TRY(put_in_box(context, writer, *wanted.box));
  for (const auto batch : wanted.batches) {
    TRY(add_link(context, writer, batch, wanted.linked));
  }
  writer.save();
  return {};
}

Result<void> send_pieces_away(const SiteContext& context, WorkUnitId id,
                              const WantedDeparture& wanted) {
  TRY(check_reason(wanted.reason, "/reason"));
  auto writer = TRY(writer_for(context, id, wanted.version));
  TRY(check_departure(writer.unit(), wanted.flow, wanted.pieces));
  writer.move_pieces({.flow = wanted.flow, .pieces = wanted.pieces, .reason = wanted.reason});
  if (writer.unit().pieces == 0) {
    TRY(settle_discovery(context, id, wanted.reason));
  }
  writer.save(name_of(flow_names, wanted.flow));
  return {};
}

Result<void> link_unit(const SiteContext& context, WorkUnitId id, const WantedLink& wanted) {
  auto unit = TRY(read_work_unit(context.store.db, context.site, id));
  const auto day = TRY(custody_day(context.store.db, context.site));
  UnitWriter writer{context.store, context.site, day, std::move(unit)};
  TRY(add_link(context, writer, wanted.batch, wanted.how));
  writer.save("link");
  return {};
}

Result<void> explain_scan_of(const SiteContext& context, WorkUnitId id, const std::string& reason) {
  TRY(check_reason(reason, "/reason"));
  std::vector<WorkUnit> units;
  {
    std::vector<std::int64_t> ids;
    {
      auto rows = context.store.db.query(select_group, id.value());
      while (rows.next()) ids.push_back(rows.integer(0));
    }
    for (const auto one : ids) {
      units.push_back(TRY(read_work_unit(context.store.db, context.site, WorkUnitId{one})));
    }
  }
  for (const auto& group : scan_groups(units)) {
    if (std::ranges::find(group.units, id) == group.units.end()) continue;
    if (group.pieces == group.envelopes) break;
    return record_scan_difference(context, id, {group.pieces, group.envelopes}, reason);
  }
  return fail(ErrorCode::Conflict,
              "The scanner saw as many envelopes as the unit held; there is nothing to explain.");
}

Result<void> offer_unit(const SiteContext& context, WorkUnitId id, const WantedOffer& wanted) {
  const auto& actor = context.store.audit.actor();
  TRY(check_pieces(wanted.pieces, "/pieces"));
  if (folded_name(wanted.taker).empty()) {
    return fail(ErrorCode::InvalidInput, "Say who is to take it.", "/taker");
  }
  TRY(check_words(wanted.taker, "/taker"));
  auto unit = TRY(read_work_unit(context.store.db, context.site, id));
  if (unit.version != wanted.version) {
    return fail(ErrorCode::Conflict,
                name_of_unit(unit) + " has changed meanwhile; look at it again.");
  }
  if (unit.holder.empty()) {
    return fail(ErrorCode::Conflict, name_of_unit(unit) + " lies in a box and is with nobody.");
  }
  const bool is_on_behalf = !is_blank(wanted.on_behalf_reason);
  TRY(check_has(unit, is_on_behalf ? unit.holder : actor));
  if (is_same_person(actor, wanted.taker)) {
    return fail(ErrorCode::NotPermitted, "A hand-off is between two people; name somebody else.",
                "/taker");
  }
  if (is_on_behalf) context.store.audit.set_reason(wanted.on_behalf_reason);
  const auto day = TRY(custody_day(context.store.db, context.site));
  UnitWriter writer{context.store, context.site, day, std::move(unit)};
  writer.offer(wanted.taker, wanted.pieces);
  writer.save("offer");
  return {};
}

Result<void> take_unit(const SiteContext& context, WorkUnitId id, std::int64_t pieces) {
  TRY(check_pieces(pieces, "/pieces"));
  auto unit = TRY(read_work_unit(context.store.db, context.site, id));
  const auto* const open = unit.open_hand_off();
  if (open == nullptr) {
    return fail(ErrorCode::Conflict, name_of_unit(unit) + " is offered to nobody.");
  }
  if (!is_same_person(open->taker, context.store.audit.actor())) {
    return fail(ErrorCode::NotPermitted,
                fmt::format("{} is offered to {}, who takes it.", name_of_unit(unit), open->taker));
  }
  const auto day = TRY(custody_day(context.store.db, context.site));
  UnitWriter writer{context.store, context.site, day, std::move(unit)};
  if (pieces != writer.unit().pieces) {
    TRY(record_count_difference(context, writer, pieces, "Counted at a hand-off."));
  }
  writer.end_offer(HandOffState::Taken, pieces);
  writer.save("take");
  return {};
}

Result<void> withdraw_offer_of(const SiteContext& context, WorkUnitId id) {
  auto unit = TRY(read_work_unit(context.store.db, context.site, id));
  const auto* const open = unit.open_hand_off();
  if (open == nullptr) {
    return fail(ErrorCode::Conflict, name_of_unit(unit) + " is offered to nobody.");
  }
  const auto& actor = context.store.audit.actor();
  if (!is_same_person(open->giver, actor) && !is_same_person(open->taker, actor)) {
    return fail(ErrorCode::NotPermitted, fmt::format("The offer is between {} and {}; one of them "
                                                     "withdraws it.",
                                                     open->giver, open->taker));
  }
  const auto day = TRY(custody_day(context.store.db, context.site));
  UnitWriter writer{context.store, context.site, day, std::move(unit)};
  writer.end_offer(HandOffState::Withdrawn, std::nullopt);
  writer.save("withdraw_offer");
  return {};
}

}  // namespace lockbox::deposit
