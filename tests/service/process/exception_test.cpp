// What somebody must decide: typed, owned, with a deadline, and never forgotten by the money.

#include "deposit/decide/case_steps.h"
#include "deposit/decide/policy.h"
#include "service/process/books.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;
using lockbox::test::keyed;
using lockbox::test::MailBooks;

namespace {

/// Two envelopes of a coupon and a check that balance, but for the second amount.
BatchBuilder two_envelopes() {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").coupon("18", 500).check(0, "2");
  mail.declared(4, 1000);
  return mail;
}

const Transaction& envelope(const BatchContents& contents, std::int64_t key) {
  for (const auto& one : contents.transactions) {
    if (one.key == key) return one;
  }
  throw std::runtime_error{"There is no such envelope."};
}

void check_conserved(MailBooks& books) {
  CHECK(service::total_up(books.contents()).unexplained.is_zero());
  CHECK(books.fault().empty());
}

RaisedException found(MailBooks& books, std::int64_t sequence, ExceptionReason reason) {
  return {books.day(), sequence, reason, "As it lies here.", std::nullopt, "Mia"};
}

WantedCaseStep wants(std::optional<ExceptionAction> action) {
  return {action, std::nullopt, "", "Looked at.", "Sue"};
}

struct Desk {
  MailBooks books;
  BatchBuilder mail = two_envelopes();

  Desk() {
    books.take(mail);
    books.settle();
  }
  const ExceptionCase& raise(ExceptionReason reason) {
    MailBooks::need(books.change_case(found(books, 4, reason)));
    return last();
  }
  const ExceptionCase& step(const WantedCaseStep& wanted, std::optional<BusinessDay> on = {}) {
    MailBooks::need(books.change_case(FiledStep{last().id, on.value_or(books.day()), wanted}));
    return last();
  }
  ErrorCode refusal(const WantedCaseStep& wanted, std::optional<BusinessDay> on = {}) {
    const auto result = books.change_case(FiledStep{last().id, on.value_or(books.day()), wanted});
    REQUIRE_FALSE(result.has_value());
    return result.error().code;
  }
  const ExceptionCase& last() {
    contents.emplace(books.contents());
    return contents->cases.back();
  }
  /// A check of 5.00 that another batch of the day brings; the first batch is in hand again then.
  DocumentId captured_on(const BusinessDay& day) {
    BatchBuilder other;
    other.contents().batch.header.source = "another batch";
    other.contents().batch.header.business_day = day;
    other.account("18", 500).coupon("18", 500).check(500, "9").declared(2, 500);
    books.take(other);
    books.settle();
    const auto check = books.contents().documents.at(1).id;
    books.take(mail);
    return check;
  }
  TransactionState second() { return envelope(books.contents(), 3).state; }

  std::optional<BatchContents> contents;
};

}  // namespace

TEST_CASE("A9.1: a reason has a default action, an owner and a deadline", "[service][exception]") {
  Desk desk;
  const auto& one = desk.raise(ExceptionReason::Unsigned);
  CHECK(one.owner == supervisor_owner);
  CHECK((one.due == days_after(desk.books.day(), 3)));
  CHECK((one.state == CaseState::Open));
  CHECK(one.raised_by == "Mia");
  CHECK((default_policy(ExceptionReason::Unsigned).at_deadline == ExceptionAction::ReturnToPayer));
}

TEST_CASE("A9.4: where the policy decides first, the envelope waits and the rest is deposited",
          "[service][exception]") {
  Desk desk;
  desk.raise(ExceptionReason::Unsigned);
  CHECK((desk.second() == TransactionState::Held));
  const auto settled = desk.books.settle({keyed(4, TaskField::Amount, "500")});
  CHECK((envelope(settled.contents, 1).state == TransactionState::Released));
  CHECK((envelope(settled.contents, 3).state == TransactionState::Held));
  check_conserved(desk.books);
}

TEST_CASE("A9.4: where it deposits first, the money goes on and the question stays",
          "[service][exception]") {
  Desk desk;
  CHECK_FALSE(desk.raise(ExceptionReason::ClosedAccount).holds);
  const auto settled = desk.books.settle({keyed(4, TaskField::Amount, "500")});
  CHECK((envelope(settled.contents, 3).state == TransactionState::Released));
  CHECK((desk.step(wants(ExceptionAction::Accept)).state == CaseState::Closed));
  check_conserved(desk.books);
}

