#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "deposit/store/books.h"
#include "service/work/task_view.h"

namespace lockbox::service::work {

/// The accounts of each lockbox as the books had them last, because to unseal them all takes longer
/// than to answer a task.  An import, also one by another process, leaves its mark in the audit
/// trail; what is older than that is loaded anew.  Safe for use by several threads.
class AccountCache {
 public:
  [[nodiscard]] Result<std::shared_ptr<const KnownAccounts>> accounts(deposit::Books& books,
                                                                      const std::string& site,
                                                                      const std::string& lockbox);

 private:
  struct Loaded {
    std::int64_t import = 0;  ///< Of the audit event; 0 before any.
    std::shared_ptr<const KnownAccounts> accounts;
  };

  std::mutex mutex_;
  std::map<std::string, Loaded> loaded_;  ///< By site and lockbox.
};

}  // namespace lockbox::service::work
