#include "deposit/model/match.h"

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

TEST_CASE("A division is read as it was written", "[deposit][match]") {
  const std::vector<Share> split{{AccountNumber{"18"}, Money::from_cents(500)},
                                 {AccountNumber{"26"}, Money::from_cents(1)}};
  CHECK(to_answer(split) == "18=500;26=1");
  CHECK((parse_split("18=500;26=1").value() == split));
  CHECK(is_split("18=500"));
  CHECK_FALSE(is_split("0018"));
}

TEST_CASE("What is no division is refused", "[deposit][match]") {
  const auto* const text = GENERATE("18=", "=5", "18=0", "18=-5", "18=5;", "18=5;;26=1", "18=5x",
                                    "18=5;18=6", "18=99999999999", "");
  CAPTURE(text);
  const auto split = parse_split(text);
  REQUIRE_FALSE(split.has_value());
  CHECK((split.error().code == ErrorCode::InvalidInput));
}
