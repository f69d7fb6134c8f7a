#include "deposit/store/sqlite/entity.h"

#include <sqlite3.h>

#include "core/check.h"
#include "deposit/store/sqlite/canonical.h"

namespace lockbox::deposit {

namespace {

constexpr auto entity_count = entity_names.size();
constexpr std::array<EntityRows, entity_count> entities{{
    {Entity::Lockbox,
     "lockbox",
     "lockbox_id",
     false,
     {"SELECT * FROM lockbox WHERE lockbox_id = ?1"}},
    {Entity::Accounts,
     "account",
     "lockbox_id",
     false,
     {"SELECT * FROM account WHERE lockbox_id = ?1 ORDER BY account_id",
      "SELECT * FROM account_import WHERE lockbox_id = ?1 ORDER BY import_id",
      "SELECT * FROM account_successor WHERE lockbox_id = ?1 ORDER BY number_fingerprint",
      "SELECT * FROM account_kept_field WHERE lockbox_id = ?1 ORDER BY number_fingerprint, field",
      "SELECT * FROM account_alias WHERE lockbox_id = ?1 ORDER BY number_fingerprint",
      "SELECT * FROM account_charge WHERE lockbox_id = ?1 ORDER BY number_fingerprint, ordinal"}},
    {Entity::Batch,
     "batch",
     "batch_id",
     true,
     {"SELECT * FROM batch WHERE batch_id = ?1",
      "SELECT * FROM control_correction WHERE batch_id = ?1 ORDER BY ordinal",
      "SELECT * FROM decision WHERE batch_id = ?1 ORDER BY ordinal",
      "SELECT * FROM accepted_difference WHERE batch_id = ?1 ORDER BY ordinal"}},
    {Entity::Document,
     "document",
     "document_id",
     true,
     {"SELECT * FROM document WHERE document_id = ?1",
      "SELECT * FROM document_fault WHERE document_id = ?1 ORDER BY pass, ordinal",
      "SELECT * FROM document_image WHERE document_id = ?1 ORDER BY pass, ordinal",
      "SELECT * FROM accepted_picture WHERE document_id = ?1"}},
    {Entity::Reading,
     "reading",
     "reading_id",
     false,
     {"SELECT * FROM reading WHERE reading_id = ?1",
      "SELECT * FROM image_quality WHERE reading_id = ?1 ORDER BY side",
      "SELECT * FROM image_quality_fault WHERE reading_id = ?1 ORDER BY side, ordinal",
      "SELECT * FROM reading_symbols WHERE reading_id = ?1",
      "SELECT * FROM reading_check_box WHERE reading_id = ?1 ORDER BY ordinal"}},
    {Entity::Item,
     "item",
     "item_id",
     true,
     {"SELECT * FROM item WHERE item_id = ?1", "SELECT * FROM item_payer WHERE item_id = ?1",
      "SELECT * FROM kept_back WHERE item_id = ?1 ORDER BY ordinal"}},
    {Entity::Transaction,
     "lockbox_transaction",
     "transaction_id",
     true,
     {"SELECT * FROM lockbox_transaction WHERE transaction_id = ?1",
      "SELECT * FROM transaction_document WHERE transaction_id = ?1 ORDER BY ordinal",
      "SELECT * FROM application WHERE transaction_id = ?1 ORDER BY ordinal",
      "SELECT * FROM transaction_match WHERE transaction_id = ?1 ORDER BY ordinal",
      "SELECT * FROM application_charge WHERE transaction_id = ?1 ORDER BY application, ordinal"}},
    // Without its lease, which ends by itself; NULLs stand where a lease of old was never set.
    {Entity::Task,
     "task",
     "task_id",
     true,
     {"SELECT task_id, lockbox_id, batch_id, document_id, field, reason, transaction_key, state,"
      " answer_sealed, answered_by, NULL, NULL, version FROM task WHERE task_id = ?1"}},
    {Entity::Entry,
     "journal_entry",
     "entry_id",
     false,
     {"SELECT * FROM journal_entry WHERE entry_id = ?1",
      "SELECT * FROM journal_line WHERE entry_id = ?1 ORDER BY ordinal",
      "SELECT * FROM journal_revenue WHERE entry_id = ?1 ORDER BY line_id"}},
    {Entity::Deposit,
     "deposit",
     "deposit_id",
     true,
     {"SELECT * FROM deposit WHERE deposit_id = ?1",
      "SELECT * FROM deposit_item WHERE deposit_id = ?1 ORDER BY ordinal",
      "SELECT * FROM deposit_terms WHERE deposit_id = ?1",
      "SELECT * FROM deposit_step WHERE deposit_id = ?1 ORDER BY ordinal",
      "SELECT * FROM deposit_former_item WHERE deposit_id = ?1 ORDER BY ordinal",
      "SELECT * FROM bank_adjustment WHERE deposit_id = ?1 ORDER BY ordinal"}},
    {Entity::File,
     "output_file",
     "file_id",
     false,
     {"SELECT * FROM output_file WHERE file_id = ?1",
      "SELECT * FROM posting WHERE file_id = ?1 ORDER BY line_id"}},
    {Entity::User,
     "user",
     "user_id",
     false,
     {"SELECT * FROM user WHERE user_id = ?1",
      "SELECT * FROM user_role WHERE user_id = ?1 ORDER BY ordinal",
      "SELECT * FROM invitation WHERE user_id = ?1"}},
    {Entity::Day,
     "business_day",
     "day_id",
     true,
     {"SELECT * FROM business_day WHERE day_id = ?1",
      "SELECT * FROM business_day_step WHERE day_id = ?1 ORDER BY ordinal",
      "SELECT * FROM day_reopening WHERE day_id = ?1 ORDER BY reopening_id"}},
    {Entity::Note, "", "", false, {}},
    {Entity::MatchRules,
     "match_rules",
     "match_rules_id",
     false,
     {"SELECT * FROM match_rules WHERE match_rules_id = ?1",
      "SELECT * FROM match_name_rules WHERE match_rules_id = ?1"}},
    {Entity::PayerMark,
     "payer_mark",
     "mark_id",
     false,
     {"SELECT * FROM payer_mark WHERE mark_id = ?1"}},
    {Entity::DayFile,
     "day_file",
     "day_file_id",
     false,
     {"SELECT * FROM day_file WHERE day_file_id = ?1"}},
    {Entity::ExceptionCase,
     "exception_case",
     "case_id",
     true,
     {"SELECT * FROM exception_case WHERE case_id = ?1",
      "SELECT * FROM exception_step WHERE case_id = ?1 ORDER BY ordinal"}},
    {Entity::StopEntry,
     "stop_entry",
     "stop_id",
     false,
     {"SELECT * FROM stop_entry WHERE stop_id = ?1"}},
    {Entity::LedgerEntry,
     "ledger_entry",
     "ledger_entry_id",
     false,
     {"SELECT * FROM ledger_entry WHERE ledger_entry_id = ?1",
      "SELECT * FROM ledger_line WHERE ledger_entry_id = ?1 ORDER BY ordinal"}},
    {Entity::ReturnedItem,
     "returned_item",
     "return_id",
     true,
     {"SELECT * FROM returned_item WHERE return_id = ?1",
      "SELECT * FROM returned_item_step WHERE return_id = ?1 ORDER BY ordinal",
      "SELECT * FROM return_letter WHERE return_id = ?1",
      "SELECT * FROM cash_only WHERE return_id = ?1"}},
    {Entity::Adjustment,
     "adjustment",
     "adjustment_id",
     true,
     {"SELECT * FROM adjustment WHERE adjustment_id = ?1",
      "SELECT * FROM adjustment_step WHERE adjustment_id = ?1 ORDER BY ordinal",
      "SELECT * FROM small_write_off WHERE adjustment_id = ?1"}},
    {Entity::SuspenseCare,
     "suspense_care",
     "care_id",
     false,
     {"SELECT * FROM suspense_care WHERE care_id = ?1"}},
    {Entity::AdjustmentReview,
     "adjustment_review",
     "review_id",
     false,
     {"SELECT * FROM adjustment_review WHERE review_id = ?1"}},
    {Entity::AdjustmentFile,
     "adjustment_file",
     "adjustment_file_id",
     false,
     {"SELECT * FROM adjustment_file WHERE adjustment_file_id = ?1",
      "SELECT * FROM adjustment_file_entry WHERE adjustment_file_id = ?1"
      " ORDER BY ledger_entry_id"}},
    {Entity::PickUp,
     "pick_up",
     "pick_up_id",
     false,
     {"SELECT * FROM pick_up WHERE pick_up_id = ?1"}},
    {Entity::WorkUnit,
     "work_unit",
     "unit_id",
     true,
     {"SELECT * FROM work_unit WHERE unit_id = ?1",
      "SELECT * FROM work_unit_step WHERE unit_id = ?1 ORDER BY ordinal",
      "SELECT * FROM piece_movement WHERE unit_id = ?1 ORDER BY ordinal",
      "SELECT * FROM hand_off WHERE unit_id = ?1 ORDER BY hand_off_id",
      "SELECT * FROM unit_batch WHERE unit_id = ?1 ORDER BY batch_id"}},
    {Entity::CustodyFinding,
     "custody_finding",
     "finding_id",
     false,
     {"SELECT * FROM custody_finding WHERE finding_id = ?1",
      "SELECT * FROM cash_count WHERE finding_id = ?1 ORDER BY ordinal",
      "SELECT * FROM receipt_finding WHERE finding_id = ?1"}},
    {Entity::StorageBox,
     "storage_box",
     "box_id",
     false,
     {"SELECT * FROM storage_box WHERE box_id = ?1"}},
    {Entity::CustodyHold,
     "custody_hold",
     "hold_id",
     false,
     {"SELECT * FROM custody_hold WHERE hold_id = ?1"}},
    {Entity::CustodyPolicy,
     "custody_policy",
     "policy_id",
     false,
     {"SELECT * FROM custody_policy WHERE policy_id = ?1"}},
    {Entity::Instruction,
     "special_instruction",
     "instruction_id",
     false,
     {"SELECT * FROM special_instruction WHERE instruction_id = ?1"}},
    {Entity::DrawerSession,
     "drawer_session",
     "drawer_id",
     true,
     {"SELECT * FROM drawer_session WHERE drawer_id = ?1",
      "SELECT * FROM drawer_move WHERE drawer_id = ?1 ORDER BY ordinal",
      "SELECT * FROM drawer_count WHERE drawer_id = ?1 ORDER BY ordinal",
      "SELECT * FROM drawer_bag WHERE drawer_id = ?1 ORDER BY deposit_account"}},
    {Entity::Receipt,
     "receipt",
     "receipt_id",
     true,
     {"SELECT * FROM receipt WHERE receipt_id = ?1",
      "SELECT * FROM receipt_tender WHERE receipt_id = ?1 ORDER BY ordinal",
      "SELECT * FROM receipt_finding WHERE receipt_id = ?1 ORDER BY finding_id",
      "SELECT * FROM receipt_account WHERE receipt_id = ?1 ORDER BY ordinal",
      "SELECT * FROM receipt_charge WHERE receipt_id = ?1 ORDER BY ordinal, part"}},
    {Entity::ReportSignature,
     "report_signature",
     "signature_id",
     false,
     {"SELECT * FROM report_signature WHERE signature_id = ?1"}},
    {Entity::Letter,
     "letter",
     "letter_id",
     true,
     {"SELECT * FROM letter WHERE letter_id = ?1",
      "SELECT * FROM letter_step WHERE letter_id = ?1 ORDER BY ordinal"}},
    {Entity::Inquiry,
     "inquiry",
     "inquiry_id",
     true,
     {"SELECT * FROM inquiry WHERE inquiry_id = ?1",
      "SELECT * FROM inquiry_step WHERE inquiry_id = ?1 ORDER BY ordinal"}},
    {Entity::Incident,
     "incident",
     "incident_id",
     true,
     {"SELECT * FROM incident WHERE incident_id = ?1"}},
    {Entity::PayeeList,
     "payee_list",
     "payee_list_id",
     false,
     {"SELECT * FROM payee_list WHERE payee_list_id = ?1"}},
    {Entity::AccountChange,
     "account_change",
     "change_id",
     true,
     {"SELECT * FROM account_change WHERE change_id = ?1",
      "SELECT * FROM account_change_field WHERE change_id = ?1 ORDER BY ordinal",
      "SELECT * FROM account_change_step WHERE change_id = ?1 ORDER BY ordinal"}},
    {Entity::WatchFinding,
     "watch_finding",
     "finding_id",
     true,
     {"SELECT * FROM watch_finding WHERE finding_id = ?1",
      "SELECT * FROM watch_evidence WHERE finding_id = ?1 ORDER BY ordinal",
      "SELECT * FROM watch_step WHERE finding_id = ?1 ORDER BY ordinal"}},
    {Entity::CarryForward,
     "carry_forward",
     "carry_id",
     true,
     {"SELECT * FROM carry_forward WHERE carry_id = ?1",
      "SELECT * FROM carried_document WHERE carry_id = ?1 ORDER BY document_id"}},
}};

void add_column(Canonical& row, const SQLite::Column& column) {
  switch (column.getType()) {
    case SQLITE_NULL:
      row.add_null();
      return;
    case SQLITE_INTEGER:
      row.add_integer(column.getInt64());
      return;
    case SQLITE_FLOAT: {
      const auto value = column.getDouble();
      row.add_real(std::as_bytes(std::span{&value, 1}));
      return;
    }
    case SQLITE_TEXT:
      row.add_text(column.getString());
      return;
    default:
      row.add_blob({static_cast<const std::byte*>(column.getBlob()),
                    static_cast<std::size_t>(column.getBytes())});
      return;
  }
}

}  // namespace

std::span<const EntityRows> all_entity_rows() {
  return entities;
}

const EntityRows& rows_of(Entity entity) {
  return entities.at(static_cast<std::size_t>(entity));
}

Sha256 row_digest(Connection& db, Entity entity, std::int64_t row_id) {
  Sha256 digest;  // Folded row by row, so that a long account file needs no long buffer.
  std::int64_t part = 0;
  for (const auto query : rows_of(entity).parts) {
    if (query.empty()) break;
    ++part;
    auto rows = db.query(query, row_id);
    while (rows.next()) {
      Canonical row;
      row.add_blob(digest.bytes);
      row.add_integer(part);
      const auto columns = rows.statement().getColumnCount();
      for (int i = 0; i < columns; ++i) add_column(row, rows.statement().getColumn(i));
      digest = Sha256::of(row.bytes());
    }
  }
  return digest;
}

}  // namespace lockbox::deposit
