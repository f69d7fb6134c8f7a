#include "encode/micr/cmc7/cmc7_fields.h"

#include <string>

#include "core/chance.h"
#include "encode/mail/checks/wide_check.h"
#include "encode/micr/cmc7/cmc7_reader.h"
#include "encode/micr/line_of_font.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

const std::string french = "c0084995c075000004908e241410518989a";
const std::string brazilian = "c34137814c0090004285e081430432989a";

std::string digits_of(const ForeignFields& fields, ForeignFieldName name) {
  for (const auto& field : fields.others) {
    if (field.name == name) return field.digits;
  }
  return "";
}

/// The line with another digit at that place.
std::string with_other_digit(std::string line, std::size_t at) {
  line.at(at) = line.at(at) == '9' ? '0' : static_cast<char>(line.at(at) + 1);
  return line;
}

}  // namespace

TEST_CASE("A French line has a check number, the interbank zone and the internal zone",
          "[encode][cmc7][fields]") {
  const auto fields = find_cmc7_fields(french);
  REQUIRE(fields.has_value());
  CHECK(fields->layout == ForeignLayout::French);
  CHECK(fields->check_number == "0084995");
  CHECK(digits_of(*fields, ForeignFieldName::InterbankZone) == "075000004908");
  CHECK(fields->account.reveal() == "241410518989");
  CHECK(fields->others.size() == 1);
}

TEST_CASE("A Brazilian line has its fields by three check digits", "[encode][cmc7][fields]") {
  const auto fields = find_cmc7_fields(brazilian);
  REQUIRE(fields.has_value());
  CHECK(fields->layout == ForeignLayout::Brazilian);
  CHECK(fields->check_number == "000428");
  CHECK(digits_of(*fields, ForeignFieldName::Bank) == "341");
  CHECK(digits_of(*fields, ForeignFieldName::Branch) == "3781");
  CHECK(digits_of(*fields, ForeignFieldName::ClearingRegion) == "009");
  CHECK(digits_of(*fields, ForeignFieldName::CheckType) == "5");
  CHECK(fields->account.reveal() == "8143043298");
}

TEST_CASE("Brazilian lines that others published have fields", "[encode][cmc7][fields]") {
  const std::string digits =
      GENERATE("070006790187002605206700864017", "756423870330001855900052800109",
               "001347740188505735511011535959", "070001170180001505001100799574",
               "070001120180008415001100799574", "237049480180017935377506100112");
  const auto line =
      "c" + digits.substr(0, 8) + "c" + digits.substr(8, 10) + "e" + digits.substr(18) + "a";
  CHECK(find_cmc7_fields(line).has_value());
}

TEST_CASE("A Brazilian line with any one digit wrong has no fields", "[encode][cmc7][fields]") {
  for (std::size_t at = 0; at < brazilian.size(); ++at) {
    if (brazilian[at] >= 'a') continue;
    CAPTURE(at);
    CHECK_FALSE(find_cmc7_fields(with_other_digit(brazilian, at)).has_value());
  }
}

TEST_CASE("A line that fits no layout in every symbol and length has no fields",
          "[encode][cmc7][fields]") {
  const std::string line =
      GENERATE("", "c0084995c", "c008499c075000004908e241410518989a",  // A digit short,
               "c00849955c075000004908e241410518989a",                 // one too many,
               "c0084995c075000004908e241410518989",                   // without its end,
               "c0084995c075000004908c241410518989a",                  // another symbol,
               "c0084995c0750?0004908e241410518989a",                  // an unread one,
               "7c0084995c075000004908e241410518989a",                 // something in front,
               "c0084995c075000004908e241410518989a7",                 // and something behind.
               "c0000000c075000004908e241410518989a",                  // A number,
               "c0084995c000000000000e241410518989a",                  // a bank
               "c0084995c075000004908e000000000000a",                  // and an account of zeros.
               "c00000000c0000000000e000000000000a",  // Right check digits of nothing.
               "⑆021000021⑆ 123456789⑈1042");
  CAPTURE(line);
  CHECK_FALSE(find_cmc7_fields(line).has_value());
}

TEST_CASE("Gaps hide no digit of a line of fixed lengths", "[encode][cmc7][fields]") {
  CHECK(find_cmc7_fields("c0084995c 075000004908e 241410518989a") == find_cmc7_fields(french));
  CHECK_FALSE(find_cmc7_fields("c00 4995c075000004908e241410518989a").has_value());
}

TEST_CASE("An amount that a bank encoded behind a line is no field, read or not",
          "[encode][cmc7][fields]") {
  for (const std::string amount : {"b", "b0000012345", "b00000?2345", " b 000001234567"}) {
    CAPTURE(amount);
    CHECK(find_cmc7_fields(french + amount) == find_cmc7_fields(french));
  }
}

TEST_CASE("A line in CMC-7 that a person keyed must have fields, and says why it has none",
          "[encode][cmc7][fields]") {
  const auto keyed = parse_keyed_line("c0084995 c075000004908 e241410518989a");
  REQUIRE(keyed.has_value());
  CHECK(keyed->raw == french);
  CHECK(is_whole_line(*keyed));
  CHECK_FALSE(keyed->is_complete());
  const auto says = [](const std::string& line, const std::string& words) {
    const auto result = parse_keyed_line(line);
    return !result && result.error().message.find(words) != std::string::npos;
  };
  CHECK(says("c008499?c", "Symbol 8 of the MICR line is not CMC-7"));
  CHECK(says("c0084995c", "no layout that is known here"));
  CHECK(says(with_other_digit(brazilian, 3), "check digit"));
  CHECK(says("⑆021000021⑆", "lacks a valid routing number or an account"));
  CHECK(parse_keyed_line("⑆021000021⑆ 123456789⑈1042")->is_complete());
}

TEST_CASE("Of an account only the last digits are told, unless the whole is asked for",
          "[encode][cmc7][fields]") {
  const auto fields = find_cmc7_fields(french).value();
  CHECK(text_of(fields, AccountShown::LastDigits) ==
        "french: check number 0084995, interbank zone 075000004908, account ****8989");
  CHECK(text_of(fields, AccountShown::Whole).ends_with("account 241410518989"));
}

TEST_CASE("The number of a check is told whichever font its line has", "[encode][cmc7][fields]") {
  MicrLine line;
  line.raw = french;
  CHECK(check_number_of(line) == "0084995");
  CHECK(check_number_of(parse_micr_line("⑆021000021⑆ 123456789⑈1042").value()) == "1042");
  CHECK(check_number_of({}).empty());
}

TEST_CASE("The fields of a drawn check are those printed, or none", "[encode][cmc7][fields]") {
  Chance chance{41};
  const auto style = GENERATE(CheckStyle::French, CheckStyle::Brazilian);
  int found = 0;
  int drawn_checks = 0;
  for (std::size_t i = 0; i < degradation_names.size(); ++i) {
    const auto drawn = draw_wide_check(style, static_cast<Degradation>(i), 1, chance);
    CAPTURE(degradation_names.at(i), drawn.micr);
    const auto printed = find_cmc7_fields(drawn.micr);
    REQUIRE(printed.has_value());
    ++drawn_checks;
    const auto read = read_cmc7(drawn.page);
    const auto fields = read ? find_cmc7_fields(read->micr.line.raw) : std::nullopt;
    if (!fields) continue;
    ++found;
    CHECK(fields == printed);
  }
  WARN(name_of(check_style_names, style)
       << " checks: fields of " << found << " of " << drawn_checks << ", none wrong");
  CHECK(found >= 9);
}

}  // namespace lockbox::encode
