#pragma once

/// @file
/// Requests and responses as plain values.  Nothing here knows the network library.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/clock.h"

namespace lockbox::service::http {

class EventStream;

enum class Method { Get, Head, Post, Put, Patch, Delete };

[[nodiscard]] std::string_view name_of(Method method);
/// Names are case-sensitive (RFC 9110 section 9.1); nothing for any other method.
[[nodiscard]] std::optional<Method> parse_method(std::string_view name);
/// Whether a request of this method must leave everything as it was (RFC 9110 section 9.2.1).
[[nodiscard]] bool is_safe(Method method);

/// Header fields in the order sent.  Names compare without case.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  Headers() = default;
  Headers(std::initializer_list<Field> fields) : fields_{fields} {}

  void add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
  }
  /// Replaces every field of the name by this one.
  void set(std::string_view name, std::string value);
  /// The value of the first field of the name; nothing if there is none.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

/// The decoded query of a target, in the order sent.
class Query {
 public:
  using Parameter = std::pair<std::string, std::string>;

  void add(std::string name, std::string value) {
    parameters_.emplace_back(std::move(name), std::move(value));
  }
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] const std::vector<Parameter>& parameters() const { return parameters_; }

 private:
  std::vector<Parameter> parameters_;
};

enum class Transport { Plain, Tls };

struct Peer {
  std::string address;  ///< Without the port, "192.0.2.7".
  Transport transport = Transport::Plain;
};

/// A request with a well-formed target; `body` is empty while only the header has been read.
struct Request {
  Method method = Method::Get;
  std::string path;  ///< As sent, percent-encoded; the router decodes its parameters.
  Query query;
  Headers headers;
  std::string body;
  Peer peer;
  std::string request_id;  ///< Made by the server, 32 letters; also sent back as X-Request-Id.
  Instant received_at;

  /// The value of a cookie (RFC 6265 section 5.4); nothing if it is absent or sent twice.
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
};

/// Bytes that several responses share, such as a file of the web screens.
using SharedText = std::shared_ptr<const std::string>;
using ResponseBody = std::variant<std::string, SharedText, std::shared_ptr<EventStream>>;

struct Response {
  int status = 200;
  Headers headers;
  ResponseBody body;

  std::string route;  ///< For the log and the metrics, never sent: the pattern that matched.
  std::string actor;  ///< For the log, never sent: who is signed in.

  [[nodiscard]] static Response of(int status, std::string_view content_type, std::string body);
  /// `json` is the text of one JSON value.
  [[nodiscard]] static Response json(int status, std::string json);
  /// A problem of RFC 9457 with nothing but status, title and `detail`, which is one sentence that
  /// says what to do next.
  [[nodiscard]] static Response problem(int status, std::string_view detail);
  [[nodiscard]] static Response stream(std::shared_ptr<EventStream> events);
};

/// "Not Found" for 404; "Unknown" for a code that RFC 9110 and RFC 6585 do not name.
[[nodiscard]] std::string_view reason_of(int status);

[[nodiscard]] bool equal_without_case(std::string_view left, std::string_view right);

}  // namespace lockbox::service::http
