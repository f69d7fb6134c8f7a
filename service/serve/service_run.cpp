#include "service/serve/service_run.h"

#include <algorithm>
#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "capture/isolation/pictures_apart.h"
#include "core/local_time.h"
#include "service/api/api_service.h"
#include "service/api/request_parts.h"
#include "service/auth/random.h"
#include "service/auth/token.h"
#include "service/config/correction_table.h"
#include "service/config/credit_table.h"
#include "service/config/office_tables.h"
#include "service/config/site_file.h"
#include "service/http/server.h"
#include "service/ops/http_observer.h"
#include "service/ops/service_manager.h"
#include "service/serve/config_workplace.h"
#include "service/serve/web_pages.h"
#include "service/work/job_runner.h"

namespace lockbox::service {

namespace {

constexpr std::size_t events_kept = 4'096;
constexpr std::chrono::milliseconds drain{10'000};
constexpr std::size_t workers_min = 4;
/// Nobody repeats a request after so long; answers older than that are cleared away.
constexpr std::chrono::days answers_kept{7};

using Workplaces = std::vector<std::unique_ptr<Workplace>>;

/// SIGTERM and SIGINT, which nobody but this takes.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
  }
  /// Whether one came in that time.
  [[nodiscard]] bool came_within(std::chrono::microseconds time) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const timespec timeout{seconds.count(), std::chrono::nanoseconds{time - seconds}.count()};
    return sigtimedwait(&set_, nullptr, &timeout) > 0;
  }

 private:
  sigset_t set_{};
};

/// One set of books for each worker; the first one brings the schema up to date.
Result<Workplaces> open_workplaces(const ServeConfig& config, std::size_t count) {
  Workplaces workplaces;
  for (std::size_t i = 0; i < count; ++i) {
    workplaces.push_back(TRY(open_workplace(config)));
  }
  return workplaces;
}

http::ServerConfig server_config(const ServeConfig& config, std::size_t workers) {
  http::ServerConfig server;
  http::Listen listen{.address = config.listen_address, .port = config.listen_port};
  if (config.tls) listen.tls = http::TlsFiles{config.tls->certificate, config.tls->key};
  server.listens = {std::move(listen)};
  server.handlers.workers = workers;
  server.handlers.long_workers_max = workers / 2;
  server.limits.connections_max = config.connections_max;
  return server;
}

std::string address_of(const ServeConfig& config, std::uint16_t port) {
  const bool is_v6 = config.listen_address.find(':') != std::string::npos;
  return fmt::format("{}://{}:{}", config.tls ? "https" : "http",
                     is_v6 ? "[" + config.listen_address + "]" : config.listen_address, port);
}

/// Returns when a signal says so.  Until then a manager with a watchdog hears from a service that
/// still comes to its requests, and from no other.
void wait_for_end(const StopSignals& signals, const ops::ServiceManager& manager,
                  http::Server& server, const ops::Log& log) {
  const auto interval = manager.alive_interval();
  if (interval.count() == 0) return signals.wait();
  // Half of it for waiting and half for the threads, which may be busy.
  const auto half = interval / 2;
  while (!signals.came_within(half)) {
    if (server.responds_within(std::chrono::ceil<std::chrono::milliseconds>(half))) {
      manager.alive();
    } else {
      log.write(ops::Level::Error, "no thread is free to answer; the watchdog is not fed");
    }
  }
}

void add_gauges(ops::Metrics& metrics, const http::Server& server) {
  metrics.add_gauge("open_connections", "Connections that are open.",
                    [&server] { return server.open_connections(); });
  metrics.add_gauge("open_event_streams", "Browsers that listen for events.",
                    [&server] { return server.open_event_streams(); });
  metrics.add_gauge("requests_waiting", "Requests that wait for a worker.",
                    [&server] { return server.requests_waiting(); });
}

}  // namespace

Result<void> run_service(const ServeConfig& config, const OnReady& on_ready) {
  // The hours that people see are the office's; no thread runs yet that could read them.
  use_time_zone(config.time_zone);
  const StopSignals signals;
  auth::start_cryptography();
  const auto site = TRY(read_site(config.site_file));
  const auto pages = TRY(load_pages(config));
  const SystemClock clock;
  const auto workers =
      std::max<std::size_t>(workers_min, 2 * std::size_t{std::thread::hardware_concurrency()});
  const auto workplaces = TRY(open_workplaces(config, workers));
  auto& requests = workplaces.front()->books().requests();
  TRY(requests.forget_before(clock.now() - answers_kept));

  ops::Metrics metrics;
  const ops::Log log{clock, ops::Level::Info, ops::standard_error_sink()};
  ops::HttpObserver observer{log, metrics};
  http::EventHub events{events_kept, auth::new_request_id()};
  auth::PasswordHasher hasher{{}};
  const auto pictures = std::make_shared<capture::PicturesApart>();
  auto job_options = workplace_options(config);
  job_options.pictures = pictures;
  work::JobRunner jobs{{config.store_file, job_options, site},
                       [&events](const work::JobRun& run) { api::announce_run(events, run); }};
  const api::Environment environment{.site = site,
                                     .config = config,
                                     .clock = clock,
                                     .events = events,
                                     .metrics = metrics,
                                     .log = log,
                                     .hasher = hasher,
                                     .keys = workplaces.front()->keys(),
                                     .jobs = jobs,
                                     .pictures = *pictures,
                                     .corrections = TRY(read_correction_policy(config.site_file)),
                                     .office = TRY(read_office_rules(config.site_file, site)),
                                     .credit = TRY(read_credit_rules(config.site_file, site))};
  std::vector<api::Desk> desks;
  desks.reserve(workplaces.size());
  for (const auto& place : workplaces) desks.push_back({&place->books(), &place->images()});
  api::ApiService service{environment, std::move(desks), api::all_endpoints(),
                          pages ? &*pages : nullptr};

  const auto server =
      TRY(http::Server::start(server_config(config, workers), {service, observer, clock}));
  add_gauges(metrics, *server);
  const auto address = address_of(config, server->ports().front());
  log.write(ops::Level::Info, "serving", {{"address", address}});
  if (!pages) {
    log.write(ops::Level::Warning, "no web folder: the API is served alone, without screens");
  }
  const ops::ServiceManager manager;
  manager.ready();
  on_ready(address);
  manager.status("serving at " + address);
  wait_for_end(signals, manager, *server, log);
  manager.stopping();
  const bool all_answered = server->stop(drain);
  metrics.forget_gauges();
  log.write(ops::Level::Info, "stopped", {{"all_answered", all_answered}});
  return {};
}

}  // namespace lockbox::service
