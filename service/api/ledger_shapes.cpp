#include "service/api/ledger_shapes.h"

#include "service/api/shape_parts.h"
#include "service/api/work_shapes.h"
#include "service/process/json_text.h"

namespace lockbox::service::api {

namespace json = boost::json;

namespace {

json::value id_or_null(std::int64_t number) {
  return number == 0 ? json::value(nullptr) : json::value(number);
}

json::value envelope_shape(const std::optional<deposit::ledger::Origin>& envelope) {
  if (!envelope || envelope->batch == BatchId{0}) return nullptr;
  return json::object{{"batch", envelope->batch.value()}, {"transaction", envelope->transaction}};
}

json::value letter_shape(const std::optional<deposit::ReturnLetter>& letter) {
  if (!letter) return nullptr;
  return json::object{{"name", letter->name},
                      {"sha256", letter->sha256_hex},
                      {"sent_on", letter->sent_on.to_string()},
                      {"notice_until", letter->notice_until.to_string()},
                      {"demand_until", letter->demand_until.to_string()}};
}

json::array return_steps(const deposit::ReturnedItem& item) {
  json::array steps;
  for (const auto& step : item.steps) {
    steps.push_back(
        json::object{{"event", name_of(deposit::ledger::return_event_names, step.event)},
                     {"reason_code", step.reason_code},
                     {"actor", step.actor},
                     {"at", step.at},
                     {"note", text_or_null(step.note)},
                     {"asked_by", text_or_null(step.asked_by)}});
  }
  return steps;
}

json::value wish_shape(const std::optional<deposit::ReturnWish>& wish) {
  if (!wish) return nullptr;
  return json::object{
      {"event", name_of(deposit::ledger::return_event_names, wish->event)},
      {"asked_by", wish->asked_by},
      {"asked_at", wish->asked_at},
      {"note", wish->note},
      {"document_id", wish->payment ? json::value(wish->payment->value()) : json::value(nullptr)}};
}

json::array event_names(const std::vector<deposit::ledger::ReturnEvent>& events) {
  json::array names;
  for (const auto event : events) {
    names.push_back(json::value(name_of(deposit::ledger::return_event_names, event)));
  }
  return names;
}

json::object account_shape_of(Context& context, const std::string& lockbox,
                              const deposit::ledger::AccountSpot& spot) {
  const auto ref = work::account_ref(context.environment.keys, context.environment.site.id, lockbox,
                                     spot.account);
  return {{"ref", ref}, {"account", shown(spot.account)}, {"fund", spot.fund}};
}

json::value spot_shape(Context& context, const std::string& lockbox,
                       const std::optional<deposit::ledger::AccountSpot>& spot) {
  if (!spot) return nullptr;
  return account_shape_of(context, lockbox, *spot);
}

json::array entry_lines(Context& context, const deposit::ledger::Entry& entry) {
  json::array lines;
  for (const auto& line : entry.lines) {
    const bool is_account = line.spot.place == deposit::ledger::Place::Receivable;
    lines.push_back(json::object{
        {"place", name_of(deposit::ledger::place_names, line.spot.place)},
        {"fund", line.spot.fund},
        {"account", is_account ? json::value(shown(line.spot.account)) : json::value(nullptr)},
        {"ref", is_account ? json::value(work::account_ref(context.environment.keys,
                                                           context.environment.site.id,
                                                           entry.lockbox, line.spot.account))
                           : json::value(nullptr)},
        {"amount_cents", line.amount.cents()}});
  }
  return lines;
}

json::object entry_shape(Context& context, const deposit::ledger::Entry& entry) {
  Money moved;
  for (const auto& line : entry.lines) {
    if (line.amount > Money{} && line.spot.place != deposit::ledger::Place::DueFrom) {
      moved += line.amount;
    }
  }
  return {{"entry", entry.number},
          {"kind", name_of(deposit::ledger::entry_kind_names, entry.kind)},
          {"amount_cents", moved.cents()},
          {"made_by", entry.made_by},
          {"at", entry.at},
          {"reason_code", entry.reason_code},
          {"note", text_or_null(entry.note)},
          {"return", id_or_null(entry.return_number)},
          {"adjustment", id_or_null(entry.adjustment_number)},
          {"file", text_or_null(entry.file)},
          {"lines", entry_lines(context, entry)}};
}

}  // namespace

work::CorrectionDesk desk_of(Context& context) {
  return {context.books, context.environment.keys, context.environment.site,
          context.environment.corrections};
}

namespace {

std::string_view content_type_of(std::string_view name) {
  if (name.ends_with(".pdf")) return "application/pdf";
  if (name.ends_with(".csv")) return "text/csv; charset=utf-8";
  if (name.ends_with(".json")) return "application/json";
  return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

}  // namespace

http::Response file_answer(const Bytes& bytes, const std::string& name) {
  std::string text;
  text.reserve(bytes.size());
  for (const auto byte : bytes) text.push_back(static_cast<char>(byte));
  auto response = http::Response::of(200, content_type_of(name), std::move(text));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

json::object found_item_shape(const deposit::FoundItem& item) {
  const auto place = work::place_of(item);
  return {{"document_id", item.document.value()},
          {"batch", item.envelope.batch.value()},
          {"transaction", id_or_null(item.envelope.transaction)},
          {"sequence", item.sequence},
          {"lockbox", item.lockbox},
          {"business_day", item.day.to_string()},
          {"amount_cents", cents_or_null(item.amount)},
          {"check_number", item.check_number},
          {"routing", item.routing},
          {"account_tail", item.account_tail},
          {"ticket", text_or_null(item.ticket)},
          {"return", id_or_null(item.return_number)},
          {"status", place.status},
          {"sentence", place.sentence}};
}

json::object return_shape(const work::ReturnView& view) {
  const auto& item = view.item;
  return {{"number", item.number},
          {"lockbox", item.notice.lockbox},
          {"state", name_of(deposit::ledger::return_state_names, item.state)},
          {"version", item.version},
          {"amount_cents", item.notice.amount.cents()},
          {"check_number", item.notice.check_number},
          {"account_tail", item.notice.account_tail},
          {"reason_code", item.notice.reason_code},
          {"reason", view.reason.sentence},
          {"returned_on", item.notice.returned_on.to_string()},
          {"reference", text_or_null(item.notice.reference)},
          {"note", text_or_null(item.notice.note)},
          {"document_id", item.notice.document ? json::value(item.notice.document->value())
                                               : json::value(nullptr)},
          {"envelope", envelope_shape(item.envelope)},
          {"presentments", item.presentments},
          {"uncovered_cents", item.uncovered.cents()},
          {"fee_cents", item.fee.cents()},
          {"cash_only_until", day_or_null(item.cash_only_until)},
          {"letter", letter_shape(item.letter)},
          {"received_by", item.received_by},
          {"received_at", item.received_at},
          {"steps", return_steps(item)},
          {"next", event_names(view.next)},
          {"needs_two", event_names(view.needs_two)},
          {"wish", wish_shape(item.wish)},
          {"paid_by", envelope_shape(item.paid_by)},
          {"due", day_or_null(view.due)},
          {"late", view.is_late},
          {"waits_for", view.waits_for}};
}

json::object reasons_shape() {
  json::array returns;
  for (const auto& reason : deposit::ledger::return_reasons()) {
    returns.push_back(json::object{{"code", reason.code},
                                   {"name", reason.name},
                                   {"sentence", reason.sentence},
                                   {"may_present_again", reason.may_present_again},
                                   {"fee", reason.has_fee},
                                   {"cash_only", reason.is_cash_only}});
  }
  json::array adjustments;
  for (const auto& reason : deposit::ledger::adjustment_reasons()) {
    adjustments.push_back(json::object{{"code", reason.code}, {"sentence", reason.text}});
  }
  json::array rules;
  for (const auto& row : deposit::ledger::legal_rules().rows()) {
    rules.push_back(
        json::object{{"rule", name_of(deposit::ledger::legal_rule_names, row.rule)},
                     {"valid_from", row.valid_from.to_string()},
                     {"above_cents", row.above.cents()},
                     {"amount_cents", row.amount.cents()},
                     {"percent", row.percent},
                     {"count", row.count},
                     {"unit", text_or_null(name_of(deposit::ledger::span_names, row.unit))},
                     {"source", row.source}});
  }
  return {{"returns", std::move(returns)},
          {"adjustments", std::move(adjustments)},
          {"rules", std::move(rules)}};
}

json::object adjustment_shape(Context& context, const deposit::ledger::Adjustment& adjustment) {
  const auto& request = adjustment.request;
  json::array steps;
  for (const auto& step : adjustment.steps) {
    steps.push_back(
        json::object{{"event", name_of(deposit::ledger::adjustment_event_names, step.event)},
                     {"actor", step.actor},
                     {"at", step.at},
                     {"note", text_or_null(step.note)}});
  }
  const bool needs_two = request.amount > context.environment.corrections.one_person_max;
  return {{"number", adjustment.number},
          {"lockbox", request.lockbox},
          {"kind", name_of(deposit::ledger::adjustment_kind_names, request.kind)},
          {"state", name_of(deposit::ledger::adjustment_state_names, adjustment.state)},
          {"version", adjustment.version},
          {"amount_cents", request.amount.cents()},
          {"envelope", envelope_shape(request.origin)},
          {"from", spot_shape(context, request.lockbox, request.from)},
          {"to", spot_shape(context, request.lockbox, request.to)},
          {"reason_code", request.reason_code},
          {"note", request.note},
          {"requested_by", adjustment.requested_by},
          {"requested_at", adjustment.requested_at},
          {"needs_two", needs_two},
          {"steps", std::move(steps)}};
}

json::object suspense_item_shape(const work::SuspenseItem& item) {
  const auto& care = item.care;
  return {{"batch", item.envelope.batch.value()},
          {"transaction", item.envelope.transaction},
          {"lockbox", item.lockbox},
          {"since", item.since.to_string()},
          {"age_days", item.age_days},
          {"amount_cents", item.amount.cents()},
          {"reason", text_or_null(item.reason)},
          {"owner", care ? json::value(care->owner) : json::value(nullptr)},
          {"next_day", care ? json::value(care->next_day.to_string()) : json::value(nullptr)},
          {"note", care ? text_or_null(care->note) : json::value(nullptr)},
          {"unclaimed_after", item.unclaimed_after.to_string()}};
}

Result<json::object> day_adjustments_shape(Context& context, const BusinessDay& day) {
  auto& book = context.books.ledger();
  const auto& site = context.environment.site.id;
  json::array entries;
  std::int64_t last = 0;
  for (const auto& entry : TRY(book.entries(site, {.day = day}))) {
    last = entry.number;
    entries.push_back(entry_shape(context, entry));
  }
  json::array reviews;
  std::int64_t reviewed = 0;
  for (const auto& review : TRY(book.reviews(site, day))) {
    reviewed = review.through_entry;
    reviews.push_back(json::object{{"entries", review.entries},
                                   {"reviewed_by", review.reviewed_by},
                                   {"at", review.at},
                                   {"note", text_or_null(review.note)}});
  }
  json::array files;
  for (const auto& file : TRY(book.files(site, day))) {
    files.push_back(json::object{{"name", file.name},
                                 {"lockbox", file.lockbox},
                                 {"lines", file.lines},
                                 {"amount_cents", file.amount.cents()},
                                 {"sha256", file.sha256_hex}});
  }
  return json::object{{"day", day.to_string()},
                      {"entries", std::move(entries)},
                      {"reviews", std::move(reviews)},
                      {"reviewed", last > 0 && reviewed == last},
                      {"files", std::move(files)}};
}

json::object history_shape(const work::AccountHistory& history) {
  json::array rows;
  for (const auto& row : history.rows) {
    json::array documents;
    for (const auto document : row.documents) documents.push_back(document.value());
    rows.push_back(json::object{{"day", row.day.to_string()},
                                {"kind", row.kind},
                                {"text", row.text},
                                {"amount_cents", cents_or_null(row.amount)},
                                {"received_cents", row.received.cents()},
                                {"envelope", envelope_shape(row.envelope)},
                                {"document_ids", std::move(documents)},
                                {"state", text_or_null(row.state)},
                                {"check", text_or_null(row.check)},
                                {"ticket", text_or_null(row.ticket)},
                                {"who", text_or_null(row.who)},
                                {"why", text_or_null(row.why)},
                                {"return", id_or_null(row.return_number)},
                                {"adjustment", id_or_null(row.adjustment_number)}});
  }
  return {{"ref", history.account.ref},
          {"account", shown(history.account.account.number)},
          {"name", history.account.account.name},
          {"rows", std::move(rows)}};
}

}  // namespace lockbox::service::api
