#include "deposit/decide/case_steps.h"
#include "deposit/decide/policy.h"
#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/request_parts.h"
#include "service/api/shape_parts.h"
#include "service/process/json_text.h"
#include "service/work/exceptions.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

json::array steps_shape(const deposit::ExceptionCase& one) {
  json::array steps;
  for (const auto& step : one.steps) {
    steps.push_back(
        json::object{{"event", name_of(deposit::case_event_names, step.event)},
                     {"action", name_or_null(deposit::exception_action_names, step.action)},
                     {"owner", step.owner},
                     {"due", day_or_null(step.due)},
                     {"note", step.note},
                     {"by", step.by},
                     {"at", step.at}});
  }
  return steps;
}

json::object case_shape(Context& context, const deposit::FiledCase& filed,
                        const BusinessDay& today) {
  const auto& one = filed.one;
  const auto& rules = context.environment.site.exceptions;
  return {{"id", one.id},
          {"batch", filed.batch.value()},
          {"document_id", filed.document.value()},
          {"sequence", one.sequence},
          {"lockbox", filed.lockbox},
          {"amount_cents", cents_or_null(filed.amount)},
          {"reason", name_of(deposit::exception_reason_names, one.reason)},
          {"words", deposit::words_of(one.reason)},
          {"note", one.note},
          {"raised_by", one.raised_by},
          {"raised_at", one.raised_at},
          {"raised_on", one.raised_on.to_string()},
          {"when", name_of(deposit::decide_when_names, one.when)},
          {"holds", one.holds},
          {"state", name_of(deposit::case_state_names, one.state)},
          {"owner", one.owner},
          {"due", one.due.to_string()},
          {"action", name_or_null(deposit::exception_action_names, one.action)},
          {"proposed",
           name_of(deposit::exception_action_names,
                   one.proposed.value_or(deposit::policy_of(rules, one.reason).at_deadline))},
          {"kept_at", name_or_null(deposit::vault_place_names, one.kept_at)},
          {"is_overdue", deposit::is_overdue(one, today)},
          {"is_due", deposit::is_due(one, today)},
          {"may_decide", work::may_decide(viewer_of(context), rules, one.owner)},
          {"steps", steps_shape(one)}};
}

json::array owners_shape(const deposit::ExceptionRules& rules) {
  json::array owners;
  for (const auto owner : {deposit::supervisor_owner, deposit::treasury_owner}) {
    owners.push_back(json::object{{"id", owner}, {"name", owner}});
  }
  for (const auto& department : rules.departments) {
    owners.push_back(json::object{{"id", department.id}, {"name", department.name}});
  }
  return owners;
}

json::array reasons_shape() {
  json::array reasons;
  for (std::size_t i = 0; i < deposit::exception_reason_names.size(); ++i) {
    const auto reason = static_cast<deposit::ExceptionReason>(i);
    reasons.push_back(json::object{{"name", name_of(deposit::exception_reason_names, reason)},
                                   {"words", deposit::words_of(reason)}});
  }
  return reasons;
}

Result<http::Response> list_cases(Context& context) {
  const auto& site = context.environment.site;
  const auto& query = context.request.query;
  deposit::CaseFilter filter;
  filter.is_closed_too = query.find("closed") == "1";
  if (const auto owner = query.find("owner")) filter.owner = std::string{*owner};
  if (const auto document = TRY(number_in(query, "document"))) {
    filter.document = DocumentId{*document};
  }
  json::array items;
  const auto today = work::working_day(context.books, site);
  if (today) {
    for (const auto& filed : TRY(context.books.exceptions().cases(site.id, filter))) {
      items.push_back(case_shape(context, filed, *today));
    }
  } else if (today.error().code != ErrorCode::NotFound) {
    return tl::unexpected(today.error());
  }
  return ok(json::object{{"today", today ? json::value(today->to_string()) : json::value()},
                         {"owners", owners_shape(site.exceptions)},
                         {"reasons", reasons_shape()},
                         {"items", std::move(items)}});
}

/// A day of the body; nothing without one.
Result<std::optional<BusinessDay>> day_of(const std::optional<std::string>& text,
                                          std::string_view pointer) {
  if (!text) return std::nullopt;
  const auto day = BusinessDay::parse(*text);
  if (!day) return fail(ErrorCode::InvalidInput, day.error().message, std::string{pointer});
  return *day;
}

template <class Enum, std::size_t N>
Result<Enum> named(const Names<N>& names, const std::string& text, std::string_view pointer) {
  const auto value = parse_name<Enum>(names, text);
  if (!value) return fail(ErrorCode::InvalidInput, value.error().message, std::string{pointer});
  return *value;
}

Result<http::Response> told(Context& context, const deposit::FiledCase& filed) {
  announce_batch(context, filed.batch);
  const auto today = TRY(work::working_day(context.books, context.environment.site));
  return ok(case_shape(context, filed, today));
}

/// Whoever raises an exception may propose that the envelope goes back, and nothing else.
Result<std::optional<deposit::ExceptionAction>> proposal_of(
    const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const auto action = deposit::ExceptionAction::ReturnToPayer;
  if (*text == name_of(deposit::exception_action_names, action)) return action;
  return fail(ErrorCode::InvalidInput, "Only return_to_payer can be proposed.", "/proposed");
}

