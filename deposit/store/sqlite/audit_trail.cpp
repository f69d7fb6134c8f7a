#include "deposit/store/sqlite/audit_trail.h"

#include <map>
#include <utility>

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_head = "SELECT events, hash FROM audit_head WHERE head_id = 1";
constexpr std::string_view update_head =
    "UPDATE audit_head SET events = ?1, hash = ?2 WHERE head_id = 1";
constexpr std::string_view insert_event =
    "INSERT INTO audit_event (seq, lockbox_id, batch_id, entity, row_id, entity_key, event,"
    " from_state, to_state, actor, at, reason, row_digest, previous_hash, hash)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";

void add_optional(Canonical& row, std::optional<std::int64_t> number) {
  if (number) {
    row.add_integer(*number);
  } else {
    row.add_null();
  }
}

void add_optional(Canonical& row, const std::optional<std::string_view>& text) {
  if (text) {
    row.add_text(*text);
  } else {
    row.add_null();
  }
}

void insert(Connection& db, const AuditRow& row, const Sha256& previous, const Sha256& hash) {
  const auto& subject = row.subject;
  db.run(insert_event, row.seq, subject.lockbox_id, subject.batch_id,
         name_of(entity_names, subject.entity), subject.row_id, subject.key, row.event,
         row.from_state, row.to_state, row.actor, row.at, row.reason, row.row_digest, previous,
         hash);
}

}  // namespace

Sha256 AuditWords::hash(ByteView previous, Canonical& scratch) const {
  auto& row = scratch;
  row.clear();
  row.add_integer(seq);
  add_optional(row, lockbox_id);
  add_optional(row, batch_id);
  row.add_text(entity);
  row.add_integer(row_id);
  row.add_text(key);
  row.add_text(event);
  add_optional(row, from_state);
  add_optional(row, to_state);
  row.add_text(actor);
  row.add_text(at);
  row.add_text(reason);
  row.add_blob(row_digest);
  row.add_blob(previous);
  return Sha256::of(row.bytes());
}

Sha256 AuditRow::hash(const Sha256& previous) const {
  Canonical scratch;
  const AuditWords words{.seq = seq,
                         .lockbox_id = subject.lockbox_id,
                         .batch_id = subject.batch_id,
                         .entity = name_of(entity_names, subject.entity),
                         .row_id = subject.row_id,
                         .key = subject.key,
                         .event = event,
                         .from_state = from_state,
                         .to_state = to_state,
                         .actor = actor,
                         .at = at,
                         .reason = reason,
                         .row_digest = row_digest.bytes};
  return words.hash(previous.bytes, scratch);
}

AuditHead read_audit_head(Connection& db) {
  auto rows = db.query(select_head);
  if (!rows.next()) return {};
  return {rows.integer(0), rows.sha256(1)};
}

void AuditTrail::begin(const Actor& actor, std::string reason) {
  actor_ = actor.name;
  reason_ = std::move(reason);
  pending_.clear();
}

void AuditTrail::add(AuditSubject subject, std::string_view event) {
  pending_.push_back({std::move(subject), std::string{event}, std::nullopt, std::nullopt});
}

void AuditTrail::add_in_state(AuditSubject subject, std::string_view event,
                              std::optional<std::string_view> from, std::string_view to) {
  std::optional<std::string> from_state;
  if (from) from_state.emplace(*from);
  pending_.push_back({std::move(subject), std::string{event}, from_state, std::string{to}});
}

void AuditTrail::write() {
  if (pending_.empty()) return;
  auto head = read_audit_head(db_);
  const auto at = to_string(clock_.now());
  std::map<std::pair<Entity, std::int64_t>, Sha256> digests;
  for (auto& event : pending_) {
    const std::pair key{event.subject.entity, event.subject.row_id};
    auto digest = digests.find(key);
    if (digest == digests.end()) {
      digest = digests.emplace(key, row_digest(db_, key.first, key.second)).first;
    }
    const AuditRow row{.seq = head.events + 1,
                       .subject = std::move(event.subject),
                       .event = std::move(event.event),
                       .from_state = std::move(event.from_state),
                       .to_state = std::move(event.to_state),
                       .actor = actor_,
                       .at = at,
                       .reason = reason_,
                       .row_digest = digest->second};
    const auto hash = row.hash(head.hash);
    insert(db_, row, head.hash, hash);
    head = {row.seq, hash};
  }
  db_.run(update_head, head.events, head.hash);
  pending_.clear();
}

}  // namespace lockbox::deposit
