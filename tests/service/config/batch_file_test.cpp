#include "service/config/batch_file.h"

#include "service/config/site_text.h"
#include "support/catch.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;

const std::string batch_text = R"(lockbox = "ELM-MAIL"
business_day = 2026-11-23
job = "mixed"
prepared_by = "dana"
declared_documents = 51
declared_cents = 1366944
)";

TEST_CASE("A batch file gives every value that it holds", "[config][batch]") {
  const auto batch = parse_batch_file(batch_text, "batch.toml");
  REQUIRE(batch);
  CHECK(batch->lockbox == "ELM-MAIL");
  CHECK(batch->business_day.to_string() == "2026-11-23");
  CHECK(batch->job == "mixed");
  CHECK(batch->prepared_by == "dana");
  CHECK(batch->control ==
        deposit::ControlTotals{.documents = 51, .amount = Money::from_cents(1366944)});
}

TEST_CASE("A batch file without declared totals is an uncontrolled batch", "[config][batch]") {
  const auto text = with_change(
      with_change(batch_text, "declared_documents = 51\ndeclared_cents = 1366944\n", ""),
      "prepared_by = \"dana\"\n", "");
  const auto batch = parse_batch_file(text, "batch.toml");
  REQUIRE(batch);
  CHECK_FALSE(batch->control);
  CHECK(batch->prepared_by.empty());
}

struct BadBatch {
  std::string from;
  std::string to;
  std::string expected;
};

BadBatch any_bad_batch() {
  return GENERATE(values<BadBatch>({
      {R"("ELM-MAIL")", R"("ELM MAIL")", "b.toml:1:1: lockbox: This may hold"},
      {R"(lockbox = "ELM-MAIL")", "", "b.toml:1:1: lockbox: This key is missing."},
      {"2026-11-23", "2026-11-31", "b.toml:2:"},
      {"2026-11-23", "\"2026-11-23\"", "b.toml:2:1: business_day: This must be a date"},
      {"2026-11-23", "2026-11-23T10:00:00", "b.toml:2:1: business_day: This must be a date"},
      {R"("mixed")", R"("")", "b.toml:3:1: job: This must not be empty."},
      {R"("dana")", "1", "b.toml:4:1: prepared_by: This must be text in quotes."},
      {"= 51", "= -1", "b.toml:5:1: declared_documents: This must be a whole number, 0 or more."},
      {"= 51", "= 100001", "b.toml:5:1: declared_documents: A batch cannot hold so many"},
      {"= 1366944", "= 13669.44", "b.toml:6:1: declared_cents: This must be a whole number"},
      {"declared_cents = 1366944", "", "must both be there or neither."},
      {"declared_documents = 51", "", "must both be there or neither."},
      {"declared_cents", "declared_sense", "declared_sense: This key is not known here."},
  }));
}

TEST_CASE("A bad value of a batch file is refused with its place, key and reason",
          "[config][batch]") {
  const auto bad = any_bad_batch();
  CAPTURE(bad.from, bad.to);
  const auto batch = parse_batch_file(with_change(batch_text, bad.from, bad.to), "b.toml");
  REQUIRE_FALSE(batch);
  CHECK_THAT(batch.error().message, Contains(bad.expected));
}

}  // namespace
}  // namespace lockbox::service
