#include "deposit/store/sqlite/verify_trail.h"

#include <algorithm>

#include "deposit/store/sqlite/audit_trail.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_trail =
    "SELECT seq, lockbox_id, batch_id, entity, row_id, entity_key, event, from_state, to_state,"
    " actor, at, reason, row_digest, previous_hash, hash FROM audit_event ORDER BY seq";
constexpr std::string_view select_key = "SELECT entity_key FROM audit_event WHERE seq = ?1";
constexpr auto was_changed = " was changed after it was written.";

std::optional<std::string_view> optional_text(const Rows& rows, int column) {
  if (rows.is_null(column)) return std::nullopt;
  return rows.text_view(column);
}

AuditWords words_in(const Rows& rows) {
  return {.seq = rows.integer(0),
          .lockbox_id = rows.optional_integer(1),
          .batch_id = rows.optional_integer(2),
          .entity = rows.text_view(3),
          .row_id = rows.integer(4),
          .key = rows.text_view(5),
          .event = rows.text_view(6),
          .from_state = optional_text(rows, 7),
          .to_state = optional_text(rows, 8),
          .actor = rows.text_view(9),
          .at = rows.text_view(10),
          .reason = rows.text_view(11),
          .row_digest = rows.blob_view(12)};
}

/// The one of that name, or nothing.
template <class Enum, std::size_t N>
std::optional<Enum> find_name(const Names<N>& names, std::string_view text) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

/// A thing begins in the first state of its life, stays in it, or takes a listed step.
template <class Life, class State, class Event>
bool is_listed_step(const AuditWords& row) {
  if (!row.to_state) return false;
  const auto to = find_name<State>(Life::states, *row.to_state);
  if (!to) return false;
  if (!row.from_state) return *row.to_state == Life::states.front();
  const auto from = find_name<State>(Life::states, *row.from_state);
  if (!from) return false;
  const auto event = find_name<Event>(Life::events, row.event);
  if (!event) return *from == *to;
  return std::ranges::any_of(Life::table, [&](const auto& step) {
    return step.from == *from && step.event == *event && step.to == *to;
  });
}

/// Of what customers arrange about their debts.
bool is_listed_credit(Entity entity, const AuditWords& row) {
  using credit::ArrangementEvent;
  using credit::ArrangementState;
  if (entity == Entity::PaymentArrangement) {
    return is_listed_step<ArrangementLife, ArrangementState, ArrangementEvent>(row);
  }
  if (entity == Entity::SecurityDeposit) {
    return is_listed_step<SecurityLife, credit::SecurityState, credit::SecurityEvent>(row);
  }
  return is_listed_step<ReferralLife, credit::ReferralState, credit::ReferralEvent>(row);
}

/// Of what is written, asked and gone wrong.
bool is_listed_correspondence(Entity entity, const AuditWords& row) {
  if (entity == Entity::Letter) {
    return is_listed_step<LetterLife, LetterState, LetterEvent>(row);
  }
  if (entity == Entity::Inquiry) {
    return is_listed_step<InquiryLife, InquiryState, InquiryEvent>(row);
  }
  return is_listed_step<IncidentLife, IncidentState, IncidentEvent>(row);
}

bool is_listed(Entity entity, const AuditWords& row) {
  switch (entity) {
    case Entity::Batch:
      return is_listed_step<BatchLife, BatchState, BatchEvent>(row);
    case Entity::Document:
      return is_listed_step<DocumentLife, DocumentState, DocumentEvent>(row);
    case Entity::Item:
      return is_listed_step<ItemLife, ItemState, ItemEvent>(row);
    case Entity::Transaction:
      return is_listed_step<TransactionLife, TransactionState, TransactionEvent>(row);
    case Entity::Task:
      return is_listed_step<TaskLife, TaskState, TaskEvent>(row);
    case Entity::Deposit:
      return is_listed_step<DepositLife, DepositState, DepositEvent>(row);
    case Entity::Day:
      return is_listed_step<DayLife, DayState, DayEvent>(row);
    case Entity::ExceptionCase:
      return is_listed_step<CaseLife, CaseState, CaseEvent>(row);
    case Entity::ReturnedItem:
      return is_listed_step<ReturnLife, ledger::ReturnState, ledger::ReturnEvent>(row);
    case Entity::Adjustment:
      return is_listed_step<AdjustmentLife, ledger::AdjustmentState, ledger::AdjustmentEvent>(row);
    case Entity::AccountChange:
      return is_listed_step<AccountChangeLife, accounts::ChangeState, accounts::ChangeEvent>(row);
    case Entity::WorkUnit:
      return is_listed_step<WorkUnitLife, custody::Stage, custody::UnitEvent>(row);
    case Entity::DrawerSession:
      return is_listed_step<DrawerLife, counter::DrawerState, counter::DrawerEvent>(row);
    case Entity::Receipt:
      return is_listed_step<ReceiptLife, counter::ReceiptState, counter::ReceiptEvent>(row);
    case Entity::Letter:
    case Entity::Inquiry:
    case Entity::Incident:
      return is_listed_correspondence(entity, row);
    case Entity::WatchFinding:
      return is_listed_step<FindingLife, watch::FindingState, watch::FindingEvent>(row);
    case Entity::CarryForward:
      return is_listed_step<CarryLife, CarryState, CarryEvent>(row);
    case Entity::PaymentArrangement:
    case Entity::SecurityDeposit:
    case Entity::Referral:
      return is_listed_credit(entity, row);
    case Entity::Lockbox:
    case Entity::Accounts:
    case Entity::Reading:
    case Entity::Entry:
    case Entity::File:
    case Entity::User:
    case Entity::Note:
    case Entity::MatchRules:
    case Entity::PayerMark:
    case Entity::DayFile:
    case Entity::StopEntry:
    case Entity::LedgerEntry:
    case Entity::SuspenseCare:
    case Entity::AdjustmentReview:
    case Entity::AdjustmentFile:
    case Entity::PickUp:
    case Entity::CustodyFinding:
    case Entity::StorageBox:
    case Entity::CustodyHold:
    case Entity::CustodyPolicy:
    case Entity::Instruction:
    case Entity::ReportSignature:
    case Entity::PayeeList:
    case Entity::ReferralFile:
      return !row.from_state && !row.to_state;
  }
  return false;
}

