#include "service/http/request_parser.h"

#include "support/catch.h"

using lockbox::service::http::Limits;
using lockbox::service::http::Method;
using lockbox::service::http::RequestParser;
using State = RequestParser::State;

namespace {

constexpr std::size_t any_body = 1 << 20;

/// The parser after all of the text, with any body accepted.
RequestParser parsed(std::string text, const Limits& limits = {}) {
  RequestParser parser{limits};
  if (parser.feed(text) == State::HeaderDone && parser.accept_body(any_body) == State::Body)
    parser.feed(text);
  return parser;
}

int refused_with(std::string text, const Limits& limits = {}) {
  const auto parser = parsed(std::move(text), limits);
  return parser.state() == State::Refused ? parser.refusal().status : 0;
}

std::string get(const std::string& target, const std::string& fields = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

std::string post(const std::string& fields, const std::string& body) {
  return "POST /x HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

}  // namespace

TEST_CASE("A request is read the same however its bytes arrive", "[http]") {
  const auto text = post("Content-Length: 5\r\nCookie: a=1\r\n", "hello");
  const auto piece = GENERATE(1U, 2U, 3U, 7U, 1000U);
  RequestParser parser{Limits{}};
  std::string input;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    input += text.substr(at, piece);
    if (parser.feed(input) == State::HeaderDone) {
      parser.accept_body(5);
      parser.feed(input);
    }
  }
  REQUIRE(parser.state() == State::Done);
  CHECK(parser.request().method == Method::Post);
  CHECK(parser.request().path == "/x");
  CHECK(parser.request().body == "hello");
  CHECK(parser.request().cookie("a") == "1");
  CHECK(parser.keep_alive());
  CHECK(input.empty());
}

TEST_CASE("What follows a request is left for the next one", "[http]") {
  auto text = get("/1") + get("/2");
  RequestParser first{Limits{}};
  REQUIRE(first.feed(text) == State::HeaderDone);
  CHECK(first.accept_body(0) == State::Done);
  CHECK(text == get("/2"));
}

TEST_CASE("A body in chunks is put together", "[http]") {
  auto parser =
      parsed(post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"));
  REQUIRE(parser.state() == State::Done);
  CHECK(parser.request().body == "abcde");
}

TEST_CASE("A body longer than allowed is refused, told or not", "[http]") {
  RequestParser told{Limits{}};
  auto text = post("Content-Length: 11\r\n", "");
  REQUIRE(told.feed(text) == State::HeaderDone);
  CHECK(told.accept_body(10) == State::Refused);
  CHECK(told.refusal().status == 413);

  RequestParser chunked{Limits{}};
  text = post("Transfer-Encoding: chunked\r\n", "b\r\nhello world\r\n0\r\n\r\n");
  REQUIRE(chunked.feed(text) == State::HeaderDone);
  REQUIRE(chunked.accept_body(10) == State::Body);
  CHECK(chunked.feed(text) == State::Refused);
  CHECK(chunked.refusal().status == 413);
}

TEST_CASE("A header beyond its limits is refused", "[http]") {
  Limits limits;
  limits.header_bytes_max = 1'000;
  limits.target_bytes_max = 100;
  limits.header_fields_max = 5;
  CHECK(refused_with(get("/" + std::string(200, 'a')), limits) == 414);
  CHECK(refused_with(get("/", "A: " + std::string(1'000, 'b') + "\r\n"), limits) == 431);
  CHECK(refused_with(get("/", "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n"), limits) == 431);
  CHECK(refused_with(get("/", "A: 1\r\n"), limits) == 0);
}

TEST_CASE("A header that comes field by field counts as a whole", "[http]") {
  Limits limits;
  limits.header_bytes_max = 1'000;
  RequestParser parser{limits};
  std::string input = "GET / HTTP/1.1\r\nHost: a\r\nA";
  std::size_t sent = input.size();
  while (parser.feed(input) == State::Header && sent < 10'000) {
    input += ": 1\r\nA";  // With the next field's first letter here, the library takes this one.
    sent += 6;
  }
  REQUIRE(parser.state() == State::Refused);
  CHECK(parser.refusal().status == 431);
  CHECK(sent < 1'100);
}

TEST_CASE("A body whose length is told in two ways is refused", "[http]") {
  CHECK(refused_with(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "abc")) == 400);
  CHECK(refused_with(post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "abc")) == 400);
  CHECK(refused_with(post("Content-Length: 3\r\nContent-Length: 4\r\n", "abc")) == 400);
  CHECK(refused_with(post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc")) == 400);
  CHECK(refused_with(post("Content-Length: 3, 3\r\n", "abc")) == 400);
  CHECK(refused_with(post("Content-Length: +3\r\n", "abc")) == 400);
  CHECK(refused_with(post("Content-Length: -1\r\n", "abc")) == 400);
  CHECK(refused_with(post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")) == 501);
  CHECK(refused_with(post("Transfer-Encoding: identity\r\n", "abc")) == 501);
  CHECK(refused_with("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
}

TEST_CASE("What is not HTTP of this kind is refused with the status that fits", "[http]") {
  CHECK(refused_with("nonsense\r\n\r\n") == 400);
  CHECK(refused_with("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == 505);
  CHECK(refused_with("GET / HTTP/1.1\r\n\r\n") == 400);
  CHECK(refused_with("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == 400);
  CHECK(refused_with("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n") == 501);
  CHECK(refused_with("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n") == 501);
  CHECK(refused_with("get / HTTP/1.1\r\nHost: a\r\n\r\n") == 501);
  CHECK(refused_with(get("http://a/")) == 400);
  CHECK(refused_with(get("/", "Expect: tea\r\n")) == 417);
  CHECK(refused_with(get("/", "Bad Name: 1\r\n")) == 400);
  CHECK(refused_with(get("/", "Name : 1\r\n")) == 400);
}

TEST_CASE("A chunked body is taken in whatever pieces it comes", "[http]") {
  const auto whole = post("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nT: x\r\n\r\n");
  for (std::size_t piece = 1; piece < whole.size(); ++piece) {
    RequestParser parser{Limits{}};
    std::string input;
    for (std::size_t at = 0; at < whole.size(); at += piece) {
      input += whole.substr(at, piece);
      if (parser.feed(input) == State::HeaderDone) parser.accept_body(100);
    }
    INFO(piece << " bytes at once");
    REQUIRE(parser.feed(input) == State::Done);
    CHECK(parser.request().body == "a");
  }
}

TEST_CASE("A chunk's header may not grow without end", "[http]") {
  CHECK(refused_with(post("Transfer-Encoding: chunked\r\n", "3;" + std::string(8'000, 'x'))) ==
        400);
  CHECK(refused_with(
            post("Transfer-Encoding: chunked\r\n", "0\r\nT: " + std::string(8'000, 'x'))) == 400);
}

TEST_CASE("HTTP/1.0 closes unless it asks to stay", "[http]") {
  CHECK_FALSE(parsed("GET / HTTP/1.0\r\n\r\n").keep_alive());
  CHECK(parsed("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive());
  CHECK_FALSE(parsed(get("/", "Connection: close\r\n")).keep_alive());
}
