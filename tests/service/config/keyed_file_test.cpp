#include "service/config/keyed_file.h"

#include "support/catch.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;
using deposit::TaskField;

const std::string header = "sequence,field,value,actor\n";

KeyedFile parsed(const std::string& text) {
  auto file = parse_keyed_file(text, "keyed.csv");
  REQUIRE(file);
  return *file;
}

struct GoodLine {
  std::string line;
  TaskField field;
  std::string value;
};

TEST_CASE("A keyed line gives sequence, field, value and who said so", "[config][keyed]") {
  const auto good = GENERATE(values<GoodLine>({
      {"000012,amount,37095,kim\n", TaskField::Amount, "37095"},
      {"12,amount,9999999999,kim\n", TaskField::Amount, "9999999999"},
      {"12,account,05-104A,kim\n", TaskField::Account, "05-104A"},
      {"12,micr,⑆069900277⑆ 938910134⑈6060,kim\n", TaskField::Micr, "⑆069900277⑆ 938910134⑈6060"},
      {"12,boundary,first,kim\n", TaskField::Boundary, "first"},
      {"12,boundary,joins,kim\n", TaskField::Boundary, "joins"},
      {"12,duplicate,yes,kim\n", TaskField::Duplicate, "yes"},
      {"12,duplicate,no,kim\n", TaskField::Duplicate, "no"},
  }));
  const auto file = parsed(header + good.line);
  CHECK(file.problems.empty());
  REQUIRE(file.rows.size() == 1);
  CHECK(file.rows.front().line == 2);
  CHECK(file.rows.front().sequence == 12);
  CHECK(file.rows.front().field == good.field);
  CHECK(file.rows.front().value == good.value);
  CHECK(file.rows.front().actor == "kim");
}

TEST_CASE("A keyed line without an actor is the operator's", "[config][keyed]") {
  CHECK(parsed("sequence,field,value\n1,amount,5\n").rows.at(0).actor == "operator");
  CHECK(parsed(header + "1,amount,5,\n").rows.at(0).actor == "operator");
}

struct BadLine {
  std::string line;
  std::string problem;
};

TEST_CASE("A bad keyed line is refused with its reason, and the others stand", "[config][keyed]") {
  const auto bad = GENERATE(values<BadLine>({
      {"3,amount,12.50,kim\n", "An amount is whole cents"},
      {"3,amount,0,kim\n", "An amount is whole cents"},
      {"3,amount,-5,kim\n", "An amount is whole cents"},
      {"3,amount,+5,kim\n", "An amount is whole cents"},
      {"3,amount, 5,kim\n", "An amount is whole cents"},
      {"3,amount,,kim\n", "An amount is whole cents"},
      {"3,amount,10000000000,kim\n", "An amount is whole cents"},
      {"3,amount,99999999999999999999,kim\n", "An amount is whole cents"},
      {"3,account,,kim\n", "An account is digits"},
      {"3,account,12 34,kim\n", "An account is digits"},
      {"3,micr,,kim\n", "A MICR line is"},
      {"3,micr,⑆06990?277⑆ 938910134⑈,kim\n", "A MICR line is"},
      {"3,micr,hello,kim\n", "A MICR line is"},
      {"3,boundary,last,kim\n", "A boundary is first or joins."},
      {"3,duplicate,maybe,kim\n", "A duplicate is yes or no."},
      {"3,colour,red,kim\n", "The field is none of"},
      {"0,amount,5,kim\n", "The sequence is not the number of a document."},
      {"x,amount,5,kim\n", "The sequence is not the number of a document."},
      {"100001,amount,5,kim\n", "The sequence is not the number of a document."},
      {"3,amount\n", "The line has 2 fields; the header has 4."},
  }));
  CAPTURE(bad.line);
  const auto file = parsed(header + bad.line + "4,amount,5,kim\n");
  REQUIRE(file.problems.size() == 1);
  const auto& problem = file.problems.front();
  CHECK(problem.line == 2);
  CHECK(bad.line.starts_with(problem.sequence + "," + problem.field));
  CHECK_THAT(problem.problem, Contains(bad.problem));
  REQUIRE(file.rows.size() == 1);
  CHECK(file.rows.front().sequence == 4);
}

TEST_CASE("A keyed file that is no CSV or lacks a column is refused whole", "[config][keyed]") {
  CHECK_FALSE(parse_keyed_file("", "k.csv"));
  CHECK_FALSE(parse_keyed_file("\"sequence", "k.csv"));
  const auto file = parse_keyed_file("sequence,value\n1,5\n", "k.csv");
  REQUIRE_FALSE(file);
  CHECK(file.error().message == "k.csv:1: Column 'field' is missing in the header.");
}

}  // namespace
}  // namespace lockbox::service