std::string name_of_event(std::int64_t seq) {
  return "The audit event " + std::to_string(seq);
}

/// Why this row cannot follow, or nothing.
std::optional<std::string> why_not_next(Entity entity, const AuditWords& row,
                                        std::int64_t events_before, const LastWord* last) {
  if (row.seq != events_before + 1) return name_of_event(events_before + 1) + " is missing.";
  const bool had_state = last != nullptr && last->state.has_value();
  const bool is_there =
      had_state == row.from_state.has_value() && (!had_state || *last->state == *row.from_state);
  if (is_there && is_listed(entity, row)) return std::nullopt;
  return name_of_event(row.seq) + " tells of a step that " + std::string{row.entity} + " " +
         std::string{row.key} + " cannot have taken.";
}

bool is_same(ByteView bytes, const Sha256& hash) {
  return std::ranges::equal(bytes, hash.bytes);
}

std::string key_of(Connection& db, std::int64_t seq) {
  auto rows = db.query(select_key, seq);
  return rows.next() ? rows.text(0) : std::string{};
}

/// What a scanned row has against the last word about it, or nothing; marks it as seen.
std::optional<std::string> why_not_as_told(Connection& db, const ScannedEntity& scanned,
                                           const ScannedRow& row, TrailWords& words) {
  const auto name = "The " + std::string{name_of(entity_names, scanned.entity)} + " ";
  auto* const word = words.find(scanned.entity, row.row_id);
  if (word == nullptr) {
    return name + "with row id " + std::to_string(row.row_id) +
           " is in its table but not in the audit trail.";
  }
  word->is_seen = true;
  if (row.state && word->state != row.state) {
    return name + key_of(db, word->seq) + " is in state '" + std::string{*row.state} +
           "', the audit trail says '" + std::string{word->state.value_or("")} + "'.";
  }
  if (row.digest == word->digest) return std::nullopt;
  return name + key_of(db, word->seq) + " is not as the audit trail recorded it.";
}

}  // namespace

LastWord* TrailWords::find(Entity entity, std::int64_t row_id) {
  auto& of = words_.at(static_cast<std::size_t>(entity));
  if (row_id >= 1 && row_id <= std::ssize(of.in_row)) {
    auto& word = of.in_row[static_cast<std::size_t>(row_id - 1)];
    if (word.seq != 0) return &word;
  }
  const auto found = of.apart.find(row_id);
  return found == of.apart.end() ? nullptr : &found->second;
}

LastWord& TrailWords::add(Entity entity, std::int64_t row_id) {
  auto& of = words_.at(static_cast<std::size_t>(entity));
  if (row_id < 1 || row_id > std::ssize(of.in_row) + gap_max) return of.apart[row_id];
  if (row_id > std::ssize(of.in_row)) of.in_row.resize(static_cast<std::size_t>(row_id));
  return of.in_row[static_cast<std::size_t>(row_id - 1)];
}

TrailProof prove_trail(Connection& db) {
  TrailProof proof;
  AuditHead head;
  Canonical scratch;
  auto rows = db.query(select_trail);
  while (rows.next()) {
    const auto row = words_in(rows);
    const auto entity = find_name<Entity>(entity_names, row.entity);
    if (!entity) {
      proof.fault = name_of_event(row.seq) + was_changed;
      return proof;
    }
    auto* last = proof.words.find(*entity, row.row_id);
    proof.fault = why_not_next(*entity, row, head.events, last);
    if (proof.fault) return proof;
    const auto hash = row.hash(head.hash.bytes, scratch);
    if (!is_same(rows.blob_view(13), head.hash) || !is_same(rows.blob_view(14), hash)) {
      proof.fault = name_of_event(row.seq) + was_changed;
      return proof;
    }
    head = {row.seq, hash};
    if (last == nullptr) last = &proof.words.add(*entity, row.row_id);
    last->seq = row.seq;
    last->state = row.to_state ? std::optional{proof.words.kept(*row.to_state)} : std::nullopt;
    last->digest = rows.sha256(12);
  }
  const auto stored = read_audit_head(db);
  if (stored.events != head.events || stored.hash != head.hash) {
    proof.fault = "The audit trail ends at event " + std::to_string(head.events) +
                  ", its head says " + std::to_string(stored.events) +
                  " events or another hash: its tail was changed.";
  }
  return proof;
}

std::optional<std::string> first_row_against_trail(Connection& db,
                                                   const std::vector<ScannedEntity>& scanned,
                                                   TrailWords& words) {
  for (const auto& entity : scanned) {
    for (const auto& row : entity.rows) {
      if (auto fault = why_not_as_told(db, entity, row, words)) return fault;
    }
  }
  // An import of no accounts leaves none behind; its own rows still have a digest.
  std::optional<std::string> fault;
  words.each([&](Entity entity, std::int64_t row_id, const LastWord& word) {
    if (fault || word.is_seen || row_digest(db, entity, row_id) == word.digest) return;
    fault = "The " + std::string{name_of(entity_names, entity)} + " " + key_of(db, word.seq) +
            " is in the audit trail but not in its table.";
  });
  return fault;
}

}  // namespace lockbox::deposit