TEST_CASE("A9.2: what is accepted goes on to its deposit", "[service][exception]") {
  Desk desk;
  desk.raise(ExceptionReason::Altered);
  desk.books.settle({keyed(4, TaskField::Amount, "500")});
  const auto& after = desk.step(wants(ExceptionAction::Accept));
  CHECK((after.state == CaseState::Closed));
  CHECK(after.steps.back().by == "Sue");
  CHECK((desk.second() == TransactionState::Released));
  check_conserved(desk.books);
}

TEST_CASE("A9.2: what goes back to its payer is never deposited", "[service][exception]") {
  Desk desk;
  desk.raise(ExceptionReason::Unsigned);
  desk.step(wants(ExceptionAction::ReturnToPayer));
  CHECK((desk.second() == TransactionState::Returned));
  CHECK((desk.refusal(wants(ExceptionAction::Accept)) == ErrorCode::Conflict));
  check_conserved(desk.books);
}

TEST_CASE("A9.3: a department that is asked becomes the owner, with a new deadline",
          "[service][exception]") {
  Desk desk;
  desk.mail.site().exceptions.departments.push_back({"water", "Water", {"Ana"}});
  desk.books.take(desk.mail);
  desk.raise(ExceptionReason::OtherPayee);
  auto wanted = wants(ExceptionAction::SendToDepartment);
  wanted.owner = "parks";
  CHECK((desk.refusal(wanted) == ErrorCode::InvalidInput));
  wanted.owner = "water";
  const auto tomorrow = days_after(desk.books.day(), 1);
  const auto& after = desk.step(wanted, tomorrow);
  CHECK((after.state == CaseState::WaitingDepartment));
  CHECK(after.owner == "water");
  CHECK((after.due == days_after(tomorrow, 3)));
  CHECK((desk.second() == TransactionState::Held));
}

TEST_CASE("A9.5: a post-dated check lies in the vault until its day, and not a day less",
          "[service][exception]") {
  Desk desk;
  auto raised = found(desk.books, 4, ExceptionReason::Postdated);
  CHECK((desk.books.change_case(raised).error().code == ErrorCode::InvalidInput));
  raised.until = days_after(desk.books.day(), 9);
  MailBooks::need(desk.books.change_case(raised));
  CHECK((desk.last().state == CaseState::Decided));
  CHECK_FALSE(is_due(desk.last(), days_after(desk.books.day(), 8)));
  CHECK(is_due(desk.last(), *raised.until));
  // It is out of its batch, so that the day can be closed without it.
  CHECK((desk.second() == TransactionState::Returned));
  CHECK((desk.refusal(wants(ExceptionAction::Accept)) == ErrorCode::Conflict));
  CHECK((desk.last().kept_at == VaultPlace::Vault));
  // On its day it goes on only as paper that came in again.
  CHECK((desk.refusal(wants(ExceptionAction::Accept), raised.until) == ErrorCode::Conflict));
  const auto& taken_out = desk.step(wants(ExceptionAction::ReturnToPayer), raised.until);
  CHECK((taken_out.state == CaseState::Closed));
  CHECK((desk.second() == TransactionState::Returned));
  const auto moves = MailBooks::need(desk.books.books().exceptions().vault("TEST"));
  REQUIRE(moves.size() == 2);
  CHECK((moves[0].to == VaultPlace::Vault));
  CHECK((moves[0].day == desk.books.day()));
  CHECK((moves[1].from == VaultPlace::Vault));
  CHECK_FALSE(moves[1].to.has_value());
  CHECK((moves[1].way == VaultWay::ReturnedToPayer));
  CHECK((moves[1].day == *raised.until));
  check_conserved(desk.books);
}

TEST_CASE("A9.5, D11: kept paper is deposited as other paper of its amount, and as that only once",
          "[service][exception]") {
  Desk desk;
  auto raised = found(desk.books, 2, ExceptionReason::Postdated);
  raised.until = days_after(desk.books.day(), 2);
  MailBooks::need(desk.books.change_case(raised));
  BatchBuilder later;
  later.contents().batch.header.source = "later";
  later.account("18", 500).coupon("18", 500).check(500, "9").coupon("18", 500).check(700, "3");
  later.declared(4, 1200);
  desk.books.take(later);
  desk.books.settle();
  const auto papers = desk.books.contents().documents;
  desk.books.take(desk.mail);
  auto wanted = wants(ExceptionAction::Accept);
  for (const auto wrong : {papers.at(3).id, desk.books.contents().documents.at(1).id}) {
    wanted.recaptured = wrong;
    CHECK((desk.refusal(wanted, raised.until) == ErrorCode::Conflict));
  }
  wanted.recaptured = papers.at(1).id;
  CHECK((desk.step(wanted, raised.until).state == CaseState::Closed));
  const auto moves = MailBooks::need(desk.books.books().exceptions().vault("TEST"));
  REQUIRE(moves.size() == 2);
  CHECK((moves[1].way == VaultWay::Recaptured));
  CHECK(moves[1].recaptured == wanted.recaptured);
  CHECK((moves[1].amount == Money::from_cents(500)));
  CHECK(desk.books.fault().empty());
}

