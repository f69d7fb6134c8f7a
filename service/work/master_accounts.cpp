#include "service/work/master_accounts.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "service/config/table_reader.h"

namespace lockbox::service::work {

namespace {

using deposit::Account;
using deposit::accounts::Change;
using deposit::accounts::ChangeKind;
using deposit::accounts::ChangeRequest;
using deposit::accounts::ChangeState;
using deposit::accounts::Field;
using deposit::accounts::FieldValue;

constexpr std::size_t list_max = CachedAccounts::duplicates_max;

Result<void> check_bill_type(const AccountDesk& desk, const std::string& lockbox,
                             const std::string& bill_type) {
  std::vector<std::string> known;
  for (const auto& coupon : desk.site.coupons) known.push_back(coupon.bill_type);
  if (std::ranges::find(known, bill_type) != known.end()) return {};
  const auto accounts = TRY(desk.cache.accounts(desk.books, desk.site.id, lockbox));
  const auto& list = accounts->list;
  if (std::ranges::find(list, bill_type, &Account::bill_type) != list.end()) return {};
  return fail(ErrorCode::InvalidInput,
              fmt::format("Neither a coupon nor an account is of the bill type '{}'; the site has "
                          "{}.",
                          bill_type, fmt::join(known, ", ")),
              "/bill_type");
}

/// What only the site knows of values.
Result<void> check_by_site(const AccountDesk& desk, const std::string& lockbox,
                           const std::vector<FieldValue>& wanted) {
  for (const auto& one : wanted) {
    if (one.value.empty()) continue;
    if (one.field == Field::Fund && !is_identifier(one.value)) {
      return fail(ErrorCode::InvalidInput,
                  "The fund may hold up to 40 letters, digits, '-' and '_'.", "/fund");
    }
    if (one.field == Field::DepositAccount && desk.site.deposit_account(one.value) == nullptr) {
      std::vector<std::string> known;
      for (const auto& account : desk.site.deposit_accounts) known.push_back(account.id);
      return fail(ErrorCode::InvalidInput,
                  fmt::format("The site has the deposit accounts {}.", fmt::join(known, ", ")),
                  "/deposit_account");
    }
    if (one.field == Field::BillType) TRY(check_bill_type(desk, lockbox, one.value));
  }
  return {};
}

std::vector<FoundAccount> found_of(const AccountDesk& desk, const std::string& lockbox,
                                   const std::vector<const Account*>& accounts) {
  std::vector<FoundAccount> found;
  for (const auto* account : accounts) {
    if (found.size() == list_max) break;
    found.push_back(
        {account_ref(desk.keys, desk.site.id, lockbox, account->number), lockbox, *account});
  }
  return found;
}

template <class Part>
void append(std::vector<Part>& all, std::vector<Part> more) {
  for (auto& one : more) {
    if (all.size() == list_max) return;
    all.push_back(std::move(one));
  }
}

void review_lockbox(const AccountDesk& desk, const std::string& lockbox,
                    const CachedAccounts& cached, AccountReview& review) {
  const auto& accounts = cached.known.list;
  append(review.credits, found_of(desk, lockbox, deposit::accounts::with_credit(accounts)));
  append(review.closed_with_balance,
         found_of(desk, lockbox, deposit::accounts::closed_with_balance(accounts)));
  std::vector<DuplicatePair> pairs;
  for (const auto& pair : cached.likely_duplicates()) {
    auto found = found_of(desk, lockbox, {pair.one, pair.other});
    pairs.push_back({std::move(found.at(0)), std::move(found.at(1)), pair.name, pair.address});
  }
  append(review.duplicates, std::move(pairs));
}

}  // namespace

Result<Change> ask_account_change(const AccountDesk& desk, const AskedChange& asked,
                                  const deposit::Actor& actor) {
  ChangeRequest request{.lockbox = asked.lockbox,
                        .kind = asked.kind,
                        .number = AccountNumber{asked.number},
                        .wanted = asked.wanted,
                        .into = {},
                        .effective_on = asked.effective_on,
                        .reason = asked.reason};
  if (asked.kind == ChangeKind::Create) {
    const auto& known = desk.site.lockboxes;
    if (std::ranges::find(known, asked.lockbox) == known.end()) {
      return fail(ErrorCode::InvalidInput,
                  fmt::format("The site has the lockboxes {}.", fmt::join(known, ", ")),
                  "/lockbox");
    }
  } else {
    auto found = TRY(account_by_ref(desk.books.store(), desk.site, asked.ref));
    request.lockbox = found.lockbox;
    request.number = found.account.number;
  }
  if (asked.kind == ChangeKind::Merge) {
    const auto into = account_by_ref(desk.books.store(), desk.site, asked.into_ref);
    if (!into || into->lockbox != request.lockbox) {
      return fail(ErrorCode::InvalidInput,
                  "Name an account of the same lockbox that it shall go on as.", "/into_ref");
    }
    request.into = into->account.number;
  }
  TRY(check_by_site(desk, request.lockbox, request.wanted));
  return desk.books.master_accounts().request(desk.site.id, request, actor);
}

Result<void> keep_here(const AccountDesk& desk, const ConflictWord& word,
                       const deposit::Actor& actor) {
  const auto found = TRY(account_by_ref(desk.books.store(), desk.site, word.ref));
  deposit::AccountConflict conflict;
  conflict.lockbox = found.lockbox;
  conflict.account = found.account.number;
  conflict.field = word.field;
  conflict.kept_because = word.reason;
  conflict.version = word.version;
  return desk.books.master_accounts().keep(desk.site.id, conflict, actor);
}

Result<Change> take_from_file(const AccountDesk& desk, const ConflictWord& word,
                              const deposit::Actor& actor) {
  const auto found = TRY(account_by_ref(desk.books.store(), desk.site, word.ref));
  const auto conflicts = TRY(desk.books.master_accounts().conflicts(desk.site.id));
  const auto conflict = std::ranges::find_if(conflicts, [&](const auto& one) {
    return one.lockbox == found.lockbox && one.account == found.account.number &&
           one.field == word.field;
  });
  if (conflict == conflicts.end()) {
    return fail(ErrorCode::NotFound, "The file and the account do not differ here.");
  }
  ChangeRequest request{.lockbox = found.lockbox,
                        .kind = ChangeKind::TakeFile,
                        .number = found.account.number,
                        .wanted = {{word.field, conflict->file}},
                        .into = {},
                        .effective_on = {},
                        .reason = word.reason,
                        .file_version = word.version};
  TRY(check_by_site(desk, found.lockbox, request.wanted));
  return desk.books.master_accounts().request(desk.site.id, request, actor);
}

Result<std::int64_t> open_conflicts(deposit::Books& books, const std::string& site,
                                    const std::string& lockbox) {
  const auto conflicts = TRY(books.master_accounts().conflicts(site));
  return std::ranges::count_if(conflicts, [&](const deposit::AccountConflict& conflict) {
    return conflict.lockbox == lockbox && conflict.kept_by.empty();
  });
}

Result<std::vector<Change>> changes_of_account(const AccountDesk& desk, const std::string& ref) {
  const auto found = TRY(account_by_ref(desk.books.store(), desk.site, ref));
  return desk.books.master_accounts().changes(
      desk.site.id, {.lockbox = found.lockbox, .account = found.account.number, .since = {}});
}

Result<AccountReview> review_accounts(const AccountDesk& desk, const BusinessDay& since) {
  AccountReview review;
  auto& master = desk.books.master_accounts();
  append(review.waiting, TRY(master.changes(desk.site.id, {.only_waiting = true})));
  auto changed = TRY(master.changes(desk.site.id, {.since = since}));
  std::erase_if(changed, [](const Change& change) { return change.state != ChangeState::Applied; });
  append(review.changed, std::move(changed));
  for (auto& conflict : TRY(master.conflicts(desk.site.id))) {
    if (conflict.kept_by.empty()) append(review.conflicts, {std::move(conflict)});
  }
  for (const auto& lockbox : desk.site.lockboxes) {
    const auto accounts = TRY(desk.cache.cached(desk.books, desk.site.id, lockbox));
    review_lockbox(desk, lockbox, *accounts, review);
  }
  append(review.paid_closed, TRY(master.paid_closed(desk.site.id, since)));
  return review;
}

}  // namespace lockbox::service::work
