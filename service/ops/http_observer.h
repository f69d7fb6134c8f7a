#pragma once

#include "service/http/service.h"
#include "service/ops/log.h"
#include "service/ops/metrics.h"

namespace lockbox::service::ops {

/// Writes each answer into the log and the metrics.  The log has the route, never the path or the
/// query: people search for names and numbers.
class HttpObserver final : public http::Observer {
 public:
  HttpObserver(const Log& log, Metrics& metrics) : log_{log}, metrics_{metrics} {}

  void answered(const http::Answered& answered) override;
  void timed_out(http::Phase phase) override;
  void turned_away() override;
  void failed(const http::Request& request, std::string_view what) override;

 private:
  const Log& log_;
  Metrics& metrics_;
};

}  // namespace lockbox::service::ops
