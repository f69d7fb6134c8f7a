#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/request_parts.h"
#include "service/process/json_text.h"
#include "service/work/watch_desk.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

using deposit::FiledFinding;
using deposit::watch::FindingEvent;

json::object evidence_shape(const deposit::watch::Evidence& one) {
  json::value document;
  if (one.document) document = one.document->value();
  return {{"text", one.text},
          {"day", one.day.to_string()},
          {"amount_cents", cents_or_null(one.amount)},
          {"person", text_or_null(one.person)},
          {"document_id", std::move(document)},
          {"lockbox", text_or_null(one.lockbox)},
          {"ticket", text_or_null(one.ticket)}};
}

json::object finding_shape(const FiledFinding& filed) {
  json::array people;
  for (const auto& person : filed.finding.people) people.emplace_back(person);
  json::array evidence;
  for (const auto& one : filed.finding.evidence) evidence.push_back(evidence_shape(one));
  json::array steps;
  for (const auto& step : filed.steps) {
    steps.push_back(
        json::object{{"event", name_of(deposit::watch::finding_event_names, step.event)},
                     {"actor", step.actor},
                     {"at", step.at},
                     {"note", step.note}});
  }
  return {{"id", filed.id},
          {"lens", name_of(deposit::watch::lens_names, filed.finding.lens)},
          {"score", filed.finding.score},
          {"sentence", filed.finding.sentence},
          {"people", std::move(people)},
          {"evidence", std::move(evidence)},
          {"found_at", filed.found_at},
          {"state", name_of(deposit::watch::finding_state_names, filed.state)},
          {"version", filed.version},
          {"steps", std::move(steps)}};
}

Result<http::Response> list_findings(Context& context) {
  json::array items;
  for (const auto& filed :
       TRY(work::findings_for(context.books, context.environment.site, context.person->user))) {
    items.push_back(finding_shape(filed));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<http::Response> run_watch(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  const auto found =
      TRY(work::run_watch(context.books, context.environment.site, context.person->actor()));
  announce(context, "watch", {});
  return ok(json::object{{"found", found}});
}

Result<http::Response> step(Context& context, FindingEvent event) {
  const auto id = TRY(context.path.number("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::WantedFindingStep wanted;
  wanted.event = event;
  wanted.version = reader.integer("version");
  wanted.note = reader.text("note");
  TRY(reader.finish());
  const auto filed = TRY(
      context.books.watch().step(context.environment.site.id, id, wanted, context.person->actor()));
  announce(context, "watch", {});
  return ok(finding_shape(filed));
}

}  // namespace

std::vector<Endpoint> watch_endpoints() {
  using http::Access;
  using http::Method;
  const auto post = [](std::string_view pattern, auth::Right right) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = Access::any_of({right}),
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max,
                       .lane = http::Lane::Long};
  };
  return {
      {{.method = Method::Get,
        .pattern = "/api/v1/watch",
        .access = Access::any_of({auth::Right::Watch})},
       list_findings},
      {post("/api/v1/watch/runs", auth::Right::Watch), run_watch},
      {post("/api/v1/watch/{id}/looks", auth::Right::WorkFindings),
       [](Context& context) { return step(context, FindingEvent::Look); }},
      {post("/api/v1/watch/{id}/dismissals", auth::Right::WorkFindings),
       [](Context& context) { return step(context, FindingEvent::Dismiss); }},
  };
}

}  // namespace lockbox::service::api
