#include "deposit/output/exception_letter.h"

#include "deposit/output/paragraph.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

TEST_CASE("A letter says what is the matter, and nothing of an account", "[deposit][letter]") {
  for (std::size_t i = 0; i < exception_reason_names.size(); ++i) {
    const ExceptionLetter letter{.organisation = "City of Riverton",
                                 .practice = "",
                                 .day = *BusinessDay::parse("2026-11-23"),
                                 .reference = "UTIL-12-4",
                                 .amount = Money::from_cents(120'00),
                                 .check_number = "1041",
                                 .reason = static_cast<ExceptionReason>(i)};
    const auto pdf = render_exception_letter(letter, PdfCompression::Off);
    REQUIRE(pdf.has_value());
    CHECK(*pdf == *render_exception_letter(letter, PdfCompression::Off));
  }
}

TEST_CASE("A paragraph breaks between words", "[deposit][letter]") {
  CHECK(lines_of_paragraph("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(lines_of_paragraph("incomprehensible it", 7) ==
        std::vector<std::string>{"incomprehensible", "it"});
  CHECK(lines_of_paragraph("", 7) == std::vector<std::string>{""});
}
