#include "service/work/batch_view.h"

#include "service/process/books.h"
#include "service/work/reports.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service::work;
using lockbox::test::BatchBuilder;
using lockbox::test::keyed;
using lockbox::test::MailBooks;

namespace {

ProvenBatch proven(MailBooks& books) {
  return MailBooks::need(load_proven(books.store(), "TEST", books.batch()));
}

bool tells(const std::vector<Difference>& differences, const std::string& text,
           std::optional<std::int64_t> sequence) {
  return std::ranges::any_of(differences, [&](const Difference& difference) {
    return difference.sequence == sequence && difference.text.find(text) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("A1.9, A8.2: a batch's numbers are what was counted less what was declared",
          "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(500, "1").declared(3, 700));
  books.settle();
  const auto batch = proven(books);
  CHECK((batch.control.documents == 2));
  const auto numbers = numbers_of(batch);
  REQUIRE(numbers.difference.has_value());
  CHECK((numbers.difference->documents == -1));
  CHECK((numbers.difference->amount == Money::from_cents(-200)));
  CHECK((numbers.totals.received == Money::from_cents(500)));
}

TEST_CASE("Another site's batch is not found", "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.letter());
  const auto batch = load_proven(books.store(), "OTHER", books.batch());
  REQUIRE_FALSE(batch.has_value());
  CHECK((batch.error().code == ErrorCode::NotFound));
}

TEST_CASE("An envelope that waits says for what, at which document", "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(0, "1").declared(2, 500));
  books.settle();
  const auto differences = differences_of(proven(books));
  CHECK(tells(differences, "carries no amount", 2));
  CHECK(tells(differences, "difference 0 documents", std::nullopt));
  CHECK((differences.size() == 2));
}

TEST_CASE("A8.1: a batch that does not balance holds its money and says why", "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(500, "1").declared(2, 400));
  books.settle();
  const auto held = plan_batch(proven(books), books.site());
  CHECK_FALSE(held.is_ready);
  CHECK_THAT(held.reason, Catch::Contains("difference"));
  MailBooks::need(books.store().correct_control(books.batch(), {2, Money::from_cents(500)},
                                                "Added wrongly.", {"sue"}));
  books.settle();
  const auto plan = plan_batch(proven(books), books.site());
  CHECK(plan.is_ready);
  REQUIRE((plan.plan.deposits.size() == 1));
  CHECK((plan.plan.deposits[0].total == Money::from_cents(500)));
}

TEST_CASE("The tape lists tender in physical order and adds up", "[service][work]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(500, "1").check(0, "2"));
  books.settle();
  CHECK((tape_csv(proven(books)) == "sequence,transaction,kind,amount,source,state\r\n"
                                    "2,1,check,5.00,micr_line,captured\r\n"
                                    "3,1,check,,,amount_pending\r\n"
                                    "total,,,5.00,,\r\n"));
}
