#include "service/ops/metrics.h"

#include <mutex>
#include <utility>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace lockbox::service::ops {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Histogram;

/// Seconds; 50 ms is what a person at the keys may notice.
const Histogram::BucketBoundaries latency_s{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                            0.1,   0.25,   0.5,   1,    2.5,   10};

std::string labelled(std::string_view text) {
  return std::string{text.empty() ? "none" : text};
}

}  // namespace

class Metrics::Registry {
 public:
  struct Gauge {
    prometheus::Gauge* gauge;
    Reading reading;
  };

  Family<Counter>& counter(const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
  }

  prometheus::Registry registry;
  Family<Counter>& requests = counter("lockbox_requests_total", "Requests answered.");
  Family<Histogram>& latency =
      prometheus::BuildHistogram()
          .Name("lockbox_request_duration_seconds")
          .Help("From the end of the request's header to the first byte of the answer.")
          .Register(registry);
  Family<Counter>& timeouts =
      counter("lockbox_connection_timeouts_total", "Deadlines of connections that passed.");
  Counter& turned_away = counter("lockbox_connections_turned_away_total",
                                 "Connections closed at once, all places being taken.")
                             .Add({});
  Family<Counter>& jobs = counter("lockbox_jobs_total", "Background jobs that ended.");
  Family<Counter>& sign_ins = counter("lockbox_sign_ins_total", "Attempts to sign in.");
  std::mutex mutex;
  std::vector<Gauge> gauges;
};

Metrics::Metrics() : registry_{std::make_unique<Registry>()} {
}
Metrics::~Metrics() = default;

void Metrics::request_answered(const Request& request) {
  const auto route = labelled(request.route);
  const auto method = labelled(request.method);
  registry_->requests
      .Add({{"method", method}, {"route", route}, {"status", std::to_string(request.status)}})
      .Increment();
  registry_->latency.Add({{"method", method}, {"route", route}}, latency_s)
      .Observe(std::chrono::duration<double>{request.took}.count());
}

void Metrics::connection_timed_out(std::string_view phase) {
  registry_->timeouts.Add({{"phase", labelled(phase)}}).Increment();
}

void Metrics::connection_turned_away() {
  registry_->turned_away.Increment();
}

void Metrics::job_ended(std::string_view kind, std::string_view outcome) {
  registry_->jobs.Add({{"kind", labelled(kind)}, {"outcome", labelled(outcome)}}).Increment();
}

void Metrics::sign_in_ended(std::string_view outcome) {
  registry_->sign_ins.Add({{"outcome", labelled(outcome)}}).Increment();
}

void Metrics::add_gauge(std::string_view name, std::string_view help, Reading reading) {
  auto& gauge = prometheus::BuildGauge()
                    .Name("lockbox_" + std::string{name})
                    .Help(std::string{help})
                    .Register(registry_->registry)
                    .Add({});
  const std::lock_guard lock{registry_->mutex};
  registry_->gauges.push_back({&gauge, std::move(reading)});
}

void Metrics::forget_gauges() {
  const std::lock_guard lock{registry_->mutex};
  registry_->gauges.clear();
}

std::string Metrics::text() const {
  const std::lock_guard lock{registry_->mutex};
  for (const auto& [gauge, reading] : registry_->gauges) gauge->Set(static_cast<double>(reading()));
  return prometheus::TextSerializer{}.Serialize(registry_->registry.Collect());
}

std::string_view Metrics::content_type() {
  return "text/plain; version=0.0.4; charset=utf-8";
}

}  // namespace lockbox::service::ops
