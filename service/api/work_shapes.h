#pragma once

/// @file
/// The values of the work as the API spells them: snake_case members, whole cents, masked numbers.

#include <boost/json/value.hpp>
#include <string_view>

#include "deposit/store/days.h"
#include "service/work/accounts.h"
#include "service/work/batch_view.h"
#include "service/work/cut_offs.h"
#include "service/work/day_view.h"
#include "service/work/deposit_desk.h"
#include "service/work/deposits_view.h"
#include "service/work/find.h"
#include "service/work/item_record.h"
#include "service/work/job_runner.h"
#include "service/work/task_view.h"
#include "service/work/throughput.h"
#include "service/work/work_list.h"

namespace lockbox::service::api {

[[nodiscard]] boost::json::object totals_shape(const deposit::ControlTotals& totals);
[[nodiscard]] boost::json::object batch_shape(const work::ProvenBatch& batch,
                                              const deposit::Site& site);
[[nodiscard]] boost::json::object batch_detail_shape(
    const work::ProvenBatch& batch, const deposit::Site& site,
    const std::vector<work::DepositView>& deposits);
[[nodiscard]] boost::json::array tape_shape(const deposit::BatchContents& contents);
[[nodiscard]] boost::json::array unplaceable_shape(
    const std::vector<deposit::Unplaceable>& unplaceable);
[[nodiscard]] boost::json::object plan_shape(const work::ProvenBatch& batch,
                                             const deposit::Site& site);
[[nodiscard]] boost::json::object document_shape(const deposit::BatchContents& contents,
                                                 std::int64_t sequence);
[[nodiscard]] boost::json::object transaction_shape(const deposit::BatchContents& contents,
                                                    const deposit::Transaction& transaction);
[[nodiscard]] boost::json::object record_shape(const work::ItemRecord& record);

[[nodiscard]] boost::json::object deposit_shape(const work::DepositView& view);
/// With its sums, files, lines and steps, and the bank's adjustments.
[[nodiscard]] boost::json::object deposit_detail_shape(const work::DepositDetail& detail);
[[nodiscard]] boost::json::object day_plan_shape(const work::DayPlanView& view,
                                                 const deposit::Site& site);
[[nodiscard]] boost::json::object task_shape(const work::TaskView& view);
[[nodiscard]] boost::json::object day_shape(const deposit::Day& day);
[[nodiscard]] boost::json::object day_detail_shape(const work::DayView& view,
                                                   const deposit::Site& site);
[[nodiscard]] boost::json::object cut_off_shape(const work::CutOff& cut_off);
[[nodiscard]] boost::json::object hour_work_shape(const work::HourWork& work);
[[nodiscard]] boost::json::object account_shape(const work::FoundAccount& found);
[[nodiscard]] boost::json::object paid_account_shape(const work::PaidAccount& paid);
[[nodiscard]] boost::json::object run_shape(const work::JobRun& run);
[[nodiscard]] boost::json::object work_shape(const work::WorkList& list);
[[nodiscard]] boost::json::object hit_shape(const work::Hit& hit);

}  // namespace lockbox::service::api
