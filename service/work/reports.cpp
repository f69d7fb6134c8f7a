#include "service/work/reports.h"

#include <initializer_list>

#include <fmt/format.h>

#include "core/csv.h"

namespace lockbox::service::work {

namespace {

void add_line(std::string& text, std::initializer_list<std::string> fields) {
  bool is_first = true;
  for (const auto& field : fields) {
    if (!is_first) text += ',';
    text += field;
    is_first = false;
  }
  text += "\r\n";
}

void add_totals(std::string& text, const std::string& name, const SummaryTotals& totals,
                const std::string& state) {
  add_line(text, {name, state, totals.received.to_string(), totals.deposited.to_string(),
                  totals.held.to_string(), totals.returned.to_string(), totals.suspense.to_string(),
                  totals.unexplained.to_string(), std::to_string(totals.open_tasks)});
}

}  // namespace

std::string day_report_csv(const DayView& day) {
  std::string text;
  add_line(text, {"batch", "lockbox", "job", "state", "received", "deposited", "held", "returned",
                  "suspense", "unexplained", "open_tasks"});
  for (const auto& batch : day.batches) {
    const auto& stored = batch.contents.batch;
    add_totals(text,
               std::to_string(stored.id.value()) + "," + csv_field(stored.header.lockbox) + "," +
                   csv_field(stored.header.job),
               total_up(batch.contents),
               std::string{name_of(deposit::batch_state_names, stored.state)});
  }
  add_totals(text, "total,,", day.totals,
             std::string{name_of(deposit::day_state_names, day.day.state)});
  return text;
}

namespace {

/// "3", or "2 3" for a deposit of several batches.
std::string batches_of(const deposit::DepositRecord& deposit) {
  std::string text;
  for (const auto batch : deposit.batches()) {
    text += (text.empty() ? "" : " ") + std::to_string(batch.value());
  }
  return text;
}

}  // namespace

std::string deposit_report_csv(const std::vector<DepositView>& deposits) {
  std::string text;
  add_line(text, {"lockbox", "ticket", "batch", "business_day", "bank", "deposit_account", "items",
                  "total", "state", "prepared_by", "approved_by"});
  Money total;
  std::size_t items = 0;
  std::string sums = "total";
  for (const auto& view : deposits) {
    const auto& deposit = view.record;
    if (is_live(deposit.state)) {
      total += deposit.total;
      items += deposit.items.size();
    } else {
      sums = "total of the live";
    }
    add_line(text, {csv_field(deposit.lockbox), deposit.ticket, batches_of(deposit),
                    deposit.items.front().business_day.to_string(), csv_field(view.bank),
                    csv_field(deposit.deposit_account), std::to_string(deposit.items.size()),
                    deposit.total.to_string(),
                    std::string{name_of(deposit::deposit_state_names, deposit.state)},
                    csv_field(deposit.prepared_by), csv_field(deposit.approved_by)});
  }
  add_line(text, {sums, "", "", "", "", "", std::to_string(items), total.to_string(), "", "", ""});
  return text;
}

std::string throughput_csv(const std::vector<HourWork>& throughput) {
  std::string text;
  add_line(text, {"date", "hour", "person", "documents", "answers"});
  std::int64_t documents = 0;
  std::int64_t answers = 0;
  for (const auto& work : throughput) {
    documents += work.documents;
    answers += work.answers;
    add_line(text,
             {work.date.to_string(), fmt::format("{:02}:00", work.hour), csv_field(work.person),
              std::to_string(work.documents), std::to_string(work.answers)});
  }
  add_line(text, {"total", "", "", std::to_string(documents), std::to_string(answers)});
  return text;
}

std::string tape_csv(const ProvenBatch& batch) {
  std::string text;
  add_line(text, {"sequence", "transaction", "kind", "amount", "source", "state"});
  Money total;
  for (const auto& item : batch.contents.items) {
    if (item.kind != deposit::ItemKind::Tender) continue;
    const bool counts = item.state != deposit::ItemState::DuplicateConfirmed;
    const auto amount = shown_amount(batch.contents, item);
    if (amount && counts) total += *amount;
    add_line(text, {std::to_string(item.sequence),
                    item.transaction ? std::to_string(*item.transaction) : "",
                    std::string{name_of(deposit::tender_kind_names,
                                        item.tender.value_or(deposit::TenderKind::Check))},
                    amount ? amount->to_string() : "",
                    item.amount_source
                        ? std::string{name_of(deposit::amount_source_names, *item.amount_source)}
                        : "",
                    std::string{name_of(deposit::item_state_names, item.state)}});
  }
  add_line(text, {"total", "", "", total.to_string(), "", ""});
  return text;
}

}  // namespace lockbox::service::work
