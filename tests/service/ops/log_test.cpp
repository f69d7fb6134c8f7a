#include "service/ops/log.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "support/catch.h"
#include "support/fixed_clock.h"

using namespace lockbox::service::ops;

namespace {

/// A log that keeps its lines.
class Kept {
 public:
  explicit Kept(Level lowest = Level::Debug)
      : log{clock, lowest, [this](std::string_view line) { text += line; }} {}

  [[nodiscard]] boost::json::object line() const {
    REQUIRE(text.ends_with('\n'));
    REQUIRE(text.find('\n') == text.size() - 1);
    return boost::json::parse(text).as_object();
  }

  lockbox::test::FixedClock clock;
  std::string text;
  Log log;
};

}  // namespace

TEST_CASE("A log line is one JSON object with time, level and message first", "[ops][log]") {
  Kept kept;
  kept.log.write(
      Level::Warning, "a \"quoted\"\nmessage",
      {{"request_id", "abc"}, {"status", 503}, {"late", true}, {"actor", std::string{"anna"}}});
  CHECK(kept.text.starts_with(
      R"({"ts":"2026-11-23T14:00:00.000Z","level":"warning","msg":"a \"quoted\"\nmessage",)"));
  const auto line = kept.line();
  CHECK(line.at("request_id") == "abc");
  CHECK(line.at("status") == 503);
  CHECK(line.at("late") == true);
  CHECK(line.at("actor") == "anna");
}

TEST_CASE("Text that is not UTF-8 or has no end still makes a good line", "[ops][log]") {
  Kept kept;
  kept.log.write(Level::Info, "bad \xFF text", {{"long", std::string(100'000, 'x')}});
  CHECK(kept.line().at("msg") == "bad ...");
  CHECK(kept.text.size() < 5'000);
}

TEST_CASE("Lines below the level are not written", "[ops][log]") {
  Kept kept{Level::Warning};
  kept.log.write(Level::Info, "quiet");
  CHECK(kept.text.empty());
}

TEST_CASE("Digits that could be an account number are masked wherever they stand", "[ops][log]") {
  Kept kept;
  kept.log.write(Level::Error, "no account 12345678", {{"what", "key 0012-3456-789 failed"}});
  CHECK(kept.text.find("12345678") == std::string::npos);
  CHECK(kept.line().at("msg") == "no account ****5678");
  CHECK(kept.line().at("what") == "key ****6789 failed");
}

TEST_CASE("What is masked and what stays", "[ops][log]") {
  CHECK(masked("123456") == "123456");
  CHECK(masked("1234567") == "****4567");
  CHECK(masked("a1234567b") == "a****4567b");
  CHECK(masked("1 2 3 4 5 6 7") == "****4567");
  CHECK(masked("12 - 34567") == "12 - 34567");
  CHECK(masked("2026-11-23T14:05:09.120Z") == "2026-11-23T14:05:09.120Z");
  CHECK(masked("on 2026-11-23.") == "on 2026-11-23.");
  CHECK(masked("2026-11-234567") == "****4567");
  CHECK(masked("192.168.100.200") == "192.168.100.200");
  CHECK(masked("").empty());
}
