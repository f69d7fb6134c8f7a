#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/work_shapes.h"
#include "service/close/close_day.h"
#include "service/work/cut_offs.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

Result<work::DayView> view_at(Context& context, const BusinessDay& day) {
  return work::view_day(context.books, context.environment.site, day);
}

Result<http::Response> list_days(Context& context) {
  json::array items;
  for (const auto& day : TRY(context.books.days().days(context.environment.site.id))) {
    items.push_back(day_shape(day));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<http::Response> get_day(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  return ok(day_detail_shape(TRY(view_at(context, day)), context.environment.site));
}

/// A close looks at the equations first and makes the packet behind it.
Result<deposit::Day> take_step(Context& context, const BusinessDay& day,
                               const deposit::WantedStep& wanted) {
  const auto& site = context.environment.site;
  const auto actor = context.person->actor();
  if (wanted.event != deposit::DayEvent::Close) {
    return context.books.days().step(site.id, day, wanted, actor);
  }
  return close::close_day(context.books, site, {day, wanted},
                          context.environment.config.output_folder, actor);
}

Result<http::Response> step_day(Context& context, deposit::DayEvent event) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto version = reader.integer("version");
  const auto reason = reader.optional_text("reason").value_or("");
  TRY(reader.finish());
  const deposit::WantedStep wanted{event, version, reason};
  const auto stepped = take_step(context, day, wanted);
  if (!stepped && stepped.error().code == ErrorCode::Conflict) {
    return conflict_of(stepped.error(),
                       day_detail_shape(TRY(view_at(context, day)), context.environment.site));
  }
  if (!stepped) return tl::unexpected(stepped.error());
  announce(context, "day", {{"day", day.to_string()}});
  return ok(day_detail_shape(TRY(view_at(context, day)), context.environment.site));
}

Result<http::Response> decline_reopening(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto version = reader.integer("version");
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  TRY(context.books.days().decline_reopening(context.environment.site.id, day, version, reason,
                                             context.person->actor()));
  announce(context, "day", {{"day", day.to_string()}});
  return ok(day_detail_shape(TRY(view_at(context, day)), context.environment.site));
}

Handler step(deposit::DayEvent event) {
  return [event](Context& context) { return step_day(context, event); };
}

Result<http::Response> list_cut_offs(Context& context) {
  const auto& site = context.environment.site;
  const auto day = TRY(day_named(context.path.text("day")));
  const auto batches = TRY(work::batches_of_day(context.books, site, day));
  json::array items;
  for (const auto& cut_off : work::cut_offs_of(batches, site, day)) {
    items.push_back(cut_off_shape(cut_off));
  }
  return ok(json::object{{"now", to_string(context.environment.clock.now())},
                         {"items", std::move(items)}});
}

}  // namespace

std::vector<Endpoint> day_endpoints() {
  using http::Access;
  using http::Method;
  const auto anybody = Access::signed_in();
  const auto post = [](std::string_view pattern) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = Access::any_of({auth::Right::CloseDay}),
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max,
                       .lane = http::Lane::Long};
  };
  return {
      {{.method = Method::Get, .pattern = "/api/v1/days", .access = anybody}, list_days},
      {{.method = Method::Get, .pattern = "/api/v1/days/{day}", .access = anybody}, get_day},
      {post("/api/v1/days/{day}/cut-off"), step(deposit::DayEvent::CutOff)},
      {post("/api/v1/days/{day}/close"), step(deposit::DayEvent::Close)},
      {post("/api/v1/days/{day}/reopen"), step(deposit::DayEvent::Reopen)},
      {post("/api/v1/days/{day}/reopen/decline"), decline_reopening},
      {{.method = Method::Get, .pattern = "/api/v1/days/{day}/cut-offs", .access = anybody},
       list_cut_offs},
  };
}

}  // namespace lockbox::service::api
