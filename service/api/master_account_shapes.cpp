#include "service/api/master_account_shapes.h"

#include "service/api/request_parts.h"
#include "service/api/shape_parts.h"
#include "service/api/work_shapes.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::accounts::Field;

std::string shown_value(Field field, const std::string& value) {
  if (field != Field::Successor || value.empty()) return value;
  return shown(AccountNumber{value});
}

json::object conflict_shape(Context& context, const deposit::AccountConflict& conflict) {
  return {{"lockbox", conflict.lockbox},
          {"ref", account_ref_of(context, conflict.lockbox, conflict.account)},
          {"account", shown(conflict.account)},
          {"field", name_of(deposit::accounts::field_names, conflict.field)},
          {"kept", shown_value(conflict.field, conflict.kept)},
          {"file", shown_value(conflict.field, conflict.file)},
          {"change", conflict.change},
          {"seen_at", conflict.seen_at},
          {"version", conflict.version}};
}

json::object closed_payment_shape(Context& context, const deposit::ClosedPayment& payment) {
  return {{"lockbox", payment.lockbox},
          {"ref", account_ref_of(context, payment.lockbox, payment.account)},
          {"account", shown(payment.account)},
          {"business_day", payment.day.to_string()},
          {"batch", payment.batch.value()},
          {"transaction", payment.transaction},
          {"amount_cents", payment.amount.cents()}};
}

}  // namespace

json::object account_change_shape(Context& context, const deposit::accounts::Change& change) {
  const auto fields = array_of(change.fields, [](const deposit::accounts::FieldChange& field) {
    return json::object{{"field", name_of(deposit::accounts::field_names, field.field)},
                        {"before", shown_value(field.field, field.before)},
                        {"after", shown_value(field.field, field.after)}};
  });
  const auto steps = array_of(change.steps, [](const deposit::accounts::ChangeStep& step) {
    return json::object{{"event", name_of(deposit::accounts::change_event_names, step.event)},
                        {"actor", step.actor},
                        {"at", step.at},
                        {"note", step.note}};
  });
  return {{"number", change.number},
          {"lockbox", change.lockbox},
          {"kind", name_of(deposit::accounts::change_kind_names, change.kind)},
          {"ref", account_ref_of(context, change.lockbox, change.account)},
          {"account", shown(change.account)},
          {"fields", fields},
          {"effective_on", change.effective_on.to_string()},
          {"reason", change.reason},
          {"needs_two", change.needs_two},
          {"state", name_of(deposit::accounts::change_state_names, change.state)},
          {"version", change.version},
          {"requested_by", change.requested_by},
          {"requested_at", change.requested_at},
          {"steps", steps}};
}

json::object account_review_shape(Context& context, const work::AccountReview& review) {
  const auto change = [&](const auto& one) { return account_change_shape(context, one); };
  const auto duplicates = array_of(review.duplicates, [](const work::DuplicatePair& pair) {
    return json::object{{"one", account_shape(pair.one)},
                        {"other", account_shape(pair.other)},
                        {"name_likeness", pair.name},
                        {"address_likeness", pair.address}};
  });
  return {{"waiting", array_of(review.waiting, change)},
          {"changed", array_of(review.changed, change)},
          {"conflicts", array_of(review.conflicts,
                                 [&](const auto& one) { return conflict_shape(context, one); })},
          {"credits", array_of(review.credits, account_shape)},
          {"closed_with_balance", array_of(review.closed_with_balance, account_shape)},
          {"duplicates", duplicates},
          {"paid_closed", array_of(review.paid_closed, [&](const auto& one) {
             return closed_payment_shape(context, one);
           })}};
}

json::object short_payment_shape(Context& context, const work::ShortPayment& payment) {
  const auto& rest = payment.rest;
  return {{"lockbox", rest.lockbox},
          {"ref", account_ref_of(context, rest.lockbox, rest.account.account)},
          {"account", shown(rest.account.account)},
          {"business_day", payment.day.to_string()},
          {"batch", rest.envelope.batch.value()},
          {"transaction", rest.envelope.transaction},
          {"bill_type", payment.bill_type},
          {"paid_cents", rest.paid.cents()},
          {"due_cents", payment.due.cents()},
          {"rest_cents", rest.amount.cents()},
          {"note", rest.note}};
}

}  // namespace lockbox::service::api
