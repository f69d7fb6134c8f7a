#include <algorithm>

#include "deposit/custody/rules.h"
#include "service/api/answers.h"
#include "service/api/custody_requests.h"
#include "service/api/custody_shapes.h"
#include "service/api/endpoint_groups.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::custody::FindingId;
using deposit::custody::PickUpId;
using deposit::custody::WorkUnitId;

constexpr std::size_t pick_up_bytes_max = 128 << 10;

const std::string& site_of(const Context& context) {
  return context.environment.site.id;
}

Result<json::object> unit_detail(Context& context, WorkUnitId id) {
  auto& custody = context.books.custody();
  auto shape = unit_shape(TRY(custody.unit(site_of(context), id)));
  json::array findings;
  for (const auto& one : TRY(custody.findings(site_of(context), id))) {
    findings.push_back(finding_shape(one));
  }
  shape["findings"] = std::move(findings);
  return shape;
}

/// The unit as it is now; behind a lost race, with what was refused.
Result<http::Response> answer_unit(Context& context, WorkUnitId id, const Result<void>& done) {
  if (!done && done.error().code != ErrorCode::Conflict) return tl::unexpected(done.error());
  const auto shape = TRY(unit_detail(context, id));
  if (!done) return conflict_of(done.error(), shape);
  announce(context, "custody", {{"unit", id.value()}});
  return ok(shape);
}

Result<http::Response> answer_finding(Context& context, FindingId id, const Result<void>& done) {
  const auto finding = TRY(context.books.custody().finding(site_of(context), id));
  return answer_unit(context, finding.unit, done);
}

Result<http::Response> get_custody(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto view = TRY(custody::view_custody(context.books, context.environment.site, day));
  return ok(custody_shape(view));
}

Result<http::Response> log_pick_up(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto body = TRY(parse_object(context.request.body));
  const auto wanted = TRY(read_pick_up(body, day));
  const auto id =
      TRY(context.books.custody().log_pick_up(site_of(context), wanted, context.person->actor()));
  announce(context, "custody", {{"pick_up", id.value()}});
  announce(context, "day", {{"day", day.to_string()}});
  return ok(json::object{{"id", id.value()}}, 201);
}