TEST_CASE("A9.5: two exceptions of an envelope know where its paper is, whichever moved it",
          "[service][exception]") {
  Desk desk;
  desk.raise(ExceptionReason::OtherPayee);
  auto raised = found(desk.books, 4, ExceptionReason::Postdated);
  raised.until = days_after(desk.books.day(), 2);
  MailBooks::need(desk.books.change_case(raised));
  const auto cases = desk.books.contents().cases;
  REQUIRE(cases.size() == 2);
  CHECK((cases[0].kept_at == VaultPlace::Vault));
  // What one exception put away the other one does not deposit without its paper.
  const FiledStep accepts{cases[0].id, desk.books.day(), wants(ExceptionAction::Accept)};
  CHECK((desk.books.change_case(accepts).error().code == ErrorCode::Conflict));
  // And what it sends back is gone for both.
  MailBooks::need(desk.books.change_case(
      FiledStep{cases[0].id, desk.books.day(), wants(ExceptionAction::ReturnToPayer)}));
  CHECK_FALSE(desk.last().kept_at.has_value());
  CHECK((desk.refusal(wants(std::nullopt), raised.until) == ErrorCode::Conflict));
  const auto moves = MailBooks::need(desk.books.books().exceptions().vault("TEST"));
  REQUIRE(moves.size() == 2);
  CHECK((moves[1].way == VaultWay::ReturnedToPayer));
  check_conserved(desk.books);
}

TEST_CASE("A9.5: what is kept until a day is not deposited before by another exception",
          "[service][exception]") {
  Desk desk;
  auto raised = found(desk.books, 2, ExceptionReason::Postdated);
  raised.until = days_after(desk.books.day(), 9);
  MailBooks::need(desk.books.change_case(found(desk.books, 2, ExceptionReason::OtherPayee)));
  MailBooks::need(desk.books.change_case(raised));
  auto wanted = wants(ExceptionAction::Accept);
  wanted.recaptured = desk.captured_on(desk.books.day());
  const auto other = desk.books.contents().cases.front().id;
  const FiledStep early{other, desk.books.day(), wanted};
  CHECK((desk.books.change_case(early).error().code == ErrorCode::Conflict));
  CHECK(desk.books.change_case(FiledStep{other, *raised.until, wanted}).has_value());
}

TEST_CASE("A9.5: what is kept until a day is not deposited before by pulling it first",
          "[service][exception]") {
  Desk desk;
  auto raised = found(desk.books, 2, ExceptionReason::Postdated);
  raised.until = days_after(desk.books.day(), 9);
  MailBooks::need(desk.books.change_case(raised));
  desk.step(wants(ExceptionAction::Pull));
  auto wanted = wants(ExceptionAction::Accept);
  wanted.recaptured = desk.captured_on(desk.books.day());
  CHECK((desk.refusal(wanted) == ErrorCode::Conflict));
  CHECK((desk.step(wanted, raised.until).state == CaseState::Closed));
}

TEST_CASE("A9.5: paper that was missed and is found with the mail of its day is taken",
          "[service][exception]") {
  Desk desk;
  auto raised = found(desk.books, 2, ExceptionReason::Postdated);
  raised.until = days_after(desk.books.day(), 2);
  MailBooks::need(desk.books.change_case(raised));
  desk.books.pass(std::chrono::hours{48});
  auto wanted = wants(ExceptionAction::Accept);
  wanted.recaptured = desk.captured_on(desk.books.day());
  desk.books.pass(std::chrono::hours{1});
  desk.step(wants(std::nullopt), raised.until);
  CHECK((desk.step(wanted, raised.until).state == CaseState::Closed));
}

TEST_CASE("D10: kept paper leaves its place with the amount that it came with",
          "[service][exception]") {
  Desk desk;
  auto raised = found(desk.books, 4, ExceptionReason::Postdated);
  raised.until = days_after(desk.books.day(), 2);
  MailBooks::need(desk.books.change_case(raised));
  desk.books.settle({keyed(4, TaskField::Amount, "500")});
  desk.step(wants(ExceptionAction::ReturnToPayer), raised.until);
  const auto moves = MailBooks::need(desk.books.books().exceptions().vault("TEST"));
  REQUIRE(moves.size() == 2);
  CHECK((moves[0].amount == moves[1].amount));
}

