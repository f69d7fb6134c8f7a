#pragma once

/// @file
/// The service behind the HTTP server: the API under /api/v1, the files of the screens, health.

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "service/api/endpoint.h"
#include "service/http/service.h"
#include "service/http/static_files.h"

namespace lockbox::service::api {

/// What one worker works with; it is used by one thread at a time.
struct Desk {
  deposit::Books* books = nullptr;
  ImageStore* images = nullptr;
};

class ApiService final : public http::Service {
 public:
  /// One desk for each worker of the server.  Everything given must outlive the service.
  ApiService(const Environment& environment, std::vector<Desk> desks,
             std::vector<Endpoint> endpoints, const http::StaticFiles* files);

  [[nodiscard]] http::Admission admit(const http::Request& head) override;
  [[nodiscard]] http::Response respond(const http::Request& request, std::size_t worker) override;

 private:
  [[nodiscard]] std::optional<http::Response> outside_api(const http::Request& head) const;
  [[nodiscard]] http::Response ready(const Desk& desk) const;
  [[nodiscard]] Result<http::Response> answer(Context& context, const Endpoint& endpoint) const;
  /// Answers a request once, however often it is sent with the same Idempotency-Key.
  [[nodiscard]] Result<http::Response> answer_once(Context& context,
                                                   const Endpoint& endpoint) const;

  const Environment& environment_;
  const std::vector<Desk> desks_;
  std::vector<Endpoint> endpoints_;
  const http::RouteIndex index_;
  const http::StaticFiles* files_;
};

/// Why the person may not use a route, in a sentence; nothing if the person may.
[[nodiscard]] std::optional<std::string> refusal_of(const http::Access& access,
                                                    const SignedIn* person);

}  // namespace lockbox::service::api
