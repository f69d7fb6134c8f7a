#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "deposit/accounts/directory.h"
#include "deposit/accounts/duplicates.h"
#include "deposit/store/books.h"
#include "service/work/task_view.h"

namespace lockbox::service::work {

/// The accounts of one lockbox at one revision of the books; nothing of it ever changes.
class CachedAccounts {
 public:
  CachedAccounts(std::int64_t revision, std::vector<deposit::Account> accounts)
      : known{std::move(accounts)}, directory{known.list}, revision_{revision} {}

  const KnownAccounts known;
  const deposit::accounts::AccountDirectory directory;

  [[nodiscard]] std::int64_t revision() const { return revision_; }
  /// The first `duplicates_max`, found out when somebody asks first.
  [[nodiscard]] const std::vector<deposit::accounts::LikelyDuplicate>& likely_duplicates() const;
  static constexpr std::size_t duplicates_max = 200;

 private:
  std::int64_t revision_;
  mutable std::once_flag has_duplicates_;
  mutable std::vector<deposit::accounts::LikelyDuplicate> duplicates_;
};

/// The accounts of each lockbox as the books had them last, because to unseal them all takes longer
/// than to answer a task or a search.
///
/// What holds is the store's own number: every write of an account, by an import, a change or a
/// merge, of this process or another, gives it the next revision of its lockbox.  Each use asks for
/// what was written since the revision that is kept, and only that is unsealed.  Safe for use by
/// several threads.
class AccountCache {
 public:
  [[nodiscard]] Result<std::shared_ptr<const CachedAccounts>> cached(deposit::Books& books,
                                                                     const std::string& site,
                                                                     const std::string& lockbox);
  [[nodiscard]] Result<std::shared_ptr<const KnownAccounts>> accounts(deposit::Books& books,
                                                                      const std::string& site,
                                                                      const std::string& lockbox);

 private:
  struct Kept {
    std::mutex mutex;  ///< Held while accounts are read: whoever waits would only read the same.
    std::shared_ptr<const CachedAccounts> accounts;
  };
  [[nodiscard]] Kept& kept_of(const std::string& site, const std::string& lockbox);

  std::mutex mutex_;
  std::map<std::string, Kept> kept_;  ///< By site and lockbox.
};

}  // namespace lockbox::service::work
