#include "deposit/store/sqlite/account_rows.h"

#include <algorithm>
#include <map>

#include "deposit/store/sqlite/kept_field_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_last_word =
    "SELECT row_digest FROM audit_event WHERE entity = ?1 AND row_id = ?2 ORDER BY seq DESC LIMIT "
    "1";
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
    " fund, deposit_account, status, successor_sealed, account_alias.change_id, number_fingerprint"
    " FROM account LEFT JOIN account_successor USING (lockbox_id, number_fingerprint)"
    " LEFT JOIN account_alias USING (lockbox_id, number_fingerprint) WHERE lockbox_id = ?1";
constexpr std::string_view select_charges =
    "SELECT number_fingerprint, code, due_on, amount_cents FROM account_charge"
    " WHERE lockbox_id = ?1";
// Which accounts, for both of the above.
constexpr std::string_view of_fingerprint = " AND number_fingerprint = ?2";
constexpr std::string_view written_since =
    " AND number_fingerprint IN (SELECT number_fingerprint FROM account_index"
    "  WHERE lockbox_id = ?1 AND revision > ?2)";
constexpr std::string_view that_are_merged =
    " AND number_fingerprint IN (SELECT number_fingerprint FROM account_alias"
    "  WHERE lockbox_id = ?1)";
constexpr std::string_view upsert_index =
    "INSERT INTO account_index (lockbox_id, number_fingerprint, ref, revision) VALUES (?1, ?2, ?3,"
    " (SELECT coalesce(max(revision), 0) + 1 FROM account_index WHERE lockbox_id = ?1))"
    " ON CONFLICT (lockbox_id, number_fingerprint) DO UPDATE SET revision = excluded.revision";
constexpr std::string_view select_revision =
    "SELECT max(revision) FROM account_index WHERE lockbox_id = ?1";
constexpr std::string_view select_by_ref =
    "SELECT lockbox.name, lockbox_id, number_fingerprint FROM account_index"
    " JOIN lockbox USING (lockbox_id) WHERE site = ?1 AND ref = ?2";
constexpr std::string_view select_lockbox_names = "SELECT lockbox_id, site, name FROM lockbox";
constexpr std::string_view delete_charges =
    "DELETE FROM account_charge WHERE lockbox_id = ?1 AND number_fingerprint = ?2";
constexpr std::string_view insert_charge =
    "INSERT INTO account_charge (lockbox_id, number_fingerprint, ordinal, code, due_on,"
    " amount_cents) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view delete_alias =
    "DELETE FROM account_alias WHERE lockbox_id = ?1 AND number_fingerprint = ?2";
constexpr std::string_view insert_alias =
    "INSERT INTO account_alias (lockbox_id, number_fingerprint, change_id) VALUES (?1, ?2, ?3)";

/// What the file says of the number last holds.
void write_successor(StoreContext& context, std::int64_t lockbox_id, const Account& account) {
  const auto fingerprint = context.seal.account_fingerprint(account.number);
  context.db.run(delete_successors, lockbox_id, fingerprint);
  if (!account.successor) return;
  context.db.run(insert_successor, lockbox_id, fingerprint,
                 context.seal.seal(sealed_column::account_successor, account.successor->reveal()));
}

void write_charges(StoreContext& context, std::int64_t lockbox_id, const Account& account) {
  const auto fingerprint = context.seal.account_fingerprint(account.number);
  context.db.run(delete_charges, lockbox_id, fingerprint);
  std::int64_t ordinal = 0;
  for (const auto& charge : account.charges) {
    context.db.run(insert_charge, lockbox_id, fingerprint, ++ordinal, charge.code, charge.due_on,
                   charge.amount);
  }
}

bool was_last_import(Connection& db, std::int64_t lockbox_id, const Sha256& file_hash) {
  auto rows = db.query(select_last_import, lockbox_id);
  return rows.next() && rows.sha256(0) == file_hash;
}

