#pragma once

/// @file
/// The biller's accounts as people look them up; numbers are masked unless a person with the right
/// says why.

#include <string>
#include <string_view>
#include <vector>

#include "core/keys.h"
#include "deposit/accounts/account_ref.h"
#include "deposit/model/account.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/config/csv_table.h"
#include "service/work/account_cache.h"
#include "service/work/task_view.h"

namespace lockbox::service::work {

/// An account with the lockbox that it belongs to and the name under which pages speak of it.
struct FoundAccount {
  std::string ref;  ///< 32 hexadecimal digits; nobody without the key can tell the number from it.
  std::string lockbox;
  deposit::Account account;
};

using deposit::accounts::account_ref;

/// Where accounts are looked for.
struct AccountDesk {
  deposit::Books& books;
  Keys& keys;
  const deposit::Site& site;
  AccountCache& cache;
};

/// How the answer to a question for an account names one that a page shows with a masked number:
/// this and its ref.  No account number has a colon.
inline constexpr std::string_view ref_mark = "ref:";
/// What an answer means: a number as keyed or that of the account whose ref it names, or a division
/// over several (`deposit::parse_split`), each named so.  InvalidInput for a ref that none of the
/// accounts has.
[[nodiscard]] Result<std::string> answered_account(Keys& keys, const std::string& site,
                                                   const std::string& lockbox,
                                                   const std::vector<deposit::Account>& accounts,
                                                   const std::string& value);

/// Digits find accounts whose number is them or ends with them; other words find those in whose
/// name they stand, in any capitals, or, when they stand in none, open ones whose name is like
/// them, best first.  At most `at_most`, in the order of the account files.
[[nodiscard]] Result<std::vector<FoundAccount>> find_accounts(const AccountDesk& desk,
                                                              std::string_view words,
                                                              std::size_t at_most);

/// The account that a ref names; NotFound without one.
[[nodiscard]] Result<FoundAccount> account_by_ref(deposit::Store& store, const deposit::Site& site,
                                                  const std::string& ref);

/// The account that takes money for what the ref names: for a number that was merged the open one
/// that it went into.  NotFound without an account.
[[nodiscard]] Result<FoundAccount> living_account_by_ref(deposit::Store& store, Keys& keys,
                                                         const deposit::Site& site,
                                                         const std::string& ref);

struct PaidAccount {
  FoundAccount found;
  std::vector<deposit::AccountPayment> payments;  ///< Newest first.
};
[[nodiscard]] Result<PaidAccount> account_with_payments(deposit::Books& books,
                                                        const deposit::Site& site,
                                                        const std::string& ref);

struct Reveal {
  std::string ref;
  std::string reason;
};
/// The whole number, after who asked and why stand in the audit trail.
[[nodiscard]] Result<AccountNumber> reveal_account(deposit::Books& books, const deposit::Site& site,
                                                   const Reveal& reveal,
                                                   const deposit::Actor& person);

struct AccountImport {
  std::int64_t accounts = 0;
  bool is_unchanged = false;           ///< All of it is known already.
  std::vector<LineProblem> bad_lines;  ///< Unless empty, nothing was imported.
  std::int64_t conflicts = 0;          ///< Fields changed here that the file has otherwise.
};
struct AccountText {
  std::string lockbox;
  std::string csv;
  bool is_dry_run = false;  ///< Only say what would be.
};
/// InvalidInput for another site's lockbox and for text that is no account file at all.
[[nodiscard]] Result<AccountImport> import_account_text(deposit::Books& books,
                                                        const deposit::Site& site,
                                                        const AccountText& text,
                                                        const deposit::Actor& person);

/// The accounts of one lockbox, ready for matching.
[[nodiscard]] Result<KnownAccounts> known_accounts(deposit::Store& store, const std::string& site,
                                                   const std::string& lockbox);

}  // namespace lockbox::service::work
