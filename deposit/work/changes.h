#pragma once

#include "deposit/model/site.h"
#include "deposit/store/store.h"
#include "deposit/work/derive.h"

namespace lockbox::deposit {

/// What must be written so that the books say what was derived.  Empty when they do already.
[[nodiscard]] WorkChanges changes_to(const BatchContents& contents,
                                     const std::vector<DocumentFacts>& documents,
                                     const BatchWork& work, const Site& site);

}  // namespace lockbox::deposit
