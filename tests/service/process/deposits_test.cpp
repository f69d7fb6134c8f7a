#include "service/process/deposits.h"

#include "service/process/books.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::service::check_two_people;
using lockbox::test::BatchBuilder;
using lockbox::test::MailBooks;

namespace {

std::vector<Unplaceable> deposit_all(MailBooks& books) {
  const auto settled = books.settle();
  return MailBooks::need(service::deposit_batch(books.store(), books.batch(), books.site(),
                                                {"ann", "ben"}, settled.control));
}

}  // namespace

TEST_CASE("Two spellings of one name, the program and nobody stand for no deposit",
          "[service][deposits]") {
  CHECK(check_two_people({"Dana", "Lee"}).has_value());
  CHECK(check_two_people({"Dana", ""}).has_value());
  CHECK((check_two_people({"Dana", "dana "}).error().code == ErrorCode::NotPermitted));
  CHECK((check_two_people({"Dana", "Lockbox"}).error().code == ErrorCode::NotPermitted));
  CHECK((check_two_people({" ", "Lee"}).error().code == ErrorCode::InvalidInput));
}

TEST_CASE("An item whose deposit account is missing is held, named and counted",
          "[service][deposits]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).account("26", 90, AccountStatus::Open, "605", "NOWHERE");
  books.take(mail.coupon("18", 500).check(500, "1").coupon("26", 90).check(90, "2"));
  const auto held = deposit_all(books);
  REQUIRE((held.size() == 1));
  CHECK((held[0].sequence == 4));
  CHECK((held[0].amount == Money::from_cents(90)));
  CHECK((held[0].cause == HoldCause::NoDepositAccount));
  const auto totals = service::total_up(books.contents());
  CHECK((totals.deposited == Money::from_cents(500)));
  CHECK((totals.held == Money::from_cents(90)));
  CHECK(totals.unexplained.is_zero());

  books.site().deposit_accounts.push_back({"NOWHERE", "", "", 9, Money::from_cents(90)});
  CHECK(deposit_all(books).empty());
  CHECK(service::total_up(books.contents()).held.is_zero());
}

TEST_CASE("What was cleared before the totals went wrong is held, and so is its approval",
          "[service][deposits]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").declared(2, 500);
  books.take(mail);
  books.settle();
  books.take(mail.letter());  // A page more than was declared.
  const auto held = deposit_all(books);
  REQUIRE((held.size() == 1));
  CHECK((held[0].cause == HoldCause::BatchOutOfBalance));
  CHECK(books.contents().deposits.empty());
  CHECK(books.fault().empty());
}

TEST_CASE("A run that was cut off after the approval is finished by the next, whoever runs it",
          "[service][deposits]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(500, "1"));
  const auto settled = books.settle();
  auto& store = books.store();
  MailBooks::need(service::deposit_batch(store, books.batch(), books.site(), {}, settled.control));
  MailBooks::need(store.approve_deposit("TEST", "BOX", "000001", Actor{"ben"}));
  MailBooks::need(service::deposit_batch(store, books.batch(), books.site(), {}, settled.control));
  CHECK((books.contents().transactions[0].state == TransactionState::Deposited));
}
