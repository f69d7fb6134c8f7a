#pragma once

#include "deposit/model/site.h"
#include "deposit/store/store.h"
#include "deposit/work/derive.h"

namespace lockbox::deposit {

/// What must be written so that the books say what was derived.  Empty when they do already.  New
/// rows begin at the beginning of their lives; the next round takes them on.
[[nodiscard]] WorkChanges changes_to(const BatchContents& contents,
                                     const std::vector<DocumentFacts>& documents,
                                     const BatchWork& work, const Site& site);

}  // namespace lockbox::deposit
