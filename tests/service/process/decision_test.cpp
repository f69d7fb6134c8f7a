// What waits and what goes back: counted as received, asked about no more, never deposited.

#include "service/process/books.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;
using lockbox::test::keyed;
using lockbox::test::MailBooks;

namespace {

/// Two envelopes of a coupon and a check; the amount of the second check is not known.
BatchBuilder two_envelopes() {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").coupon("18", 500).check(0, "2");
  return mail;
}

const Transaction& envelope(const BatchContents& contents, std::int64_t key) {
  for (const auto& one : contents.transactions) {
    if (one.key == key) return one;
  }
  throw std::runtime_error{"There is no such envelope."};
}

std::size_t open_tasks(const BatchContents& contents) {
  return static_cast<std::size_t>(
      std::ranges::count(contents.tasks, TaskState::Open, &Task::state));
}

void check_conserved(MailBooks& books) {
  const auto totals = service::total_up(books.contents());
  CHECK(totals.unexplained.is_zero());
  CHECK(books.fault().empty());
}

}  // namespace

TEST_CASE("An envelope that goes back is asked about no more and is counted as returned",
          "[service][decision]") {
  auto mail = two_envelopes();
  mail.declared(4, 1000);
  MailBooks books;
  books.take(mail);
  books.settle({keyed(4, TaskField::Amount, "500")});
  // The amounts balance the batch, so the money is released and stays.
  CHECK((books.decide(4, DecisionKind::Return).error().code == ErrorCode::Conflict));

  MailBooks unkeyed;
  auto other = two_envelopes();
  other.declared(4, 500);
  unkeyed.take(other);
  unkeyed.settle();
  const auto settled = MailBooks::need(unkeyed.decide(4, DecisionKind::Return));
  CHECK((envelope(settled.contents, 3).state == TransactionState::Returned));
  CHECK((envelope(settled.contents, 1).state == TransactionState::Released));
  CHECK(envelope(settled.contents, 3).evidence ==
        std::vector<std::string>{"Returned to its payer by Sue: It is not signed."});
  CHECK((settled.contents.items.at(3).state == ItemState::Returned));
  CHECK((settled.contents.items.at(2).state == ItemState::Returned));
  CHECK(open_tasks(settled.contents) == 0);
  CHECK(settled.control.holds());
  check_conserved(unkeyed);
}

TEST_CASE("The amount of what goes back counts in what was received", "[service][decision]") {
  auto mail = two_envelopes();
  mail.declared(5, 1200);  // One paper more than there is, so nothing is released.
  MailBooks books;
  books.take(mail);
  books.settle({keyed(4, TaskField::Amount, "700")});
  MailBooks::need(books.decide(3, DecisionKind::Return, "Payable to somebody else."));
  const auto totals = service::total_up(books.contents());
  CHECK((totals.received == Money::from_cents(1200)));
  CHECK((totals.returned == Money::from_cents(700)));
  CHECK((totals.held == Money::from_cents(500)));
  check_conserved(books);
}

TEST_CASE("What is held is asked for its amount only and is not deposited", "[service][decision]") {
  auto mail = two_envelopes();
  mail.declared(4, 1000);
  MailBooks books;
  books.take(mail);
  books.settle();
  MailBooks::need(books.decide(3, DecisionKind::Hold, "Dated next month."));
  const auto settled = books.settle({keyed(4, TaskField::Amount, "500")});
  CHECK((envelope(settled.contents, 3).state == TransactionState::Held));
  CHECK((envelope(settled.contents, 1).state == TransactionState::Released));
  CHECK((books.decide(3, DecisionKind::Hold).error().code == ErrorCode::Conflict));
  const auto totals = service::total_up(settled.contents);
  CHECK((totals.held == Money::from_cents(1000)));
  check_conserved(books);

  const auto resumed = MailBooks::need(books.decide(4, DecisionKind::Resume, "The date has come."));
  CHECK((envelope(resumed.contents, 3).state == TransactionState::Released));
  CHECK(resumed.contents.batch.decisions.size() == 4);
  check_conserved(books);
}

TEST_CASE("A return that is taken back asks again what was asked before", "[service][decision]") {
  auto mail = two_envelopes();
  MailBooks books;
  books.take(mail.declared(4, 1000));
  const auto before = open_tasks(books.settle().contents);
  REQUIRE(before > 0);
  MailBooks::need(books.decide(4, DecisionKind::Return));
  const auto after =
      MailBooks::need(books.decide(4, DecisionKind::Resume, "It is signed after all."));
  CHECK(open_tasks(after.contents) == before);
  CHECK((after.contents.items.at(3).state == ItemState::AmountPending));
  check_conserved(books);
}

TEST_CASE("A check that came back signed is no duplicate of the one that was returned",
          "[service][decision]") {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").coupon("18", 500).check(500, "1");
  MailBooks books;
  books.take(mail.declared(5, 1000));  // One paper more than there is: nothing is released yet.
  REQUIRE(open_tasks(books.settle().contents) == 1);
  const auto settled = MailBooks::need(books.decide(2, DecisionKind::Return));
  CHECK(open_tasks(settled.contents) == 0);
  CHECK((envelope(settled.contents, 3).state == TransactionState::InBalance));
  check_conserved(books);
}

TEST_CASE("A decision needs a reason and an envelope", "[service][decision]") {
  auto mail = two_envelopes();
  MailBooks books;
  books.take(mail);
  books.settle();
  CHECK((books.decide(4, DecisionKind::Hold, " ").error().code == ErrorCode::InvalidInput));
  CHECK((books.decide(9, DecisionKind::Hold).error().code == ErrorCode::NotFound));
  CHECK((books.decide(4, DecisionKind::Resume).error().code == ErrorCode::Conflict));
}