TEST_CASE("A9.5: paper that was captured before the check was put away is not that check",
          "[service][exception]") {
  Desk desk;
  const auto paper = desk.captured_on(desk.books.day());
  desk.books.pass(std::chrono::minutes{30});
  auto raised = found(desk.books, 2, ExceptionReason::Postdated);
  raised.until = days_after(desk.books.day(), 2);
  MailBooks::need(desk.books.change_case(raised));
  auto wanted = wants(ExceptionAction::Accept);
  wanted.recaptured = paper;
  CHECK((desk.refusal(wanted, raised.until) == ErrorCode::Conflict));
}

TEST_CASE("A9.2: what the treasurer pulls leaves the batch", "[service][exception]") {
  Desk desk;
  desk.raise(ExceptionReason::OtherPayee);
  const auto& pulled = desk.step(wants(ExceptionAction::Pull));
  CHECK((pulled.kept_at == VaultPlace::Treasurer));
  CHECK((pulled.state == CaseState::Decided));
  CHECK(pulled.owner == treasury_owner);
  CHECK_FALSE(pulled.holds);
  CHECK((desk.second() == TransactionState::Returned));
  check_conserved(desk.books);
}

TEST_CASE("A9.5: a check that is not in the vault on its day is named and asked for",
          "[service][exception]") {
  Desk desk;
  auto raised = found(desk.books, 4, ExceptionReason::Postdated);
  raised.until = days_after(desk.books.day(), 2);
  MailBooks::need(desk.books.change_case(raised));
  CHECK((desk.refusal(wants(std::nullopt)) == ErrorCode::Conflict));
  const auto& missed = desk.step(wants(std::nullopt), raised.until);
  CHECK((missed.state == CaseState::Open));
  CHECK((missed.kept_at == VaultPlace::Missing));
  CHECK((missed.due == *raised.until));
  CHECK(is_overdue(missed, days_after(*raised.until, 1)));
}

TEST_CASE("A9.6: the check of a payer on the stop list waits, in any later batch",
          "[service][exception]") {
  MailBooks books;
  BatchBuilder first;
  first.account("18", 500).coupon("18", 500).check(500, "1").declared(2, 500);
  books.take(first);
  const auto check = books.contents().documents.at(1).reading->micr->line;
  const auto day = books.day();
  auto& desk = books.books().exceptions();
  const WantedStop stop{ExceptionReason::CashOnly, "Two checks came back.", day,
                        days_after(day, 365)};
  MailBooks::need(desk.add_stop(books.batch(), check, stop, {"Sue"}));
  const auto settled = books.settle();
  REQUIRE(settled.contents.cases.size() == 1);
  CHECK((settled.contents.cases.front().reason == ExceptionReason::CashOnly));
  CHECK((envelope(settled.contents, 1).state == TransactionState::Held));
  // Once accepted it is not asked about again, though the entry still holds.
  MailBooks::need(books.change_case(
      FiledStep{settled.contents.cases.front().id, day, wants(ExceptionAction::Accept)}));
  CHECK(books.contents().cases.size() == 1);
  CHECK((envelope(books.contents(), 1).state == TransactionState::Released));
  const auto entry = MailBooks::need(desk.stops("TEST")).front();
  MailBooks::need(desk.lift_stop("TEST", entry.id, "A year is over.", {"Sue"}));
  CHECK((desk.lift_stop("TEST", entry.id, "Again.", {"Sue"}).error().code == ErrorCode::Conflict));
  CHECK_FALSE(MailBooks::need(books.store().stop_of(books.batch(), check)));
  check_conserved(books);
}

TEST_CASE("A10.9, C-10: a check above the limit waits for a second look", "[service][exception]") {
  Desk desk;
  desk.mail.site().exceptions.item_limit = Money::from_cents(600);
  desk.books.take(desk.mail);
  desk.books.settle({keyed(4, TaskField::Amount, "601")});
  CHECK((desk.last().reason == ExceptionReason::OverLimit));
  CHECK((desk.second() == TransactionState::Held));
  check_conserved(desk.books);
}

