#include "deposit/store/sqlite/file_rows.h"

#include "deposit/store/sqlite/deposit_rows.h"
#include "deposit/store/sqlite/journal_rows.h"
#include "deposit/store/sqlite/money_rules.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view posting_kind = "posting";

constexpr std::string_view select_file =
    "SELECT sha256 FROM output_file WHERE batch_id = ?1 AND name = ?2";
constexpr std::string_view insert_file =
    "INSERT INTO output_file (lockbox_id, batch_id, name, kind, deposit_id, fund, sha256)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view insert_postings =
    "INSERT INTO posting (line_id, lockbox_id, file_id)"
    " SELECT line_id, ?1, ?2 FROM journal_line JOIN journal_entry USING (entry_id)"
    " JOIN lockbox_transaction owner USING (transaction_id)"
    " WHERE journal_entry.batch_id = ?3 AND fund = ?4 AND ledger = 'receivable'"
    " AND owner.state IN ('deposited', 'posted')"
    " AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.line_id = journal_line.line_id)";
constexpr std::string_view select_files =
    "SELECT name, output_file.kind, ticket_number, fund, sha256 FROM output_file"
    " LEFT JOIN deposit USING (deposit_id) WHERE output_file.batch_id = ?1 ORDER BY name";

std::optional<Sha256> find_file(Connection& db, const BatchRow& batch, const std::string& name) {
  auto rows = db.query(select_file, batch.id(), name);
  if (!rows.next()) return std::nullopt;
  return rows.sha256(0);
}

}  // namespace

Result<void> record_file_row(StoreContext& context, const BatchRow& batch, const OutputFile& file) {
  const auto hash = TRY(Sha256::parse_hex(file.sha256_hex));
  if (const auto stored = find_file(context.db, batch, file.name)) {
    if (*stored == hash) return {};
    return fail(ErrorCode::Conflict,
                "The file " + file.name + " was recorded with other contents before.");
  }
  std::optional<std::int64_t> deposit_id;
  if (!file.ticket.empty()) {
    deposit_id = find_deposit(context.db, batch.lockbox_id, file.ticket);
    if (!deposit_id) {
      return fail(ErrorCode::NotFound, "There is no deposit ticket " + file.ticket + ".");
    }
  }
  const auto id = context.db.insert(insert_file, batch.lockbox_id, batch.id(), file.name, file.kind,
                                    deposit_id, file.fund, hash);
  if (file.kind == posting_kind) {
    context.db.run(insert_postings, batch.lockbox_id, id, batch.id(), file.fund);
  }
  context.audit.add(batch.subject(Entity::File, id, file.name), "write");
  return check_money_rules(context.db, batch.batch.id);
}

Result<std::vector<OutputFile>> read_files(Connection& db, BatchId batch) {
  std::vector<OutputFile> files;
  auto rows = db.query(select_files, batch.value());
  while (rows.next()) {
    files.push_back({.name = rows.text(0),
                     .kind = rows.text(1),
                     .ticket = rows.is_null(2) ? "" : ticket_of(rows.integer(2)),
                     .fund = rows.text(3),
                     .sha256_hex = rows.sha256(4).hex()});
  }
  return files;
}

}  // namespace lockbox::deposit
