#include "deposit/output/posting_file.h"

#include <rapidcheck.h>

#include "support/catch.h"

namespace lockbox::deposit {
namespace {

using Catch::Matchers::Contains;

PostingFile two_payments() {
  return {.site = "riverton",
          .lockbox = "RIVERTON-MAIL",
          .fund = "401",
          .business_day = *BusinessDay::parse("2026-11-23"),
          .batch_source = "folder:4f1c",
          .batch_id = 3,
          .file_sequence = 1,
          .lines = {{.account = AccountNumber{"0599776952"},
                     .bill_type = "utility",
                     .amount = Money::from_cents(52'69),
                     .transaction = 18,
                     .documents = {18, 19}},
                    {.account = AccountNumber{"8598323858"},
                     .bill_type = "utility",
                     .amount = Money::from_cents(-1'00),
                     .transaction = 22,
                     .documents = {22, 23, 24}}}};
}

const std::string two_payments_text =
    "H,1,riverton,RIVERTON-MAIL,401,2026-11-23,folder:4f1c,3,1\n"
    "D,1,0599776952,utility,5269,18,18 19,2026-11-23\n"
    "D,2,8598323858,utility,-100,22,22 23 24,2026-11-23\n"
    "T,2,5169\n";

TEST_CASE("A posting file has a header, its lines and a trailer that adds them up", "[posting]") {
  CHECK(render_posting_file(two_payments()) == two_payments_text);
  CHECK(prove_posting_file(two_payments()) == two_payments_text);
}

TEST_CASE("A posting file reads back as it was written", "[posting]") {
  const auto file = parse_posting_file(two_payments_text);
  REQUIRE(file);
  CHECK(*file == two_payments());
}

PostingFile with_charges() {
  auto file = two_payments();
  file.lines.front().charges = {{"WATER", "2026-11-05", Money::from_cents(50'00)},
                                {"", "", Money::from_cents(2'69)}};
  return file;
}

const std::string with_charges_text =
    "H,2,riverton,RIVERTON-MAIL,401,2026-11-23,folder:4f1c,3,1\n"
    "D,1,0599776952,utility,5269,18,18 19,2026-11-23\n"
    "C,1,WATER,2026-11-05,5000\n"
    "C,1,,,269\n"
    "D,2,8598323858,utility,-100,22,22 23 24,2026-11-23\n"
    "T,2,5169\n";

TEST_CASE("A6.8: a posting file tells the charges of a payment, and only then it is of version 2",
          "[posting]") {
  CHECK(prove_posting_file(with_charges()) == with_charges_text);
  const auto file = parse_posting_file(with_charges_text);
  REQUIRE(file);
  CHECK(*file == with_charges());
}

TEST_CASE("A6.8: charges that do not add up to their payment are refused", "[posting]") {
  const auto [from, to] = GENERATE(table<std::string, std::string>({
      {"C,1,,,269\n", "C,1,,,268\n"},
      {"C,1,,,269\n", ""},
      {"C,1,,,269\n", "C,2,,,269\n"},
      {"C,1,,,269\n", "C,1,,269\n"},
      {"C,1,,,269\n", "C,1,,,-269\n"},
      {"H,2,", "H,1,"},
  }));
  auto text = with_charges_text;
  text.replace(text.find(from), from.size(), to);
  CHECK_FALSE(parse_posting_file(text));
}

TEST_CASE("A posting file of nothing is a header and a trailer", "[posting]") {
  auto file = two_payments();
  file.lines.clear();
  CHECK_THAT(*prove_posting_file(file), Contains("T,0,0\n"));
}

TEST_CASE("Text that needs quotes, or looks like a formula, survives a posting file", "[posting]") {
  auto file = two_payments();
  file.batch_source = "=feed, \"A\"";
  file.lines.front().bill_type = "-water";
  REQUIRE(prove_posting_file(file));
  CHECK_THAT(*prove_posting_file(file), Contains("\"'=feed, \"\"A\"\"\""));
}

struct Damage {
  std::string from;
  std::string to;
  ErrorCode code;
  std::string message;
};

TEST_CASE("A damaged posting file is refused with its line and reason", "[posting]") {
  constexpr auto invalid = ErrorCode::InvalidInput;
  constexpr auto unbalanced = ErrorCode::OutOfBalance;
  const auto damage = GENERATE_COPY(values<Damage>({
      {"T,2,5169", "T,2,5170", unbalanced,
       "line 4: The trailer says 2 lines and 51.70, but 2 lines add up to 51.69."},
      {"T,2,", "T,3,", unbalanced, "line 4: The trailer says 3 lines"},
      {"5269", "5270", unbalanced, "2 lines add up to 51.70."},
      {"D,2,8598323858,utility,-100,22,22 23 24,2026-11-23\n", "", unbalanced, "but 1 lines add"},
      {"T,2,5169\n", "", invalid, "line 3: A trailer of 3 fields must come last."},
      {"T,2,5169", "T,2", invalid, "line 4: A trailer of 3 fields must come last."},
      {"T,2,5169", "T,2,x", invalid, "line 4: Count and total must be whole numbers."},
      {"T,2,5169\n", "T,2,5169\nT,2,5169\n", invalid, "line 4: A detail line has 8 fields"},
      {"H,1", "H,3", invalid, "line 1: The format version is not known."},
      {"H,1", "D,1", invalid, "line 1: A header of 9 fields must come first."},
      {"2026-11-23,folder", "2026-11-31,folder", invalid, "line 1: "},
      {",3,1\n", ",3,0\n", invalid, "line 1: Batch and file sequence must be whole numbers."},
      {"D,2", "D,3", invalid, "line 3: The lines are not numbered without a gap from 1."},
      {"0599776952", "", invalid, "line 2: The account is empty."},
      {"5269", "52.69", invalid, "line 2: The amount is not whole cents"},
      {"5269", "0", invalid, "line 2: The amount is not whole cents"},
      {"5269", "99999999999", invalid, "line 2: The amount is not whole cents"},
      {",18,18 19", ",0,18 19", invalid, "line 2: The transaction is no number."},
      {"18 19", "18  19", invalid, "line 2: The documents must be sequence numbers."},
      {"18 19", "", invalid, "line 2: The documents must be sequence numbers."},
      {"18 19,2026-11-23", "18 19,2026-11-24", invalid, "line 2: The effective date is not"},
  }));
  CAPTURE(damage.from, damage.to);
  auto text = two_payments_text;
  const auto at = text.find(damage.from);
  REQUIRE(at != std::string::npos);
  const auto file = parse_posting_file(text.replace(at, damage.from.size(), damage.to));
  REQUIRE_FALSE(file);
  CHECK(file.error().code == damage.code);
  CHECK_THAT(file.error().message, Contains(damage.message));
  CHECK_THAT(file.error().message, !Contains("0599776952"));
}

TEST_CASE("An empty posting file is refused", "[posting]") {
  CHECK_FALSE(parse_posting_file(""));
  CHECK_FALSE(parse_posting_file("T,0,0\n"));
}

TEST_CASE("A posting line that could not be read back is never released", "[posting]") {
  auto without_documents = two_payments();
  without_documents.lines.front().documents.clear();
  CHECK_FALSE(prove_posting_file(without_documents));
  auto without_amount = two_payments();
  without_amount.lines.front().amount = {};
  CHECK_FALSE(prove_posting_file(without_amount));
}

TEST_CASE("What a posting file says is what it was given, for any payments", "[posting]") {
  REQUIRE(rc::check("parse(render(file)) == file", [] {
    auto file = two_payments();
    file.lines.clear();
    const auto count = *rc::gen::inRange(0, 20);
    for (int i = 0; i < count; ++i) {
      const auto cents = *rc::gen::inRange<std::int64_t>(1, item_max.cents() + 1);
      const auto account = *rc::gen::nonEmpty(
          rc::gen::container<std::string>(rc::gen::elementOf(std::string{"0123456789-ABC"})));
      file.lines.push_back(
          {.account = AccountNumber{account},
           .bill_type = "utility",
           .amount = Money::from_cents(*rc::gen::arbitrary<bool>() ? cents : -cents),
           .transaction = i + 1,
           .documents = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(
               rc::gen::inRange<std::int64_t>(1, 100'000)))});
    }
    const auto read = parse_posting_file(render_posting_file(file));
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == file);
  }));
}

}  // namespace
}  // namespace lockbox::deposit
