#include "service/work/day_view.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include <fmt/format.h>

#include "deposit/close/equations.h"
#include "deposit/close/tie.h"
#include "service/close/load_day.h"
#include "service/work/throughput.h"

namespace lockbox::service::work {

using deposit::DayState;

namespace {

bool is_captured(const ProvenBatch& batch) {
  const auto state = batch.contents.batch.state;
  return state != deposit::BatchState::Registered && state != deposit::BatchState::Capturing;
}

/// A question about released money concerns where it is applied; it may outlast the day.
bool is_answered(const ProvenBatch& batch) {
  const BatchIndex index{batch.contents};
  return std::ranges::all_of(batch.contents.tasks, [&](const deposit::Task& task) {
    if (task.state != deposit::TaskState::Open) return true;
    const auto* transaction = index.transaction(task.sequence);
    return transaction != nullptr && deposit::is_released(transaction->state);
  });
}

bool needs_rescan(const ProvenBatch& batch) {
  return std::ranges::any_of(batch.facts, &deposit::DocumentFacts::waits_for_rescan);
}

bool is_approved(const ProvenBatch& batch) {
  return std::ranges::all_of(batch.contents.deposits, [](const deposit::Deposit& deposit) {
    return deposit::is_approved(deposit.state);
  });
}

template <class Rule>
bool all(const std::vector<ProvenBatch>& batches, Rule rule) {
  return std::ranges::all_of(batches, rule);
}

std::vector<HourCount> by_hour(const std::vector<HourWork>& throughput) {
  std::map<int, std::int64_t> hours;
  for (const auto& work : throughput) hours[work.hour] += work.documents;
  std::vector<HourCount> counts;
  for (const auto& [hour, documents] : hours) {
    if (documents > 0) counts.push_back({fmt::format("{:02}", hour), documents});
  }
  return counts;
}

void count_matched(DayView& view) {
  for (const auto& batch : view.batches) {
    const BatchIndex index{batch.contents};
    std::map<std::int64_t, bool> asked;
    for (const auto& task : batch.contents.tasks) {
      if (task.state != deposit::TaskState::Withdrawn) asked[task.transaction] = true;
    }
    for (const auto& item : batch.contents.items) {
      if (item.kind != deposit::ItemKind::Tender) continue;
      ++view.tender_items;
      const auto* transaction = index.transaction(item.sequence);
      if (transaction == nullptr || asked.contains(transaction->key)) continue;
      const bool is_settled = transaction->state == deposit::TransactionState::InBalance ||
                              deposit::is_released(transaction->state);
      if (is_settled) ++view.matched_items;
    }
  }
}

Result<std::vector<LabelledCount>> ages_of(deposit::Books& books, const deposit::Site& site,
                                           const BusinessDay& day) {
  struct Age {
    const char* label;
    int days_max;
  };
  static constexpr std::array ages{Age{"This day", 0}, Age{"1 day", 1}, Age{"2 to 5 days", 5},
                                   Age{"Older", 1'000'000}};
  std::map<BatchId, BusinessDay> days;
  const auto batches = TRY(batches_of(books.store(), site.id, std::nullopt));
  for (const auto& batch : batches) days.emplace(batch.id, batch.header.business_day);
  std::vector<LabelledCount> counts;
  counts.reserve(ages.size());
  for (const auto& age : ages) counts.push_back({age.label, 0});
  const auto tasks = TRY(books.tasks().open_tasks(site.id, {}));
  for (const auto& task : tasks) {
    const auto begun = days.find(task.batch);
    if (begun == days.end() || begun->second > day) continue;
    const auto old =
        std::chrono::sys_days{day.date()} - std::chrono::sys_days{begun->second.date()};
    const auto age = std::ranges::find_if(
        ages, [&](const Age& one) { return old <= std::chrono::days{one.days_max}; });
    if (age != ages.end()) ++counts[static_cast<std::size_t>(age - ages.begin())].count;
  }
  return counts;
}

/// What of the equations the points before do not say already.
void add_equations(std::vector<ChecklistLine>& checklist, const deposit::close::DayRecord& record) {
  using namespace deposit::close;
  const auto tie = tie_of(record);
  const auto href = "/day/" + record.day.day.to_string();
  // What an approved deposit leaves unposted is posted when the day is closed.
  checklist.push_back({"Deposited is posted or in suspense, to the cent.",
                       tie.line(2).difference == tie.to_be_posted.cents(), href});
  checklist.push_back(
      {"Every piece of paper is accounted for.", tie.line(11).difference == 0, href});
  if (record.custody) {
    checklist.push_back({"The gap report of the mail log is empty.",
                         !d11_paper_is_conserved(record),
                         "/custody/" + record.day.day.to_string()});
  }
  checklist.push_back({"Every deposit, fund and suspense adds up.",
                       !d5_deposits_are_their_lists(record) &&
                           !d6_deposits_have_no_variance(record) && !d8_funds_balance(record) &&
                           !d10_suspense_rolls(record),
                       href});
}

}  // namespace

SummaryTotals sum_of(const std::vector<ProvenBatch>& batches) {
  SummaryTotals sum;
  for (const auto& batch : batches) {
    const auto totals = total_up(batch.contents);
    sum.received += totals.received;
    sum.deposited += totals.deposited;
    sum.held += totals.held;
    sum.returned += totals.returned;
    sum.suspense += totals.suspense;
    sum.unexplained += totals.unexplained;
    sum.unkeyed += totals.unkeyed;
    sum.open_tasks += totals.open_tasks;
  }
  return sum;
}

std::vector<ChecklistLine> checklist_of(const std::vector<ProvenBatch>& batches,
                                        const BusinessDay& day) {
  const auto totals = sum_of(batches);
  const auto of_day = "/batches?business_day=" + day.to_string();
  const auto deposits = "/deposits?business_day=" + day.to_string();
  return {
      {"Every batch is captured.", all(batches, is_captured), of_day},
      {"No document must be scanned again.",
       all(batches, [](const auto& batch) { return !needs_rescan(batch); }), of_day},
      {"Every amount is known.", totals.unkeyed == 0, "/key"},
      {"Every question is answered, or its money waits in suspense.", all(batches, is_answered),
       "/key"},
      {"Every batch agrees with what was declared.",
       all(batches, [](const auto& batch) { return batch.control.holds(); }), of_day},
      {"Everything received is in a deposit or returned.", totals.held.is_zero(), deposits},
      {"Every deposit is approved.", all(batches, is_approved), deposits},
      {"Received is deposited, held and returned, to the cent.", totals.unexplained.is_zero(),
       "/day/" + day.to_string()},
  };
}

Result<std::vector<ProvenBatch>> batches_of_day(deposit::Books& books, const deposit::Site& site,
                                                const BusinessDay& day) {
  TRY(books.days().day(site.id, day));  // There is such a day.
  std::vector<ProvenBatch> batches;
  for (const auto& batch : TRY(batches_of(books.store(), site.id, day))) {
    batches.push_back(TRY(load_proven(books.store(), site.id, batch.id)));
  }
  return batches;
}

Result<DayView> view_day(deposit::Books& books, const deposit::Site& site, const BusinessDay& day) {
  DayView view{TRY(books.days().day(site.id, day)), {}, {}, {}, false, {}, 0, 0, {}, {}};
  view.batches = TRY(batches_of_day(books, site, day));
  view.totals = sum_of(view.batches);
  view.checklist = checklist_of(view.batches, day);
  const auto record = TRY(close::record_of_batches(books, site, day, view.batches));
  add_equations(view.checklist, record);
  view.custody = record.custody;
  const bool is_due = view.day.state == DayState::CutOff || view.day.state == DayState::Reopened;
  view.may_close = is_due && std::ranges::all_of(view.checklist, &ChecklistLine::is_done);
  view.by_hour = by_hour(TRY(throughput_of(books.finder(), view.batches)));
  count_matched(view);
  view.exceptions_by_age = TRY(ages_of(books, site, day));
  return view;
}

}  // namespace lockbox::service::work
