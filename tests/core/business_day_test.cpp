#include "core/business_day.h"

#include "support/catch.h"

namespace lockbox {
namespace {

TEST_CASE("A business day is printed as it was written", "[core][day]") {
  const std::string text =
      GENERATE("2026-11-23", "2024-02-29", "2000-02-29", "0001-01-01", "2026-12-31");
  CHECK(BusinessDay::parse(text).value().to_string() == text);
}

TEST_CASE("A day that the calendar does not have is refused", "[core][day]") {
  const std::string text = GENERATE("2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01",
                                    "2026-11-32", "2026-00-10", "2026-10-00", "0000-01-01");
  CHECK(BusinessDay::parse(text).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("A day in any other form is refused", "[core][day]") {
  const std::string text =
      GENERATE("", "2026-11-2", "2026-11-023", "26-11-23", "2026/11/23", "23.11.2026", " 2026-11-2",
               "2026-1a-23", "+026-11-23", "2026-11--3");
  CHECK(BusinessDay::parse(text).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("Business days are ordered as the calendar is", "[core][day]") {
  CHECK(BusinessDay::parse("2026-09-30").value() < BusinessDay::parse("2026-10-01").value());
  CHECK(BusinessDay::parse("2025-12-31").value() < BusinessDay::parse("2026-01-01").value());
}

}  // namespace
}  // namespace lockbox
