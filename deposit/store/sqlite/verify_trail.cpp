#include "deposit/store/sqlite/verify_trail.h"

#include "deposit/store/sqlite/audit_trail.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_trail =
    "SELECT seq, lockbox_id, batch_id, entity, row_id, entity_key, event, from_state, to_state,"
    " actor, at, reason, row_digest, previous_hash, hash FROM audit_event ORDER BY seq";

std::optional<std::string> optional_text(const Rows& rows, int column) {
  if (rows.is_null(column)) return std::nullopt;
  return rows.text(column);
}

Result<AuditRow> audit_row_of(const Rows& rows) {
  const auto entity = TRY(parse_name<Entity>(entity_names, rows.text(3)));
  return AuditRow{.seq = rows.integer(0),
                  .subject = {entity, rows.optional_integer(1), rows.optional_integer(2),
                              rows.integer(4), rows.text(5)},
                  .event = rows.text(6),
                  .from_state = optional_text(rows, 7),
                  .to_state = optional_text(rows, 8),
                  .actor = rows.text(9),
                  .at = rows.text(10),
                  .reason = rows.text(11),
                  .row_digest = rows.sha256(12)};
}

/// A thing begins in the first state of its life, stays in it, or takes a listed step.
template <class Life, class State, class Event>
bool is_listed_step(const AuditRow& row) {
  if (!row.to_state) return false;
  const auto to = parse_name<State>(Life::states, *row.to_state);
  if (!to) return false;
  if (!row.from_state) return *row.to_state == Life::states.front();
  const auto from = parse_name<State>(Life::states, *row.from_state);
  if (!from) return false;
  const auto event = parse_name<Event>(Life::events, row.event);
  if (!event) return *from == *to;
  const auto next = next_state(Life::table, *from, *event);
  return next && *next == *to;
}

/// Of what customers arrange about their debts.
bool is_listed_credit(const AuditRow& row) {
  using credit::ArrangementEvent;
  using credit::ArrangementState;
  if (row.subject.entity == Entity::PaymentArrangement) {
    return is_listed_step<ArrangementLife, ArrangementState, ArrangementEvent>(row);
  }
  if (row.subject.entity == Entity::SecurityDeposit) {
    return is_listed_step<SecurityLife, credit::SecurityState, credit::SecurityEvent>(row);
  }
  return is_listed_step<ReferralLife, credit::ReferralState, credit::ReferralEvent>(row);
}

/// Of what is written, asked and gone wrong.
bool is_listed_correspondence(const AuditRow& row) {
  if (row.subject.entity == Entity::Letter) {
    return is_listed_step<LetterLife, LetterState, LetterEvent>(row);
  }
  if (row.subject.entity == Entity::Inquiry) {
    return is_listed_step<InquiryLife, InquiryState, InquiryEvent>(row);
  }
  return is_listed_step<IncidentLife, IncidentState, IncidentEvent>(row);
}

bool is_listed(const AuditRow& row) {
  switch (row.subject.entity) {
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
      return is_listed_correspondence(row);
    case Entity::WatchFinding:
      return is_listed_step<FindingLife, watch::FindingState, watch::FindingEvent>(row);
    case Entity::CarryForward:
      return is_listed_step<CarryLife, CarryState, CarryEvent>(row);
    case Entity::PaymentArrangement:
    case Entity::SecurityDeposit:
    case Entity::Referral:
      return is_listed_credit(row);
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
std::optional<std::string> why_not_next(const AuditRow& row, const AuditHead& before,
                                        const LastWords& words) {
  if (row.seq != before.events + 1) {
    return name_of_event(before.events + 1) + " is missing.";
  }
  const auto last = words.find({row.subject.entity, row.subject.row_id});
  const bool is_known = last != words.end();
  if (!is_listed(row) || (is_known && last->second.state != row.from_state) ||
      (!is_known && row.from_state)) {
    return name_of_event(row.seq) + " tells of a step that " +
           std::string{name_of(entity_names, row.subject.entity)} + " " + row.subject.key +
           " cannot have taken.";
  }
  return std::nullopt;
}

}  // namespace

TrailProof prove_trail(Connection& db) {
  TrailProof proof;
  AuditHead head;
  auto rows = db.query(select_trail);
  while (rows.next()) {
    const auto row = audit_row_of(rows);
    const auto changed = name_of_event(rows.integer(0)) + " was changed after it was written.";
    if (!row) return {std::move(proof.words), changed};
    if (auto why = why_not_next(*row, head, proof.words)) {
      return {std::move(proof.words), std::move(why)};
    }
    const auto hash = row->hash(head.hash);
    if (rows.sha256(13) != head.hash || rows.sha256(14) != hash) {
      return {std::move(proof.words), changed};
    }
    head = {row->seq, hash};
    proof.words[{row->subject.entity, row->subject.row_id}] = {row->subject.key, row->to_state,
                                                               row->row_digest};
  }
  const auto stored = read_audit_head(db);
  if (stored.events != head.events || stored.hash != head.hash) {
    proof.fault = "The audit trail ends at event " + std::to_string(head.events) +
                  ", its head says " + std::to_string(stored.events) +
                  " events or another hash: its tail was changed.";
  }
  return proof;
}

std::optional<std::string> first_row_against_trail(Connection& db, LastWords words) {
  for (const auto& kind : all_entity_rows()) {
    if (kind.table.empty()) continue;
    const auto name = "The " + std::string{name_of(entity_names, kind.entity)} + " ";
    auto rows = db.query("SELECT DISTINCT " + std::string{kind.key} +
                         (kind.has_state ? ", state" : "") + " FROM " + std::string{kind.table});
    while (rows.next()) {
      const auto row_id = rows.integer(0);
      const auto word = words.find({kind.entity, row_id});
      if (word == words.end()) {
        return name + "with row id " + std::to_string(row_id) +
               " is in its table but not in the audit trail.";
      }
      const auto& [key, state, digest] = word->second;
      if (kind.has_state && state != rows.text(1)) {
        return name + key + " is in state '" + rows.text(1) + "', the audit trail says '" +
               state.value_or("") + "'.";
      }
      if (row_digest(db, kind.entity, row_id) != digest) {
        return name + key + " is not as the audit trail recorded it.";
      }
      words.erase(word);
    }
  }
  // An import of no accounts leaves none behind; its own rows still have a digest.
  for (const auto& [thing, word] : words) {
    if (row_digest(db, thing.first, thing.second) == word.digest) continue;
    return "The " + std::string{name_of(entity_names, thing.first)} + " " + word.key +
           " is in the audit trail but not in its table.";
  }
  return std::nullopt;
}

}  // namespace lockbox::deposit
