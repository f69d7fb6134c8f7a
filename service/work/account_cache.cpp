#include "service/work/account_cache.h"

#include <utility>

namespace lockbox::service::work {

namespace {

/// How the audit trail names the accounts of whichever lockbox.
constexpr auto imports_key = "lockbox accounts";

}  // namespace

Result<std::shared_ptr<const KnownAccounts>> AccountCache::accounts(deposit::Books& books,
                                                                    const std::string& site,
                                                                    const std::string& lockbox) {
  const auto name = site + "/" + lockbox;
  // Asked before the accounts are read: an import in between is then loaded once more, never
  // missed.
  const auto imports = TRY(books.finder().audit(
      {.batch = std::nullopt, .entity = "accounts", .entity_key = imports_key, .before = 0}, 1));
  const auto import = imports.empty() ? 0 : imports.front().seq;
  {
    const std::lock_guard lock{mutex_};
    const auto found = loaded_.find(name);
    if (found != loaded_.end() && found->second.import == import) return found->second.accounts;
  }
  auto fresh = std::make_shared<const KnownAccounts>(TRY(books.store().accounts(site, lockbox)));
  const std::lock_guard lock{mutex_};
  loaded_.insert_or_assign(name, Loaded{import, fresh});
  return fresh;
}

}  // namespace lockbox::service::work
