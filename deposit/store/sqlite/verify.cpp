#include "deposit/store/sqlite/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "deposit/store/sqlite/entity_scan.h"
#include "deposit/store/sqlite/ledger_rows.h"
#include "deposit/store/sqlite/looks.h"
#include "deposit/store/sqlite/money_rules.h"
#include "deposit/store/sqlite/verify_trail.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_ticket_gap =
    "SELECT site, count(DISTINCT ticket_number), max(ticket_number) FROM deposit"
    " JOIN lockbox USING (lockbox_id) GROUP BY site"
    " HAVING count(DISTINCT ticket_number) <> max(ticket_number) OR min(ticket_number) <> 1";

/// A sealed column; where a number can be found by its fingerprint, that column too.
struct SealedColumn {
  std::string_view table;
  std::string_view column;
  std::string_view seal;
  std::string_view fingerprint;
};
constexpr std::array<SealedColumn, 16> sealed_columns{{
    {"account", "number_sealed", sealed_column::account_number, "number_fingerprint"},
    {"account", "name_sealed", sealed_column::account_name, ""},
    {"account", "address_sealed", sealed_column::account_address, ""},
    {"document", "head_codeline_sealed", sealed_column::head_codeline, ""},
    {"reading", "micr_sealed", sealed_column::reading_micr, ""},
    {"reading", "coupon_sealed", sealed_column::reading_coupon, ""},
    {"reading_symbols", "symbols_sealed", sealed_column::reading_symbols, ""},
    {"item", "repaired_micr_sealed", sealed_column::item_repaired_micr, ""},
    {"application", "account_sealed", sealed_column::application_account, "account_fingerprint"},
    {"task", "answer_sealed", sealed_column::task_answer, ""},
    {"journal_line", "account_sealed", sealed_column::journal_account, "account_fingerprint"},
    {"ledger_line", "account_sealed", sealed_column::ledger_account, "account_fingerprint"},
    {"adjustment", "from_sealed", sealed_column::adjustment_from, ""},
    {"adjustment", "to_sealed", sealed_column::adjustment_to, ""},
    {"user", "totp_secret_sealed", sealed_column::user_totp_secret, ""},
    {"kept_answer", "body_sealed", sealed_column::kept_answer_body, ""},
}};

std::optional<std::string> first_damage(Connection& db) {
  {
    auto rows = db.query("PRAGMA integrity_check(1)");
    if (rows.next() && rows.text(0) != "ok") {
      return "The database file is damaged: " + rows.text(0) + ".";
    }
  }
  auto rows = db.query("PRAGMA foreign_key_check");
  if (!rows.next()) return std::nullopt;
  return "Row " + rows.text(1) + " of table " + rows.text(0) + " names a row of " + rows.text(2) +
         " that is not there.";
}

std::optional<std::string> first_ticket_gap(Connection& db) {
  auto rows = db.query(select_ticket_gap);
  if (!rows.next()) return std::nullopt;
  return "The deposit tickets of " + rows.text(0) + " have a gap: " + rows.text(1) +
         " tickets, the last is number " + rows.text(2) + ".";
}

std::optional<std::string> first_broken_seal(Connection& db, const FieldSeal& seal,
                                             const SealedColumn& sealed) {
  const std::string column{sealed.column};
  const std::string table{sealed.table};
  std::string columns = column + ", rowid";
  if (!sealed.fingerprint.empty()) columns.append(", ").append(sealed.fingerprint);
  auto rows =
      db.query("SELECT " + columns + " FROM " + table + " WHERE " + column + " IS NOT NULL");
  while (rows.next()) {
    const auto where = [&] {
      return fmt::format("The field {} in row {} of table {}", column, rows.text(1), table);
    };
    const auto plain = seal.open(sealed.seal, rows.blob_view(0));
    if (!plain) return where() + " cannot be unsealed with this key.";
    if (sealed.fingerprint.empty()) continue;
    if (seal.account_fingerprint(AccountNumber{*plain}) != rows.sha256(2)) {
      return where() + " does not have the fingerprint of its contents.";
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_first_fault(Connection& db, const FieldSeal& seal) {
  TrailProof trail;
  std::vector<ScannedEntity> scanned;
  for (const auto& kind : all_entity_rows()) {
    if (!kind.table.empty()) scanned.push_back({.entity = kind.entity, .rows = {}, .states = {}});
  }
  // By what is to be told first.
  std::vector<Look> looks{
      first_damage,
      [&](Connection& reader) {
        trail = prove_trail(reader);
        return trail.fault;
      },
      first_broken_money_rule,
      first_broken_ledger_rule,
      first_ticket_gap,
  };
  const auto before_rows = looks.size();
  for (auto& entity : scanned) {
    looks.emplace_back([&entity](Connection& reader) -> std::optional<std::string> {
      entity = scan_entity(reader, rows_of(entity.entity));
      return std::nullopt;
    });
  }
  for (const auto& column : sealed_columns) {
    looks.emplace_back([&](Connection& reader) { return first_broken_seal(reader, seal, column); });
  }
  const auto faults = Readers{db}.take(looks);
  const auto rows = faults.begin() + static_cast<std::ptrdiff_t>(before_rows);
  const auto is_fault = [](const auto& fault) { return fault.has_value(); };
  if (const auto fault = std::find_if(faults.begin(), rows, is_fault); fault != rows) return *fault;
  if (auto fault = first_row_against_trail(db, scanned, trail.words)) return fault;
  const auto fault = std::find_if(rows, faults.end(), is_fault);
  return fault == faults.end() ? std::nullopt : *fault;
}

}  // namespace lockbox::deposit
