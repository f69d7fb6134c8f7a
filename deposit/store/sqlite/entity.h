#pragma once

/// @file
/// What the audit trail speaks of: each kind of thing with its life and the rows that make it up.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/sha256.h"
#include "core/state_table.h"
#include "deposit/accounts/lives.h"
#include "deposit/counter/lives.h"
#include "deposit/credit/lives.h"
#include "deposit/custody/lives.h"
#include "deposit/ledger/lives.h"
#include "deposit/model/carry.h"
#include "deposit/model/correspondence.h"
#include "deposit/model/exception_case.h"
#include "deposit/model/incident.h"
#include "deposit/model/states.h"
#include "deposit/store/sqlite/canonical.h"
#include "deposit/store/sqlite/connection.h"
#include "deposit/watch/finding.h"

namespace lockbox::deposit {

enum class Entity {
  Lockbox,
  Accounts,  ///< All accounts of one lockbox.
  Batch,
  Document,
  Reading,
  Item,
  Transaction,
  Task,
  Entry,
  Deposit,
  File,
  User,
  Day,
  Note,  ///< Something was done that changed no row.
  MatchRules,
  PayerMark,
  DayFile,
  ExceptionCase,
  StopEntry,
  LedgerEntry,
  ReturnedItem,
  Adjustment,
  SuspenseCare,
  AdjustmentReview,
  AdjustmentFile,
  PickUp,
  WorkUnit,
  CustodyFinding,
  StorageBox,
  CustodyHold,
  CustodyPolicy,
  Instruction,
  DrawerSession,
  Receipt,
  ReportSignature,
  Letter,
  Inquiry,
  Incident,
  PayeeList,
  AccountChange,
  WatchFinding,
  CarryForward,
  PaymentArrangement,
  SecurityDeposit,
  Referral,
  ReferralFile,
};
inline constexpr Names<46> entity_names{"lockbox",
                                        "accounts",
                                        "batch",
                                        "document",
                                        "reading",
                                        "item",
                                        "transaction",
                                        "task",
                                        "entry",
                                        "deposit",
                                        "file",
                                        "user",
                                        "day",
                                        "note",
                                        "match_rules",
                                        "payer_mark",
                                        "day_file",
                                        "exception_case",
                                        "stop_entry",
                                        "ledger_entry",
                                        "returned_item",
                                        "adjustment",
                                        "suspense_care",
                                        "adjustment_review",
                                        "adjustment_file",
                                        "pick_up",
                                        "work_unit",
                                        "custody_finding",
                                        "storage_box",
                                        "custody_hold",
                                        "custody_policy",
                                        "instruction",
                                        "drawer_session",
                                        "receipt",
                                        "report_signature",
                                        "letter",
                                        "inquiry",
                                        "incident",
                                        "payee_list",
                                        "account_change",
                                        "watch_finding",
                                        "carry_forward",
                                        "payment_arrangement",
                                        "security_deposit",
                                        "referral",
                                        "referral_file"};

/// A life as the store walks it: the entity, its names and its table.
struct DocumentLife {
  static constexpr auto entity = Entity::Document;
  static constexpr const auto& states = document_state_names;
  static constexpr const auto& events = document_event_names;
  static constexpr const auto& table = document_transitions;
};
struct ItemLife {
  static constexpr auto entity = Entity::Item;
  static constexpr const auto& states = item_state_names;
  static constexpr const auto& events = item_event_names;
  static constexpr const auto& table = item_transitions;
};
struct TransactionLife {
  static constexpr auto entity = Entity::Transaction;
  static constexpr const auto& states = transaction_state_names;
  static constexpr const auto& events = transaction_event_names;
  static constexpr const auto& table = transaction_transitions;
};
struct BatchLife {
  static constexpr auto entity = Entity::Batch;
  static constexpr const auto& states = batch_state_names;
  static constexpr const auto& events = batch_event_names;
  static constexpr const auto& table = batch_transitions;
};
struct DepositLife {
  static constexpr auto entity = Entity::Deposit;
  static constexpr const auto& states = deposit_state_names;
  static constexpr const auto& events = deposit_event_names;
  static constexpr const auto& table = deposit_transitions;
};
struct TaskLife {
  static constexpr auto entity = Entity::Task;
  static constexpr const auto& states = task_state_names;
  static constexpr const auto& events = task_event_names;
  static constexpr const auto& table = task_transitions;
};

struct DayLife {
  static constexpr auto entity = Entity::Day;
  static constexpr const auto& states = day_state_names;
  static constexpr const auto& events = day_event_names;
  static constexpr const auto& table = day_transitions;
};

struct CaseLife {
  static constexpr auto entity = Entity::ExceptionCase;
  static constexpr const auto& states = case_state_names;
  static constexpr const auto& events = case_event_names;
  static constexpr const auto& table = case_transitions;
};
struct ReturnLife {
  static constexpr auto entity = Entity::ReturnedItem;
  static constexpr const auto& states = ledger::return_state_names;
  static constexpr const auto& events = ledger::return_event_names;
  static constexpr const auto& table = ledger::return_transitions;
};
struct AdjustmentLife {
  static constexpr auto entity = Entity::Adjustment;
  static constexpr const auto& states = ledger::adjustment_state_names;
  static constexpr const auto& events = ledger::adjustment_event_names;
  static constexpr const auto& table = ledger::adjustment_transitions;
};
struct FindingLife {
  static constexpr auto entity = Entity::WatchFinding;
  static constexpr const auto& states = watch::finding_state_names;
  static constexpr const auto& events = watch::finding_event_names;
  static constexpr const auto& table = watch::finding_transitions;
};
struct WorkUnitLife {
  static constexpr auto entity = Entity::WorkUnit;
  static constexpr const auto& states = custody::stage_names;
  static constexpr const auto& events = custody::unit_event_names;
  static constexpr const auto& table = custody::unit_transitions;
};
struct LetterLife {
  static constexpr auto entity = Entity::Letter;
  static constexpr const auto& states = letter_state_names;
  static constexpr const auto& events = letter_event_names;
  static constexpr const auto& table = letter_transitions;
};
struct InquiryLife {
  static constexpr auto entity = Entity::Inquiry;
  static constexpr const auto& states = inquiry_state_names;
  static constexpr const auto& events = inquiry_event_names;
  static constexpr const auto& table = inquiry_transitions;
};
struct IncidentLife {
  static constexpr auto entity = Entity::Incident;
  static constexpr const auto& states = incident_state_names;
  static constexpr const auto& events = incident_event_names;
  static constexpr const auto& table = incident_transitions;
};

struct DrawerLife {
  static constexpr auto entity = Entity::DrawerSession;
  static constexpr const auto& states = counter::drawer_state_names;
  static constexpr const auto& events = counter::drawer_event_names;
  static constexpr const auto& table = counter::drawer_transitions;
};
struct ReceiptLife {
  static constexpr auto entity = Entity::Receipt;
  static constexpr const auto& states = counter::receipt_state_names;
  static constexpr const auto& events = counter::receipt_event_names;
  static constexpr const auto& table = counter::receipt_transitions;
};
struct AccountChangeLife {
  static constexpr auto entity = Entity::AccountChange;
  static constexpr const auto& states = accounts::change_state_names;
  static constexpr const auto& events = accounts::change_event_names;
  static constexpr const auto& table = accounts::change_transitions;
};
struct ArrangementLife {
  static constexpr auto entity = Entity::PaymentArrangement;
  static constexpr const auto& states = credit::arrangement_state_names;
  static constexpr const auto& events = credit::arrangement_event_names;
  static constexpr const auto& table = credit::arrangement_transitions;
};
struct SecurityLife {
  static constexpr auto entity = Entity::SecurityDeposit;
  static constexpr const auto& states = credit::security_state_names;
  static constexpr const auto& events = credit::security_event_names;
  static constexpr const auto& table = credit::security_transitions;
};
struct ReferralLife {
  static constexpr auto entity = Entity::Referral;
  static constexpr const auto& states = credit::referral_state_names;
  static constexpr const auto& events = credit::referral_event_names;
  static constexpr const auto& table = credit::referral_transitions;
};

struct CarryLife {
  static constexpr auto entity = Entity::CarryForward;
  static constexpr const auto& states = carry_state_names;
  static constexpr const auto& events = carry_event_names;
  static constexpr const auto& table = carry_transitions;
};

/// Where an entity is kept.
struct EntityRows {
  Entity entity;
  std::string_view table;                 ///< Empty: nowhere but in the trail.
  std::string_view key;                   ///< The column of its row id.
  bool has_state;                         ///< Its table has a column `state`.
  std::array<std::string_view, 7> parts;  ///< Queries by row id, in order; empty ones are unused.
};
[[nodiscard]] const EntityRows& rows_of(Entity entity);
[[nodiscard]] std::span<const EntityRows> all_entity_rows();

/// A hash over every column of every row of the entity: what the audit trail binds.  A migration
/// that adds a column must record its digests anew.
[[nodiscard]] Sha256 row_digest(Connection& db, Entity entity, std::int64_t row_id);
/// The digest with one more row of that part, counted from 1, at which the statement is; its
/// columns from `first` on count.  `scratch` is memory to work in.
[[nodiscard]] Sha256 fold_row(Canonical& scratch, const Sha256& digest, std::int64_t part,
                              const Statement& statement, int first);

}  // namespace lockbox::deposit
