#pragma once

#include <chrono>
#include <cstddef>

namespace lockbox::service::http {

/// What one client may take.  The defaults suit an office of some hundred browsers and stations.
struct Limits {
  using Milliseconds = std::chrono::milliseconds;

  std::size_t header_bytes_max = 16 << 10;  ///< Request line and fields together.
  std::size_t header_fields_max = 64;
  std::size_t target_bytes_max = 4 << 10;
  std::size_t requests_per_connection_max = 10'000;

  std::size_t connections_max = 9'000;  ///< Fewer where the system allows too few open files.
  std::size_t connections_per_address_max = 256;
  std::size_t event_streams_max = 1'000;
  std::size_t event_streams_per_address_max = 64;

  Milliseconds handshake_timeout{10'000};
  Milliseconds header_timeout{10'000};   ///< From the first byte, or from the connection's start.
  Milliseconds body_timeout{10'000};     ///< To which the slowest honest sender's time is added.
  Milliseconds handler_timeout{30'000};  ///< Then the client hears 503; the work still ends.
  Milliseconds write_timeout{10'000};    ///< To which the slowest honest reader's time is added.
  Milliseconds idle_timeout{120'000};    ///< Between two requests of a connection.
  Milliseconds linger_timeout{2'000};    ///< To let a refused client read the refusal.
  Milliseconds event_heartbeat{15'000};  ///< A comment, so that a dead reader is noticed.
  Milliseconds event_lifetime{600'000};  ///< Then the browser asks again, and its right is checked.
  std::size_t slowest_bytes_per_s = 64 << 10;  ///< An honest client on a bad line.

  /// `fixed` and the time that so many bytes take at the slowest rate.
  [[nodiscard]] Milliseconds with_transfer(Milliseconds fixed, std::size_t bytes) const {
    return fixed + Milliseconds{static_cast<long>(bytes / slowest_bytes_per_s * 1'000)};
  }
};

}  // namespace lockbox::service::http
