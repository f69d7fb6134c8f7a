#include "core/csv.h"

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "support/catch.h"

namespace lockbox {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text) {
  const auto records = parse_csv(text).value();
  Rows rows;
  for (const auto& record : records) rows.push_back(record.fields);
  return rows;
}

std::string print(const Rows& rows, std::string_view line_break) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "," : "") + csv_field(row[i]);
    text += line_break;
  }
  return text;
}

struct Good {
  std::string text;
  Rows rows;
};

TEST_CASE("CSV text is read as RFC 4180 means it", "[core][csv]") {
  const auto good = GENERATE(
      Good{"", {}}, Good{"a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
      Good{"a,b\r\nc,d", {{"a", "b"}, {"c", "d"}}}, Good{"\xEF\xBB\xBFname\n", {{"name"}}},
      Good{"a\n\n\r\nb\n", {{"a"}, {"b"}}}, Good{",\n", {{"", ""}}}, Good{"\"\"\n", {{""}}},
      Good{"\"Smith, Ann\",\"\"\"A\"\" St\"\n", {{"Smith, Ann", "\"A\" St"}}},
      Good{"\"two\r\nlines\",x\n", {{"two\r\nlines", "x"}}}, Good{" a ,b \n", {{" a ", "b "}}},
      Good{"a,\"b\"", {{"a", "b"}}}, Good{"a,", {{"a", ""}}});
  CHECK(rows_of(good.text) == good.rows);
}

TEST_CASE("A CSV record knows the line on which it began", "[core][csv]") {
  const auto records = parse_csv("a\n\n\"two\nlines\"\nb\n").value();
  REQUIRE(records.size() == 3);
  CHECK(records[0].line == 1);
  CHECK(records[1].line == 3);
  CHECK(records[2].line == 5);
}

struct Bad {
  std::string text;
  std::string message;
};

TEST_CASE("Faulty CSV text is refused with its line and reason", "[core][csv]") {
  const auto bad = GENERATE(
      Bad{"a\n\"open\nb\n", "Line 2: a quoted field is never closed."},
      Bad{"a\n\"b\"c\n", "Line 2: a field goes on after its closing quote."},
      Bad{"a\nb\"c\n", "Line 2: a quote stands inside a field that does not begin with one."},
      Bad{"a\rb\n", "Line 1: a carriage return has no line feed after it."},
      Bad{"a\r", "Line 1: a carriage return has no line feed after it."},
      Bad{std::string{"a\nb\0c\n", 6}, "Line 2: a NUL byte is no text."},
      Bad{std::string{"\"a\nb\0c\"\n", 8}, "Line 2: a NUL byte is no text."});
  const auto parsed = parse_csv(bad.text);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == ErrorCode::InvalidInput);
  CHECK(parsed.error().message == bad.message);
}

TEST_CASE("A field that a spreadsheet would run gets an apostrophe", "[core][csv]") {
  CHECK(csv_field("=1+1") == "'=1+1");
  CHECK(csv_field("+1") == "'+1");
  CHECK(csv_field("-1") == "'-1");
  CHECK(csv_field("@a,b") == "\"'@a,b\"");
  CHECK(csv_field("\tx") == "'\tx");
  CHECK(csv_field("1-1") == "1-1");
}

TEST_CASE("Printed CSV is read back as it was", "[core][csv]") {
  // Letters that make trouble come often; a fixed letter in front keeps formulas and empty lines,
  // which do not come back as they were, out.
  const auto field = rc::gen::map(rc::gen::container<std::string>(rc::gen::element(
                                      'a', ',', '"', '\r', '\n', ' ', '=', '\xC3')),
                                  [](const std::string& tail) { return "f" + tail; });
  const auto row = rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(field));
  REQUIRE(rc::check([&] {
    const auto rows = *rc::gen::container<Rows>(row);
    const std::string line_break = *rc::gen::element<std::string>("\n", "\r\n");
    RC_ASSERT(rows_of(print(rows, line_break)) == rows);
  }));
}

TEST_CASE("Any bytes are parsed or refused, never worse", "[core][csv]") {
  REQUIRE(rc::check([](const std::string& text) {
    const auto parsed = parse_csv(text);
    if (!parsed) RC_ASSERT(parsed.error().message.starts_with("Line "));
  }));
}

}  // namespace
}  // namespace lockbox
