#include "deposit/store/sqlite/box_rows.h"

#include <fmt/format.h>

#include "core/text.h"
#include "deposit/custody/rules.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/custody_rows.h"
#include "deposit/store/sqlite/unit_rows.h"

namespace lockbox::deposit {

using namespace custody;

namespace {

constexpr std::string_view select_box_name =
    "SELECT box_id FROM storage_box WHERE site = ?1 AND name = ?2";
constexpr std::string_view insert_box_row =
    "INSERT INTO storage_box (site, name, location, retention, opened_by, opened_on)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view update_first =
    "UPDATE storage_box SET first_signer = ?2, first_signed_at = ?3 WHERE box_id = ?1";
constexpr std::string_view update_second =
    "UPDATE storage_box SET second_signer = ?2, second_signed_at = ?3, destroyed_on = ?4"
    " WHERE box_id = ?1";
constexpr std::string_view insert_hold_row =
    "INSERT INTO custody_hold (site, box_id, unit_id, kind, reason, placed_by, placed_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view update_hold =
    "UPDATE custody_hold SET released_by = ?2, released_at = ?3, release_reason = ?4"
    " WHERE hold_id = ?1";
constexpr std::string_view insert_policy =
    "INSERT INTO custody_policy (site, version, date_policy, follow_up_days, retention_days,"
    " set_by, set_at, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view select_instructions =
    "SELECT payee, version, instruction, set_by, set_at, reason FROM special_instruction"
    " WHERE lockbox_id = ?1 ORDER BY payee, version DESC";
constexpr std::string_view select_last_instruction =
    "SELECT coalesce(max(version), 0) FROM special_instruction"
    " WHERE lockbox_id = ?1 AND payee = ?2";
constexpr std::string_view insert_instruction_row =
    "INSERT INTO special_instruction (lockbox_id, payee, version, instruction, set_by, set_at,"
    " reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::size_t instruction_bytes_max = 2000;

std::string now(const SiteContext& context) {
  return to_string(context.store.clock.now());
}

AuditSubject box_subject(const SiteContext& context, const Box& box) {
  return {Entity::StorageBox, std::nullopt, std::nullopt, box.id.value(),
          context.site + "/" + box.name};
}

AuditSubject hold_subject(const SiteContext& context, std::int64_t id) {
  return {Entity::CustodyHold, std::nullopt, std::nullopt, id,
          context.site + "/" + std::to_string(id)};
}

/// The first signature: the units of the box are due.
Result<void> sign_first(const SiteContext& context, const Box& box, std::vector<WorkUnit> inside,
                        const BusinessDay& day) {
  for (auto& unit : inside) {
    UnitWriter writer{context.store, context.site, day, std::move(unit)};
    TRY(writer.step(UnitEvent::BecomeDue, "Signed by the first person."));
    writer.save();
  }
  context.store.db.run(update_first, box.id.value(), context.store.audit.actor(), now(context));
  context.store.audit.add(box_subject(context, box), "sign_destruction");
  return {};
}

/// The second: their pieces are gone.
Result<void> destroy(const SiteContext& context, const Box& box, std::vector<WorkUnit> inside,
                     const BusinessDay& day) {
  for (auto& unit : inside) {
    UnitWriter writer{context.store, context.site, day, std::move(unit)};
    TRY(writer.step(UnitEvent::Destroy, "Signed by the second person."));
    writer.move_pieces({.flow = Flow::Destroyed,
                        .pieces = writer.unit().pieces,
                        .witness = box.first_signer,
                        .reason = "Box " + box.name});
    writer.save();
  }
  context.store.db.run(update_second, box.id.value(), context.store.audit.actor(), now(context),
                       day.to_string());
  context.store.audit.add(box_subject(context, box), "destroy");
  return {};
}

}  // namespace

Result<BoxId> insert_box(const SiteContext& context, const WantedBox& wanted) {
  TRY(check_reason(wanted.name, "/name"));
  TRY(check_reason(wanted.location, "/location"));
  if (context.store.db.find_integer(select_box_name, context.site, wanted.name)) {
    return fail(ErrorCode::Conflict,
                "There is a box " + wanted.name + " already; give this one another name.");
  }
  const auto day = TRY(custody_day(context.store.db, context.site));
  const BoxId id{context.store.db.insert(insert_box_row, context.site, wanted.name, wanted.location,
                                         name_of(retention_class_names, wanted.retention),
                                         context.store.audit.actor(), day.to_string())};
  context.store.audit.add(box_subject(context, TRY(read_box(context.store.db, context.site, id))),
                          "open");
  return id;
}

Result<void> sign_destruction_of(const SiteContext& context, BoxId id) {
  auto& db = context.store.db;
  const auto box = TRY(read_box(db, context.site, id));
  const auto day = TRY(custody_day(db, context.site));
  auto inside = TRY(read_units_in_box(db, context.site, id));
  const auto holds = TRY(read_live_holds(db, context.site));
  const auto policy = TRY(read_custody_policy(db, context.site));
  if (const auto why = why_kept(box, inside, holds, policy, day)) {
    return fail(ErrorCode::Conflict, *why);
  }
  if (box.first_signer.empty()) return sign_first(context, box, std::move(inside), day);
  TRY(check_second(box.first_signer, context.store.audit.actor(), "The destruction of a box"));
  return destroy(context, box, std::move(inside), day);
}

Result<void> insert_hold(const SiteContext& context, const WantedHold& wanted) {
  TRY(check_reason(wanted.reason, "/reason"));
  if (wanted.box.has_value() == wanted.unit.has_value()) {
    return fail(ErrorCode::InvalidInput, "A hold is on a box or on a unit; name one of both.");
  }
  std::optional<std::int64_t> box;
  std::optional<std::int64_t> unit;
  if (wanted.box) {
    const auto held = TRY(read_box(context.store.db, context.site, *wanted.box));
    if (held.destroyed_on) {
      return fail(ErrorCode::Conflict, "Box " + held.name + " is destroyed already.");
    }
    box = wanted.box->value();
  } else {
    const auto held = TRY(read_work_unit(context.store.db, context.site, *wanted.unit));
    if (held.stage == Stage::Destroyed) {
      return fail(ErrorCode::Conflict, name_of_unit(held) + " is destroyed already.");
    }
    unit = wanted.unit->value();
  }
  const auto id = context.store.db.insert(insert_hold_row, context.site, box, unit,
                                          name_of(hold_kind_names, wanted.kind), wanted.reason,
                                          context.store.audit.actor(), now(context));
  context.store.audit.add(hold_subject(context, id), "place");
  return {};
}

Result<void> release_hold_row(const SiteContext& context, HoldId id, const std::string& reason) {
  TRY(check_reason(reason, "/reason"));
  const auto hold = TRY(read_hold(context.store.db, context.site, id));
  if (!hold.is_live()) {
    return fail(ErrorCode::Conflict,
                fmt::format("Hold {} was released by {}.", id.value(), hold.released_by));
  }
  context.store.db.run(update_hold, id.value(), context.store.audit.actor(), now(context), reason);
  context.store.audit.add(hold_subject(context, id.value()), "release");
  return {};
}

Result<void> insert_custody_policy(const SiteContext& context, const CustodyPolicy& wanted) {
  TRY(check_policy(wanted));
  const auto last = TRY(read_custody_policy(context.store.db, context.site)).version;
  if (wanted.version != last) {
    return fail(ErrorCode::Conflict, "The policy has changed meanwhile; look at it again.");
  }
  const auto id = context.store.db.insert(
      insert_policy, context.site, last + 1, name_of(date_policy_names, wanted.date_policy),
      wanted.follow_up_days, numbers_text(wanted.retention_days), context.store.audit.actor(),
      now(context), wanted.reason);
  context.store.audit.add({Entity::CustodyPolicy, std::nullopt, std::nullopt, id,
                           context.site + "/" + std::to_string(last + 1)},
                          "set");
  return {};
}

Result<std::vector<SpecialInstruction>> read_instructions(Connection& db, const std::string& site,
                                                          const std::string& lockbox) {
  std::vector<SpecialInstruction> found;
  const auto id = find_lockbox(db, site, lockbox);
  if (!id) return found;
  auto rows = db.query(select_instructions, *id);
  while (rows.next()) {
    found.push_back(
        {rows.text(0), rows.integer(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)});
  }
  return found;
}

Result<void> insert_instruction(const SiteContext& context, const std::string& lockbox,
                                const SpecialInstruction& wanted) {
  TRY(check_reason(wanted.reason, "/reason"));
  TRY(check_words(wanted.payee, "/payee"));
  if (wanted.text.size() > instruction_bytes_max) {
    return fail(
        ErrorCode::InvalidInput,
        fmt::format("An instruction has at most {} bytes; say it shorter.", instruction_bytes_max),
        "/text");
  }
  const auto lockbox_id = lockbox_row(context.store, context.site, lockbox);
  const auto last =
      context.store.db.find_integer(select_last_instruction, lockbox_id, wanted.payee).value_or(0);
  if (wanted.version != last) {
    return fail(ErrorCode::Conflict, "The instruction has changed meanwhile; look at it again.");
  }
  if (last == 0 && is_blank(wanted.text)) {
    return fail(ErrorCode::InvalidInput, "A first instruction says something.", "/text");
  }
  const auto id = context.store.db.insert(insert_instruction_row, lockbox_id, wanted.payee,
                                          last + 1, wanted.text, context.store.audit.actor(),
                                          now(context), wanted.reason);
  context.store.audit.add(
      {Entity::Instruction, lockbox_id, std::nullopt, id, lockbox + "/" + std::to_string(id)},
      "set");
  return {};
}

}  // namespace lockbox::deposit
