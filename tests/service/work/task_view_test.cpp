#include "service/work/task_view.h"

#include "service/process/books.h"
#include "service/work/item_record.h"
#include "support/catch.h"
#include "support/some_ink.h"

using namespace lockbox;
using namespace lockbox::service::work;
using lockbox::test::BatchBuilder;
using lockbox::test::MailBooks;

namespace {

ProvenBatch proven(MailBooks& books) {
  return MailBooks::need(load_proven(books.store(), "TEST", books.batch()));
}

deposit::Task task_at(const ProvenBatch& batch, std::int64_t sequence, deposit::TaskField field) {
  for (const auto& task : batch.contents.tasks) {
    if (task.sequence == sequence && task.field == field) return task;
  }
  throw std::runtime_error{"There is no such task."};
}

std::vector<std::string> values_of(const std::vector<Suggestion>& suggestions) {
  std::vector<std::string> values;
  for (const auto& suggestion : suggestions) values.push_back(suggestion.value);
  return values;
}

using Values = std::vector<std::string>;

}  // namespace

TEST_CASE("The amounts that an envelope's coupons ask for are offered, and their sum",
          "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(
      mail.account("18", 500).account("26", 700).coupon("18", 500).coupon("26", 700).check(0, "1"));
  books.settle();
  const auto batch = proven(books);
  const KnownAccounts accounts{mail.accounts()};
  const auto task = task_at(batch, 3, deposit::TaskField::Amount);
  CHECK((values_of(suggest_amounts(batch, accounts.index, task)) == Values{"500", "700", "1200"}));
}

TEST_CASE("Accounts one slip away from what was read are offered, others are not",
          "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("3496098579", 500)
      .account("3496198975", 500)
      .account("3496088579", 500)
      .account("7777777777", 500)
      .account("3496098570", 500, deposit::AccountStatus::Closed);
  books.take(mail.coupon("3496098577", 900).check(400, "1"));
  books.settle();
  const auto batch = proven(books);
  const auto task = task_at(batch, 1, deposit::TaskField::Account);
  CHECK((values_of(suggest_accounts(batch, mail.accounts(), task)) == Values{"3496098579"}));
}

TEST_CASE("A check without a coupon is offered the accounts that owe exactly its amount",
          "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).account("26", 321).check(321, "1"));
  books.settle();
  books.settle({test::keyed(1, deposit::TaskField::Boundary, "first")});
  const auto batch = proven(books);
  const auto task = task_at(batch, 1, deposit::TaskField::Account);
  CHECK((values_of(suggest_accounts(batch, mail.accounts(), task)) == Values{"26"}));
}

TEST_CASE("A7.1: a task shows its neighbours and where on a check its field is",
          "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(0, "1"));
  books.settle();
  const auto batch = proven(books);
  const KnownAccounts accounts{mail.accounts()};
  deposit::QueuedTask queued;
  queued.task = task_at(batch, 2, deposit::TaskField::Amount);
  const auto view = MailBooks::need(view_task(books.store(), batch, accounts, queued));
  REQUIRE(view.previous.has_value());
  CHECK((*view.previous == batch.contents.documents[0].id));
  CHECK_FALSE(view.next.has_value());
  REQUIRE(view.place.has_value());
  CHECK((view.place->cut.left > 0.5));
}

TEST_CASE("A possible duplicate names the capture that it is held against", "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").coupon("18", 500).check(500, "1");
  auto& documents = mail.contents().documents;
  documents.at(1).reading->ink = documents.at(3).reading->ink = test::some_ink(1);
  books.take(mail);
  books.settle();
  const auto batch = proven(books);
  const KnownAccounts accounts{mail.accounts()};
  deposit::QueuedTask queued;
  queued.task = task_at(batch, 4, deposit::TaskField::Duplicate);
  auto view = MailBooks::need(view_task(books.store(), batch, accounts, queued));
  REQUIRE(view.prior.has_value());
  CHECK((view.prior->sequence == 2));
  CHECK((view.prior->batch == books.batch()));
  CHECK((view.prior->likeness == 100));
  EarlierDocuments earlier{books.store(), "TEST"};
  MailBooks::need(earlier.add_to(view));
  CHECK((view.prior->document == batch.contents.documents[1].id));
}

