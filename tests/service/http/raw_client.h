#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "service/http/http_types.h"

namespace lockbox::test {

/// A response as it came over the wire.
struct WireResponse {
  int status = 0;  ///< 0 if the connection ended before there was a whole response.
  service::http::Headers headers;
  std::string body;
};

/// A client that sends exactly what a test says, over loopback.  Every wait is bounded.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  RawClient(RawClient&& other) noexcept;
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient();

  /// Whether all of it could be sent.
  bool send(std::string_view text) const;
  /// Sends a request without body on the open connection.
  bool ask(std::string_view method, std::string_view target, std::string_view fields = "") const;
  /// The next response; of a HEAD or of a stream the head alone.
  [[nodiscard]] WireResponse read_response();
  [[nodiscard]] WireResponse read_head();
  /// Reads until `what` has come or the connection ends; whether it has come.
  [[nodiscard]] bool read_until(std::string_view what);
  void forget_received() { received_.clear(); }
  /// Whether the server closes without another byte.
  [[nodiscard]] bool closed_by_server();
  /// Whether the server has closed by now.
  [[nodiscard]] bool closed_within(int timeout_ms) const;
  /// Stops sending; the server sees the end.
  void end_sending() const;
  /// Fewer bytes of the server's fit on the way.
  void shrink_receive_buffer() const;

  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  /// Whether more came.
  bool fill();

  int descriptor_;
  std::string received_;
};

}  // namespace lockbox::test
