#include "deposit/model/person.h"

#include "support/catch.h"

using lockbox::deposit::folded_name;
using lockbox::deposit::is_same_person;

TEST_CASE("A name is the same however it is spelled in capitals and blanks", "[deposit][person]") {
  CHECK(is_same_person("Dana", "dana "));
  CHECK(is_same_person("Dana Scott", "\tDANA\xC2\xA0SCOTT"));
  CHECK(is_same_person("Jos\xC3\xA9", "JOS\xC3\x89"));
  CHECK_FALSE(is_same_person("Dana", "Dan"));
  CHECK_FALSE(is_same_person("\xC3\x97", "\xC3\xB7"));
}

TEST_CASE("Blanks alone name nobody", "[deposit][person]") {
  CHECK(folded_name(" \t\n").empty());
  CHECK_FALSE(folded_name("\xC3").empty());
}