TEST_CASE("A difference that somebody accepted lets the batch go, while it is the difference",
          "[service][decision]") {
  auto mail = two_envelopes();
  mail.declared(4, 1072);
  MailBooks books;
  books.take(mail);
  auto settled = books.settle({keyed(4, TaskField::Amount, "500")});
  REQUIRE_FALSE(settled.control.holds());
  const AcceptedDifference short_by{0, Money::from_cents(-72), {}, "The tape was added wrongly."};
  MailBooks::need(books.store().accept_difference(books.batch(), short_by, Actor{"Sue"}));
  settled = books.settle();
  CHECK(settled.control.holds());
  CHECK(settled.control.sentence().find("accepted by Sue") != std::string::npos);
  CHECK((settled.contents.batch.state == BatchState::Balanced));
  check_conserved(books);

  MailBooks::need(books.store().correct_control(books.batch(), {4, Money::from_cents(1080)},
                                                "Read from the slip.", Actor{"Sue"}));
  settled = books.settle();
  CHECK_FALSE(settled.control.holds());
  CHECK((settled.contents.batch.state == BatchState::InKeying));
  check_conserved(books);
}

namespace {

/// Two envelopes of 10.00 in all, where a person releases what balances.
void take_for_release(MailBooks& books, std::int64_t declared_cents) {
  auto mail = two_envelopes();
  mail.declared(4, declared_cents);
  mail.site().balancing.is_released_by_person = true;
  books.take(mail);
}

const BatchRelease all{{4, Money::from_cents(1000)}, {}, "Looked at."};

}  // namespace

TEST_CASE("A8.7: where a person releases batches, what balances waits until somebody did",
          "[service][decision]") {
  MailBooks books;
  take_for_release(books, 1000);
  auto settled = books.settle({keyed(4, TaskField::Amount, "500")});
  CHECK((settled.contents.batch.state == BatchState::Balanced));
  CHECK((envelope(settled.contents, 1).state == TransactionState::InBalance));
  const BatchRelease less{{4, Money::from_cents(999)}, {}, {}};
  MailBooks::need(books.store().release_batch(books.batch(), less, Actor{"Sue"}));
  CHECK((envelope(books.settle().contents, 1).state == TransactionState::InBalance));
  MailBooks::need(books.store().release_batch(books.batch(), all, Actor{"Sue"}));
  settled = books.settle();
  CHECK((envelope(settled.contents, 1).state == TransactionState::Released));
  CHECK((envelope(settled.contents, 3).state == TransactionState::Released));
  check_conserved(books);
}

TEST_CASE("A8.7, C-02: nobody releases a batch of which they keyed anything",
          "[service][decision]") {
  MailBooks books;
  take_for_release(books, 1000);
  const auto answer = keyed(4, TaskField::Amount, "500");
  books.settle({answer});
  const auto own = books.store().release_batch(books.batch(), all, Actor{answer.actor});
  REQUIRE_FALSE(own.has_value());
  CHECK((own.error().code == ErrorCode::NotPermitted));
}

TEST_CASE("A8.7: a release is void once whoever gave it works on the batch",
          "[service][decision]") {
  MailBooks books;
  take_for_release(books, 1000);
  books.settle({keyed(4, TaskField::Amount, "500")});
  MailBooks::need(books.store().release_batch(books.batch(), all, Actor{"Ben"}));
  CHECK((envelope(books.settle().contents, 3).state == TransactionState::Released));
  auto contents = books.contents();
  const auto facts = gather_facts(contents, answers_of(contents.tasks), {});
  CHECK(prove_control(contents.batch.header, contents, facts).is_released());
  contents.tasks.front().answered_by = "Ben";
  CHECK_FALSE(prove_control(contents.batch.header, contents, facts).is_released());
}

TEST_CASE("A8.7, C-07: who corrected the totals or accepted a difference does not release",
          "[service][decision]") {
  MailBooks books;
  take_for_release(books, 1072);
  books.settle({keyed(4, TaskField::Amount, "500")});
  const AcceptedDifference short_by{0, Money::from_cents(-72), {}, "The tape was added wrongly."};
  MailBooks::need(books.store().accept_difference(books.batch(), short_by, Actor{"Sue"}));
  CHECK((books.store().release_batch(books.batch(), all, Actor{"Sue"}).error().code ==
         ErrorCode::NotPermitted));
  MailBooks::need(books.store().release_batch(books.batch(), all, Actor{"Ben"}));
  CHECK((envelope(books.settle().contents, 1).state == TransactionState::Released));
}

TEST_CASE("A drawer's batch waits for no release: its count is accepted by a second person",
          "[service][decision]") {
  ControlProof proof;
  proof.has_money_waiting = true;
  BalanceRules rules;
  rules.is_released_by_person = true;
  CHECK(proof.waits_for_release(rules));
  proof.is_of_drawer = true;
  CHECK_FALSE(proof.waits_for_release(rules));
  CHECK(proof.may_release(rules));
}

TEST_CASE("Only a difference can be accepted, and only with a reason", "[service][decision]") {
  auto mail = two_envelopes();
  mail.declared(4, 1072);
  MailBooks books;
  books.take(mail);
  books.settle();
  const auto refused = [&](AcceptedDifference difference) {
    return books.store().accept_difference(books.batch(), difference, Actor{"Sue"}).error().code ==
           ErrorCode::InvalidInput;
  };
  CHECK(refused({0, Money{}, {}, "Nothing is off."}));
  CHECK(refused({1, Money{}, {}, " "}));
}
