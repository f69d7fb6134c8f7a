// Papers that were taken for something else: what they are by a person's word, and what follows.

#include "service/process/books.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;
using lockbox::test::keyed;
using lockbox::test::MailBooks;

namespace {

const std::string line = "⑆021000021⑆ 123456789⑈77";

/// A coupon and what looks like a letter, in one envelope, of which 5.00 are declared.
BatchBuilder coupon_and_page() {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).scanner_transaction(1);
  mail.letter().scanner_transaction(1).declared(2, 500);
  return mail;
}

bool is_asked(const BatchContents& contents, std::int64_t sequence, TaskField field) {
  return std::ranges::any_of(contents.tasks, [&](const Task& task) {
    return task.sequence == sequence && task.field == field && task.state == TaskState::Open;
  });
}

void check_sound(MailBooks& books) {
  CHECK(service::total_up(books.contents()).unexplained.is_zero());
  CHECK(books.fault().empty());
}

}  // namespace

TEST_CASE("A7.5: a page that was taken for a letter becomes a payment, is keyed and balances",
          "[service][kind]") {
  MailBooks books;
  auto mail = coupon_and_page();
  books.take(mail);
  CHECK_FALSE(books.settle().control.holds());

  auto settled = MailBooks::need(books.correct_kind(2, PaperKind::Check, "It is a check."));
  CHECK((settled.contents.items.at(1).kind == ItemKind::Tender));
  CHECK((settled.contents.items.at(1).tender == TenderKind::Check));
  CHECK(settled.control.unkeyed == 1);
  CHECK(is_asked(settled.contents, 2, TaskField::Micr));
  CHECK(is_asked(settled.contents, 2, TaskField::Amount));
  check_sound(books);

  settled = books.settle({keyed(2, TaskField::Micr, line), keyed(2, TaskField::Amount, "500")});
  CHECK(settled.control.holds());
  CHECK((settled.contents.transactions.at(0).state == TransactionState::Released));
  CHECK((settled.contents.transactions.at(0).work_type == WorkType::SS));
  CHECK((books.correct_kind(2, PaperKind::Coupon).error().code == ErrorCode::Conflict));
  check_sound(books);
}

TEST_CASE("A7.5: what was keyed of a check is asked for again once it was something else meanwhile",
          "[service][kind]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).scanner_transaction(1);
  mail.check(0, "1").scanner_transaction(1).declared(2, 900);
  books.take(mail);
  books.settle({keyed(2, TaskField::Amount, "500")});
  auto settled = MailBooks::need(books.correct_kind(2, PaperKind::Coupon));
  CHECK(settled.control.amount.is_zero());
  CHECK_FALSE(settled.contents.items.at(1).amount.has_value());
  CHECK(is_asked(settled.contents, 2, TaskField::Account));
  check_sound(books);

  settled = MailBooks::need(books.correct_kind(2, PaperKind::Check));
  CHECK(is_asked(settled.contents, 2, TaskField::Amount));
  settled = books.settle({keyed(2, TaskField::Amount, "900")});
  CHECK((settled.control.amount == Money::from_cents(900)));
  check_sound(books);
}

TEST_CASE("A5: a money order of the mail is known as one", "[service][kind]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).check(500, "1").scanner_transaction(1).declared(2, 500);
  books.take(mail);
  books.settle();
  const auto settled = MailBooks::need(books.correct_kind(1, PaperKind::MoneyOrder));
  CHECK((settled.contents.items.at(0).tender == TenderKind::MoneyOrder));
  CHECK((settled.contents.transactions.at(0).work_type == WorkType::MO));
  check_sound(books);
}

TEST_CASE("C-09: what a paper is stays once its money is released, and a correction says why",
          "[service][kind]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").letter();
  books.take(mail);
  books.settle();
  CHECK((books.correct_kind(2, PaperKind::Correspondence).error().code == ErrorCode::Conflict));
  CHECK((books.correct_kind(9, PaperKind::Check).error().code == ErrorCode::NotFound));
  MailBooks other;
  auto page = coupon_and_page();
  other.take(page);
  other.settle();
  CHECK((other.correct_kind(2, PaperKind::Check, " ").error().code == ErrorCode::InvalidInput));
  CHECK((other.correct_kind(2, PaperKind::Correspondence).error().code == ErrorCode::Conflict));
}
