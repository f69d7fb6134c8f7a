#include "service/api/json_reader.h"

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service::api;

namespace {

using Catch::Matchers::Contains;

boost::json::object parsed(std::string_view text) {
  return parse_object(text).value();
}

std::string fault_of(const Result<void>& finished) {
  return finished ? "" : finished.error().field + " " + finished.error().message;
}

}  // namespace

TEST_CASE("A reader gives the members that it is asked for", "[api][json]") {
  const auto body = parsed(
      R"({"name":"maria","cents":-14837,"dry_run":true,"roles":["a","b"],"code":null,"note":"x"})");
  JsonReader reader{body};
  CHECK(reader.text("name") == "maria");
  CHECK(reader.integer("cents") == -14'837);
  CHECK(reader.boolean("dry_run"));
  CHECK(reader.texts("roles") == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(reader.optional_text("code"));
  CHECK(reader.optional_text("note") == "x");
  CHECK_FALSE(reader.optional_integer("absent"));
  CHECK(reader.finish());
}

TEST_CASE("A member that nobody asked for is refused by its pointer", "[api][json]") {
  const auto body = parsed(R"({"name":"maria","nmae":"x"})");
  JsonReader reader{body};
  CHECK(reader.text("name") == "maria");
  CHECK_THAT(fault_of(reader.finish()), Contains("/nmae The member 'nmae' is not known here."));
}

TEST_CASE("Amounts are whole numbers of cents and nothing else", "[api][json]") {
  for (const auto* text : {R"({"cents":148.37})", R"({"cents":"14837"})", R"({"cents":1e3})",
                           R"({"cents":18446744073709551615})", R"({"cents":true})"}) {
    INFO(text);
    const auto body = parsed(text);
    JsonReader reader{body};
    CHECK(reader.integer("cents") == 0);
    CHECK_THAT(fault_of(reader.finish()), Contains("/cents 'cents' must be a whole number."));
  }
}

TEST_CASE("A member of another kind, missing or blank is refused by its pointer", "[api][json]") {
  const auto body = parsed(R"({"name":"  ","roles":["a",1],"dry_run":"yes"})");
  const auto fault = [&](auto ask) {
    JsonReader reader{body, "/user"};
    ask(reader);
    return fault_of(reader.finish());
  };
  CHECK_THAT(fault([](JsonReader& reader) { (void)reader.text("name"); }),
             Contains("/user/name 'name' must say something."));
  CHECK_THAT(fault([](JsonReader& reader) { (void)reader.texts("roles"); }),
             Contains("/user/roles"));
  CHECK_THAT(fault([](JsonReader& reader) { (void)reader.boolean("dry_run"); }),
             Contains("/user/dry_run"));
  CHECK_THAT(fault([](JsonReader& reader) { (void)reader.integer("version"); }),
             Contains("/user/version The member 'version' is missing."));
}

TEST_CASE("A member sent twice is refused at any depth", "[api][json]") {
  CHECK(parse_object(R"({"a":{"x":1},"b":{"x":1}})"));
  for (const auto* text : {R"({"cents":1,"cents":2})", R"({"a":[{"cents":1,"cents":1}]})",
                           R"({"c\u0065nts":1,"cents":2})"}) {
    INFO(text);
    const auto refused = parse_object(text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::InvalidInput);
    CHECK_THAT(refused.error().message, Contains("'cents' is there twice"));
  }
}

TEST_CASE("A number that no double can hold is refused at any depth", "[api][json]") {
  CHECK(parse_object(R"({"a":1e308})"));
  for (const auto* text : {R"({"a":5555e555555555})", R"({"a":[{"b":-1e999}]})"}) {
    INFO(text);
    const auto refused = parse_object(text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::InvalidInput);
  }
}

TEST_CASE("Only one whole JSON object is a body", "[api][json]") {
  for (const auto* text : {"", "null", "[]", "{", "{} {}", "{\"a\":1,}", "{\"a\":NaN}", "{'a':1}",
                           "{\"a\":\"\xff\"}"}) {
    INFO(text);
    const auto refused = parse_object(text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::InvalidInput);
  }
  const std::string deep = "{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}";
  CHECK_FALSE(parse_object(deep));
}