TEST_CASE("A9.2: a check in CMC-7 is found to be foreign and goes to collection",
          "[service][exception]") {
  MailBooks books;
  auto mail = two_envelopes();
  encode::MicrLine line;
  line.raw = "c0084995c075000004908e241410518989a";
  mail.contents().documents.back().reading->micr->line = line;
  books.take(mail);
  // Nothing in a French line proves what was read of it: a person says so first.
  books.settle({keyed(4, TaskField::Amount, "500")});
  CHECK(books.contents().cases.empty());
  books.settle({keyed(4, TaskField::Micr, line.raw)});
  const auto found_case = books.contents().cases.at(0);
  CHECK((found_case.reason == ExceptionReason::Foreign));
  CHECK(found_case.owner == treasury_owner);
  CHECK(found_case.note.find("check number 0084995") != std::string::npos);
  CHECK(found_case.note.find("241410518989") == std::string::npos);
  CHECK((envelope(books.contents(), 3).state == TransactionState::Held));
  SECTION("collected, it leaves its batch") {
    const FiledStep step{found_case.id, books.day(), wants(ExceptionAction::SendToCollection)};
    MailBooks::need(books.change_case(step));
    CHECK((envelope(books.contents(), 3).state == TransactionState::Returned));
  }
  SECTION("accepted, it is still in no deposit, and is not raised again") {
    const FiledStep step{found_case.id, books.day(), wants(ExceptionAction::Accept)};
    MailBooks::need(books.change_case(step));
    CHECK((envelope(books.contents(), 3).state == TransactionState::NeedsMatch));
    CHECK(books.contents().cases.size() == 1);
  }
  check_conserved(books);
}

TEST_CASE("A9.2: a check in CMC-7 holds no envelope whose bounds are still asked about",
          "[service][exception]") {
  MailBooks books;
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").check(0, "2");
  encode::MicrLine line;
  line.raw = "c34137814c0090004285e081430432989a";
  mail.contents().documents.back().reading->micr->line = line;
  books.take(mail);
  books.settle({keyed(3, TaskField::Amount, "700")});
  CHECK(books.contents().cases.empty());
  books.settle({keyed(2, TaskField::Boundary, "joins"), keyed(3, TaskField::Boundary, "first")});
  REQUIRE(books.contents().cases.size() == 1);
  CHECK(books.contents().cases.front().sequence == 3);
  CHECK((envelope(books.contents(), 1).state == TransactionState::Released));
}

TEST_CASE("A9.8: \"paid in full\" that was accepted may be repaid for ninety days",
          "[service][exception]") {
  Desk desk;
  desk.raise(ExceptionReason::RestrictiveNotation);
  desk.books.settle({keyed(4, TaskField::Amount, "500")});
  const auto& accepted = desk.step(wants(ExceptionAction::Accept));
  CHECK((accepted.state == CaseState::Decided));
  CHECK_FALSE(accepted.holds);
  CHECK((accepted.due == days_after(desk.books.day(), 90)));
  CHECK((desk.second() == TransactionState::Released));
  CHECK((desk.step(wants(ExceptionAction::Accept)).state == CaseState::Closed));
}

TEST_CASE("An envelope with two exceptions goes on when both are decided", "[service][exception]") {
  Desk desk;
  desk.raise(ExceptionReason::Altered);
  const auto first = desk.last().id;
  desk.raise(ExceptionReason::ThirdParty);
  desk.books.settle({keyed(4, TaskField::Amount, "500")});
  desk.step(wants(ExceptionAction::Accept));
  CHECK((desk.second() == TransactionState::Held));
  CHECK((desk.books.decide(4, DecisionKind::Resume).error().code == ErrorCode::Conflict));
  MailBooks::need(
      desk.books.change_case(FiledStep{first, desk.books.day(), wants(ExceptionAction::Correct)}));
  CHECK((desk.second() == TransactionState::Released));
  check_conserved(desk.books);
}

TEST_CASE("The same is asked about a paper once at a time", "[service][exception]") {
  Desk desk;
  desk.raise(ExceptionReason::Altered);
  const auto again = desk.books.change_case(found(desk.books, 4, ExceptionReason::Altered));
  CHECK((again.error().code == ErrorCode::Conflict));
}

TEST_CASE("What is found in released money is kept, though nothing can wait any more",
          "[service][exception]") {
  Desk desk;
  desk.books.settle({keyed(4, TaskField::Amount, "500")});
  CHECK_FALSE(desk.raise(ExceptionReason::Unsigned).holds);
  CHECK((desk.second() == TransactionState::Released));
  CHECK((desk.refusal(wants(ExceptionAction::ReturnToPayer)) == ErrorCode::Conflict));
}

TEST_CASE("A decision without a word why is refused", "[service][exception]") {
  Desk desk;
  desk.raise(ExceptionReason::Unsigned);
  auto wanted = wants(ExceptionAction::Accept);
  wanted.note = " ";
  CHECK((desk.refusal(wanted) == ErrorCode::InvalidInput));
}
