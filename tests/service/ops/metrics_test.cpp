#include "service/ops/metrics.h"

#include "support/catch.h"

using lockbox::service::ops::Metrics;
using std::chrono::microseconds;

namespace {

bool has_line(const Metrics& metrics, const std::string& line) {
  return ("\n" + metrics.text()).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("Requests are counted by route, method and status", "[ops][metrics]") {
  Metrics metrics;
  metrics.request_answered({"GET", "/api/v1/batches/{id}", 200, microseconds{30'000}});
  metrics.request_answered({"GET", "/api/v1/batches/{id}", 200, microseconds{70'000}});
  metrics.request_answered({"GET", "", 404, microseconds{10}});
  CHECK(has_line(
      metrics,
      R"(lockbox_requests_total{method="GET",route="/api/v1/batches/{id}",status="200"} 2)"));
  CHECK(has_line(metrics, R"(lockbox_requests_total{method="GET",route="none",status="404"} 1)"));
  CHECK(has_line(metrics, R"(# TYPE lockbox_requests_total counter)"));
}

TEST_CASE("How long answers took is a histogram", "[ops][metrics]") {
  Metrics metrics;
  metrics.request_answered({"POST", "/x", 201, microseconds{30'000}});
  metrics.request_answered({"POST", "/x", 409, microseconds{70'000}});
  const std::string bucket =
      R"(lockbox_request_duration_seconds_bucket{method="POST",route="/x",le=)";
  CHECK(has_line(metrics, bucket + R"("0.025"} 0)"));
  CHECK(has_line(metrics, bucket + R"("0.05"} 1)"));
  CHECK(has_line(metrics, bucket + R"("+Inf"} 2)"));
  CHECK(has_line(metrics, R"(lockbox_request_duration_seconds_count{method="POST",route="/x"} 2)"));
}

TEST_CASE("Gauges are read when the text is made", "[ops][metrics]") {
  Metrics metrics;
  std::size_t waiting = 3;
  metrics.add_gauge("requests_waiting", "Requests that wait for a worker.",
                    [&] { return waiting; });
  CHECK(has_line(metrics, "lockbox_requests_waiting 3"));
  waiting = 5;
  CHECK(has_line(metrics, "lockbox_requests_waiting 5"));
  metrics.forget_gauges();
  waiting = 7;
  CHECK(has_line(metrics, "lockbox_requests_waiting 5"));
}

TEST_CASE("Timeouts, jobs and attempts to sign in are counted", "[ops][metrics]") {
  Metrics metrics;
  metrics.connection_timed_out("header");
  metrics.connection_turned_away();
  metrics.job_ended("scan", "done");
  metrics.sign_in_ended("wrong_password");
  CHECK(has_line(metrics, R"(lockbox_connection_timeouts_total{phase="header"} 1)"));
  CHECK(has_line(metrics, "lockbox_connections_turned_away_total 1"));
  CHECK(has_line(metrics, R"(lockbox_jobs_total{kind="scan",outcome="done"} 1)"));
  CHECK(has_line(metrics, R"(lockbox_sign_ins_total{outcome="wrong_password"} 1)"));
}
