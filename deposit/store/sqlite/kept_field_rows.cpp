#include "deposit/store/sqlite/kept_field_rows.h"

#include "core/text.h"
#include "deposit/store/sqlite/account_rows.h"

namespace lockbox::deposit {

namespace {

using accounts::Change;
using accounts::ChangeKind;
using accounts::Field;

constexpr std::string_view select_kept =
    "SELECT number_fingerprint, field FROM account_kept_field WHERE lockbox_id = ?1"
    " ORDER BY number_fingerprint, field";
constexpr std::string_view upsert_kept =
    "INSERT INTO account_kept_field (lockbox_id, number_fingerprint, field, change_id)"
    " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (lockbox_id, number_fingerprint, field) DO UPDATE SET"
    " change_id = excluded.change_id, file_sealed = NULL, seen_at = NULL, kept_by = NULL,"
    " kept_because = NULL";
constexpr std::string_view delete_kept =
    "DELETE FROM account_kept_field WHERE lockbox_id = ?1 AND number_fingerprint = ?2"
    " AND field = ?3";
constexpr std::string_view select_said =
    "SELECT file_sealed FROM account_kept_field WHERE lockbox_id = ?1"
    " AND number_fingerprint = ?2 AND field = ?3 AND file_sealed IS NOT NULL";
constexpr std::string_view update_said =
    "UPDATE account_kept_field SET file_sealed = ?4, seen_at = ?5, kept_by = NULL,"
    " kept_because = NULL WHERE lockbox_id = ?1 AND number_fingerprint = ?2 AND field = ?3";
constexpr std::string_view update_unsaid =
    "UPDATE account_kept_field SET file_sealed = NULL, seen_at = NULL, kept_by = NULL,"
    " kept_because = NULL WHERE lockbox_id = ?1 AND number_fingerprint = ?2 AND field = ?3";
constexpr std::string_view update_keep =
    "UPDATE account_kept_field SET kept_by = ?4, kept_because = ?5 WHERE lockbox_id = ?1"
    " AND number_fingerprint = ?2 AND field = ?3 AND file_sealed IS NOT NULL";
constexpr std::string_view select_conflicts =
    "SELECT lockbox.name, number_sealed, k.field, after_sealed, file_sealed, k.change_id, seen_at,"
    " coalesce(kept_by, ''), coalesce(kept_because, '') FROM account_kept_field k"
    " JOIN lockbox ON lockbox.lockbox_id = k.lockbox_id JOIN account_change USING (change_id)"
    " JOIN account_change_field f ON f.change_id = k.change_id AND f.field = k.field"
    " WHERE site = ?1 AND file_sealed IS NOT NULL ORDER BY k.lockbox_id, k.change_id, k.field";
constexpr std::string_view select_paid_closed =
    "SELECT lockbox.name, number_sealed, business_day, t.batch_id, t.key, sum(a.amount_cents)"
    " FROM account JOIN application a ON a.lockbox_id = account.lockbox_id"
    "  AND a.account_fingerprint = number_fingerprint"
    " JOIN lockbox_transaction t USING (transaction_id) JOIN batch ON batch.batch_id = t.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = account.lockbox_id"
    " WHERE site = ?1 AND business_day >= ?2 AND status = 'closed'"
    " AND t.state IN ('deposited', 'posted')"
    " GROUP BY account_id, t.transaction_id ORDER BY business_day, t.batch_id, t.key";

/// What the newest file says of a kept field, where that differs.
Result<std::optional<std::string>> said_of(StoreContext& context, std::int64_t lockbox_id,
                                           const Sha256& fingerprint, Field field) {
  auto rows =
      context.db.query(select_said, lockbox_id, fingerprint, name_of(accounts::field_names, field));
  if (!rows.next()) return std::nullopt;
  return TRY(context.seal.open(sealed_column::account_file_value, rows.blob(0)));
}

Result<bool> said_already(StoreContext& context, std::int64_t lockbox_id, const Sha256& fingerprint,
                          const accounts::FieldValue& said) {
  return TRY(said_of(context, lockbox_id, fingerprint, said.field)) == said.value;
}

/// A keyed hash, so that it tells nothing of the value.
std::string version_of(const StoreContext& context, const AccountNumber& account, Field field,
                       const std::string& value) {
  constexpr std::size_t digits = 32;
  const auto text =
      account.reveal() + "\n" + std::string{name_of(accounts::field_names, field)} + "\n" + value;
  return context.seal.account_fingerprint(AccountNumber{text}).hex().substr(0, digits);
}

Error newer_file() {
  return {ErrorCode::Conflict,
          "A newer account file says something else of this field; look at it again.", "/version"};
}

}  // namespace

Result<KeptFields> read_kept_fields(StoreContext& context, std::int64_t lockbox_id,
                                    const std::vector<Account>& accounts) {
  std::map<Sha256, std::vector<Field>> by_fingerprint;
  {
    auto rows = context.db.query(select_kept, lockbox_id);
    while (rows.next()) {
      by_fingerprint[rows.sha256(0)].push_back(
          TRY(parse_name<Field>(accounts::field_names, rows.text(1))));
    }
  }
  KeptFields kept;
  if (by_fingerprint.empty()) return kept;
  for (const auto& account : accounts) {
    const auto found = by_fingerprint.find(context.seal.account_fingerprint(account.number));
    if (found != by_fingerprint.end()) kept.emplace(account.number.reveal(), found->second);
  }
  return kept;
}

void keep_changed_fields(StoreContext& context, std::int64_t lockbox_id, const Change& change) {
  const auto fingerprint = context.seal.account_fingerprint(change.account);
  for (const auto& field : change.fields) {
    const auto name = name_of(accounts::field_names, field.field);
    if (change.kind == ChangeKind::TakeFile) {
      context.db.run(delete_kept, lockbox_id, fingerprint, name);
    } else {
      context.db.run(upsert_kept, lockbox_id, fingerprint, name, change.number);
    }
  }
}

Result<void> note_import(StoreContext& context, std::int64_t lockbox_id,
                         const accounts::MergedImport& merged) {
  const auto fingerprint = context.seal.account_fingerprint(merged.account.number);
  for (const auto field : merged.agreed) {
    context.db.run(delete_kept, lockbox_id, fingerprint, name_of(accounts::field_names, field));
  }
  for (const auto field : merged.held) {
    context.db.run(update_unsaid, lockbox_id, fingerprint, name_of(accounts::field_names, field));
  }
  for (const auto& said : merged.conflicts) {
    // The same word again opens nothing that somebody decided.
    if (TRY(said_already(context, lockbox_id, fingerprint, said))) continue;
    context.db.run(update_said, lockbox_id, fingerprint, name_of(accounts::field_names, said.field),
                   context.seal.seal(sealed_column::account_file_value, said.value),
                   to_string(context.clock.now()));
  }
  return {};
}

Result<void> check_file_version(StoreContext& context, std::int64_t lockbox_id,
                                const AccountNumber& account, Field field,
                                const std::string& version) {
  const auto said =
      TRY(said_of(context, lockbox_id, context.seal.account_fingerprint(account), field));
  if (!said) return fail(ErrorCode::NotFound, "The file and the account do not differ here.");
  if (version_of(context, account, field, *said) == version) return {};
  return tl::unexpected{newer_file()};
}

Result<void> check_file_still_says(StoreContext& context, std::int64_t lockbox_id,
                                   const Change& change) {
  const auto fingerprint = context.seal.account_fingerprint(change.account);
  bool differs = false;
  for (const auto& field : change.fields) {
    const auto said = TRY(said_of(context, lockbox_id, fingerprint, field.field));
    if (said && *said != field.after) return tl::unexpected{newer_file()};
    differs = differs || said.has_value();
  }
  if (differs) return {};
  return fail(ErrorCode::Conflict,
              "A newer account file agrees with the account by now; reject this change.");
}

Result<std::vector<AccountConflict>> read_account_conflicts(StoreContext& context,
                                                            const std::string& site) {
  std::vector<AccountConflict> conflicts;
  auto rows = context.db.query(select_conflicts, site);
  while (rows.next()) {
    AccountConflict conflict;
    conflict.lockbox = rows.text(0);
    conflict.account =
        AccountNumber{TRY(context.seal.open(sealed_column::account_change_number, rows.blob(1)))};
    conflict.field = TRY(parse_name<Field>(accounts::field_names, rows.text(2)));
    conflict.kept = TRY(context.seal.open(sealed_column::account_change_value, rows.blob(3)));
    conflict.file = TRY(context.seal.open(sealed_column::account_file_value, rows.blob(4)));
    conflict.change = rows.integer(5);
    conflict.seen_at = rows.text(6);
    conflict.kept_by = rows.text(7);
    conflict.kept_because = rows.text(8);
    conflict.version = version_of(context, conflict.account, conflict.field, conflict.file);
    conflicts.push_back(std::move(conflict));
  }
  return conflicts;
}

Result<void> keep_account_field(StoreContext& context, const std::string& site,
                                const AccountConflict& conflict) {
  if (is_blank(conflict.kept_because)) {
    return fail(ErrorCode::InvalidInput, "Say why the change stays.", "/reason");
  }
  const auto lockbox = find_lockbox(context.db, site, conflict.lockbox);
  if (lockbox) {
    TRY(check_file_version(context, *lockbox, conflict.account, conflict.field, conflict.version));
  }
  const auto changed = lockbox ? context.db.run(update_keep, *lockbox,
                                                context.seal.account_fingerprint(conflict.account),
                                                name_of(accounts::field_names, conflict.field),
                                                context.audit.actor(), conflict.kept_because)
                               : 0;
  if (changed == 0) {
    return fail(ErrorCode::NotFound, "The file and the account do not differ here.");
  }
  add_accounts_event(context, *lockbox, "keep");
  return {};
}

Result<std::vector<ClosedPayment>> read_paid_closed(StoreContext& context, const std::string& site,
                                                    const BusinessDay& since) {
  std::vector<ClosedPayment> payments;
  auto rows = context.db.query(select_paid_closed, site, since.to_string());
  while (rows.next()) {
    payments.push_back({.lockbox = rows.text(0),
                        .account = AccountNumber{TRY(
                            context.seal.open(sealed_column::account_number, rows.blob(1)))},
                        .day = TRY(BusinessDay::parse(rows.text(2))),
                        .batch = BatchId{rows.integer(3)},
                        .transaction = rows.integer(4),
                        .amount = rows.money(5)});
  }
  return payments;
}

}  // namespace lockbox::deposit
