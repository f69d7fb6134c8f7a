// What the lenses find, and from where on.

#include "deposit/watch/lenses.h"

#include <string>

#include "deposit/watch/drawn_office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit::watch;
using lockbox::test::day_number;

namespace {

Money cents(std::int64_t amount) {
  return Money::from_cents(amount);
}

CheckRow check(std::int64_t document, const std::string& line, const std::string& picture) {
  return {DocumentId{document}, day_number(0), line, picture, cents(70'00), ""};
}

ApprovalRow approval(int ticket, const std::string& preparer, const std::string& approver) {
  return {"BOX", std::to_string(ticket), day_number(ticket), cents(700'00), preparer, approver};
}

}  // namespace

TEST_CASE(
    "C-05, D14: cash counted and not deposited is substitution, worse with checks in its place",
    "[deposit][watch]") {
  TenderRow row{day_number(0), cents(80'00), cents(80'00), {}, {"mia"}};
  CHECK(find_substitution({row}).empty());
  row.cash_deposited = cents(0);
  CHECK(find_substitution({row}).at(0).score == 60);
  row.checks_over = {cents(30'00)};
  CHECK(find_substitution({row}).at(0).score == 60);
  row.checks_over = {cents(30'00), cents(80'00)};  // One batch has the very amount.
  const auto found = find_substitution({row}).at(0);
  CHECK(found.score == 100);
  CHECK(found.people == std::vector<std::string>{"mia"});
}

TEST_CASE("C-11: one check or one picture in two deposits is double posting", "[deposit][watch]") {
  CHECK(find_double_posting({check(1, "a", "x"), check(2, "b", "y")}).empty());
  const auto lines = find_double_posting({check(1, "a", "x"), check(2, "a", "y")});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].score == 90);
  const auto pictures = find_double_posting({check(1, "a", "x"), check(2, "a", "x")});
  REQUIRE(pictures.size() == 1);  // One finding, not one for each sign.
  CHECK(pictures[0].score == 100);
  CHECK(find_double_posting({check(1, "", ""), check(2, "", "")}).empty());
}

TEST_CASE("Corrections that crowd before the close stand out beside those of others",
          "[deposit][watch]") {
  std::vector<TouchRow> touches;
  for (int i = 0; i < 6; ++i) {
    touches.push_back({"mia", "correct of task", day_number(i), 60 * i});
    touches.push_back({"max", "correct of task", day_number(i), 3 * 3600});
  }
  const auto found = find_near_close(touches);
  REQUIRE(found.size() == 1);
  CHECK(found[0].people == std::vector<std::string>{"mia"});
  CHECK(found[0].evidence.size() == 6);
  // However her name is spelled, they are one person's.
  for (std::size_t i = 0; i < touches.size(); i += 4) touches[i].person = "MIA";
  CHECK(find_near_close(touches).size() == 1);
  CHECK(find_near_close(touches).at(0).about == "mia");
  // Where everybody is late, nobody stands out.
  for (auto& touch : touches) touch.seconds_before_close = 60;
  CHECK(find_near_close(touches).empty());
}

TEST_CASE("A person who places money on an account of the same name is told", "[deposit][watch]") {
  const std::vector<StaffRow> staff{{"mia", "Mia Stone"}, {"max", "Max Hill"}};
  PaidRow row{.document = DocumentId{7},
              .day = day_number(0),
              .payer = "P",
              .account = "A",
              .amount = cents(50'00),
              .placed_by = "mia",
              .tail = "0991",
              .holder = "MIA STONE"};
  REQUIRE(find_staff_payers({row}, staff).size() == 1);
  CHECK(find_staff_payers({row}, staff)[0].score == 80);
  row.is_moved = true;
  CHECK(find_staff_payers({row}, staff).at(0).score == 90);
  row.placed_by = "max";
  CHECK(find_staff_payers({row}, staff).empty());
  row.placed_by = "";  // A coupon placed it: staff pay their bills like anybody.
  CHECK(find_staff_payers({row}, staff).empty());
}

TEST_CASE("C-18: differences that lean to one side are told, those that even out are not",
          "[deposit][watch]") {
  std::vector<DifferenceRow> rows;
  for (int i = 0; i < 6; ++i) rows.push_back({"mia", day_number(i), BatchId{i}, cents(-600 - i)});
  const auto found = find_over_short(rows);
  REQUIRE(found.size() == 1);
  CHECK(found[0].score == 65);  // One beyond five, and they grow.
  for (std::size_t i = 0; i < rows.size(); i += 2) rows[i].prepared_by = " Mia";
  CHECK(find_over_short(rows).at(0).about == found[0].about);
  for (std::size_t i = 0; i < rows.size(); i += 2) rows[i].amount = cents(600);
  CHECK(find_over_short(rows).empty());
}

TEST_CASE("Approvals always by the same one are told only where others approve too",
          "[deposit][watch]") {
  std::vector<ApprovalRow> rows;
  for (int i = 0; i < 12; ++i) rows.push_back(approval(i, "tess", "sam"));
  CHECK(find_approval_pairs(rows).empty());  // An office of two has no choice.
  rows.push_back(approval(20, "theo", "sue"));
  rows.push_back(approval(21, "theo", "ann"));
  const auto found = find_approval_pairs(rows);
  REQUIRE(found.size() == 1);
  CHECK(found[0].people == std::vector<std::string>{"tess", "sam"});
  CHECK(found[0].score == 44);
  // An approver whose name is spelled in two ways is one, and no choice.
  rows[12].approved_by = "Ann";
  CHECK(find_approval_pairs(rows).empty());
}
