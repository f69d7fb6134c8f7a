#include "service/http/target.h"

#include "support/catch.h"

using lockbox::service::http::decode_percent;
using lockbox::service::http::parse_target;

TEST_CASE("A target is taken apart and its query decoded", "[http]") {
  const auto target = parse_target("/a/b%20c?q=two+words&empty=&flag&name=%C3%A9%26");
  REQUIRE(target);
  CHECK(target->path == "/a/b%20c");
  CHECK(target->query.find("q") == "two words");
  CHECK(target->query.find("empty") == "");
  CHECK(target->query.find("flag") == "");
  CHECK(target->query.find("name") == "\xC3\xA9&");
  CHECK_FALSE(target->query.find("none"));
  CHECK(parse_target("/?a=1&a=2")->query.count("a") == 2);
}

TEST_CASE("A target that could lead elsewhere or holds broken text is refused", "[http]") {
  const auto* bad = GENERATE("", "a", "*", "http://a/", "//../x", "/..", "/a/../b", "/a/%2e%2e/b",
                             "/a/.", "/a%2Fb", "/%", "/%4", "/%zz", "/%00", "/%0a", "/%ff",
                             "/a?x=%ff", "/a?x=%0d", "/a b", "/a#b", "/\xC3\xA9", "/a|b");
  CAPTURE(bad);
  CHECK_FALSE(parse_target(bad));
}

TEST_CASE("A segment of dots that is a name is no way elsewhere", "[http]") {
  CHECK(parse_target("/..."));
  CHECK(parse_target("/.well-known/x"));
  CHECK(parse_target("/"));
  CHECK(*decode_percent("a%2Fb") == "a/b");
}
