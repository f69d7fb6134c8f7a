#include "service/work/accounts.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "deposit/match/successor.h"
#include "deposit/model/person.h"
#include "service/config/account_file.h"
#include "service/work/master_accounts.h"

namespace lockbox::service::work {

namespace {

/// More numbers than this in a row is no chain of merges, but a mistake.
constexpr std::size_t chain_max = 16;

/// The number that one name of an account means.
Result<std::string> named_account(Keys& keys, const std::string& site, const std::string& lockbox,
                                  const std::vector<deposit::Account>& accounts,
                                  std::string_view name) {
  if (!name.starts_with(ref_mark)) return std::string{name};
  name.remove_prefix(ref_mark.size());
  for (const auto& account : accounts) {
    if (account_ref(keys, site, lockbox, account.number) == name) return account.number.reveal();
  }
  return fail(ErrorCode::InvalidInput, "The account file has no such account any more.", "/value");
}

}  // namespace

Result<std::string> answered_account(Keys& keys, const std::string& site,
                                     const std::string& lockbox,
                                     const std::vector<deposit::Account>& accounts,
                                     const std::string& value) {
  std::string answer;
  std::string_view rest{value};
  while (true) {
    const auto end = rest.find(';');
    const auto part = rest.substr(0, end);
    const auto sign = std::min(part.find('='), part.size());
    answer += TRY(named_account(keys, site, lockbox, accounts, part.substr(0, sign)));
    answer += part.substr(sign);
    if (end == std::string_view::npos) return answer;
    answer += ';';
    rest.remove_prefix(end + 1);
  }
}

namespace {

using LookedThrough = std::vector<std::pair<std::string, std::shared_ptr<const CachedAccounts>>>;

FoundAccount found_of(const AccountDesk& desk, const std::string& lockbox,
                      const deposit::Account& account) {
  return {account_ref(desk.keys, desk.site.id, lockbox, account.number), lockbox, account};
}

/// Open accounts whose names are like the words, best first.
std::vector<FoundAccount> like_named(const AccountDesk& desk, const LookedThrough& lockboxes,
                                     const deposit::accounts::SoughtWords& words,
                                     std::size_t at_most) {
  struct Likely {
    std::int64_t likeness = 0;
    const std::string* lockbox = nullptr;
    const deposit::Account* account = nullptr;
  };
  std::vector<Likely> likely;
  for (const auto& [lockbox, accounts] : lockboxes) {
    for (const auto& like : accounts->directory.like(words, deposit::MatchRules{}.name_show_min)) {
      likely.push_back({like.likeness, &lockbox, like.account});
    }
  }
  std::ranges::stable_sort(likely, std::ranges::greater{}, &Likely::likeness);
  std::vector<FoundAccount> found;
  for (const auto& one : likely) {
    if (found.size() == at_most) break;
    found.push_back(found_of(desk, *one.lockbox, *one.account));
  }
  return found;
}

}  // namespace

Result<std::vector<FoundAccount>> find_accounts(const AccountDesk& desk, std::string_view words,
                                                std::size_t at_most) {
  const deposit::accounts::SoughtWords sought{words};
  std::vector<FoundAccount> found;
  if (sought.empty()) return found;
  LookedThrough lockboxes;
  for (const auto& lockbox : desk.site.lockboxes) {
    const auto accounts = TRY(desk.cache.cached(desk.books, desk.site.id, lockbox));
    for (const auto* account : accounts->directory.find(sought, at_most - found.size())) {
      found.push_back(found_of(desk, lockbox, *account));
    }
    lockboxes.emplace_back(lockbox, accounts);
  }
  if (found.empty() && !sought.is_number()) return like_named(desk, lockboxes, sought, at_most);
  return found;
}

Result<FoundAccount> account_by_ref(deposit::Store& store, const deposit::Site& site,
                                    const std::string& ref) {
  auto placed = TRY(store.account_by_ref(site.id, ref));
  const auto& lockboxes = site.lockboxes;
  if (!placed || std::ranges::find(lockboxes, placed->lockbox) == lockboxes.end()) {
    return fail(ErrorCode::NotFound, "There is no such account.");
  }
  return FoundAccount{ref, std::move(placed->lockbox), std::move(placed->account)};
}

Result<FoundAccount> living_account_by_ref(deposit::Store& store, Keys& keys,
                                           const deposit::Site& site, const std::string& ref) {
  auto found = TRY(account_by_ref(store, site, ref));
  if (!found.account.is_merged) return found;
  const auto ref_of = [&](const AccountNumber& number) {
    return account_ref(keys, site.id, found.lockbox, number);
  };
  std::vector<deposit::Account> chain{found.account};
  while (chain.back().is_merged && chain.back().successor && chain.size() < chain_max) {
    auto next = TRY(store.account_by_ref(site.id, ref_of(*chain.back().successor)));
    if (!next) break;
    chain.push_back(std::move(next->account));
  }
  const deposit::AccountIndex merges{std::move(chain)};
  const auto* living = deposit::merged_successor(found.account, merges);
  if (living == nullptr) return found;
  return FoundAccount{ref_of(living->number), found.lockbox, *living};
}

Result<PaidAccount> account_with_payments(deposit::Books& books, const deposit::Site& site,
                                          const std::string& ref) {
  PaidAccount paid{TRY(account_by_ref(books.store(), site, ref)), {}};
  paid.payments = TRY(books.finder().payments(site.id, paid.found.account.number));
  return paid;
}

Result<AccountNumber> reveal_account(deposit::Books& books, const deposit::Site& site,
                                     const Reveal& reveal, const deposit::Actor& person) {
  if (deposit::folded_name(reveal.reason).empty()) {
    return fail(ErrorCode::InvalidInput, "Say why the whole number is wanted.", "/reason");
  }
  auto found = TRY(account_by_ref(books.store(), site, reveal.ref));
  TRY(books.people().note("reveal_account", reveal.ref, reveal.reason, person));
  return std::move(found.account.number);
}

namespace {

Result<bool> is_known(deposit::Store& store, const deposit::Site& site, const std::string& lockbox,
                      const std::vector<deposit::Account>& accounts) {
  const auto known = TRY(known_accounts(store, site.id, lockbox));
  return std::ranges::all_of(accounts, [&](const deposit::Account& account) {
    const auto* same = known.index.find(account.number);
    return same != nullptr && *same == account;
  });
}

}  // namespace

Result<AccountImport> import_account_text(deposit::Books& books, const deposit::Site& site,
                                          const AccountText& text, const deposit::Actor& person) {
  if (std::ranges::find(site.lockboxes, text.lockbox) == site.lockboxes.end()) {
    return fail(ErrorCode::InvalidInput,
                "The site " + site.id + " has no lockbox '" + text.lockbox + "'.", "/lockbox");
  }
  auto file = TRY(parse_account_file(text.csv, "The account file", site));
  AccountImport import{static_cast<std::int64_t>(file.accounts.size()), false,
                       std::move(file.problems), 0};
  if (!import.bad_lines.empty()) return import;
  auto& store = books.store();
  if (text.is_dry_run) {
    import.is_unchanged = TRY(is_known(store, site, text.lockbox, file.accounts));
    return import;
  }
  const bool is_new =
      TRY(store.import_accounts(site.id, text.lockbox, file.sha256, file.accounts, person));
  import.is_unchanged = !is_new;
  import.conflicts = TRY(open_conflicts(books, site.id, text.lockbox));
  return import;
}

Result<KnownAccounts> known_accounts(deposit::Store& store, const std::string& site,
                                     const std::string& lockbox) {
  return KnownAccounts{TRY(store.accounts(site, lockbox))};
}

}  // namespace lockbox::service::work
