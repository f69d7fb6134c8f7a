#include "deposit/store/sqlite/schema.h"

#include <map>

#include "core/limits.h"
#include "deposit/accounts/change.h"
#include "deposit/counter/lives.h"
#include "deposit/credit/arrangement.h"
#include "deposit/credit/referral.h"
#include "deposit/credit/security.h"
#include "deposit/custody/lives.h"
#include "deposit/ledger/adjustment.h"
#include "deposit/match/payer_history.h"
#include "deposit/model/account.h"
#include "deposit/model/carry.h"
#include "deposit/model/correspondence.h"
#include "deposit/model/decision.h"
#include "deposit/model/deposit_record.h"
#include "deposit/model/exception_case.h"
#include "deposit/model/incident.h"
#include "deposit/model/states.h"
#include "deposit/model/vault.h"
#include "deposit/model/work.h"
#include "deposit/store/reporting.h"
#include "deposit/store/sqlite/migrations.h"
#include "deposit/store/sqlite/stored_names.h"
#include "deposit/watch/finding.h"
#include "encode/coupon/check_box.h"
#include "encode/page_kind.h"

namespace lockbox::deposit {

namespace {

/// The most a sum of items can come to: a full batch of the largest items.
constexpr std::int64_t total_max_cents = limits::documents_per_batch_max * item_max.cents();

using Placeholders = std::map<std::string, std::string, std::less<>>;

/// Of the mail on its way to the bank.
Placeholders placeholders_of_mail() {
  return {
      {"account_status", sql_list(account_status_names)},
      {"adjustment_reason", sql_list(adjustment_reason_names)},
      {"amount_source", sql_list(amount_source_names)},
      {"batch_state", sql_list(batch_state_names)},
      {"case_event", sql_list(case_event_names)},
      {"case_state", sql_list(case_state_names)},
      {"clearing_channel", sql_list(clearing_channel_names)},
      {"day_event", sql_list(day_event_names)},
      {"day_state", sql_list(day_state_names)},
      {"decide_when", sql_list(decide_when_names)},
      {"decision_kind", sql_list(decision_kind_names)},
      {"deposit_event", sql_list(deposit_event_names)},
      {"deposit_kind", sql_list(deposit_kind_names)},
      {"deposit_state", sql_list(deposit_state_names)},
      {"document_state", sql_list(document_state_names)},
      {"documents_max", std::to_string(limits::documents_per_batch_max)},
      {"entry_kind", sql_list(entry_kind_names)},
      {"exception_action", sql_list(exception_action_names)},
      {"exception_reason", sql_list(exception_reason_names)},
      {"image_view", sql_list(image_view_names)},
      {"item_kind", sql_list(item_kind_names)},
      {"item_max_cents", std::to_string(item_max.cents())},
      {"item_state", sql_list(item_state_names)},
      {"ledger", sql_list(ledger_names)},
      {"mark_state", sql_list(encode::mark_state_names)},
      {"match_rule", sql_list(match_rule_names)},
      {"payer_mark_kind", sql_list(payer_mark_kind_names)},
      {"payment_outcome", sql_list(payment_outcome_names)},
      {"page_kind", sql_list(encode::page_kind_names)},
      {"paper_kind", sql_list(paper_kind_names)},
      {"send_method", sql_list(send_method_names)},
      {"side", sql_list(side_names)},
      {"suspense_reason", sql_list(suspense_reason_names)},
      {"task_field", sql_list(task_field_names)},
      {"task_state", sql_list(task_state_names)},
      {"tender_kind", sql_list(tender_kind_names)},
      {"total_max_cents", std::to_string(total_max_cents)},
      {"transaction_state", sql_list(transaction_state_names)},
      {"work_type", sql_list(work_type_names)},
  };
}

/// Of what is beside it: paper, drawers, accounts, corrections, letters, the watch.
Placeholders placeholders_beside() {
  return {
      {"adjustment_event", sql_list(ledger::adjustment_event_names)},
      {"adjustment_kind", sql_list(ledger::adjustment_kind_names)},
      {"adjustment_state", sql_list(ledger::adjustment_state_names)},
      {"ledger_entry_kind", sql_list(ledger::entry_kind_names)},
      {"ledger_place", sql_list(ledger::place_names)},
      {"return_event", sql_list(ledger::return_event_names)},
      {"return_state", sql_list(ledger::return_state_names)},
      {"account_change_event", sql_list(accounts::change_event_names)},
      {"account_change_kind", sql_list(accounts::change_kind_names)},
      {"account_change_state", sql_list(accounts::change_state_names)},
      {"account_field", sql_list(accounts::field_names)},
      {"carry_state", sql_list(carry_state_names)},
      {"custody_stage", sql_list(custody::stage_names)},
      {"date_policy", sql_list(custody::date_policy_names)},
      {"drawer_state", sql_list(counter::drawer_state_names)},
      {"finding_kind", sql_list(custody::finding_kind_names)},
      {"hand_off_state", sql_list(custody::hand_off_state_names)},
      {"hold_kind", sql_list(custody::hold_kind_names)},
      {"incident_kind", sql_list(incident_kind_names)},
      {"incident_state", sql_list(incident_state_names)},
      {"inquiry_channel", sql_list(inquiry_channel_names)},
      {"inquiry_event", sql_list(inquiry_event_names)},
      {"inquiry_kind", sql_list(inquiry_kind_names)},
      {"inquiry_state", sql_list(inquiry_state_names)},
      {"letter_about", sql_list(letter_about_names)},
      {"letter_event", sql_list(letter_event_names)},
      {"letter_state", sql_list(letter_state_names)},
      {"linked_by", sql_list(custody::linked_by_names)},
      {"mail_source", sql_list(custody::mail_source_names)},
      {"move_kind", sql_list(counter::move_kind_names)},
      {"receipt_state", sql_list(counter::receipt_state_names)},
      {"piece_flow", sql_list(custody::flow_names)},
      {"retention_class", sql_list(custody::retention_class_names)},
      {"signature_verdict", sql_list(signature_verdict_names)},
      {"sort_class", sql_list(custody::sort_class_names)},
      {"vault_place", sql_list(vault_place_names)},
      {"vault_way", sql_list(vault_way_names)},
      {"unit_event", sql_list(custody::unit_event_names)},
      {"watch_lens", sql_list(watch::lens_names)},
      {"finding_event", sql_list(watch::finding_event_names)},
      {"finding_state", sql_list(watch::finding_state_names)},
  };
}

/// Of what customers arrange about their debts.
Placeholders placeholders_of_credit() {
  return {
      {"arrangement_event", sql_list(credit::arrangement_event_names)},
      {"arrangement_state", sql_list(credit::arrangement_state_names)},
      {"referral_event", sql_list(credit::referral_event_names)},
      {"referral_file_kind", sql_list(credit::referral_file_kind_names)},
      {"referral_state", sql_list(credit::referral_state_names)},
      {"release_kind", sql_list(credit::release_kind_names)},
      {"security_basis", sql_list(credit::security_basis_names)},
      {"security_event", sql_list(credit::security_event_names)},
      {"security_max_cents", std::to_string(credit::security_max.cents())},
      {"security_state", sql_list(credit::security_state_names)},
  };
}

Placeholders placeholders() {
  auto all = placeholders_of_mail();
  all.merge(placeholders_of_credit());
  all.merge(placeholders_beside());
  return all;
}

std::int64_t pragma(Connection& db, std::string_view name) {
  return db.find_integer("PRAGMA " + std::string{name}).value_or(0);
}

}  // namespace

Result<std::string> fill_placeholders(std::string_view sql) {
  const auto known = placeholders();
  std::string filled;
  while (true) {
    const auto open = sql.find("{{");
    filled += sql.substr(0, open);
    if (open == std::string_view::npos) return filled;
    const auto close = sql.find("}}", open);
    const auto name = sql.substr(open + 2, close == std::string_view::npos ? 0 : close - open - 2);
    const auto found = known.find(name);
    if (found == known.end()) {
      return fail(ErrorCode::InvalidInput,
                  "The migration names an unknown list '" + std::string{name} + "'.");
    }
    filled += found->second;
    sql.remove_prefix(close + 2);
  }
}

Result<void> check_identity(Connection& db) {
  const auto id = pragma(db, "application_id");
  const bool is_empty = db.find_integer("SELECT count(*) FROM sqlite_master") == 0;
  if (id != application_id && !(id == 0 && is_empty)) {
    return fail(ErrorCode::Unavailable, "it belongs to another program");
  }
  const auto newest = migrations().back().version;
  const auto version = pragma(db, "user_version");
  if (version > newest) {
    return fail(ErrorCode::Unavailable, "its schema version " + std::to_string(version) +
                                            " is newer than this program's " +
                                            std::to_string(newest));
  }
  return {};
}

Result<std::int64_t> migrate(Connection& db) {
  const auto before = pragma(db, "user_version");
  auto version = before;
  for (const auto& migration : migrations()) {
    if (migration.version <= version) continue;
    db.execute(TRY(fill_placeholders(migration.sql)));
    version = migration.version;
  }
  db.execute("PRAGMA application_id = " + std::to_string(application_id));
  db.execute("PRAGMA user_version = " + std::to_string(version));
  return before;
}

}  // namespace lockbox::deposit