Result<Account> account_of(StoreContext& context, const Rows& rows) {
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
  account.is_merged = !rows.is_null(10);
  return account;
}

/// Those of the lockbox that the condition takes, in the order in which they came.
template <class... Values>
Result<std::vector<Account>> read_some(StoreContext& context, std::string_view condition,
                                       std::int64_t lockbox_id, const Values&... values) {
  std::map<Sha256, std::vector<Charge>> charges;
  {
    auto rows = context.db.query(
        std::string{select_charges}.append(condition) + " ORDER BY number_fingerprint, ordinal",
        lockbox_id, values...);
    while (rows.next()) {
      charges[rows.sha256(0)].push_back({rows.text(1), rows.text(2), rows.money(3)});
    }
  }
  std::vector<Account> accounts;
  auto rows =
      context.db.query(std::string{select_accounts}.append(condition) + " ORDER BY account_id",
                       lockbox_id, values...);
  while (rows.next()) {
    auto account = TRY(account_of(context, rows));
    const auto found = charges.find(rows.sha256(11));
    if (found != charges.end()) account.charges = std::move(found->second);
    accounts.push_back(std::move(account));
  }
  return accounts;
}

struct LockboxName {
  std::int64_t id = 0;
  std::string site;
  std::string lockbox;
};

std::vector<LockboxName> lockbox_names(Connection& db) {
  std::vector<LockboxName> names;
  auto rows = db.query(select_lockbox_names);
  while (rows.next()) names.push_back({rows.integer(0), rows.text(1), rows.text(2)});
  return names;
}

/// Whoever keeps the account in memory finds it in the next revision.
void index_account(StoreContext& context, const LockboxName& lockbox, const AccountNumber& number) {
  context.db.run(upsert_index, lockbox.id, context.seal.account_fingerprint(number),
                 context.seal.account_ref(lockbox.site, lockbox.lockbox, number));
}

/// What the file says, but for what people changed here: of that the file is only noted.
Result<void> import_kept(StoreContext& context, std::int64_t lockbox_id, const Account& stored,
                         const Account& file, const std::vector<accounts::Field>& kept) {
  const auto merged = accounts::merge_import(stored, file, kept);
  write_account(context, lockbox_id, merged.account);
  if (!merged.account.is_merged) {
    context.db.run(delete_alias, lockbox_id, context.seal.account_fingerprint(file.number));
  }
  return note_import(context, lockbox_id, merged);
}

