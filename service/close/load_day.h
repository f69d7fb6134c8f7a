#pragma once

#include <vector>

#include "deposit/close/day_record.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/batch_view.h"

namespace lockbox::service::close {

/// The record of a day from the books as they are now.  NotFound for a day that no batch began.
[[nodiscard]] Result<deposit::close::DayRecord> load_day(deposit::Books& books,
                                                         const deposit::Site& site,
                                                         const BusinessDay& day);

/// The same of batches that were loaded already, in any order.
[[nodiscard]] Result<deposit::close::DayRecord> record_of_batches(
    deposit::Books& books, const deposit::Site& site, const BusinessDay& day,
    const std::vector<work::ProvenBatch>& batches);

/// The files that the books name of a batch, with what the posting files among them hold.
[[nodiscard]] std::vector<deposit::close::FileRow> files_of(const deposit::BatchContents& contents);

}  // namespace lockbox::service::close
