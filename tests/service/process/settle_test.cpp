#include "service/process/settle.h"

#include "service/process/books.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;
using lockbox::test::keyed;
using lockbox::test::MailBooks;

namespace {

const Transaction& transaction(const BatchContents& contents, std::int64_t key) {
  for (const auto& one : contents.transactions) {
    if (one.key == key) return one;
  }
  throw std::runtime_error{"There is no transaction " + std::to_string(key) + "."};
}

std::vector<std::int64_t> open_tasks(const BatchContents& contents, TaskField field) {
  std::vector<std::int64_t> sequences;
  for (const auto& task : contents.tasks) {
    if (task.state == TaskState::Open && task.field == field) sequences.push_back(task.sequence);
  }
  return sequences;
}

using Sequences = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("A batch whose amounts were all read is released at once", "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(500, "1").letter());
  const auto settled = books.settle();
  CHECK((transaction(settled.contents, 1).state == TransactionState::Released));
  CHECK(books.fault().empty());
}

TEST_CASE("A letter that leaves a released payment may open an envelope that waits",
          "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(500, "1").letter().check(0, "2"));
  books.settle();
  const auto settled = books.settle(
      {keyed(3, TaskField::Boundary, "first"), keyed(4, TaskField::Boundary, "joins")});
  CHECK(settled.refused.empty());
  CHECK((transaction(settled.contents, 3).documents == Sequences{3, 4}));
  CHECK((transaction(settled.contents, 3).state == TransactionState::NeedsMatch));
  CHECK(books.fault().empty());
}

TEST_CASE("A7.5: a check may join a letter that was settled without it", "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).letter().check(500, "2"));
  books.settle();
  const auto settled =
      books.settle({keyed(2, TaskField::Boundary, "joins"), keyed(1, TaskField::Boundary, "first"),
                    keyed(2, TaskField::Account, "18")});
  CHECK((transaction(settled.contents, 1).documents == Sequences{1, 2}));
  CHECK((transaction(settled.contents, 1).state == TransactionState::Released));
  CHECK((transaction(settled.contents, 1).applied_total() == Money::from_cents(500)));
  CHECK(books.fault().empty());
}

TEST_CASE("Money does not join an envelope that is released; the question stays open",
          "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("18", 500).check(500, "1").letter().check(90, "2"));
  books.settle();
  const auto settled = books.settle({keyed(4, TaskField::Boundary, "joins")});
  REQUIRE((settled.refused.size() == 1));
  CHECK_THAT(settled.refused[0].reason, Catch::Contains("released"));
  CHECK((open_tasks(settled.contents, TaskField::Boundary) == Sequences{3, 4}));
}

TEST_CASE("An answer that is at hand is heard before money is released", "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500, AccountStatus::Open, "605", "TRUST").check(500, "1");
  books.take(mail);
  const auto settled =
      books.settle({keyed(1, TaskField::Boundary, "first"), keyed(1, TaskField::Account, "18")});
  REQUIRE((settled.contents.entries.size() == 1));
  CHECK((settled.contents.entries[0].lines.front().deposit_account == "TRUST"));
}

TEST_CASE("Money in suspense goes to an account that the account file has later",
          "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).coupon("34", 250).check(250, "2"));
  CHECK((open_tasks(books.settle().contents, TaskField::Account) == Sequences{1}));
  books.take(mail.account("34", 250));
  const auto contents = books.settle().contents;
  CHECK(transaction(contents, 1).suspense.is_zero());
  CHECK((transaction(contents, 1).applied_total() == Money::from_cents(250)));
  CHECK(open_tasks(contents, TaskField::Account).empty());
  CHECK(books.fault().empty());
}

TEST_CASE("A question about suspense stays open while the money is there", "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).coupon("34", 250).check(750, "2");
  books.take(mail);
  CHECK((open_tasks(books.settle().contents, TaskField::Account) == Sequences{2}));
  mail.accounts()[0].balance_due = Money::from_cents(450);  // Now there are two ways to 750.
  books.take(mail.account("34", 300));
  const auto contents = books.settle().contents;
  CHECK((transaction(contents, 1).suspense == Money::from_cents(250)));
  CHECK((open_tasks(contents, TaskField::Account) == Sequences{2}));
}

TEST_CASE("Money that leaves suspense leaves the fund in which it was booked",
          "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  books.take(mail.account("18", 500).check(500, "1"));
  books.settle({keyed(1, TaskField::Boundary, "first")});
  books.site().suspense_fund = "998";
  books.settle({keyed(1, TaskField::Account, "18")});
  for (const auto& balance : MailBooks::need(books.store().balances(books.batch()))) {
    if (balance.ledger == Ledger::Suspense) CHECK(balance.amount.is_zero());
  }
}

TEST_CASE("What is booked stays in its fund when the account file names another",
          "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).check(500, "1").check(90, "2");
  books.take(mail);
  books.settle({keyed(1, TaskField::Boundary, "first"), keyed(2, TaskField::Boundary, "joins"),
                keyed(1, TaskField::Account, "18")});
  mail.accounts()[0].fund = "605";
  books.take(mail);
  const auto contents = books.settle({keyed(2, TaskField::Account, "18")}).contents;
  const auto& applied = transaction(contents, 1).applied;
  REQUIRE((applied.size() == 2));
  CHECK((applied[0].fund == "401"));
  CHECK((applied[0].amount == Money::from_cents(500)));
  CHECK((applied[1].fund == "605"));
  CHECK((applied[1].amount == Money::from_cents(90)));
  CHECK(books.fault().empty());
}

TEST_CASE("Settling again changes nothing", "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").letter().letter();
  books.take(mail);
  const auto before = books.settle({keyed(3, TaskField::Boundary, "joins")}).contents;
  CHECK((books.settle().contents.batch.version == before.batch.version));
}