TEST_CASE("The document of an earlier capture is found in its batch, but not for another site",
          "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(500, "1"));
  books.settle();
  const auto earlier = proven(books);
  BatchBuilder again;
  again.account("18", 500).coupon("18", 500).check(500, "1");
  again.contents().batch.header.source = "folder:again";
  books.take(again);
  books.settle();
  const auto batch = proven(books);
  const KnownAccounts accounts{again.accounts()};
  deposit::QueuedTask queued;
  queued.task = task_at(batch, 2, deposit::TaskField::Duplicate);
  auto view = MailBooks::need(view_task(books.store(), batch, accounts, queued));
  REQUIRE(view.prior.has_value());
  CHECK((view.prior->batch == earlier.contents.batch.id));
  EarlierDocuments elsewhere{books.store(), "OTHER"};
  MailBooks::need(elsewhere.add_to(view));
  CHECK_FALSE(view.prior->document.has_value());
  EarlierDocuments here{books.store(), "TEST"};
  MailBooks::need(here.add_to(view));
  CHECK((view.prior->document == earlier.contents.documents[1].id));
}

TEST_CASE("A MICR line to repair is shown where it was seen, with a little paper around it",
          "[service][work]") {
  encode::SeenPage seen{.width = 1000, .height = 500, .lines = {}};
  CHECK_FALSE(place_of_line(seen).has_value());
  seen.lines.push_back({.type = "code128", .symbols = {}, .box = {10, 10, 20, 20}});
  CHECK_FALSE(place_of_line(seen).has_value());
  seen.lines.push_back({.type = "e13b", .symbols = {}, .box = {100, 450, 600, 20}});
  const auto place = place_of_line(seen);
  REQUIRE(place.has_value());
  CHECK((place->side == Side::Front));
  CHECK(place->cut.left == Approx(0.08));
  CHECK(place->cut.width == Approx(0.64));
  CHECK(place->cut.top == Approx(0.86));
  CHECK(place->cut.height == Approx(0.12));
  seen.lines.back().type = "cmc7";
  CHECK(place_of_line(seen).has_value());
  seen.lines.back().box = {-5, 490, 1010, 20};
  const auto whole = place_of_line(seen);
  REQUIRE(whole.has_value());
  CHECK(whole->cut.left == 0);
  CHECK(whole->cut.width == 1);
  CHECK(whole->cut.top + whole->cut.height == Approx(1));
}

namespace {

/// A line of ten symbols at 200 dots an inch from there, a step apart.
encode::SeenPage page_with_line(cv::Size size, cv::Point from, int step) {
  encode::SeenLine line{.type = "e13b", .symbols = {}, .box = {}};
  for (int i = 0; i < 10; ++i) {
    encode::SymbolRead symbol;
    symbol.box = {from.x + i * step, from.y, 18, 24};
    line.symbols.push_back(symbol);
  }
  return {size.width, size.height, {line}};
}

}  // namespace

TEST_CASE("The amount of a check is shown where the check is and the way it lies",
          "[service][work]") {
  const FieldPlace usual{Side::Front, {.left = 0.5, .top = 0.2, .width = 0.4, .height = 0.4}};
  const auto check = place_on_check(page_with_line({1700, 700}, {300, 625}, 25), usual);
  CHECK(check.cut.top == Approx(0.2));
  CHECK(check.cut.left == Approx(0.5));
  const auto turned = place_on_check(page_with_line({1700, 700}, {900, 50}, -25), usual);
  CHECK(turned.cut.top == Approx(0.4));
  CHECK(turned.cut.left == Approx(0.1));
  // The check is the upper third of a letter page: its edge is 5/16 inch below the line's middle.
  const auto voucher = place_on_check(page_with_line({1700, 2200}, {300, 625}, 25), usual);
  CHECK(voucher.cut.top == Approx(0.2 * 700 / 2200).margin(0.001));
  CHECK(voucher.cut.height == Approx(0.4 * 700 / 2200).margin(0.001));
  CHECK(voucher.cut.left == Approx(0.5));
  CHECK(place_on_check({1700, 2200, {}}, usual).cut.top == Approx(0.2));
}

TEST_CASE("Masked text keeps its last four digits and everything between", "[service][work]") {
  CHECK((mask_digits("RVT|3496098579|12") == "RVT|********79|12"));
  CHECK((mask_digits("12") == "12"));
}
