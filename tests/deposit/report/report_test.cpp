#include "deposit/report/report.h"

#include "core/csv.h"
#include "deposit/output/report_sheet.h"
#include "deposit/report/report_facts.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::report;
using deposit::test::scope_of;
using Kind = ColumnKind;

namespace {

Report small_report() {
  Report report{
      .key = "small",
      .title = "Small",
      .scope = scope_of("2026-11-23", "2026-11-24"),
      .columns = {{"day", "Day", Kind::Day},
                  {"batch", "Batch", Kind::Count},
                  {"items", "Items", Kind::Count},
                  {"share", "Share", Kind::Share},
                  {"amount_cents", "Amount", Kind::Money}},
      .rows = {{"2026-11-23", std::int64_t{1}, std::int64_t{2}, std::int64_t{9820},
                Money::from_cents(1'234'50)},
               {"2026-11-24", std::int64_t{2}, std::int64_t{1}, Cell{}, Money::from_cents(-5)}}};
  add_totals(report, {"batch"});
  return report;
}

}  // namespace

TEST_CASE("A report sums its money and counts, and no numbers of batches", "[deposit][report]") {
  const auto report = small_report();
  CHECK(report.totals.at(1) == Cell{});
  CHECK(report.totals.at(2) == Cell{std::int64_t{3}});
  CHECK(report.totals.at(3) == Cell{});
  CHECK(report.totals.at(4) == Cell{Money::from_cents(1'234'45)});
}

TEST_CASE("A report's hash is that of its CSV, and of nothing that is laid out",
          "[deposit][report]") {
  auto report = small_report();
  const auto csv = csv_of(report);
  const auto records = parse_csv(csv);
  REQUIRE(records.has_value());
  CHECK(records->size() == 4);
  CHECK(records->at(1).fields.back() == "123450");
  CHECK(content_hash(report) == Sha256::of(bytes_of(csv)));
  const auto before = content_hash(report);
  report.title = "Another";
  CHECK(content_hash(report) == before);
  report.rows[1][4] = Money::from_cents(-6);
  CHECK(content_hash(report) != before);
}

TEST_CASE("People read money with commas and shares in percent", "[deposit][report]") {
  CHECK(shown(Money::from_cents(1'234'567'89), Kind::Money) == "1,234,567.89");
  CHECK(shown(Money::from_cents(-1'234'50), Kind::Money) == "-1,234.50");
  CHECK(shown(Money::from_cents(5), Kind::Money) == "0.05");
  CHECK(shown(std::int64_t{1'000}, Kind::Count) == "1,000");
  CHECK(shown(share_of(1, 3), Kind::Share) == "33.33 %");
  CHECK(shown(share_of(0, 0), Kind::Share).empty());
}

TEST_CASE("A report's pages are the same bytes for the same report", "[deposit][report]") {
  const auto report = small_report();
  const ReportSheet sheet{"Town of Elm", "DEMO", report, {"reviewed by ana"}};
  const auto pages = render_report_sheet(sheet, PdfCompression::Off);
  REQUIRE(pages.has_value());
  CHECK(*pages == *render_report_sheet(sheet, PdfCompression::Off));
}

TEST_CASE("Every report has a name, a sentence and titled columns, also of nothing",
          "[deposit][report]") {
  for (const auto& kind : report_kinds()) {
    INFO(kind.key);
    CHECK_FALSE(kind.about.empty());
    const auto report = make_report(kind, Facts{}, scope_of("2026-11-23", "2026-11-23"));
    CHECK(report.key == kind.key);
    CHECK_FALSE(report.columns.empty());
    CHECK_FALSE(report.definitions.empty());
    for (const auto& column : report.columns) CHECK_FALSE(column.title.empty());
    for (const auto& row : report.rows) CHECK(row.size() == report.columns.size());
    if (report.chart) {
      for (const auto column : report.chart->columns) CHECK(column < report.columns.size());
    }
  }
  CHECK_FALSE(report_kind("no-such").has_value());
}
