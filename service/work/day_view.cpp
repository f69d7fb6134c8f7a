#include "service/work/day_view.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "deposit/close/equations.h"
#include "deposit/close/tie.h"
#include "service/close/load_day.h"
#include "service/work/throughput.h"

namespace lockbox::service::work {

using deposit::DayState;

namespace {

using Place = std::pair<BatchId, std::int64_t>;

/// The documents that the day goes on without.
std::set<Place> carried_out_of(const deposit::close::DayRecord& record) {
  std::set<Place> carried;
  for (const auto& piece : record.pieces) {
    if (piece.is_carried) carried.emplace(piece.batch, piece.sequence);
  }
  return carried;
}

bool is_captured(const ProvenBatch& batch) {
  const auto state = batch.contents.batch.state;
  return state != deposit::BatchState::Registered && state != deposit::BatchState::Capturing;
}

/// A question about released money concerns where it is applied; it may outlast the day.
bool is_answered(const ProvenBatch& batch, const std::set<Place>& carried) {
  const BatchIndex index{batch.contents};
  return std::ranges::all_of(batch.contents.tasks, [&](const deposit::Task& task) {
    if (task.state != deposit::TaskState::Open) return true;
    if (carried.contains({batch.contents.batch.id, task.sequence})) return true;
    const auto* transaction = index.transaction(task.sequence);
    return transaction != nullptr && deposit::is_released(transaction->state);
  });
}

bool needs_rescan(const ProvenBatch& batch, const std::set<Place>& carried) {
  return std::ranges::any_of(batch.facts, [&](const deposit::DocumentFacts& facts) {
    return facts.waits_for_rescan() && !carried.contains({batch.contents.batch.id, facts.sequence});
  });
}

bool has_known_amounts(const ProvenBatch& batch, const std::set<Place>& carried) {
  return std::ranges::none_of(batch.contents.items, [&](const deposit::Item& item) {
    return item.kind == deposit::ItemKind::Tender && !item.amount &&
           item.state != deposit::ItemState::DuplicateConfirmed &&
           item.state != deposit::ItemState::Returned &&
           !carried.contains({batch.contents.batch.id, item.sequence});
  });
}

/// Whether all money of the day, or of what it was brought, is settled or goes on.
bool has_settled(const deposit::close::DayRecord& record, bool is_brought) {
  return std::ranges::none_of(record.pieces, [&](const deposit::close::PieceRow& piece) {
    return piece.tender && piece.fate == deposit::close::Fate::Waiting && !piece.is_carried &&
           piece.brought_from.has_value() == is_brought;
  });
}

bool holds_declared(const ProvenBatch& batch, const deposit::close::DayRecord& record) {
  if (batch.control.holds()) return true;
  const auto row =
      std::ranges::find(record.batches, batch.contents.batch.id, &deposit::close::BatchRow::batch);
  return row != record.batches.end() && row->is_carried;
}

/// A day from which something goes on, or into which it came, is counted piece by piece: what was
/// decided of it later is another day's.
void count_carried(DayView& view, const deposit::close::DayRecord& record) {
  bool any = false;
  for (const auto& piece : record.pieces) {
    any = any || piece.is_carried || piece.brought_from;
    if (!piece.tender) continue;
    if (piece.is_carried) view.carried_forward += piece.amount.value_or(Money{});
    view.brought_forward += piece.brought_amount.value_or(Money{});
  }
  if (!any) return;
  const auto tie = deposit::close::tie_of(record);
  auto& totals = view.totals;
  totals.received = tie.line(1).amount - view.brought_forward;
  totals.deposited = tie.line(2).amount + tie.settled();
  totals.held = tie.line(3).amount;
  totals.returned = tie.line(4).amount;
  totals.unexplained = Money::from_cents(tie.line(1).difference.value_or(0));
  totals.suspense = tie.line(7).amount;
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
  std::vector<LabelledCount> counts;
  counts.reserve(ages.size());
  for (const auto& age : ages) counts.push_back({age.label, 0});
  const auto tasks = TRY(books.tasks().open_tasks(site.id, {}));
  if (tasks.empty()) return counts;
  std::map<BatchId, BusinessDay> days;
  const auto batches = TRY(batches_of(books.store(), site.id, std::nullopt));
  for (const auto& batch : batches) days.emplace(batch.id, batch.header.business_day);
  for (const auto& task : tasks) {
    const auto begun = days.find(task.batch);
    if (begun == days.end() || begun->second > day) continue;
    const auto old = days_between(begun->second, day);
    const auto age =
        std::ranges::find_if(ages, [&](const Age& one) { return old <= one.days_max; });
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
  checklist.push_back({"Every deposit, fund, suspense and roll adds up.",
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

namespace {

/// What must be so before the day may be closed; what it carries forward is left out.
std::vector<ChecklistLine> checklist_of(const DayView& view,
                                        const deposit::close::DayRecord& record) {
  const auto& batches = view.batches;
  const auto& day = view.day.day;
  const auto carried = carried_out_of(record);
  const auto of_day = "/batches?business_day=" + day.to_string();
  const auto deposits = "/deposits?business_day=" + day.to_string();
  const auto all_but_carried = [&](auto rule) {
    return all(batches, [&](const ProvenBatch& batch) { return rule(batch, carried); });
  };
  std::vector<ChecklistLine> checklist{
      {"Every batch is captured.", all(batches, is_captured), of_day},
      {"No document must be scanned again.",
       all_but_carried(
           [](const auto& batch, const auto& out) { return !needs_rescan(batch, out); }),
       of_day},
      {"Every amount is known.", all_but_carried(has_known_amounts), "/key"},
      {"Every question is answered, or its money waits in suspense.", all_but_carried(is_answered),
       "/key"},
      {"Every batch agrees with what was declared.",
       all(batches, [&](const auto& batch) { return holds_declared(batch, record); }) &&
           std::ranges::all_of(record.brought_batches, &deposit::close::BatchRow::holds),
       of_day},
      {"Everything received is in a deposit, returned or carried forward.",
       has_settled(record, false), deposits},
      {"Every deposit is approved.",
       std::ranges::all_of(record.deposits,
                           [](const auto& row) { return deposit::is_approved(row.state); }),
       deposits},
      {"Received is deposited, held and returned, to the cent.", view.totals.unexplained.is_zero(),
       "/day/" + day.to_string()},
  };
  const bool is_brought = std::ranges::any_of(
      record.pieces, [](const auto& piece) { return piece.brought_from.has_value(); });
  if (is_brought) {
    checklist.push_back({"Everything brought forward is in a deposit, returned or carried on.",
                         has_settled(record, true), "/day/" + day.to_string()});
  }
  return checklist;
}

}  // namespace

Result<std::vector<ProvenBatch>> batches_of_day(deposit::Books& books, const deposit::Site& site,
                                                const BusinessDay& day) {
  TRY(books.days().day(site.id, day));  // There is such a day.
  std::vector<ProvenBatch> batches;
  for (const auto& batch : TRY(batches_of(books.store(), site.id, day))) {
    batches.push_back(TRY(load_tallied(books.store(), site.id, batch.id)));
  }
  return batches;
}

Result<DayView> view_day(deposit::Books& books, const deposit::Site& site, const BusinessDay& day) {
  DayView view{TRY(books.days().day(site.id, day)), {}, {}, {}, false, {}, 0, 0, {}, {}};
  view.batches = TRY(batches_of_day(books, site, day));
  view.totals = sum_of(view.batches);
  const auto record = TRY(close::record_of_batches(books, site, day, view.batches));
  count_carried(view, record);
  view.checklist = checklist_of(view, record);
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
