#include "encode/micr/foreign_fields.h"

#include "encode/mail/checks/wide_check.h"
#include "encode/micr/line_of_font.h"
#include "encode/page_reader.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

constexpr auto canadian = "⑈001042⑈ ⑆12345⑉003⑆ 123⑉456⑉7⑈";
constexpr auto indian = "⑈000123⑈ 110002003⑆ 004455⑈ 31";

std::string digits_of(const ForeignFields& fields, ForeignFieldName name) {
  for (const auto& field : fields.others) {
    if (field.name == name) return field.digits;
  }
  return {};
}

TEST_CASE("A Canadian line has a number, a branch, an institution and an account", "[micr]") {
  const auto fields = find_foreign_fields(canadian);
  REQUIRE(fields);
  CHECK(fields->layout == ForeignLayout::Canadian);
  CHECK(fields->check_number == "001042");
  CHECK(digits_of(*fields, ForeignFieldName::Branch) == "12345");
  CHECK(digits_of(*fields, ForeignFieldName::Institution) == "003");
  CHECK(fields->account.reveal() == "123-456-7");
  CHECK_FALSE(is_proved(*fields));
  CHECK(find_foreign_fields(std::string{canadian} + "45 ⑇0000012345⑇"));
}

TEST_CASE("An Indian line has a number, a sort code, an account and a code", "[micr]") {
  const auto fields = find_foreign_fields(indian);
  REQUIRE(fields);
  CHECK(fields->layout == ForeignLayout::Indian);
  CHECK(fields->check_number == "000123");
  CHECK(digits_of(*fields, ForeignFieldName::SortCode) == "110002003");
  CHECK(digits_of(*fields, ForeignFieldName::TransactionCode) == "31");
  CHECK(fields->account.reveal() == "004455");
}

TEST_CASE("A line that misses a length, a symbol or a digit has no foreign fields", "[micr]") {
  const auto* const line = GENERATE(
      "⑈001042⑈ ⑆1234⑉003⑆ 123⑉456⑈", "⑈001042⑈ ⑆12345⑉03⑆ 123⑉456⑈", "⑈00?042⑈ ⑆12345⑉003⑆ 1234⑈",
      "⑈000000⑈ ⑆12345⑉003⑆ 1234⑈", "⑈001042⑈ ⑆12345⑉003⑆ 12 34567⑈",
      "⑈001042⑈ ⑆12345⑉003⑆ 1234567 ⑈", "⑈0010 ⑈ ⑆12345⑉003⑆ 1234567⑈",
      "⑈001042⑈ ⑆12345⑉003⑆ 123456", "⑈00123⑈ 110002003⑆ 004455⑈ 31",
      "⑈000123⑈ 11000203⑆ 004455⑈ 31", "⑈000123⑈ 110002003⑆ 00445⑈ 31",
      "⑈000123⑈ 110002003⑆ 004455⑈ 3", "⑆12345⑉003⑆ 1234567⑈", "⑆069900277⑆ 938910134⑈6060", "");
  CAPTURE(line);
  CHECK_FALSE(find_foreign_fields(line));
}

TEST_CASE("A foreign line that a person keyed answers, and names its check", "[micr]") {
  const auto line = parse_keyed_line(GENERATE(canadian, indian));
  REQUIRE(line);
  CHECK(line->raw.find(' ') == std::string::npos);
  CHECK(is_whole_line(*line));
  CHECK_FALSE(is_sure_line(*line));
  CHECK_FALSE(line->is_complete());
  CHECK(name_of_check(*line).has_value());
  CHECK_FALSE(check_number_of(*line).empty());
}

TEST_CASE("Drawn Canadian and Indian checks are read with all their fields", "[micr][checks]") {
  const auto style = GENERATE(CheckStyle::Canadian, CheckStyle::IndianCts);
  constexpr int drawn_checks = 10;
  constexpr int read_min = 8;
  int read = 0;
  for (int i = 0; i < drawn_checks; ++i) {
    Chance chance{static_cast<std::uint64_t>(40 + i)};
    const auto drawn = draw_wide_check(style, Degradation::Clean, 1, chance);
    const auto page = read_page(drawn.page, {});
    if (!page.micr) continue;
    const auto fields = find_foreign_fields(page.micr->line.raw);
    if (!fields) continue;
    CHECK(fields == find_foreign_fields(drawn.micr));
    ++read;
  }
  CHECK(read >= read_min);
}

}  // namespace
}  // namespace lockbox::encode
