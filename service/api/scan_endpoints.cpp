#include <algorithm>

#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/work_shapes.h"
#include "service/work/feeds.h"
#include "service/work/job_runner.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

json::value running_shape(const std::optional<work::JobRun>& run, const std::string& job) {
  if (!run || run->job != job) return nullptr;
  return run_shape(*run);
}

Result<http::Response> list_jobs(Context& context) {
  const auto running = context.environment.jobs.running();
  json::array items;
  for (const auto& job : context.environment.config.scan_jobs) {
    // A folder that is away holds nothing that waits; a run says why it cannot be read.
    const auto waiting = work::waiting_feeds(context.books.store(), context.environment.site, job);
    items.push_back(json::object{{"name", job.name},
                                 {"folder", job.folder.string()},
                                 {"lockbox", job.lockbox},
                                 {"waiting", waiting ? waiting->size() : 0},
                                 {"running", running_shape(running, job.name)}});
  }
  return ok(page_of(std::move(items)));
}

Result<work::RunRequest> read_request(const std::string& text) {
  const auto body = TRY(parse_object(text));
  JsonReader reader{body};
  const auto day = reader.optional_text("business_day");
  const auto documents = reader.optional_integer("declared_documents");
  const auto cents = reader.optional_integer("declared_cents");
  const auto feed = reader.optional_text("feed");
  TRY(reader.finish());
  work::RunRequest request;
  request.feed = feed.value_or("");
  if (day) {
    const auto parsed = BusinessDay::parse(*day);
    if (!parsed) return fail(ErrorCode::InvalidInput, parsed.error().message, "/business_day");
    request.business_day = *parsed;
  }
  if (documents.has_value() != cents.has_value()) {
    return fail(ErrorCode::InvalidInput, "Declare both the documents and their money, or neither.",
                documents ? "/declared_cents" : "/declared_documents");
  }
  if (documents && (*documents < 1 || *cents < 0)) {
    return fail(ErrorCode::InvalidInput, "Declare at least one document and no negative amount.",
                "/declared_documents");
  }
  if (documents) request.declared = deposit::ControlTotals{*documents, Money::from_cents(*cents)};
  return request;
}

Result<http::Response> start_run(Context& context) {
  const auto& jobs = context.environment.config.scan_jobs;
  const auto job = std::ranges::find(jobs, context.path.text("name"), &ScanJob::name);
  if (job == jobs.end()) return fail(ErrorCode::NotFound, "There is no such scan job.");
  const auto request = TRY(read_request(context.request.body));
  const auto feed = TRY(work::prepare_feed(context.books.store(), context.environment.site, *job,
                                           request, context.person->actor()));
  const auto run = TRY(context.environment.jobs.start(feed));
  announce(context, "scan", {{"id", run.id}});
  return ok(run_shape(run), 202);
}

Result<http::Response> get_run(Context& context) {
  const auto id = TRY(context.path.number("id"));
  const auto run = context.environment.jobs.run(id);
  if (!run) return fail(ErrorCode::NotFound, "This run is not known any more.");
  return ok(run_shape(*run));
}

}  // namespace

std::vector<Endpoint> scan_endpoints() {
  using http::Access;
  using http::Lane;
  using http::Method;
  return {
      {{.method = Method::Get,
        .pattern = "/api/v1/scan-jobs",
        .access = Access::signed_in(),
        .lane = Lane::Long},
       list_jobs},
      {{.method = Method::Post,
        .pattern = "/api/v1/scan-jobs/{name}/runs",
        .access = Access::any_of({auth::Right::Capture}),
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max,
        .lane = Lane::Long},
       start_run},
      {{.method = Method::Get, .pattern = "/api/v1/job-runs/{id}", .access = Access::signed_in()},
       get_run},
  };
}

}  // namespace lockbox::service::api
