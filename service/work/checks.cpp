#include "service/work/checks.h"

#include <algorithm>

namespace lockbox::service::work {

const deposit::DocumentFacts* PlacedCheck::facts() const {
  const auto found = std::ranges::find(batch.facts, sequence, &deposit::DocumentFacts::sequence);
  return found == batch.facts.end() ? nullptr : &*found;
}

Result<PlacedCheck> find_check(deposit::Books& books, const deposit::Site& site,
                               DocumentId document) {
  const auto place = TRY(books.finder().place_of(document));
  if (!place) return fail(ErrorCode::NotFound, "There is no such document.");
  PlacedCheck check{TRY(load_proven(books.store(), site.id, place->batch)), place->sequence};
  if (check.facts() == nullptr || !check.facts()->is_tender()) {
    return fail(ErrorCode::NotFound, "The document is not a check.");
  }
  return check;
}

}  // namespace lockbox::service::work