TEST_CASE("A voided transaction keeps no money", "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").check(90, "2").declared(9, 590);
  books.take(mail);
  // First taken for two envelopes, whose second is in suspense; then the first page was misjudged.
  auto contents =
      books
          .settle({keyed(1, TaskField::Boundary, "first"), keyed(2, TaskField::Boundary, "joins"),
                   keyed(3, TaskField::Boundary, "first")})
          .contents;
  CHECK((transaction(contents, 3).suspense == Money::from_cents(90)));
  WorkChanges duplicate;
  auto task = contents.tasks.back();
  task.sequence = 3;
  task.field = TaskField::Duplicate;
  task.state = TaskState::Answered;
  task.answer = "yes";
  task.answered_by = "ann";
  duplicate.tasks = {{task, {TaskEvent::Answer}}};
  MailBooks::need(books.store().commit_work(books.batch(), duplicate, Actor{"ann"}));
  contents = books.settle().contents;
  CHECK((transaction(contents, 3).state == TransactionState::Voided));
  CHECK(service::total_up(contents).suspense.is_zero());
  CHECK(books.fault().empty());
}

TEST_CASE("A page that comes late does not join booked money", "[service][settle]") {
  MailBooks books;
  BatchBuilder early;
  early.account("18", 500).separator().coupon("18", 500).check(500, "1");
  books.take(early);
  books.settle();
  BatchBuilder late = early;
  books.take(late.check(70, "2"));
  const auto contents = books.settle().contents;
  CHECK((transaction(contents, 2).documents == Sequences{2, 3}));
  CHECK((transaction(contents, 4).state == TransactionState::Assembled));
  CHECK(books.fault().empty());
}

TEST_CASE("A corrected amount brings a batch into balance and releases it", "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(0, "1").declared(2, 450);
  books.take(mail);
  books.settle();
  const auto wrong = books.settle({keyed(2, TaskField::Amount, "540")});
  CHECK((transaction(wrong.contents, 1).state == TransactionState::InBalance));
  const auto right = books.correct(keyed(2, TaskField::Amount, "450"));
  CHECK((transaction(right.contents, 1).state == TransactionState::Released));
  CHECK((transaction(right.contents, 1).tender == Money::from_cents(450)));
  CHECK(books.fault().empty());
}

