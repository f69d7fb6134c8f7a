#pragma once

#include <vector>

#include "deposit/store/ledger.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// Tender that fits, newest day first.  InvalidInput for a search that nothing narrows.
[[nodiscard]] Result<std::vector<FoundItem>> search_items(StoreContext& context,
                                                          const std::string& site,
                                                          const ItemSearch& search,
                                                          std::size_t at_most);
/// The tender of a document of the site; NotFound without one.
[[nodiscard]] Result<FoundItem> item_on(StoreContext& context, const std::string& site,
                                        DocumentId document);

}  // namespace lockbox::deposit