/// Whether the accounts are what the trail last said of them.  Accounts that somebody edited past
/// the trail get no new word in it, so that the proof goes on to find them.
bool are_as_recorded(Connection& db, std::int64_t lockbox_id) {
  auto rows = db.query(select_last_word, name_of(entity_names, Entity::Accounts), lockbox_id);
  return rows.next() && rows.sha256(0) == row_digest(db, Entity::Accounts, lockbox_id);
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

void write_account(StoreContext& context, std::int64_t lockbox_id, const Account& account) {
  const auto& number = account.number;
  context.db.run(upsert_account, lockbox_id,
                 context.seal.seal(sealed_column::account_number, number.reveal()),
                 context.seal.account_fingerprint(number), account.bill_type,
                 context.seal.seal(sealed_column::account_name, account.name),
                 context.seal.seal(sealed_column::account_address, account.address),
                 account.balance_due, account.due_date, account.fund, account.deposit_account,
                 name_of(account_status_names, account.status));
  write_successor(context, lockbox_id, account);
  write_charges(context, lockbox_id, account);
  const auto names = lockbox_names(context.db);
  index_account(context, *std::ranges::find(names, lockbox_id, &LockboxName::id), number);
}

void write_alias(StoreContext& context, std::int64_t lockbox_id, const Account& account,
                 std::int64_t change) {
  const auto fingerprint = context.seal.account_fingerprint(account.number);
  context.db.run(delete_alias, lockbox_id, fingerprint);
  if (!account.is_merged) return;
  context.db.run(insert_alias, lockbox_id, fingerprint, change);
}

void add_accounts_event(StoreContext& context, std::int64_t lockbox_id, std::string_view event) {
  context.audit.add({Entity::Accounts, lockbox_id, std::nullopt, lockbox_id, "lockbox accounts"},
                    event);
}

Result<bool> import_account_rows(StoreContext& context, std::int64_t lockbox_id,
                                 const Sha256& file_hash, std::span<const Account> accounts) {
  if (was_last_import(context.db, lockbox_id, file_hash)) return false;
  std::map<std::string, Account> known;
  KeptFields kept;
  {
    auto stored = TRY(read_accounts(context, lockbox_id));
    kept = TRY(read_kept_fields(context, lockbox_id, stored));
    for (auto& account : stored) {
      if (kept.contains(account.number.reveal()) || account.is_merged) {
        known.emplace(account.number.reveal(), std::move(account));
      }
    }
  }
  for (const auto& account : accounts) {
    const auto stored = known.find(account.number.reveal());
    if (stored == known.end()) {
      write_account(context, lockbox_id, account);
      continue;
    }
    // A merged account may keep no field any more, but it ends when the file says otherwise.
    TRY(import_kept(context, lockbox_id, stored->second, account, kept[account.number.reveal()]));
  }
  context.db.run(insert_import, lockbox_id, file_hash, accounts.size());
  context.audit.set_reason(std::to_string(accounts.size()) + " accounts of the file with SHA-256 " +
                           file_hash.hex() + ".");
  add_accounts_event(context, lockbox_id, "import");
  return true;
}

Result<std::vector<Account>> read_accounts(StoreContext& context, std::int64_t lockbox_id) {
  return read_some(context, "", lockbox_id);
}

Result<ChangedAccounts> read_accounts_since(StoreContext& context, std::int64_t lockbox_id,
                                            std::int64_t revision) {
  ChangedAccounts changed{context.db.find_integer(select_revision, lockbox_id).value_or(0), {}};
  if (changed.revision == revision) return changed;
  if (revision == 0) {
    changed.accounts = TRY(read_accounts(context, lockbox_id));
  } else {
    changed.accounts = TRY(read_some(context, written_since, lockbox_id, revision));
  }
  return changed;
}

Result<std::vector<Account>> read_merged_accounts(StoreContext& context, std::int64_t lockbox_id) {
  return read_some(context, that_are_merged, lockbox_id);
}

Result<std::optional<Account>> find_account(StoreContext& context, std::int64_t lockbox_id,
                                            const AccountNumber& number) {
  auto found =
      TRY(read_some(context, of_fingerprint, lockbox_id, context.seal.account_fingerprint(number)));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

Result<std::optional<PlacedAccount>> find_account_by_ref(StoreContext& context,
                                                         const std::string& site,
                                                         const std::string& ref) {
  PlacedAccount placed;
  std::int64_t lockbox_id = 0;
  Sha256 fingerprint;
  {
    auto rows = context.db.query(select_by_ref, site, ref);
    if (!rows.next()) return std::nullopt;
    placed.lockbox = rows.text(0);
    lockbox_id = rows.integer(1);
    fingerprint = rows.sha256(2);
  }
  auto found = TRY(read_some(context, of_fingerprint, lockbox_id, fingerprint));
  if (found.empty()) return std::nullopt;
  placed.account = std::move(found.front());
  return placed;
}

Result<void> index_known_accounts(StoreContext& context) {
  for (const auto& lockbox : lockbox_names(context.db)) {
    const auto accounts = TRY(read_accounts(context, lockbox.id));
    const bool is_as_recorded = are_as_recorded(context.db, lockbox.id);
    for (const auto& account : accounts) index_account(context, lockbox, account.number);
    if (!accounts.empty() && is_as_recorded) add_accounts_event(context, lockbox.id, "index");
  }
  return {};
}

}  // namespace lockbox::deposit
