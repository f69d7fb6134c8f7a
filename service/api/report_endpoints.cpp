#include <algorithm>
#include <iterator>
#include <utility>

#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/request_parts.h"
#include "service/api/work_shapes.h"
#include "service/work/reports.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

/// What is asked for by a name like "2026-11-23.csv".
struct ReportName {
  std::string of;      ///< "2026-11-23"
  std::string ending;  ///< ".csv"; empty without one.
};

ReportName report_at(const Context& context) {
  const auto& file = context.path.text("file");
  const auto dot = file.rfind('.');
  return {file.substr(0, dot), dot == std::string::npos ? "" : file.substr(dot)};
}

Result<work::DayView> day_of(Context& context, const ReportName& report) {
  const auto day = TRY(day_named(report.of));
  return work::view_day(context.books, context.environment.site, day);
}

http::Response csv_response(std::string text, const std::string& name) {
  auto response = http::Response::of(200, "text/csv; charset=utf-8", std::move(text));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
  return response;
}

tl::unexpected<Error> no_such_report(std::string_view sentence) {
  return fail(ErrorCode::NotFound, std::string{sentence});
}

Result<http::Response> report_day(Context& context) {
  const auto report = report_at(context);
  if (report.ending == ".json")
    return ok(day_detail_shape(TRY(day_of(context, report)), context.environment.site));
  if (report.ending != ".csv") {
    return no_such_report("The day's report is there as .csv and as .json.");
  }
  return csv_response(work::day_report_csv(TRY(day_of(context, report))), "day-" + report.of);
}

Result<http::Response> report_deposits(Context& context) {
  const auto report = report_at(context);
  if (report.ending != ".csv") return no_such_report("The deposits of a day are there as .csv.");
  const auto& site = context.environment.site;
  const auto day = TRY(day_named(report.of));
  TRY(work::batches_of_day(context.books, site, day));  // There is such a day.
  const auto records = TRY(context.books.deposits().deposits(site.id, day));
  const auto deposits = TRY(work::view_records({context.books, site, viewer_of(context)}, records));
  return csv_response(work::deposit_report_csv(deposits), "deposits-" + report.of);
}

Result<http::Response> report_throughput(Context& context) {
  const auto report = report_at(context);
  if (report.ending != ".csv" && report.ending != ".json") {
    return no_such_report("The hours of a day are there as .csv and as .json.");
  }
  const auto day = TRY(day_named(report.of));
  const auto batches = TRY(work::batches_of_day(context.books, context.environment.site, day));
  const auto hours = TRY(work::throughput_of(context.books.finder(), batches));
  if (report.ending == ".csv") {
    return csv_response(work::throughput_csv(hours), "throughput-" + report.of);
  }
  json::array items;
  for (const auto& work : hours) items.push_back(hour_work_shape(work));
  return ok(page_of(std::move(items)));
}

/// "12.csv": the tape of batch 12.
Result<http::Response> report_tape(Context& context) {
  const auto report = report_at(context);
  http::PathParameters number;
  number.add("id", report.ending == ".csv" ? report.of : "");
  const auto id = TRY(number.id<BatchId>("id"));
  const auto batch = TRY(work::load_proven(context.books.store(), context.environment.site.id, id));
  return csv_response(work::tape_csv(batch), "tape-" + report.of);
}

}  // namespace

std::vector<Endpoint> report_endpoints() {
  const auto get = [](std::string_view pattern) {
    return http::Route{
        .method = http::Method::Get, .pattern = pattern, .access = http::Access::signed_in()};
  };
  return {
      {get("/api/v1/reports/day/{file}"), report_day},
      {get("/api/v1/reports/deposits/{file}"), report_deposits},
      {get("/api/v1/reports/throughput/{file}"), report_throughput},
      {get("/api/v1/reports/tape/{file}"), report_tape},
  };
}

}  // namespace lockbox::service::api
