#include "deposit/store/sqlite/account_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_lockbox =
    "SELECT lockbox_id FROM lockbox WHERE site = ?1 AND name = ?2";
constexpr std::string_view insert_lockbox = "INSERT INTO lockbox (site, name) VALUES (?1, ?2)";

constexpr std::string_view select_last_import =
    "SELECT sha256 FROM account_import WHERE lockbox_id = ?1 ORDER BY import_id DESC LIMIT 1";
constexpr std::string_view insert_import =
    "INSERT INTO account_import (lockbox_id, sha256, accounts) VALUES (?1, ?2, ?3)";
constexpr std::string_view upsert_account =
    "INSERT INTO account (lockbox_id, number_sealed, number_fingerprint, bill_type, name_sealed,"
    " address_sealed, balance_due_cents, due_date, fund, deposit_account, status)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    " ON CONFLICT (lockbox_id, number_fingerprint) DO UPDATE SET bill_type = excluded.bill_type,"
    " name_sealed = excluded.name_sealed, address_sealed = excluded.address_sealed,"
    " balance_due_cents = excluded.balance_due_cents, due_date = excluded.due_date,"
    " fund = excluded.fund, deposit_account = excluded.deposit_account, status = excluded.status";
constexpr std::string_view delete_successors =
    "DELETE FROM account_successor WHERE lockbox_id = ?1"
    " AND number_fingerprint = ?2";
constexpr std::string_view insert_successor =
    "INSERT INTO account_successor (lockbox_id, number_fingerprint, successor_sealed)"
    " VALUES (?1, ?2, ?3)";
constexpr std::string_view select_accounts =
    "SELECT number_sealed, bill_type, name_sealed, address_sealed, balance_due_cents, due_date,"
    " fund, deposit_account, status, successor_sealed FROM account"
    " LEFT JOIN account_successor USING (lockbox_id, number_fingerprint)"
    " WHERE lockbox_id = ?1 ORDER BY account_id";

/// What the file says of the number last holds.
void write_successor(StoreContext& context, std::int64_t lockbox_id, const Account& account) {
  const auto fingerprint = context.seal.account_fingerprint(account.number);
  context.db.run(delete_successors, lockbox_id, fingerprint);
  if (!account.successor) return;
  context.db.run(insert_successor, lockbox_id, fingerprint,
                 context.seal.seal(sealed_column::account_successor, account.successor->reveal()));
}

bool was_last_import(Connection& db, std::int64_t lockbox_id, const Sha256& file_hash) {
  auto rows = db.query(select_last_import, lockbox_id);
  return rows.next() && rows.sha256(0) == file_hash;
}

}  // namespace

std::optional<std::int64_t> find_lockbox(Connection& db, const std::string& site,
                                         const std::string& lockbox) {
  return db.find_integer(select_lockbox, site, lockbox);
}

std::int64_t lockbox_row(StoreContext& context, const std::string& site,
                         const std::string& lockbox) {
  if (const auto found = find_lockbox(context.db, site, lockbox)) return *found;
  const auto id = context.db.insert(insert_lockbox, site, lockbox);
  context.audit.add({Entity::Lockbox, id, std::nullopt, id, site + "/" + lockbox}, "register");
  return id;
}

bool import_account_rows(StoreContext& context, std::int64_t lockbox_id, const Sha256& file_hash,
                         std::span<const Account> accounts) {
  if (was_last_import(context.db, lockbox_id, file_hash)) return false;
  for (const auto& account : accounts) {
    const auto& number = account.number;
    context.db.run(upsert_account, lockbox_id,
                   context.seal.seal(sealed_column::account_number, number.reveal()),
                   context.seal.account_fingerprint(number), account.bill_type,
                   context.seal.seal(sealed_column::account_name, account.name),
                   context.seal.seal(sealed_column::account_address, account.address),
                   account.balance_due, account.due_date, account.fund, account.deposit_account,
                   name_of(account_status_names, account.status));
    write_successor(context, lockbox_id, account);
  }
  context.db.run(insert_import, lockbox_id, file_hash, accounts.size());
  context.audit.set_reason(std::to_string(accounts.size()) + " accounts of the file with SHA-256 " +
                           file_hash.hex() + ".");
  context.audit.add({Entity::Accounts, lockbox_id, std::nullopt, lockbox_id, "lockbox accounts"},
                    "import");
  return true;
}

Result<std::vector<Account>> read_accounts(StoreContext& context, std::int64_t lockbox_id) {
  std::vector<Account> accounts;
  auto rows = context.db.query(select_accounts, lockbox_id);
  while (rows.next()) {
    Account account;
    account.number =
        AccountNumber{TRY(context.seal.open(sealed_column::account_number, rows.blob(0)))};
    account.bill_type = rows.text(1);
    account.name = TRY(context.seal.open(sealed_column::account_name, rows.blob(2)));
    account.address = TRY(context.seal.open(sealed_column::account_address, rows.blob(3)));
    account.balance_due = rows.money(4);
    account.due_date = rows.text(5);
    account.fund = rows.text(6);
    account.deposit_account = rows.text(7);
    account.status = TRY(parse_name<AccountStatus>(account_status_names, rows.text(8)));
    if (!rows.is_null(9)) {
      account.successor =
          AccountNumber{TRY(context.seal.open(sealed_column::account_successor, rows.blob(9)))};
    }
    accounts.push_back(std::move(account));
  }
  return accounts;
}

}  // namespace lockbox::deposit