Result<http::Response> raise(Context& context) {
  const auto& site = context.environment.site;
  const auto document = TRY(context.path.id<DocumentId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  const auto note = reader.optional_text("note").value_or("");
  const auto until = reader.optional_text("until");
  const auto proposed = reader.optional_text("proposed");
  TRY(reader.finish());
  const deposit::RaisedException wanted{
      TRY(work::working_day(context.books, site)),
      0,
      TRY(named<deposit::ExceptionReason>(deposit::exception_reason_names, reason, "/reason")),
      note,
      TRY(day_of(until, "/until")),
      context.person->user.name,
      TRY(proposal_of(proposed))};
  const auto filed = TRY(work::raise_exception(context.books, site, document, wanted));
  return told(context, filed);
}

/// "paper_missing", or an action by its name.
Result<std::optional<deposit::ExceptionAction>> action_of(const std::string& text) {
  if (text == "paper_missing") return std::nullopt;
  return TRY(named<deposit::ExceptionAction>(deposit::exception_action_names, text, "/step"));
}

Result<http::Response> take_step(Context& context) {
  const auto& site = context.environment.site;
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto step = reader.text("step");
  const auto until = reader.optional_text("until");
  const auto owner = reader.optional_text("owner").value_or("");
  const auto note = reader.text("note");
  const auto document = reader.optional_integer("document_id");
  TRY(reader.finish());
  deposit::WantedCaseStep wanted{
      TRY(action_of(step)), TRY(day_of(until, "/until")), owner, note, {}};
  if (document) wanted.recaptured = DocumentId{*document};
  const auto id = TRY(context.path.number("id"));
  const auto filed =
      TRY(work::step_exception(context.books, site, id, std::move(wanted), viewer_of(context)));
  return told(context, filed);
}

Result<http::Response> apply_defaults(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto note = reader.text("note");
  TRY(reader.finish());
  const auto applied =
      TRY(work::apply_defaults(context.books, context.environment.site, note, viewer_of(context)));
  announce(context, "batch", {});
  return ok(json::object{{"applied", applied}});
}

Result<http::Response> get_letter(Context& context) {
  const auto id = TRY(context.path.number("id"));
  const auto pdf = TRY(work::letter_of(context.books, context.environment.site,
                                       context.environment.config.organisation, id));
  std::string text;
  for (const auto byte : pdf) text.push_back(static_cast<char>(byte));
  auto response = http::Response::of(200, "application/pdf", std::move(text));
  response.headers.set("Content-Disposition",
                       "inline; filename=\"returned-check-" + std::to_string(id) + ".pdf\"");
  return response;
}

json::object stop_shape(const deposit::StopEntry& entry) {
  return {{"id", entry.id},
          {"reason", name_of(deposit::exception_reason_names, entry.reason)},
          {"note", entry.note},
          {"from", entry.from.to_string()},
          {"until", day_or_null(entry.until)},
          {"set_by", entry.set_by},
          {"set_at", entry.set_at},
          {"lifted_by", text_or_null(entry.lifted_by)},
          {"lifted_because", text_or_null(entry.lifted_because)}};
}

Result<http::Response> list_stops(Context& context) {
  json::array items;
  for (const auto& entry : TRY(context.books.exceptions().stops(context.environment.site.id))) {
    items.push_back(stop_shape(entry));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<http::Response> add_stop(Context& context) {
  const auto& site = context.environment.site;
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  const auto note = reader.text("note");
  const auto until = reader.optional_text("until");
  TRY(reader.finish());
  const auto why =
      TRY(named<deposit::ExceptionReason>(deposit::exception_reason_names, reason, "/reason"));
  if (why != deposit::ExceptionReason::StopListed && why != deposit::ExceptionReason::CashOnly) {
    return fail(ErrorCode::InvalidInput, "A payer is stop_listed or cash_only.", "/reason");
  }
  const auto last = TRY(day_of(until, "/until"));
  const auto document = TRY(context.path.id<DocumentId>("id"));
  TRY(work::stop_payer(context.books, site, document, {why, note, last}, context.person->actor()));
  return list_stops(context);
}

Result<http::Response> lift_stop(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  const auto id = TRY(context.path.number("id"));
  TRY(context.books.exceptions().lift_stop(context.environment.site.id, id, reason,
                                           context.person->actor()));
  return list_stops(context);
}

}  // namespace

std::vector<Endpoint> exception_endpoints() {
  using auth::Right;
  using http::Access;
  const auto get = [](std::string_view pattern) {
    return http::Route{
        .method = http::Method::Get, .pattern = pattern, .access = Access::signed_in()};
  };
  const auto post = [](std::string_view pattern, const Access& access) {
    return http::Route{.method = http::Method::Post,
                       .pattern = pattern,
                       .access = access,
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max};
  };
  const auto may_raise = Access::any_of(
      {Right::Key, Right::Verify, Right::Balance, Right::BuildDeposit, Right::Force});
  const auto may_decide = Access::any_of({Right::Force, Right::Decide, Right::ApproveDeposit});
  const auto may_stop = Access::any_of({Right::Force});
  return {
      {get("/api/v1/exceptions"), list_cases},
      {get("/api/v1/exceptions/{id}/letter"), get_letter},
      {post("/api/v1/exceptions/{id}/steps", may_decide), take_step},
      {post("/api/v1/exceptions/defaults", may_decide), apply_defaults},
      {post("/api/v1/documents/{id}/exceptions", may_raise), raise},
      {get("/api/v1/stop-list"), list_stops},
      {post("/api/v1/documents/{id}/stop-entries", may_stop), add_stop},
      {post("/api/v1/stop-list/{id}/lifts", may_stop), lift_stop},
  };
}

}  // namespace lockbox::service::api
