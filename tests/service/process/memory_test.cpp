#include "deposit/match/payer.h"
#include "service/process/books.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;
using lockbox::test::keyed;
using lockbox::test::MailBooks;

namespace {

/// The same bank account pays with each of these checks.
BatchBuilder mail_of_day(const std::string& source) {
  BatchBuilder mail;
  mail.account("18", 500).account("26", 700);
  mail.contents().batch.header.source = source;
  return mail;
}

BatchBuilder lone_check(const std::string& source, std::int64_t cents, const std::string& serial) {
  auto mail = mail_of_day(source);
  mail.check(cents, serial).scanner_transaction(1);
  return mail;
}

void deposit_all(MailBooks& books) {
  const auto settled = books.settle();
  MailBooks::need(service::deposit_batch(books.store(), books.batch(), books.site(), {"ann", "ben"},
                                         settled.control));
}

/// Coupon 18 and its check, settled; deposited and approved unless said otherwise.
void first_day(MailBooks& books, bool is_deposited = true) {
  auto mail = mail_of_day("folder:one");
  books.take(mail.coupon("18", 500).check(500, "1"));
  books.settle();
  if (is_deposited) deposit_all(books);
}

std::vector<MatchRecord> matches_of(MailBooks& books) {
  return books.settle().contents.transactions.at(0).matches;
}

PayerHistory history(MailBooks& books, PayersAsOf as_of = PayersAsOf::Now) {
  const auto check = books.contents().documents.at(0).reading->micr->line;
  return MailBooks::need(books.store().payer_history(books.batch(), check, as_of));
}

}  // namespace

TEST_CASE("What was deposited teaches who pays, and the next check without a coupon finds its way",
          "[service][match]") {
  MailBooks books;
  first_day(books);
  auto mail = lone_check("folder:two", 500, "2");
  books.take(mail);
  const auto matches = matches_of(books);
  REQUIRE(matches.size() == 1);
  CHECK((matches[0].rule == MatchRule::PayerMemory));
  CHECK(matches[0].account.reveal() == "18");
  CHECK(matches[0].wrong_ppm == wrong_ppm_of(MatchRule::PayerMemory));
  CHECK(books.fault().empty());
}

TEST_CASE("Nothing is learned of what is not deposited yet", "[service][match]") {
  MailBooks books;
  first_day(books, false);
  auto mail = lone_check("folder:two", 500, "2");
  books.take(mail);
  CHECK(matches_of(books).empty());
}

TEST_CASE("A match by memory teaches nothing", "[service][match]") {
  MailBooks books;
  first_day(books);
  auto second = lone_check("folder:two", 500, "2");
  books.take(second);
  books.settle();
  deposit_all(books);
  auto third = lone_check("folder:three", 500, "3");
  books.take(third);
  books.settle();
  const auto known = history(books);
  REQUIRE(known.payments.size() == 1);
  CHECK(known.payments[0].batch == 1);
  CHECK((known.payments[0].shares ==
         std::vector{Share{AccountNumber{"18"}, Money::from_cents(500)}}));
}

TEST_CASE("A person's word teaches too, and a second account makes memory ask",
          "[service][match]") {
  MailBooks books;
  first_day(books);
  auto second = lone_check("folder:two", 700, "2");
  books.take(second);
  CHECK(matches_of(books).empty());  // It owes another sum: asked.
  books.settle({keyed(1, TaskField::Account, "26")});
  deposit_all(books);
  auto third = lone_check("folder:three", 123, "3");
  books.take(third);
  CHECK(matches_of(books).empty());
  const auto tasks = books.contents().tasks;
  REQUIRE(tasks.size() == 1);
  CHECK_THAT(tasks[0].reason, Catch::Contains("2 accounts"));
}

TEST_CASE("What a person says of a payer holds until it is confirmed again", "[service][match]") {
  MailBooks books;
  first_day(books);
  auto second = lone_check("folder:two", 500, "2");
  books.take(second);
  const auto check = books.contents().documents.at(0).reading->micr->line;
  MailBooks::need(books.matching().mark_payer(
      books.batch(), check,
      {PayerMarkKind::NotThisAccount, AccountNumber{"18"}, 0, "", "It is her neighbour's."},
      Actor{"sue"}));
  CHECK(matches_of(books).empty());
  const auto marks = history(books).marks;
  REQUIRE(marks.size() == 1);
  CHECK(marks[0].marked_by == "sue");
  CHECK(marks[0].after_batch == 2);
  CHECK(books.fault().empty());
}

TEST_CASE("A batch that is tried again sees what was known when it began", "[service][match]") {
  MailBooks books;
  auto first = lone_check("folder:one", 500, "1");
  books.take(first);
  books.settle();
  auto mail = mail_of_day("folder:two");
  books.take(mail.coupon("18", 500).check(500, "2"));
  books.settle();
  deposit_all(books);
  books.take(first);
  CHECK(history(books, PayersAsOf::ThisBatch).payments.empty());
  CHECK(history(books, PayersAsOf::Now).payments.size() == 1);
}

TEST_CASE("A list divides a check to the cent, and an account that is not there is refused",
          "[service][match]") {
  MailBooks books;
  auto mail = lone_check("folder:one", 1200, "1");
  books.take(mail);
  books.settle();
  const auto refused = [&](const std::string& list) {
    const auto settled = books.settle({keyed(1, TaskField::Account, list)});
    REQUIRE(settled.refused.size() == 1);
    return settled.refused[0].reason;
  };
  CHECK_THAT(refused("18=500;99=700"), Catch::Contains("does not have"));
  CHECK_THAT(refused("18=500;26=701"), Catch::Contains("The list comes to 12.01"));
  CHECK_THAT(refused("18=500;18=700"), Catch::Contains("stands twice"));
  const auto settled = books.settle({keyed(1, TaskField::Account, "18=500;26=700")});
  CHECK(settled.refused.empty());
  const auto& transaction = settled.contents.transactions.at(0);
  CHECK((transaction.state == TransactionState::Released));
  CHECK(transaction.applied.size() == 2);
  CHECK(transaction.suspense.is_zero());
  CHECK(books.fault().empty());
}

TEST_CASE("A list that leaves some of the check over leaves it in suspense for a later account",
          "[service][match]") {
  MailBooks books;
  auto mail = lone_check("folder:one", 1200, "1");
  books.take(mail);
  books.settle();
  const auto settled = books.settle({keyed(1, TaskField::Account, "18=500")});
  const auto& transaction = settled.contents.transactions.at(0);
  CHECK((transaction.state == TransactionState::Released));
  CHECK((transaction.suspense == Money::from_cents(700)));
  CHECK(books.fault().empty());
}
