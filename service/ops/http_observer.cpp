#include "service/ops/http_observer.h"

namespace lockbox::service::ops {

void HttpObserver::answered(const http::Answered& answered) {
  const auto& [request, response, took, refused_early] = answered;
  const auto method = refused_early ? std::string_view{"none"} : http::name_of(request.method);
  metrics_.request_answered(
      {.method = method, .route = response.route, .status = response.status, .took = took});
  log_.write(response.status >= 500 ? Level::Warning : Level::Info, "request",
             {{"request_id", request.request_id},
              {"actor", response.actor},
              {"peer", request.peer.address},
              {"method", method},
              {"route", response.route},
              {"status", response.status},
              {"took_us", took.count()}});
}

void HttpObserver::timed_out(http::Phase phase) {
  metrics_.connection_timed_out(http::name_of(phase));
}

void HttpObserver::turned_away() {
  metrics_.connection_turned_away();
}

void HttpObserver::failed(const http::Request& request, std::string_view what) {
  log_.write(Level::Error, "a handler threw",
             {{"request_id", request.request_id},
              {"method", http::name_of(request.method)},
              {"what", what}});
}

}  // namespace lockbox::service::ops
