#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/state_table.h"
#include "service/work/accounts.h"

namespace lockbox::service::work {

enum class HitKind { Batch, Document, Deposit, Account, Page };
inline constexpr Names<5> hit_kind_names{"batch", "document", "deposit", "account", "page"};

struct Hit {
  HitKind kind = HitKind::Page;
  std::string text;
  std::string href;
};

/// What the words may mean: pages by name, a batch or document by number, a deposit by ticket, an
/// account by the end of its number or by name.  A few of each kind.
[[nodiscard]] Result<std::vector<Hit>> find_anything(const AccountDesk& desk,
                                                     std::string_view words);

}  // namespace lockbox::service::work
