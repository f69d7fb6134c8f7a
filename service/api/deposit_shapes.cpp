#include "deposit/planning/day_plan.h"
#include "service/api/answers.h"
#include "service/api/shape_parts.h"
#include "service/api/work_shapes.h"

namespace lockbox::service::api {

namespace json = boost::json;

namespace {

json::object place_of(const deposit::ItemPlace& place) {
  return {{"batch", place.batch.value()}, {"sequence", place.sequence}};
}

json::object sum_shape(const deposit::PlanSum& sum) {
  return {{"items", sum.items}, {"amount_cents", sum.amount.cents()}};
}

json::value since_of(const deposit::DepositRecord& record) {
  if (record.in_transit().is_zero()) return nullptr;
  const auto since = record.in_transit_since();
  if (since) return json::value(to_string(*since));
  return json::value(record.banking_day.to_string());
}

json::value confirmed_of(const deposit::DepositRecord& record) {
  if (!is_confirmed(record.state)) return nullptr;
  return json::value(record.confirmed().cents());
}

json::array events_shape(const std::vector<deposit::DepositEvent>& events) {
  json::array names;
  for (const auto event : events) {
    names.push_back(json::value(name_of(deposit::deposit_event_names, event)));
  }
  return names;
}

json::object step_shape(const deposit::DepositStep& step) {
  json::object shape{{"event", name_of(deposit::deposit_event_names, step.event)},
                     {"actor", step.actor},
                     {"at", step.at},
                     {"reason", step.reason}};
  if (step.sending) {
    shape["method"] = name_of(deposit::send_method_names, step.sending->method);
    shape["carried_by"] = step.sending->carried_by;
    shape["bag"] = step.sending->bag;
  }
  if (step.confirmed) shape["confirmed_cents"] = step.confirmed->cents();
  return shape;
}

json::object adjustment_shape(const deposit::BankAdjustment& adjustment) {
  json::value item;
  if (adjustment.item) item = place_of(*adjustment.item);
  return {{"reason", name_of(deposit::adjustment_reason_names, adjustment.reason)},
          {"amount_cents", adjustment.amount.cents()},
          {"item", std::move(item)},
          {"note", adjustment.note},
          {"recorded_by", adjustment.recorded_by}};
}

json::object planned_shape(const deposit::PlannedDeposit& planned, const deposit::Site& site) {
  const auto* account = site.deposit_account(planned.deposit_account);
  json::array items;
  for (const auto& item : planned.items) {
    auto shape = place_of(item.place);
    shape["amount_cents"] = item.amount.cents();
    shape["reason"] = item.reason;
    items.push_back(std::move(shape));
  }
  return {{"deposit_account", planned.deposit_account},
          {"account_name", account == nullptr ? "" : account->name},
          {"bank", account == nullptr ? "" : account->bank},
          {"channel", name_of(deposit::clearing_channel_names, planned.channel)},
          {"kind", name_of(deposit::deposit_kind_names, planned.kind)},
          {"banking_day", planned.banking_day.to_string()},
          {"number", planned.number},
          {"ticket", text_or_null(planned.ticket)},
          {"total_cents", planned.total.cents()},
          {"items", std::move(items)}};
}

json::object waiting_shape(const deposit::WaitingItem& waiting) {
  auto shape = place_of(waiting.place);
  shape["deposit_account"] = waiting.deposit_account;
  shape["amount_cents"] = waiting.amount.cents();
  shape["cause"] = name_of(deposit::hold_cause_names, waiting.hold.cause);
  shape["reason"] = waiting.hold.reason;
  return shape;
}

json::object change_shape(const deposit::PlanChange& change) {
  auto shape = place_of(change.place);
  shape["kind"] = name_of(deposit::plan_change_names, change.kind);
  shape["amount_cents"] = change.amount.cents();
  shape["from"] = text_or_null(change.from);
  shape["to"] = text_or_null(change.to);
  shape["reason"] = change.reason;
  return shape;
}

}  // namespace

json::object deposit_shape(const work::DepositView& view) {
  const auto& record = view.record;
  json::array batches;
  for (const auto batch : record.batches()) batches.push_back(batch.value());
  return {{"lockbox", record.lockbox},
          {"ticket", record.ticket},
          {"batch", record.items.front().place.batch.value()},
          {"batches", std::move(batches)},
          {"business_day", record.items.front().business_day.to_string()},
          {"banking_day", record.banking_day.to_string()},
          {"deposit_account", record.deposit_account},
          {"account_name", view.account_name},
          {"bank", view.bank},
          {"channel", name_of(deposit::clearing_channel_names, record.channel)},
          {"kind", name_of(deposit::deposit_kind_names, record.kind)},
          {"items", record.items.size()},
          {"total_cents", record.total.cents()},
          {"state", name_of(deposit::deposit_state_names, record.state)},
          {"version", record.version()},
          {"prepared_by", record.prepared_by},
          {"approved_by", text_or_null(record.approved_by)},
          {"may_approve", view.may_approve},
          {"approval_note", view.approval_note},
          {"may", events_shape(view.may)},
          {"adjusted_cents", record.adjusted().cents()},
          {"confirmed_cents", confirmed_of(record)},
          {"in_transit_cents", record.in_transit().cents()},
          {"in_transit_since", since_of(record)}};
}

json::object deposit_detail_shape(const work::DepositDetail& detail) {
  const auto& [view, proof] = detail;
  auto shape = deposit_shape(view);
  shape["sums"] = json::object{{"items_cents", proof.items_sum.cents()},
                               {"ledger_cents", proof.ledger_sum.cents()},
                               {"ticket_cents", view.record.total.cents()}};
  shape["files"] = array_of(proof.files, [](const work::DepositFile& file) {
    return json::object{{"name", file.name}, {"kind", file.kind}};
  });
  shape["lines"] = array_of(proof.lines, [](const work::DepositLine& line) {
    auto one = place_of(line.place);
    one["document_id"] = line.document.value();
    one["amount_cents"] = line.amount.cents();
    return one;
  });
  shape["steps"] = array_of(view.record.steps, step_shape);
  shape["adjustments"] = array_of(view.record.adjustments, adjustment_shape);
  return shape;
}

json::object day_plan_shape(const work::DayPlanView& view, const deposit::Site& site) {
  const auto& plan = view.plan;
  return {{"token", view.token},
          {"is_news", view.is_news()},
          {"deposits", array_of(plan.deposits,
                                [&](const deposit::PlannedDeposit& planned) {
                                  return planned_shape(planned, site);
                                })},
          {"waiting", array_of(plan.waiting, waiting_shape)},
          {"refused_finals", array_of(plan.refused_finals,
                                      [](const deposit::RefusedFinal& refused) {
                                        return json::object{
                                            {"deposit_account", refused.deposit_account},
                                            {"reason", refused.reason}};
                                      })},
          {"changes", array_of(view.changes, change_shape)},
          {"proof", json::object{{"holds", view.proof.holds()},
                                 {"released", sum_shape(view.proof.released)},
                                 {"deposits", array_of(view.proof.deposits, sum_shape)},
                                 {"planned", sum_shape(view.proof.planned)},
                                 {"waiting", sum_shape(view.proof.waiting)}}}};
}

}  // namespace lockbox::service::api