TEST_CASE("Two people who differ and a third who decides leave sound books", "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(0, "1").declared(2, 500);
  mail.site().verify_from = Money::from_cents(100);
  books.take(mail);
  books.settle();
  books.settle({{2, TaskField::Amount, "5000", "ann"}});
  const auto same = books.settle({{2, TaskField::VerifyAmount, "5000", "ann"}});
  CHECK((same.refused.size() == 1));
  books.settle({{2, TaskField::VerifyAmount, "500", "bob"}});
  CHECK((open_tasks(books.contents(), TaskField::ThirdAmount) == Sequences{2}));
  const auto decided = books.settle({{2, TaskField::ThirdAmount, "500", "cleo"}});
  CHECK((transaction(decided.contents, 1).state == TransactionState::Released));
  CHECK((transaction(decided.contents, 1).tender == Money::from_cents(500)));
  CHECK(books.fault().empty());
}

TEST_CASE("C-13: a batch goes on though a correction moved suspense that an account file explains",
          "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("34", 250).check(250, "2").coupon("42", 300).check(300, "3");
  books.take(mail);
  const auto settled = books.settle();
  auto& store = books.store();
  MailBooks::need(
      service::deposit_batch(store, books.batch(), books.site(), {"ann", "ben"}, settled.control));
  auto& ledger = books.books().ledger();
  const auto refund = MailBooks::need(ledger.request("TEST",
                                                     {.lockbox = "BOX",
                                                      .kind = ledger::AdjustmentKind::Refund,
                                                      .amount = Money::from_cents(100),
                                                      .origin = ledger::Origin{books.batch(), 1},
                                                      .from = {},
                                                      .to = {},
                                                      .reason_code = "payer_request",
                                                      .note = "He asked for it."},
                                                     {}, Actor{"ann"}));
  MailBooks::need(ledger.decide(
      "TEST", refund.number, {ledger::AdjustmentEvent::Approve, refund.version}, {}, Actor{"ben"}));
  books.take(mail.account("34", 250));
  const auto kept = books.settle().contents;
  CHECK((transaction(kept, 1).suspense == Money::from_cents(250)));
  CHECK_THAT(transaction(kept, 1).evidence.back(), Catch::Contains("by a correction"));
  CHECK((open_tasks(kept, TaskField::Account) == Sequences{3}));
  books.take(mail.account("50", 300));
  const auto answered = books.settle({keyed(3, TaskField::Account, "50")});
  CHECK(answered.refused.empty());
  CHECK(transaction(answered.contents, 3).suspense.is_zero());
  CHECK(books.fault().empty());
}

TEST_CASE("A6.8: the batch says whose charges an account file lists that came after their posting",
          "[service][settle]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 2'000).coupon("18", 2'000).coupon("34", 1'000).check(3'000, "1");
  mail.accounts()[0].charges = {{"WATER", "2026-11-05", Money::from_cents(2'000)}};
  PaymentRule rule;
  rule.bill_type = "utility";
  mail.site().payment_rules = {{rule}, true};
  books.take(mail);
  const auto settled = books.settle();
  auto& store = books.store();
  MailBooks::need(
      service::deposit_batch(store, books.batch(), books.site(), {"ann", "ben"}, settled.control));
  const auto import = [&](const std::string& name) {
    MailBooks::need(store.import_accounts("TEST", "BOX", Sha256::of(bytes_of(name)),
                                          mail.accounts(), Actor{"ann"}));
  };
  import("before");
  MailBooks::need(store.record_file(
      books.batch(),
      {"posting-401-1.csv", "posting", "", "401", Sha256::of(bytes_of("posting")).hex()},
      Actor{"ann"}));
  CHECK(books.contents().billed_since.empty());
  import("after");
  CHECK((books.contents().billed_since == std::set<std::int64_t>{1}));
}
