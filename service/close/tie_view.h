#pragma once

/// @file
/// The day's tie as people look at it: its lines, what is carried, and the page behind each part.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "deposit/close/tie.h"
#include "service/close/load_day.h"

namespace lockbox::service::close {

struct TieView {
  deposit::close::DayRecord record;
  deposit::close::DayTie tie;
  std::map<std::pair<BatchId, std::int64_t>, DocumentId> documents;  ///< Of the day's batches.
  std::map<BatchId, std::string> lockboxes;

  /// The page of the work unit, of the document, of the deposit, or of the batch.
  [[nodiscard]] std::string href_of(const deposit::close::TiePart& part) const;
  [[nodiscard]] std::string href_of(const deposit::close::CarriedRow& row) const;
};

/// NotFound for a day that no batch began.
[[nodiscard]] Result<TieView> view_tie(deposit::Books& books, const deposit::Site& site,
                                       const BusinessDay& day);

}  // namespace lockbox::service::close
