#pragma once

/// @file
/// Why a batch does not balance, with the documents to look at.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "deposit/doctor/diagnosis.h"
#include "deposit/store/books.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

struct BatchDiagnosis {
  /// Declared less counted; absent when nothing was declared.
  std::optional<deposit::ControlTotals> missing;
  std::string sentence;  ///< What differs; or why nothing is to be explained, or cannot be.
  std::vector<deposit::Diagnosis> causes;  ///< The likeliest first.
  /// Of the causes, by batch and sequence; also of other batches.
  std::map<std::pair<std::int64_t, std::int64_t>, DocumentId> documents;
};

/// Looks at the other batches of the day too, and at what the reader saw of amounts that are
/// suspected.  Without causes while amounts are still to be keyed: the difference is theirs.
[[nodiscard]] Result<BatchDiagnosis> diagnose_batch(deposit::Books& books,
                                                    const deposit::Site& site,
                                                    const ProvenBatch& batch);

}  // namespace lockbox::service::work
