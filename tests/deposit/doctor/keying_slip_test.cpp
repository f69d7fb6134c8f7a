#include "deposit/doctor/keying_slip.h"

#include <algorithm>

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

namespace {

std::optional<SlipKind> kind_between(std::int64_t meant, std::int64_t typed) {
  const auto slip = slip_between(Money::from_cents(meant), Money::from_cents(typed));
  return slip ? std::optional{slip->kind} : std::nullopt;
}

std::int64_t often(std::int64_t meant, std::int64_t typed) {
  return slip_between(Money::from_cents(meant), Money::from_cents(typed)).value().per_billion;
}

}  // namespace

TEST_CASE("A slip is known by the two numbers alone", "[deposit][doctor]") {
  struct Case {
    std::int64_t meant;
    std::int64_t typed;
    std::optional<SlipKind> kind;
  };
  const auto [meant, typed, kind] = GENERATE(values<Case>({
      {12345, 12435, SlipKind::SwappedDigits},
      {10234, 1234, SlipKind::SwappedDigits},  // 01234: the zero in front is not seen.
      {12345, 12545, SlipKind::WrongDigit},
      {12345, 2345, SlipKind::WrongDigit},
      {2345, 12345, SlipKind::DigitTooMany},
      {5000, 50000, SlipKind::Slide},
      {5000, 500000, SlipKind::Slide},
      {5000, 50, SlipKind::Slide},
      {12345, 1245, SlipKind::DigitLeftOut},
      {12345, 1234, SlipKind::DigitLeftOut},
      {12345, 123345, SlipKind::DigitTooMany},
      {12345, 12345, std::nullopt},
      {12345, 54321, std::nullopt},
      {12345, 12534, std::nullopt},
      {12345, 13345, SlipKind::WrongDigit},
      {12345, 13245, SlipKind::SwappedDigits},
      {12345, 14325, std::nullopt},
  }));
  CAPTURE(meant, typed);
  CHECK((kind_between(meant, typed) == kind));
}

TEST_CASE(
    "A key beside the right one, and a digit that looks like it, is hit more often than others",
    "[deposit][doctor]") {
  CHECK((often(12345, 15345) > often(12345, 17345)));  // 5 lies above 2, 7 only looks like it.
  CHECK((often(12345, 17345) > often(12345, 19345)));
  CHECK((often(12345, 19345) > 0));
}

TEST_CASE("A swap shifts an amount by nine times the digits' difference at its place",
          "[deposit][doctor]") {
  const auto typed = Money::from_cents(84'163);
  std::size_t swaps = 0;
  for (const auto meant : amounts_behind(typed)) {
    const auto slip = slip_between(meant, typed);
    REQUIRE(slip.has_value());
    if (slip->kind != SlipKind::SwappedDigits) continue;
    CHECK(((meant - typed).cents() % 9 == 0));
    ++swaps;
  }
  CHECK((swaps == 5));  // Four pairs, and 8 04163, of which the first zero is not seen.
}

TEST_CASE("What may stand behind an amount is each amount of which a slip makes it, once",
          "[deposit][doctor]") {
  const auto typed = Money::from_cents(5'500);
  const auto amounts = amounts_behind(typed);
  auto sorted = amounts;
  std::ranges::sort(sorted);
  CHECK((std::ranges::adjacent_find(sorted) == sorted.end()));
  for (const std::int64_t cents : {55, 550, 55'000, 550'000, 50'500, 5'050, 6'500, 5'509}) {
    CAPTURE(cents);
    CHECK((std::ranges::find(amounts, Money::from_cents(cents)) != amounts.end()));
  }
}
