// The log of incidents, the lists of payees and the policies of the city.

#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/request_parts.h"
#include "service/api/route_parts.h"
#include "service/api/shape_parts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::Incident;
using deposit::IncidentKind;

json::object incident_shape(const Incident& one) {
  return {{"number", one.number},
          {"lockbox", text_or_null(one.lockbox)},
          {"kind", name_of(deposit::incident_kind_names, one.kind)},
          {"began_at", one.began_at},
          {"what", one.what},
          {"state", name_of(deposit::incident_state_names, one.state)},
          {"logged_by", one.logged_by},
          {"logged_at", one.logged_at},
          {"ended_at", text_or_null(one.ended_at)},
          {"ended_by", text_or_null(one.ended_by)},
          {"outcome", text_or_null(one.outcome)}};
}

Result<http::Response> list_incidents(Context& context) {
  json::array items;
  for (const auto& one : TRY(context.books.office_log().incidents(context.environment.site.id))) {
    items.push_back(incident_shape(one));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

bool has_lockbox(const deposit::Site& site, const std::string& name) {
  for (const auto& one : site.lockboxes) {
    if (one == name) return true;
  }
  return false;
}

/// The time of a member; now where it is left out.
Result<Instant> time_of_member(Context& context, const std::optional<std::string>& text,
                               const char* pointer) {
  if (!text) return context.environment.clock.now();
  const auto at = parse_instant(*text);
  if (!at) return fail(ErrorCode::InvalidInput, at.error().message, pointer);
  return *at;
}

Result<http::Response> log_incident(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  Incident incident{.lockbox = {}, .began_at = {}, .what = {}};
  const auto name = reader.text("kind");
  incident.lockbox = reader.optional_text("lockbox").value_or("");
  incident.what = reader.text("what");
  const auto began = reader.optional_text("began_at");
  TRY(reader.finish());
  const auto kind = parse_name<IncidentKind>(deposit::incident_kind_names, name);
  if (!kind) return fail(ErrorCode::InvalidInput, kind.error().message, "/kind");
  incident.kind = *kind;
  const auto& site = context.environment.site;
  if (!incident.lockbox.empty() && !has_lockbox(site, incident.lockbox)) {
    return fail(ErrorCode::InvalidInput, "There is no such lockbox.", "/lockbox");
  }
  incident.began_at = to_string(TRY(time_of_member(context, began, "/began_at")));
  const auto logged =
      TRY(context.books.office_log().log_incident(site.id, incident, context.person->actor()));
  announce(context, "incident", {{"number", logged.number}});
  return ok(incident_shape(logged), 201);
}

Result<http::Response> end_incident(Context& context) {
  const auto number = TRY(context.path.id<Id<struct IncidentTag>>("id")).value();
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto outcome = reader.text("outcome");
  const auto ended = reader.optional_text("ended_at");
  TRY(reader.finish());
  const auto at = TRY(time_of_member(context, ended, "/ended_at"));
  const auto over = TRY(context.books.office_log().end_incident(
      context.environment.site.id, number, at, outcome, context.person->actor()));
  announce(context, "incident", {{"number", over.number}});
  return ok(incident_shape(over));
}

Result<http::Response> payees_answer(Context& context, const std::string& lockbox) {
  const auto lists = TRY(context.books.office_log().payees(context.environment.site.id, lockbox));
  json::array versions;
  for (const auto& one : lists) {
    versions.push_back(json::object{{"version", one.version},
                                    {"payees", json::value_from(one.payees)},
                                    {"set_by", one.set_by},
                                    {"set_at", one.set_at},
                                    {"reason", one.reason}});
  }
  return ok(json::object{
      {"lockbox", lockbox},
      {"version", lists.empty() ? 0 : lists.front().version},
      {"payees", lists.empty() ? json::array{} : json::value_from(lists.front().payees)},
      {"versions", std::move(versions)}});
}

Result<std::string> lockbox_at(Context& context) {
  auto lockbox = context.path.text("lockbox");
  if (has_lockbox(context.environment.site, lockbox)) return lockbox;
  return fail(ErrorCode::NotFound, "There is no lockbox " + lockbox + ".");
}

Result<http::Response> get_payees(Context& context) {
  return payees_answer(context, TRY(lockbox_at(context)));
}

Result<http::Response> set_payees(Context& context) {
  const auto lockbox = TRY(lockbox_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::PayeeList wanted;
  wanted.version = reader.integer("version");
  wanted.payees = reader.texts("payees");
  wanted.reason = reader.text("reason");
  TRY(reader.finish());
  TRY(context.books.office_log().set_payees(context.environment.site.id, lockbox, wanted,
                                            context.person->actor()));
  announce(context, "payees", {{"lockbox", lockbox}});
  return payees_answer(context, lockbox);
}

Result<http::Response> list_policies(Context& context) {
  return ok(page_of(
      array_of(context.environment.office.policies, [](const deposit::PolicyReference& one) {
        return json::object{{"number", one.number},
                            {"title", one.title},
                            {"screens", json::value_from(one.screens)}};
      })));
}

}  // namespace

std::vector<Endpoint> office_endpoints() {
  using auth::Right;
  const auto post = [](std::string_view pattern, std::initializer_list<Right> rights) {
    return post_route(pattern, rights, small_body_bytes_max);
  };
  return {
      {get_route("/api/v1/incidents"), list_incidents},
      {post("/api/v1/incidents", {Right::Capture, Right::CorrectAccounts}), log_incident},
      {post("/api/v1/incidents/{id}/end", {Right::Capture, Right::CorrectAccounts}), end_incident},
      {get_route("/api/v1/payees/{lockbox}"), get_payees},
      {post("/api/v1/payees/{lockbox}", {Right::SetRules}), set_payees},
      {get_route("/api/v1/policies"), list_policies},
  };
}

}  // namespace lockbox::service::api
