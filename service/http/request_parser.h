#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "service/http/http_types.h"
#include "service/http/limits.h"

namespace lockbox::service::http {

/// One request as it comes in, byte by byte.  Stricter than the standard asks: what two programs
/// could read in two ways is refused, so that nothing can be smuggled past a proxy.
class RequestParser {
 public:
  enum class State { Header, HeaderDone, Body, Done, Refused };

  explicit RequestParser(const Limits& limits);
  ~RequestParser();
  RequestParser(RequestParser&&) noexcept;
  RequestParser& operator=(RequestParser&&) noexcept;

  /// Takes what it can from the front of `input` and leaves the rest there.  Stops at the end of
  /// the header, until `accept_body` says how long a body may be, and at the end of the request.
  State feed(std::string& input);
  /// Only in state HeaderDone; the next state is Body, Done or, if the length told is above
  /// `bytes_max`, Refused.
  State accept_body(std::size_t bytes_max);

  [[nodiscard]] State state() const;
  /// The request so far; method, target and fields from HeaderDone on, the body at Done.
  [[nodiscard]] Request& request();
  /// The bytes of body that the header promises; 0 if it promises none or does not say.
  [[nodiscard]] std::size_t body_bytes_told() const;
  [[nodiscard]] bool expects_continue() const;
  [[nodiscard]] bool keep_alive() const;
  /// In state Refused: what to answer before closing.
  [[nodiscard]] const Response& refusal() const;

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace lockbox::service::http