Result<http::Response> sign_pick_up(Context& context) {
  const auto id = TRY(context.path.id<PickUpId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  TRY(context.books.custody().confirm_pick_up(site_of(context), id, context.person->actor()));
  announce(context, "custody", {{"pick_up", id.value()}});
  return ok(json::object{{"id", id.value()}});
}

Result<http::Response> get_unit(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  return ok(TRY(unit_detail(context, id)));
}

/// Where the site wants it.  The version that is wanted vouches for the unit that is looked at.
Result<void> check_endorsed(Context& context, WorkUnitId id) {
  if (!context.environment.office.endorses_before_hand_off) return {};
  const auto unit = TRY(context.books.custody().unit(site_of(context), id));
  return deposit::custody::check_endorsed(unit);
}

Result<http::Response> step_unit(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  const auto wanted = TRY(read_unit_step(body));
  // What is scanned may be handed on, and is not stamped any more.
  if (wanted.event == deposit::custody::UnitEvent::Scan) TRY(check_endorsed(context, id));
  return answer_unit(
      context, id,
      context.books.custody().step(site_of(context), id, wanted, context.person->actor()));
}

Result<http::Response> send_away(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  const auto wanted = TRY(read_departure(body));
  return answer_unit(
      context, id,
      context.books.custody().send_away(site_of(context), id, wanted, context.person->actor()));
}

Result<http::Response> link_batch(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const BatchId batch{reader.integer("batch")};
  TRY(reader.finish());
  return answer_unit(context, id,
                     context.books.custody().link_batch(site_of(context), id,
                                                        {batch, deposit::custody::LinkedBy::Hand},
                                                        context.person->actor()));
}

Result<http::Response> explain_scan(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  return answer_unit(
      context, id,
      context.books.custody().explain_scan(site_of(context), id, reason, context.person->actor()));
}

/// Whoever settles counts of paper may give on what somebody else has.
Result<http::Response> offer_unit(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  const auto wanted = TRY(read_offer(body));
  if (!wanted.on_behalf_reason.empty() && !context.person->rights.has(auth::Right::Custody)) {
    return fail(ErrorCode::NotPermitted,
                "You may not give on what somebody else has; ask a supervisor.",
                "/on_behalf_reason");
  }
  TRY(check_endorsed(context, id));
  return answer_unit(
      context, id,
      context.books.custody().offer(site_of(context), id, wanted, context.person->actor()));
}

Result<http::Response> take_unit(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto pieces = reader.integer("pieces");
  TRY(reader.finish());
  return answer_unit(
      context, id,
      context.books.custody().take(site_of(context), id, pieces, context.person->actor()));
}

Result<http::Response> withdraw_offer(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  return answer_unit(
      context, id,
      context.books.custody().withdraw_offer(site_of(context), id, context.person->actor()));
}

Result<http::Response> discover(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  const auto wanted = TRY(read_discovery(body));
  return answer_unit(
      context, id,
      context.books.custody().discover(site_of(context), id, wanted, context.person->actor()));
}

Result<http::Response> find_cash(Context& context) {
  const auto id = TRY(context.path.id<WorkUnitId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  const auto sent = TRY(read_cash(body, CashNote::Wanted));
  return answer_unit(context, id,
                     context.books.custody().find_cash(site_of(context), id, sent.count, sent.note,
                                                       context.person->actor()));
}

Result<http::Response> count_cash(Context& context) {
  const auto id = TRY(context.path.id<FindingId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  const auto sent = TRY(read_cash(body, CashNote::None));
  return answer_finding(context, id,
                        context.books.custody().count_cash(site_of(context), id, sent.count,
                                                           context.person->actor()));
}

Result<http::Response> witness(Context& context) {
  const auto id = TRY(context.path.id<FindingId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  return answer_finding(
      context, id, context.books.custody().witness(site_of(context), id, context.person->actor()));
}

/// Cash goes into a bag by whoever handles mail; a count is settled by a supervisor.
Result<http::Response> resolve(Context& context) {
  using Right = deposit::WantedResolution::Right;
  const auto id = TRY(context.path.id<FindingId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const deposit::WantedResolution wanted{
      reader.optional_boolean("count_stands").value_or(false) ? Right::Count : Right::Books,
      reader.text("text")};
  TRY(reader.finish());
  const auto finding = TRY(context.books.custody().finding(site_of(context), id));
  if (finding.kind != deposit::custody::FindingKind::Cash &&
      !context.person->rights.has(auth::Right::Custody)) {
    return fail(ErrorCode::NotPermitted, "You may not settle counts of paper; ask a supervisor.");
  }
  return answer_finding(
      context, id,
      context.books.custody().resolve(site_of(context), id, wanted, context.person->actor()));
}

http::Route post_route(std::string_view pattern, auth::RightSet rights,
                       std::size_t bytes_max = small_body_bytes_max) {
  return {.method = http::Method::Post,
          .pattern = pattern,
          .access = http::Access::any_of(rights),
          .idempotency_key = http::IdempotencyKey::Required,
          .body_bytes_max = bytes_max};
}

http::Route get_route(std::string_view pattern) {
  return {.method = http::Method::Get, .pattern = pattern, .access = http::Access::signed_in()};
}

}  // namespace

std::vector<Endpoint> custody_endpoints() {
  constexpr auto mail = auth::Right::Capture;
  constexpr auto settle = auth::Right::Custody;
  return {
      {get_route("/api/v1/custody/{day}"), get_custody},
      {post_route("/api/v1/custody/{day}/pick-ups", {mail}, pick_up_bytes_max), log_pick_up},
      {post_route("/api/v1/pick-ups/{id}/signature", {mail}), sign_pick_up},
      {get_route("/api/v1/work-units/{id}"), get_unit},
      {post_route("/api/v1/work-units/{id}/steps", {mail}), step_unit},
      {post_route("/api/v1/work-units/{id}/departures", {mail}), send_away},
      {post_route("/api/v1/work-units/{id}/batches", {mail}), link_batch},
      {post_route("/api/v1/work-units/{id}/scan-explanations", {settle}), explain_scan},
      {post_route("/api/v1/work-units/{id}/offers", {mail, settle}), offer_unit},
      {post_route("/api/v1/work-units/{id}/offers/take", {mail, settle}), take_unit},
      {post_route("/api/v1/work-units/{id}/offers/withdraw", {mail, settle}), withdraw_offer},
      {post_route("/api/v1/work-units/{id}/discoveries", {mail}), discover},
      {post_route("/api/v1/work-units/{id}/cash", {mail}), find_cash},
      {post_route("/api/v1/findings/{id}/counts", {mail, settle}), count_cash},
      {post_route("/api/v1/findings/{id}/signature", {mail, settle}), witness},
      {post_route("/api/v1/findings/{id}/resolution", {mail, settle}), resolve},
  };
}

}  // namespace lockbox::service::api
