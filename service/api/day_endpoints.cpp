#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/work_shapes.h"
#include "service/work/reports.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

Result<BusinessDay> day_named(std::string_view text) {
  auto day = BusinessDay::parse(text);
  if (day) return *day;
  return fail(ErrorCode::NotFound, "There is no such day; days are named like 2026-11-23.");
}

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
  return ok(day_detail_shape(TRY(view_at(context, day))));
}

Result<http::Response> step_day(Context& context, deposit::DayEvent event) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto version = reader.integer("version");
  const auto reason = event == deposit::DayEvent::Reopen
                          ? reader.text("reason")
                          : reader.optional_text("reason").value_or("");
  TRY(reader.finish());
  const auto& site = context.environment.site.id;
  const auto stepped =
      context.books.days().step(site, day, {event, version, reason}, context.person->actor());
  if (!stepped && stepped.error().code == ErrorCode::Conflict) {
    return conflict_of(stepped.error(), day_detail_shape(TRY(view_at(context, day))));
  }
  if (!stepped) return tl::unexpected(stepped.error());
  announce(context, "day", {{"day", day.to_string()}});
  return ok(day_detail_shape(TRY(view_at(context, day))));
}

Handler step(deposit::DayEvent event) {
  return [event](Context& context) { return step_day(context, event); };
}

http::Response csv_response(std::string text, const std::string& name) {
  auto response = http::Response::of(200, "text/csv; charset=utf-8", std::move(text));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

/// "2026-11-23.csv" or ".json": the ending says which report.
Result<http::Response> report_day(Context& context) {
  const auto& file = context.path.text("file");
  const auto dot = file.rfind('.');
  const auto ending = dot == std::string::npos ? "" : file.substr(dot);
  const auto day = TRY(day_named(std::string_view{file}.substr(0, dot)));
  if (ending == ".csv") {
    return csv_response(work::day_report_csv(TRY(view_at(context, day))), "day-" + file);
  }
  if (ending == ".json") return ok(day_detail_shape(TRY(view_at(context, day))));
  return fail(ErrorCode::NotFound, "The day's report is there as .csv and as .json.");
}

/// "12.csv": the tape of batch 12.
Result<http::Response> report_tape(Context& context) {
  const auto& file = context.path.text("file");
  constexpr std::string_view ending = ".csv";
  http::PathParameters number;
  number.add("id", file.ends_with(ending) ? file.substr(0, file.size() - ending.size()) : "");
  const auto id = TRY(number.id<BatchId>("id"));
  const auto batch = TRY(work::load_proven(context.books.store(), context.environment.site.id, id));
  return csv_response(work::tape_csv(batch), "tape-" + file);
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
                       .body_bytes_max = small_body_bytes_max};
  };
  return {
      {{.method = Method::Get, .pattern = "/api/v1/days", .access = anybody}, list_days},
      {{.method = Method::Get, .pattern = "/api/v1/days/{day}", .access = anybody}, get_day},
      {post("/api/v1/days/{day}/cut-off"), step(deposit::DayEvent::CutOff)},
      {post("/api/v1/days/{day}/close"), step(deposit::DayEvent::Close)},
      {post("/api/v1/days/{day}/reopen"), step(deposit::DayEvent::Reopen)},
      {{.method = Method::Get, .pattern = "/api/v1/reports/day/{file}", .access = anybody},
       report_day},
      {{.method = Method::Get, .pattern = "/api/v1/reports/tape/{file}", .access = anybody},
       report_tape},
  };
}

}  // namespace lockbox::service::api
