#include "core/money.h"

#include "core/ids.h"
#include "support/catch.h"

using lockbox::ErrorCode;
using lockbox::Money;
using lockbox::Result;

namespace {
Result<Money> total(std::string_view a, std::string_view b) {
  return TRY(Money::parse(a)) + TRY(Money::parse(b));
}
}  // namespace

TEST_CASE("Money prints what it parsed", "[core][money]") {
  const auto text = GENERATE(as<std::string>{}, "0.00", "0.05", "-0.05", "12.30", "99999999.99");
  CHECK((Money::parse(text).value().to_string() == text));
}

TEST_CASE("Money refuses anything that would need rounding", "[core][money]") {
  const auto text = GENERATE(as<std::string>{}, "", "1", "1.2", "1.234", ".50", "1e3.00", "1.2.3",
                             "--1.00", "1.2.3", "1,000.00", "100000000.00");
  CHECK((Money::parse(text).error().code == ErrorCode::InvalidInput));
}

TEST_CASE("TRY carries the first error up", "[core][result]") {
  REQUIRE((total("1.10", "2.05").value() == Money::from_cents(315)));
  REQUIRE_FALSE(total("1.10", "two").has_value());
}
