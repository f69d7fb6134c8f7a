#pragma once

/// @file
/// The two ports of the server: who answers requests, and who hears how it went.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

#include "service/http/http_types.h"
#include "service/http/router.h"

namespace lockbox::service::http {

/// What a header alone decides.
struct Admission {
  std::size_t body_bytes_max = 0;
  Lane lane = Lane::Quick;
  /// If set, the answer: no body is read and no worker asked.
  std::optional<Response> answer = {};
};

/// Answers requests.
class Service {
 public:
  virtual ~Service() = default;
  /// Called on a thread of the sockets once the header is in; must not block.  `head.body` is
  /// empty.
  [[nodiscard]] virtual Admission admit(const Request& head) = 0;
  /// Called on a worker thread; `worker` is below the number of workers, and one worker answers one
  /// request at a time.  What it throws is answered with 500.
  [[nodiscard]] virtual Response respond(const Request& request, std::size_t worker) = 0;
};

/// Where a connection is; each has its own deadline.
enum class Phase { Handshake, Header, Body, Handler, Write, Idle, Stream, Linger };

[[nodiscard]] std::string_view name_of(Phase phase);

/// One answer, whoever gave it.
struct Answered {
  const Request& request;             ///< Method and path mean nothing if `refused_early`.
  const Response& response;           ///< Its body may have gone.
  std::chrono::microseconds took{0};  ///< From the end of the header to the answer's first byte.
  bool refused_early = false;         ///< Before there was a whole header.
};

/// Hears of what happens.  Called from all threads of the sockets; must not block.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void answered(const Answered& answered) = 0;
  /// The deadline of a phase passed; the connection closes unless the phase is Handler.
  virtual void timed_out(Phase phase) = 0;
  /// A new connection was closed at once, all places being taken.
  virtual void turned_away() = 0;
  /// A handler threw; the client saw 500 and the id.
  virtual void failed(const Request& request, std::string_view what) = 0;
};

}  // namespace lockbox::service::http
