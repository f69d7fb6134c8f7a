#include "service/api/work_shapes.h"

#include <algorithm>
#include <boost/json.hpp>

#include "core/clock.h"
#include "service/api/answers.h"
#include "service/api/custody_shapes.h"
#include "service/api/shape_parts.h"
#include "service/api/symbol_shape.h"

namespace lockbox::service::api {

namespace json = boost::json;

namespace {

json::value document_or_null(const std::optional<DocumentId>& document) {
  if (!document) return nullptr;
  return json::object{{"document_id", document->value()}};
}

json::value lease_shape(const std::optional<deposit::Lease>& lease) {
  if (!lease) return nullptr;
  return json::object{
      {"by", lease->by}, {"since", to_string(lease->since)}, {"until", to_string(lease->until)}};
}

json::value place_shape(const std::optional<work::FieldPlace>& place) {
  if (!place) return nullptr;
  return json::object{{"side", place->side == Side::Front ? "front" : "rear"},
                      {"left", place->cut.left},
                      {"top", place->cut.top},
                      {"width", place->cut.width},
                      {"height", place->cut.height}};
}

json::value prior_shape(const std::optional<work::EarlierCapture>& prior) {
  if (!prior) return nullptr;
  return json::object{{"lockbox", prior->lockbox},
                      {"batch", prior->batch.value()},
                      {"sequence", prior->sequence},
                      {"business_day", prior->business_day.to_string()},
                      {"document_id", prior->document ? json::value(prior->document->value())
                                                      : json::value(nullptr)},
                      {"likeness", prior->likeness ? json::value(*prior->likeness) : nullptr}};
}

json::array reads_shape(const work::ItemRecord& record) {
  json::array reads;
  for (const auto& read : record.reads) {
    reads.push_back(json::object{
        {"what", read.what},
        {"text", read.text},
        {"confidence", read.confidence ? json::value(*read.confidence) : json::value(nullptr)},
        {"detail", read.detail}});
  }
  return reads;
}

json::value item_shape(const work::ItemRecord& record, const deposit::Item* item) {
  if (item == nullptr) return nullptr;
  return json::object{
      {"state", name_of(deposit::item_state_names, item->state)},
      {"amount_cents", cents_or_null(work::shown_amount(record.batch.contents, *item))},
      {"amount_source", name_or_null(deposit::amount_source_names, item->amount_source)},
      {"keyed_by", record.keyed_by}};
}

/// Without the answers: whoever verifies may look here too.
json::array record_tasks(const work::ItemRecord& record) {
  json::array tasks;
  for (const auto& queued : record.tasks) {
    const auto& task = queued.task;
    tasks.push_back(json::object{{"id", queued.id.value()},
                                 {"version", queued.version},
                                 {"field", name_of(deposit::task_field_names, task.field)},
                                 {"state", name_of(deposit::task_state_names, task.state)},
                                 {"answered_by", task.answered_by},
                                 {"reason", task.reason}});
  }
  return tasks;
}

json::value record_deposit(const deposit::Deposit* deposit) {
  if (deposit == nullptr) return nullptr;
  return json::object{{"ticket", deposit->ticket},
                      {"state", name_of(deposit::deposit_state_names, deposit->state)},
                      {"prepared_by", deposit->prepared_by},
                      {"approved_by", text_or_null(deposit->approved_by)}};
}

}  // namespace

json::object record_shape(const work::ItemRecord& record) {
  const auto& contents = record.batch.contents;
  const auto& header = contents.batch.header;
  const work::BatchIndex index{contents};
  const auto* transaction = index.transaction(record.sequence);
  auto shape = document_shape(contents, record.sequence);
  shape.erase("item_state");
  shape.erase("amount_cents");
  shape["batch"] = contents.batch.id.value();
  shape["business_day"] = header.business_day.to_string();
  shape["lockbox"] = header.lockbox;
  shape["reads"] = reads_shape(record);
  shape["item"] = item_shape(record, index.item(record.sequence));
  shape["transaction"] = transaction == nullptr
                             ? json::value(nullptr)
                             : json::value(transaction_shape(contents, *transaction));
  shape["tasks"] = record_tasks(record);
  shape["deposit"] = record_deposit(index.deposit_of(record.sequence));
  shape["posting_file"] = text_or_null(record.posting_file);
  shape["paper"] = record.paper;
  shape["audit"] =
      array_of(record.audit, [](const deposit::AuditEvent& event) { return json_of(event); });
  return shape;
}

namespace {

json::value division_shape(const std::optional<work::Division>& division) {
  if (!division) return nullptr;
  return json::object{{"amount_cents", division->amount.cents()},
                      {"lines", array_of(division->lines, [](const work::Division::Line& line) {
                         return json::object{
                             {"value", line.account.value},
                             {"label", line.account.label},
                             {"expected_cents", array_of(line.expected, [](Money amount) {
                                return json::value(amount.cents());
                              })}};
                       })}};
}

}  // namespace

json::object task_shape(const work::TaskView& view) {
  const auto& queued = view.queued;
  return {{"id", queued.id.value()},
          {"batch", queued.batch.value()},
          {"document_id", queued.document.value()},
          {"sequence", queued.task.sequence},
          {"field", name_of(deposit::task_field_names, queued.task.field)},
          {"reason", queued.task.reason},
          {"state", name_of(deposit::task_state_names, queued.task.state)},
          {"version", queued.version},
          {"lease", lease_shape(queued.lease)},
          {"transaction", queued.task.transaction},
          {"suggestions", array_of(view.suggestions,
                                   [](const work::Suggestion& suggestion) {
                                     return json::object{{"value", suggestion.value},
                                                         {"label", suggestion.label},
                                                         {"reason", suggestion.reason}};
                                   })},
          {"crop", place_shape(view.place)},
          {"previous", document_or_null(view.previous)},
          {"next", document_or_null(view.next)},
          {"prior", prior_shape(view.prior)},
          {"seen", view.seen ? json::value(symbols_shape(*view.seen)) : json::value(nullptr)},
          {"coupon_line", coupon_line_shape(view.coupon_line)},
          {"unproved", view.is_unproved},
          {"division", division_shape(view.division)}};
}

json::object day_shape(const deposit::Day& day) {
  return {{"day", day.day.to_string()},
          {"state", name_of(deposit::day_state_names, day.state)},
          {"version", day.version}};
}

json::object day_detail_shape(const work::DayView& view, const deposit::Site& site) {
  auto shape = day_shape(view.day);
  const auto& totals = view.totals;
  shape["received_cents"] = totals.received.cents();
  shape["deposited_cents"] = totals.deposited.cents();
  shape["returned_cents"] = totals.returned.cents();
  shape["held_cents"] = totals.held.cents();
  shape["suspense_cents"] = totals.suspense.cents();
  shape["unexplained_cents"] = totals.unexplained.cents();
  shape["brought_forward_cents"] = view.brought_forward.cents();
  shape["carried_forward_cents"] = view.carried_forward.cents();
  shape["steps"] = array_of(view.day.steps, [](const deposit::DayStep& step) {
    return json::object{{"event", name_of(deposit::day_event_names, step.event)},
                        {"actor", step.actor},
                        {"at", step.at},
                        {"reason", step.reason},
                        {"asked_by", text_or_null(step.asked_by)}};
  });
  shape["reopening"] = nullptr;
  if (const auto& wish = view.day.wish) {
    shape["reopening"] =
        json::object{{"asked_by", wish->asked_by}, {"at", wish->at}, {"reason", wish->reason}};
  }
  shape["checklist"] = array_of(view.checklist, [](const work::ChecklistLine& line) {
    return json::object{{"text", line.text}, {"done", line.is_done}, {"href", line.href}};
  });
  shape["may_close"] = view.may_close;
  shape["by_hour"] = array_of(view.by_hour, [](const work::HourCount& hour) {
    return json::object{{"hour", hour.hour}, {"items", hour.items}};
  });
  shape["matched_without_person"] =
      json::object{{"items", view.matched_items}, {"of", view.tender_items}};
  shape["exceptions_by_age"] = array_of(view.exceptions_by_age, [](const work::LabelledCount& age) {
    return json::object{{"label", age.label}, {"count", age.count}};
  });
  // Null where no mail log is kept.
  shape["unworked_by_age"] = view.custody ? json::value(ages_shape(*view.custody)) : nullptr;
  shape["batches"] = array_of(
      view.batches, [&](const work::ProvenBatch& batch) { return batch_shape(batch, site); });
  return shape;
}

json::object cut_off_shape(const work::CutOff& cut_off) {
  return {{"deposit_account", cut_off.deposit_account},
          {"account_name", cut_off.account_name},
          {"bank", cut_off.bank},
          {"time", cut_off.time.to_string()},
          {"at", to_string(cut_off.at)},
          {"waiting_deposits", cut_off.waiting_deposits},
          {"waiting_cents", cut_off.waiting.cents()}};
}

json::object hour_work_shape(const work::HourWork& work) {
  return {{"date", work.date.to_string()},
          {"hour", work.hour},
          {"person", work.person},
          {"documents", work.documents},
          {"answers", work.answers}};
}

json::object account_shape(const work::FoundAccount& found) {
  const auto& account = found.account;
  return {{"ref", found.ref},
          {"account", shown(account.number)},
          {"name", account.name},
          {"address", account.address},
          {"bill_type", account.bill_type},
          {"balance_due_cents", account.balance_due.cents()},
          {"due_date", account.due_date},
          {"fund", account.fund},
          {"status", name_of(deposit::account_status_names, account.status)}};
}

json::object paid_account_shape(const work::PaidAccount& paid) {
  json::array payments;
  for (const auto& payment : paid.payments) {
    json::array documents;
    for (const auto document : payment.documents) documents.emplace_back(document.value());
    payments.push_back(
        json::object{{"batch", payment.batch.value()},
                     {"business_day", payment.business_day.to_string()},
                     {"transaction", payment.transaction},
                     {"state", name_of(deposit::transaction_state_names, payment.state)},
                     {"amount_cents", payment.amount.cents()},
                     {"ticket", text_or_null(payment.ticket)},
                     {"document_ids", std::move(documents)}});
  }
  auto shape = account_shape(paid.found);
  const auto& account = paid.found.account;
  shape["lockbox"] = paid.found.lockbox;
  shape["deposit_account"] = account.deposit_account;
  shape["successor"] = account.successor ? json::value(shown(*account.successor)) : json::value();
  shape["is_merged"] = account.is_merged;
  shape["charges"] = array_of(account.charges, [](const deposit::Charge& charge) {
    return json::object{
        {"code", charge.code}, {"due_on", charge.due_on}, {"amount_cents", charge.amount.cents()}};
  });
  shape["payments"] = std::move(payments);
  return shape;
}

json::object run_shape(const work::JobRun& run) {
  json::array documents;
  for (const auto document : run.last_documents) documents.emplace_back(document.value());
  return {{"id", run.id},
          {"job", run.job},
          {"state", name_of(work::job_state_names, run.state)},
          {"stage", run.stage},
          {"done", run.done},
          {"total", run.total},
          {"batch_id", run.batch ? json::value(run.batch->value()) : json::value(nullptr)},
          {"detail", run.detail},
          {"money_read_cents", run.money_read.cents()},
          {"last_documents", std::move(documents)},
          {"alerts", array_of(run.alerts,
                              [](const work::JobAlert& alert) {
                                return json::object{{"sequence", alert.sequence},
                                                    {"code", alert.code},
                                                    {"message", alert.message},
                                                    {"action", alert.action}};
                              })},
          {"quality", array_of(run.quality, [](const work::QualityNote& note) {
             auto shape = quality_fault_shape(note.side, note.fault);
             shape["sequence"] = note.sequence;
             return shape;
           })}};
}

json::object work_shape(const work::WorkList& list) {
  auto lines = array_of(list.lines, [](const work::WorkLine& line) {
    return json::object{{"kind", name_of(work::work_kind_names, line.kind)},
                        {"count", line.count},
                        {"text", line.text},
                        {"href", line.href}};
  });
  return {{"lines", std::move(lines)}, {"mine", json::object{{"keyed_today", list.keyed_today}}}};
}

json::object hit_shape(const work::Hit& hit) {
  return {
      {"kind", name_of(work::hit_kind_names, hit.kind)}, {"text", hit.text}, {"href", hit.href}};
}

}  // namespace lockbox::service::api
