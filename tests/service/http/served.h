#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/check.h"
#include "service/http/event_hub.h"
#include "service/http/raw_client.h"
#include "service/http/server.h"
#include "support/fixed_clock.h"

namespace lockbox::test {

/// A service whose answers a test writes down by path.
class ScriptedService final : public service::http::Service {
 public:
  using Handler = std::function<service::http::Response(const service::http::Request&)>;

  std::map<std::string, Handler> handlers;
  std::map<std::string, service::http::Admission> admissions;
  std::size_t body_bytes_max = 1 << 20;

  service::http::Admission admit(const service::http::Request& head) override {
    const auto found = admissions.find(head.path);
    if (found != admissions.end()) return found->second;
    return {.body_bytes_max = body_bytes_max};
  }

  service::http::Response respond(const service::http::Request& request,
                                  std::size_t /*worker*/) override {
    const auto found = handlers.find(request.path);
    if (found == handlers.end()) return service::http::no_such_path();
    return found->second(request);
  }
};

/// Counts what the server tells.
class CountingObserver final : public service::http::Observer {
 public:
  void answered(const service::http::Answered& answered) override {
    const std::lock_guard lock{mutex_};
    statuses_.push_back(answered.response.status);
  }
  void timed_out(service::http::Phase phase) override {
    const std::lock_guard lock{mutex_};
    ++timeouts_[phase];
  }
  void turned_away() override { ++turned_away_count; }
  void failed(const service::http::Request& /*request*/, std::string_view what) override {
    const std::lock_guard lock{mutex_};
    failure_ = what;
  }

  [[nodiscard]] std::vector<int> statuses() const {
    const std::lock_guard lock{mutex_};
    return statuses_;
  }
  [[nodiscard]] int timeouts(service::http::Phase phase) const {
    const std::lock_guard lock{mutex_};
    const auto found = timeouts_.find(phase);
    return found == timeouts_.end() ? 0 : found->second;
  }
  [[nodiscard]] std::string failure() const {
    const std::lock_guard lock{mutex_};
    return failure_;
  }

  std::atomic<int> turned_away_count = 0;

 private:
  mutable std::mutex mutex_;
  std::vector<int> statuses_;
  std::map<service::http::Phase, int> timeouts_;
  std::string failure_;
};

/// A server on a free port of loopback with its scripted service.
class Served {
 public:
  explicit Served(service::http::ServerConfig config = {}) : config_{std::move(config)} {
    if (config_.listens.empty()) config_.listens.push_back({});
    config_.socket_threads = 2;
  }

  /// After the scripts are written, before the first client.
  void start() {
    auto started = service::http::Server::start(config_, {service, observer, clock});
    if (!started) check_failed(started.error().message.c_str(), __FILE__, __LINE__);
    server = std::move(*started);
  }
  [[nodiscard]] std::uint16_t port() const { return server->ports().front(); }
  [[nodiscard]] RawClient client() const { return RawClient{port()}; }

  ScriptedService service;
  CountingObserver observer;
  FixedClock clock;
  std::unique_ptr<service::http::Server> server;

 private:
  service::http::ServerConfig config_;
};

inline service::http::Response text_response(std::string text) {
  return service::http::Response::of(200, "text/plain", std::move(text));
}

}  // namespace lockbox::test
