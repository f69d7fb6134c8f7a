#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace lockbox::service::ops {

/// What Prometheus asks for, in its text format 0.0.4.  All functions may be called from any
/// thread.
class Metrics {
 public:
  struct Request {
    std::string_view method;
    std::string_view route;  ///< The pattern, never the path: the number of series stays bounded.
    int status = 0;
    std::chrono::microseconds took{0};
  };
  /// Asked when the text is made.
  using Reading = std::function<std::size_t()>;

  Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics();

  void request_answered(const Request& request);
  void connection_timed_out(std::string_view phase);
  void connection_turned_away();
  /// `outcome`: "done", "failed", ...
  void job_ended(std::string_view kind, std::string_view outcome);
  void sign_in_ended(std::string_view outcome);

  /// A gauge that is read when asked: "open_connections" becomes lockbox_open_connections.  Call
  /// before serving; `reading` must stay good until `forget_gauges`.
  void add_gauge(std::string_view name, std::string_view help, Reading reading);
  void forget_gauges();

  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::string_view content_type();

 private:
  class Registry;
  std::unique_ptr<Registry> registry_;
};

}  // namespace lockbox::service::ops
