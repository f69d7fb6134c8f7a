#include "service/work/account_cache.h"

#include <utility>

namespace lockbox::service::work {

namespace {

/// The accounts with those that were written since in their places, new ones at the end.
std::vector<deposit::Account> brought_up_to_date(const KnownAccounts& known,
                                                 std::vector<deposit::Account> written) {
  auto accounts = known.list;
  const auto& indexed = known.index.all();
  for (auto& account : written) {
    const auto* before = known.index.find(account.number);
    if (before == nullptr) {
      accounts.push_back(std::move(account));
    } else {
      accounts.at(static_cast<std::size_t>(before - indexed.data())) = std::move(account);
    }
  }
  return accounts;
}

}  // namespace

const std::vector<deposit::accounts::LikelyDuplicate>& CachedAccounts::likely_duplicates() const {
  std::call_once(has_duplicates_, [&] {
    duplicates_ = deposit::accounts::likely_duplicates(known.list, duplicates_max);
  });
  return duplicates_;
}

AccountCache::Kept& AccountCache::kept_of(const std::string& site, const std::string& lockbox) {
  const std::lock_guard lock{mutex_};
  return kept_[site + "/" + lockbox];
}

Result<std::shared_ptr<const CachedAccounts>> AccountCache::cached(deposit::Books& books,
                                                                   const std::string& site,
                                                                   const std::string& lockbox) {
  auto& kept = kept_of(site, lockbox);
  const std::lock_guard lock{kept.mutex};
  const auto revision = kept.accounts ? kept.accounts->revision() : 0;
  auto changed = TRY(books.store().accounts_since(site, lockbox, revision));
  if (kept.accounts && changed.revision == revision) return kept.accounts;
  if (changed.revision < revision) {  // Other books have taken the place of those that were read.
    changed = TRY(books.store().accounts_since(site, lockbox, 0));
    kept.accounts = nullptr;
  }
  auto accounts = kept.accounts
                      ? brought_up_to_date(kept.accounts->known, std::move(changed.accounts))
                      : std::move(changed.accounts);
  kept.accounts = std::make_shared<const CachedAccounts>(changed.revision, std::move(accounts));
  return kept.accounts;
}

Result<std::shared_ptr<const KnownAccounts>> AccountCache::accounts(deposit::Books& books,
                                                                    const std::string& site,
                                                                    const std::string& lockbox) {
  const auto all = TRY(cached(books, site, lockbox));
  return std::shared_ptr<const KnownAccounts>{all, &all->known};
}

}  // namespace lockbox::service::work
