#include "deposit/match/likeness.h"

#include "support/catch.h"

using namespace lockbox::deposit;

TEST_CASE("A name is the same in any order, in any capitals, with or without titles",
          "[deposit][match]") {
  CHECK(name_likeness("Maria Alvarez", "ALVAREZ, MARIA") == 100);
  CHECK(name_likeness("Mr. & Mrs. John O'Neil", "john oneil") == 100);
  CHECK(name_likeness("J SMITH", "JOHN SMITH") == 100);
}

TEST_CASE("One wrong letter leaves a long name the same and a short one not", "[deposit][match]") {
  CHECK(name_likeness("MARIA ALVAREZ", "MARIA ALVARES") >= same_name_likeness);
  CHECK(name_likeness("LEE", "LEA") < same_name_likeness);
}

TEST_CASE("Other people have other names", "[deposit][match]") {
  CHECK(name_likeness("MARIA ALVAREZ", "JOHN SMITH") < 50);
  CHECK(name_likeness("", "JOHN SMITH") == 0);
  CHECK(name_likeness("THE", "JOHN SMITH") == 0);
}

TEST_CASE("A slip is one other digit or two neighbours swapped, and nothing more",
          "[deposit][match]") {
  CHECK(is_one_slip_off("1234567897", "1234567891"));
  CHECK(is_one_slip_off("1234567897", "1234657897"));
  CHECK_FALSE(is_one_slip_off("1234567897", "1234567897"));
  CHECK_FALSE(is_one_slip_off("1234567897", "1234567"));
  CHECK_FALSE(is_one_slip_off("1234567897", "2134567891"));
}
