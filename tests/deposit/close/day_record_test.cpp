#include "deposit/close/day_record.h"

#include "deposit/close/entry_days.h"

#include "deposit/close/small_day.h"
#include "deposit/close/tables.h"
#include "deposit/output/close_sheet.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::close;
using namespace lockbox::deposit::close::test;

namespace {

const auto monday = day_of("2026-11-23");
const auto tuesday = day_of("2026-11-24");
const auto wednesday = day_of("2026-11-25");

DayMark mark(const BusinessDay& day, DayEvent event, std::int64_t seq) {
  return {day, event, "Sam", {seq, {}, ""}};
}

/// The texts of a column.
std::vector<std::string> column(const Table& table, std::size_t at) {
  std::vector<std::string> cells;
  for (const auto& row : table.rows) {
    const auto* text = std::get_if<std::string>(&row.at(at));
    cells.push_back(text == nullptr ? "" : *text);
  }
  return cells;
}

}  // namespace

TEST_CASE("An entry counts in the day of its batch until that day is closed", "[deposit][close]") {
  const std::vector days{monday, tuesday, wednesday};
  const std::vector marks{mark(monday, DayEvent::Close, 10)};
  CHECK(booking_day(monday, 9, days, marks) == monday);
  CHECK(booking_day(monday, 11, days, marks) == tuesday);
}

TEST_CASE("An entry behind two closed days counts in the next one, or waits for it",
          "[deposit][close]") {
  const std::vector marks{mark(monday, DayEvent::Close, 10), mark(tuesday, DayEvent::Close, 20)};
  CHECK(booking_day(monday, 21, {monday, tuesday, wednesday}, marks) == wednesday);
  CHECK_FALSE(booking_day(monday, 21, {monday, tuesday}, marks).has_value());
}

TEST_CASE("An entry while its day is reopened counts in that day", "[deposit][close]") {
  const std::vector marks{mark(monday, DayEvent::Close, 10), mark(monday, DayEvent::Reopen, 20),
                          mark(monday, DayEvent::Close, 30)};
  CHECK(booking_day(monday, 15, {monday, tuesday}, marks) == tuesday);
  CHECK(booking_day(monday, 25, {monday, tuesday}, marks) == monday);
  CHECK(booking_day(monday, 35, {monday, tuesday}, marks) == tuesday);
}

TEST_CASE("A day's tables are the same bytes for the same record, in order of name",
          "[deposit][close]") {
  const auto tables = tables_of(small_day());
  REQUIRE(tables.size() == 12);
  for (std::size_t i = 1; i < tables.size(); ++i) CHECK(tables[i - 1].name < tables[i].name);
  const auto& items = tables[5];
  CHECK(items.name == items_table);
  CHECK(column(items, 8) ==
        std::vector<std::string>{"filed", "deposited", "deposited", "returned", "duplicate"});
  CHECK(csv_of(items).starts_with(
      "batch,sequence,kind,tender,amount_cents,state,transaction,ticket,fate\r\n"
      "1,1,coupon,,,cleared,1,,filed\r\n"));
  CHECK(lines_of(items)[1] == "1,2,tender,check,10000,in_deposit,1,000001,deposited");
}

TEST_CASE("The sheet of a close is the same bytes for the same record", "[deposit][close]") {
  const auto root = Sha256::of(bytes_of("root"));
  const auto sheet = render_close_sheet(small_day(), root, PdfCompression::Off).value();
  CHECK(sheet == render_close_sheet(small_day(), root, PdfCompression::Off).value());
  std::string text;
  for (const auto byte : sheet) text.push_back(static_cast<char>(byte));
  CHECK(text.find("CLOSED by Sam at 2026-11-23T20:00:00.000Z") != std::string::npos);
  CHECK(text.find(small_day().head.hash.hex()) != std::string::npos);
  CHECK(text.find(root.hex()) != std::string::npos);
  auto open = small_day();
  open.day.state = DayState::Open;
  const auto provisional = render_close_sheet(open, root, PdfCompression::Off).value();
  CHECK(provisional != sheet);
}
