#pragma once

#include <cstdint>

#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

/// A check, in its batch.
struct PlacedCheck {
  ProvenBatch batch;
  std::int64_t sequence = 0;

  /// What is known of it, or nullptr.
  [[nodiscard]] const deposit::DocumentFacts* facts() const;
};

/// NotFound for a document that is not there, of another site, or no check.
[[nodiscard]] Result<PlacedCheck> find_check(deposit::Books& books, const deposit::Site& site,
                                             DocumentId document);

}  // namespace lockbox::service::work
