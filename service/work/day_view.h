#pragma once

/// @file
/// A business day: what came in, where it is, what is left to do before it may be closed.

#include <optional>
#include <string>
#include <vector>

#include "deposit/custody/roll.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

struct ChecklistLine {
  std::string text;
  bool is_done = false;
  std::string href;  ///< The page where it is done.
};
struct HourCount {
  std::string hour;  ///< "08", by the clock of the service's time zone.
  std::int64_t items = 0;
};
struct LabelledCount {
  std::string label;
  std::int64_t count = 0;
};

struct DayView {
  deposit::Day day;
  std::vector<ProvenBatch> batches;  ///< Newest first; as they add up.
  SummaryTotals totals;              ///< Sums over the batches.
  std::vector<ChecklistLine> checklist;
  bool may_close = false;
  std::vector<HourCount> by_hour;  ///< When documents were captured; hours with none are left out.
  std::int64_t matched_items = 0;  ///< Tender in balance for which nobody was asked anything.
  std::int64_t tender_items = 0;
  std::vector<LabelledCount> exceptions_by_age;  ///< Open tasks by the age of their batch's day.
  std::optional<deposit::custody::DayCustody> custody = {};  ///< Nothing without a mail log.
  Money brought_forward = {};  ///< Held by an earlier day and carried into this one.
  Money carried_forward = {};  ///< Of what is held: carried out of this day, or planned to be.
};

/// Newest first, as they add up.  NotFound for a day that no batch began.
[[nodiscard]] Result<std::vector<ProvenBatch>> batches_of_day(deposit::Books& books,
                                                              const deposit::Site& site,
                                                              const BusinessDay& day);

/// NotFound for a day that no batch began.
[[nodiscard]] Result<DayView> view_day(deposit::Books& books, const deposit::Site& site,
                                       const BusinessDay& day);

[[nodiscard]] SummaryTotals sum_of(const std::vector<ProvenBatch>& batches);

}  // namespace lockbox::service::work
