#include "service/http/request_parser.h"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "core/check.h"
#include "service/http/target.h"

namespace lockbox::service::http {
namespace {

namespace beast = boost::beast;

/// A chunk's header or the trailer can grow without end; the body itself is taken off at once.
constexpr std::size_t chunk_header_bytes_max = 4 << 10;

/// What is left of a chunked body never ends sooner: "0", an empty trailer and their line ends.
/// Beast 1.81 takes fewer bytes of an unfinished last chunk for a fault of its own, and aborts
/// where its assertions are on.
constexpr std::size_t chunk_bytes_min = 5;

std::string_view view_of(beast::string_view text) {
  return {text.data(), text.size()};
}

Response refusal_for(beast::error_code error) {
  using Code = beast::http::error;
  if (error == Code::header_limit)
    return Response::problem(431, "Send fewer or shorter header fields.");
  if (error == Code::body_limit)
    return Response::problem(413, "The body is longer than this address takes; send less.");
  if (error == Code::bad_version)
    return Response::problem(505, "This server speaks HTTP/1.1 and HTTP/1.0.");
  return Response::problem(400, "The request is not well-formed HTTP: " + error.message() + ".");
}

}  // namespace

class RequestParser::Parser {
 public:
  explicit Parser(const Limits& limits) : limits_{limits} {
    parser_.header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    parser_.body_limit(boost::none);
    parser_.eager(false);
  }

  State feed(std::string& input) {
    if (state_ == State::Header) skip_empty_lines(input);
    while (state_ == State::Header || state_ == State::Body) {
      if (state_ == State::Body && parser_.chunked() && input.size() < chunk_bytes_min) break;
      beast::error_code error;
      const auto taken = parser_.put(boost::asio::buffer(input), error);
      input.erase(0, taken);
      if (state_ == State::Header && (header_bytes_ += taken) > limits_.header_bytes_max) {
        refuse(refusal_for(make_error_code(beast::http::error::header_limit)));
      } else if (error == beast::http::error::need_more) {
        if (state_ == State::Body && input.size() > chunk_header_bytes_max)
          refuse(Response::problem(400, "A chunk of the body has too long a header."));
        break;
      } else if (error) {
        refuse(refusal_for(error));
      } else if (state_ == State::Header && parser_.is_header_done()) {
        take_header();
      } else if (parser_.is_done()) {
        finish();
      }
      if (taken == 0) break;
    }
    return state_;
  }

  State accept_body(std::size_t bytes_max) {
    ENSURE(state_ == State::HeaderDone);
    parser_.body_limit(bytes_max);
    if (body_bytes_told() > bytes_max)
      refuse(refusal_for(make_error_code(beast::http::error::body_limit)));
    else if (parser_.is_done())
      finish();
    else
      state_ = State::Body;
    return state_;
  }

  [[nodiscard]] std::size_t body_bytes_told() const {
    const auto length = parser_.content_length();
    return length ? static_cast<std::size_t>(*length) : 0;
  }
  [[nodiscard]] bool expects_continue() const {
    const auto expected = request_.headers.find("Expect");
    return expected && equal_without_case(*expected, "100-continue");
  }
  [[nodiscard]] bool keep_alive() const { return parser_.keep_alive(); }
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] Request& request() { return request_; }
  [[nodiscard]] const Response& refusal() const { return refusal_; }

 private:
  /// RFC 9112 section 2.2: an empty line before a request is skipped.
  void skip_empty_lines(std::string& input) {
    if (started_) return;
    const auto first = std::min(input.find_first_not_of("\r\n"), input.size());
    input.erase(0, first);
    started_ = !input.empty();
  }

  void refuse(Response response) {
    refusal_ = std::move(response);
    state_ = State::Refused;
  }

  void finish() {
    request_.body = std::move(parser_.get().body());
    state_ = State::Done;
  }

  void take_header() {
    state_ = State::HeaderDone;
    const auto& message = parser_.get();
    for (const auto& field : message)
      request_.headers.add(std::string{view_of(field.name_string())},
                           std::string{view_of(field.value())});
    if (auto problem = header_problem()) return refuse(std::move(*problem));
    request_.method = *parse_method(view_of(message.method_string()));
    auto target = parse_target(view_of(message.target()));
    if (!target) return refuse(Response::problem(400, target.error().message));
    request_.path = std::move(target->path);
    request_.query = std::move(target->query);
  }

  [[nodiscard]] std::optional<Response> header_problem() const {
    const auto& message = parser_.get();
    const auto& headers = request_.headers;
    if (message.version() != 11 && message.version() != 10)
      return Response::problem(505, "This server speaks HTTP/1.1 and HTTP/1.0.");
    if (!parse_method(view_of(message.method_string())))
      return Response::problem(501, "This server knows no such method.");
    if (message.target().size() > limits_.target_bytes_max)
      return Response::problem(414, "The address is too long; shorten the query.");
    if (headers.fields().size() > limits_.header_fields_max)
      return Response::problem(431, "Send fewer header fields.");
    if (message.version() == 11 ? headers.count("Host") != 1 : headers.count("Host") > 1)
      return Response::problem(400, "A request names its host exactly once.");
    if (headers.count("Expect") > 0 && !expects_continue())
      return Response::problem(417, "The only expectation this server meets is 100-continue.");
    return framing_problem();
  }

  /// Where a body ends must be told in one way only.
  [[nodiscard]] std::optional<Response> framing_problem() const {
    const auto& headers = request_.headers;
    if (headers.count("Content-Length") > 1 ||
        headers.find("Content-Length").value_or("").find(',') != std::string_view::npos)
      return Response::problem(400, "The length of the body is told more than once.");
    const auto coding = headers.find("Transfer-Encoding");
    if (!coding) return std::nullopt;
    if (parser_.get().version() != 11 || headers.count("Content-Length") > 0)
      return Response::problem(400, "The length of the body is told in two ways.");
    if (!equal_without_case(*coding, "chunked"))
      return Response::problem(501, "The only transfer coding this server knows is chunked.");
    return std::nullopt;
  }

  const Limits limits_;
  beast::http::request_parser<beast::http::string_body> parser_;
  State state_ = State::Header;
  bool started_ = false;
  std::size_t header_bytes_ = 0;  ///< The library limits what is not yet taken, not the sum.
  Request request_;
  Response refusal_;
};

RequestParser::RequestParser(const Limits& limits) : parser_{std::make_unique<Parser>(limits)} {
}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser& RequestParser::operator=(RequestParser&&) noexcept = default;

RequestParser::State RequestParser::feed(std::string& input) {
  return parser_->feed(input);
}
RequestParser::State RequestParser::accept_body(std::size_t bytes_max) {
  return parser_->accept_body(bytes_max);
}
RequestParser::State RequestParser::state() const {
  return parser_->state();
}
Request& RequestParser::request() {
  return parser_->request();
}
std::size_t RequestParser::body_bytes_told() const {
  return parser_->body_bytes_told();
}
bool RequestParser::expects_continue() const {
  return parser_->expects_continue();
}
bool RequestParser::keep_alive() const {
  return parser_->keep_alive();
}
const Response& RequestParser::refusal() const {
  return parser_->refusal();
}

}  // namespace lockbox::service::http
