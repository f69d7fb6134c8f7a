#include "deposit/work/derive.h"

#include <algorithm>

#include "deposit/work/line_question.h"
#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;

namespace {

std::vector<std::int64_t> sequences_of(const BatchWork& work, TaskField field) {
  std::vector<std::int64_t> sequences;
  for (const auto& task : work.tasks) {
    if (task.field == field) sequences.push_back(task.sequence);
  }
  return sequences;
}

/// The batch once what was derived of it is stored.
void store(BatchBuilder& batch) {
  const auto work = batch.work();
  batch.contents().transactions = work.transactions;
  batch.contents().tasks = work.tasks;
}

/// How often the envelope says that corrections took of it.
std::int64_t says_taken(const Transaction& envelope) {
  return std::ranges::count_if(envelope.evidence, [](const std::string& sentence) {
    return sentence.starts_with("Corrections or returns took money of this envelope");
  });
}

using Sequences = std::vector<std::int64_t>;
constexpr auto closed = AccountStatus::Closed;

}  // namespace

TEST_CASE("One coupon and one check stand by themselves", "[deposit][work]") {
  const auto work = BatchBuilder{}.account("18", 500).coupon("18", 500).check(500, "1").work();
  REQUIRE((work.transactions.size() == 1));
  CHECK((work.transactions[0].work_type == WorkType::SS));
  CHECK((work.transactions[0].state == TransactionState::Released));
  REQUIRE((work.transactions[0].applied.size() == 1));
  CHECK((work.transactions[0].applied[0].amount == Money::from_cents(500)));
  CHECK(work.tasks.empty());
}

TEST_CASE("What a payer marked is told with the envelope, and no money waits for it",
          "[deposit][work]") {
  const auto work = BatchBuilder{}
                        .account("18", 500)
                        .coupon("18", 500)
                        .check_box("address_change", encode::MarkState::Marked)
                        .check_box("paperless", encode::MarkState::Empty)
                        .check_box("call_me", encode::MarkState::Doubtful)
                        .check(500, "1")
                        .work();
  REQUIRE((work.transactions.size() == 1));
  CHECK((work.transactions[0].state == TransactionState::Released));
  CHECK(work.tasks.empty());
  const auto& evidence = work.transactions[0].evidence;
  const auto tells = [&evidence](const std::string& sentence) {
    return std::ranges::count(evidence, sentence) == 1;
  };
  CHECK(tells("Document 1: address change marked."));
  CHECK(tells("Document 1: call me doubtful."));
  CHECK(std::ranges::none_of(evidence, [](const std::string& sentence) {
    return sentence.find("paperless") != std::string::npos;
  }));
}

TEST_CASE("A check without an amount waits to be keyed, whatever the coupon says",
          "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(0, "1");
  const auto waiting = batch.work();
  CHECK((waiting.transactions[0].state == TransactionState::NeedsMatch));
  CHECK((sequences_of(waiting, TaskField::Amount) == Sequences{2}));

  const auto keyed = batch.answer(2, TaskField::Amount, "300").work();
  CHECK((keyed.transactions[0].work_type == WorkType::SSU));
  CHECK((keyed.transactions[0].applied[0].amount == Money::from_cents(300)));
}

TEST_CASE("A group that ties to expected amounts stands by itself", "[deposit][work]") {
  const auto work = BatchBuilder{}
                        .account("18", 500)
                        .account("26", 250, AccountStatus::Open, "605", "TRUST")
                        .coupon("18", 500)
                        .coupon("26", 250)
                        .check(750, "1")
                        .work();
  CHECK((work.transactions[0].work_type == WorkType::SM));
  CHECK((work.transactions[0].applied.size() == 2));
  CHECK(work.tasks.empty());
}

TEST_CASE("A group that does not tie asks for every boundary before money moves",
          "[deposit][work]") {
  const auto work = BatchBuilder{}
                        .account("18", 500)
                        .account("26", 250)
                        .coupon("18", 500)
                        .coupon("26", 250)
                        .check(700, "1")
                        .work();
  CHECK((work.transactions[0].state == TransactionState::Assembled));
  CHECK((sequences_of(work, TaskField::Boundary) == Sequences{1, 2, 3}));
}

TEST_CASE("Boundary answers split what the order had joined", "[deposit][work]") {
  const auto work = BatchBuilder{}
                        .account("18", 500)
                        .account("26", 250)
                        .coupon("18", 500)
                        .check(500, "1")
                        .check(90, "2")
                        .answer(1, TaskField::Boundary, "first")
                        .answer(2, TaskField::Boundary, "joins")
                        .answer(3, TaskField::Boundary, "first")
                        .work();
  REQUIRE((work.transactions.size() == 2));
  CHECK((work.transactions[0].work_type == WorkType::SS));
  CHECK((work.transactions[1].work_type == WorkType::CO));
  CHECK((work.transactions[1].suspense == Money::from_cents(90)));
  CHECK((work.transactions[1].suspense_reason == SuspenseReason::UnknownPayer));
  CHECK((work.transactions[1].state == TransactionState::Released));
  CHECK((sequences_of(work, TaskField::Account) == Sequences{3}));
}

TEST_CASE("A lone check or a lone coupon at the start of a batch is a boundary task",
          "[deposit][work]") {
  const auto check = BatchBuilder{}.account("18", 500).check(500, "1").work();
  CHECK((sequences_of(check, TaskField::Boundary) == Sequences{1}));
  const auto coupon = BatchBuilder{}.account("18", 500).coupon("18", 500).work();
  CHECK((sequences_of(coupon, TaskField::Boundary) == Sequences{1}));
}

TEST_CASE("A check-only payment goes to the account that a person names", "[deposit][work]") {
  const auto work = BatchBuilder{}
                        .account("18", 500)
                        .check(500, "1")
                        .answer(1, TaskField::Boundary, "first")
                        .answer(1, TaskField::Account, "18")
                        .work();
  CHECK((work.transactions[0].applied[0].account == AccountNumber{"18"}));
  CHECK(work.transactions[0].suspense.is_zero());
  CHECK(work.tasks.empty());
}

TEST_CASE("A letter closes its envelope and does not hold the money", "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).account("26", 250);
  batch.coupon("18", 500).check(500, "1").letter().coupon("26", 250).check(250, "2");
  const auto work = batch.work();
  REQUIRE((work.transactions.size() == 2));
  CHECK((work.transactions[0].documents == Sequences{1, 2, 3}));
  CHECK((work.transactions[0].state == TransactionState::Released));
  CHECK((sequences_of(work, TaskField::Boundary) == Sequences{3}));

  const auto alone = batch.answer(3, TaskField::Boundary, "first").work();
  REQUIRE((alone.transactions.size() == 3));
  CHECK((alone.transactions[1].work_type == WorkType::CORR));
}

TEST_CASE("A closed or unknown account sends the money to suspense, not to a neighbour",
          "[deposit][work]") {
  const auto work = BatchBuilder{}
                        .account("18", 500, closed)
                        .coupon("18", 500)
                        .check(500, "1")
                        .coupon("34", 250)
                        .check(250, "2")
                        .work();
  REQUIRE((work.transactions.size() == 2));
  CHECK((work.transactions[0].suspense_reason == SuspenseReason::ClosedAccount));
  CHECK((work.transactions[1].suspense_reason == SuspenseReason::UnknownAccount));
  CHECK((work.transactions[0].state == TransactionState::Released));
  CHECK((work.transactions[1].state == TransactionState::Released));
  CHECK((sequences_of(work, TaskField::Account) == Sequences{1, 3}));
}

TEST_CASE("An unread coupon waits for a person", "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).unread_coupon().check(500, "1");
  CHECK((batch.work().transactions[0].state == TransactionState::NeedsMatch));
  CHECK((sequences_of(batch.work(), TaskField::Account) == Sequences{1}));
  const auto keyed = batch.answer(1, TaskField::Account, "18").work();
  CHECK((keyed.transactions[0].state == TransactionState::Released));
}

TEST_CASE("The same check captured twice is asked about and counted once when confirmed",
          "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).account("26", 500);
  batch.coupon("18", 500).check(500, "7").coupon("26", 500).check(500, "7");
  const auto work = batch.work();
  CHECK((sequences_of(work, TaskField::Duplicate) == Sequences{4}));
  CHECK((work.transactions[1].state == TransactionState::ExceptionOpen));
  CHECK((work.control.documents == 4));

  const auto confirmed = batch.answer(4, TaskField::Duplicate, "yes").work();
  CHECK((confirmed.control.documents == 3));
  CHECK((confirmed.control.amount == Money::from_cents(500)));
  CHECK((confirmed.transactions[1].documents == Sequences{3}));

  const auto denied = batch.answer(4, TaskField::Duplicate, "no").work();
  CHECK((denied.transactions[1].state == TransactionState::Released));
}

TEST_CASE("A batch that disagrees with what was declared releases nothing", "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(500, "1");
  CHECK((batch.declared(2, 500).work().transactions[0].state == TransactionState::Released));
  CHECK((batch.declared(3, 500).work().transactions[0].state == TransactionState::InBalance));
  CHECK((batch.declared(2, 501).work().transactions[0].state == TransactionState::InBalance));
}

TEST_CASE("Separators and the scanner's numbers need no proposal", "[deposit][work]") {
  BatchBuilder separated;
  separated.account("18", 500).check(90, "1").separator().coupon("18", 500).check(400, "2");
  const auto by_sheet = separated.check(100, "3").work();
  REQUIRE((by_sheet.transactions.size() == 2));
  CHECK((by_sheet.transactions[0].work_type == WorkType::CO));
  CHECK((by_sheet.transactions[1].work_type == WorkType::MS));
  CHECK(sequences_of(by_sheet, TaskField::Boundary).empty());

  BatchBuilder numbered;
  numbered.account("18", 500).coupon("18", 500).scanner_transaction(1);
  numbered.check(300, "1").scanner_transaction(1).check(90, "2").scanner_transaction(2);
  CHECK((numbered.work().transactions.size() == 2));
}

TEST_CASE("The scanner's number is believed behind an envelope that is released too",
          "[deposit][work]") {
  BatchBuilder batch;
  batch.check(700, "1").scanner_transaction(1).check(90, "2").scanner_transaction(2);
  auto first = batch.work().transactions.at(0);
  first.state = TransactionState::Released;
  batch.contents().transactions = {first};
  const auto work = batch.work();
  REQUIRE(work.transactions.size() == 2);
  CHECK(work.transactions[1].state == TransactionState::Released);
  CHECK(std::ranges::none_of(work.tasks,
                             [](const Task& task) { return task.field == TaskField::Boundary; }));
}

TEST_CASE("An overpayment follows the site's rule", "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(620, "1");
  CHECK((batch.work().transactions[0].applied[0].amount == Money::from_cents(620)));
  batch.site().overpayment = OverpaymentRule::Suspense;
  CHECK((batch.work().transactions[0].applied[0].amount == Money::from_cents(500)));
  CHECK((batch.work().transactions[0].suspense == Money::from_cents(120)));
  CHECK((batch.work().transactions[0].suspense_reason == SuspenseReason::Overpayment));
}

TEST_CASE("A page that nobody recognised waits for a person, who files it as correspondence",
          "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(500, "1").unrecognised();
  CHECK((batch.work().transactions[0].state == TransactionState::Assembled));
  const auto filed = batch.answer(1, TaskField::Boundary, "first")
                         .answer(2, TaskField::Boundary, "joins")
                         .answer(3, TaskField::Boundary, "first")
                         .work();
  REQUIRE((filed.transactions.size() == 2));
  CHECK((filed.transactions[0].state == TransactionState::Released));
  CHECK((filed.transactions[1].work_type == WorkType::CORR));
}

TEST_CASE("A page that cannot be read is asked about only after its rescan", "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).torn().check(500, "1");
  const auto work = batch.work();
  CHECK((work.transactions[0].state == TransactionState::Assembled));
  CHECK((sequences_of(work, TaskField::Boundary) == Sequences{1, 3}));
}

TEST_CASE("A MICR amount of zeros is no amount", "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(0, "1");
  batch.contents().documents.back().reading->micr->line.amount = Money{};
  CHECK((sequences_of(batch.work(), TaskField::Amount) == Sequences{2}));
}

TEST_CASE("A separator before the first document begins no empty envelope", "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).separator().coupon("18", 500).check(500, "1");
  CHECK((batch.work().transactions.size() == 1));
}

TEST_CASE("A document that must be scanned again holds its envelope", "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(500, "1").unrecognised();
  batch.contents().documents.back().state = DocumentState::NeedsRescan;
  for (int i = 1; i <= 3; ++i) {
    batch.answer(i, TaskField::Boundary, i == 1 ? "first" : "joins");
  }
  CHECK((batch.work().transactions[0].state == TransactionState::ExceptionOpen));
}

namespace {

/// One coupon and one check with that line in CMC-7.
BatchBuilder cmc7_check(const std::string& raw) {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(500, "1");
  encode::MicrLine line;
  line.raw = raw;
  batch.contents().documents.back().reading->micr->line = line;
  return batch;
}

}  // namespace

TEST_CASE("Nothing is asked about a line in CMC-7 that has fields, and no deposit takes its check",
          "[deposit][work]") {
  auto batch = cmc7_check("c34137814c0090004285e081430432989a");
  batch.answer(2, TaskField::Amount, "500");
  const auto work = batch.work();
  REQUIRE((work.transactions.size() == 1));
  CHECK((work.transactions[0].state == TransactionState::NeedsMatch));
  CHECK(sequences_of(work, TaskField::Micr).empty());
  CHECK(work.transactions[0].applied.empty());
  const auto& evidence = work.transactions[0].evidence;
  CHECK(std::ranges::any_of(evidence, [](const std::string& sentence) {
    return sentence.find("check number 000428") != std::string::npos &&
           sentence.find("8143043298") == std::string::npos &&
           sentence.find("no routing number") != std::string::npos;
  }));
}

TEST_CASE("A line in CMC-7 with a doubt, or without a layout, is asked about", "[deposit][work]") {
  const auto asked = [](const std::string& raw) {
    const auto work = cmc7_check(raw).work();
    for (const auto& task : work.tasks) {
      if (task.field == TaskField::Micr) return task.reason;
    }
    return std::string{};
  };
  CHECK(asked("c0084995c0750?0004908e241410518989a") == "The MICR line has unread symbols.");
  CHECK(asked("c0084995c0750000049e241410518989a").find("no layout") != std::string::npos);
  // Whole, but without any check digit.
  CHECK(
      asked("c0084995c075000004908e241410518989a").starts_with("Nothing proves this foreign line"));
}

TEST_CASE("A line that lacks a digit is not taken for one whose number no bank has",
          "[deposit][work]") {
  const auto asked = line_question("⑆069900277⑆ 938 910134⑈6060");
  CHECK(asked.find("begins with") == std::string::npos);
  CHECK(line_question("⑆131234567⑆ 938910134⑈6060").starts_with("No bank's routing number"));
}

TEST_CASE("A whole line whose routing number no bank can have waits for a person's word",
          "[deposit][work]") {
  const std::string raw = "⑆131234567⑆ 123456789⑈1 ⑇0000000500⑇";
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(500, "1");
  batch.contents().documents.back().reading->micr->line = encode::parse_micr_line(raw).value();
  const auto asked = batch.work();
  REQUIRE((sequences_of(asked, TaskField::Micr) == Sequences{2}));
  const auto task = std::ranges::find(asked.tasks, TaskField::Micr, &Task::field);
  CHECK(task->reason.starts_with("No bank's routing number begins with 13"));
  CHECK((asked.transactions.at(0).state == TransactionState::NeedsMatch));

  batch.answer(2, TaskField::Micr, raw);
  const auto confirmed = batch.work();
  CHECK(sequences_of(confirmed, TaskField::Micr).empty());
  CHECK((confirmed.transactions.at(0).state == TransactionState::Released));
}

TEST_CASE("A line in CMC-7 that a person put right is asked about no more", "[deposit][work]") {
  auto batch = cmc7_check("c0084995c0750?0004908e241410518989a");
  batch.answer(2, TaskField::Micr, "c0084995c075000004908e241410518989a");
  const auto work = batch.work();
  CHECK(sequences_of(work, TaskField::Micr).empty());
  CHECK((work.transactions.at(0).state == TransactionState::NeedsMatch));
}

TEST_CASE("C-13: suspense that corrections took of stays as booked, and the other envelopes go on",
          "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500);
  batch.coupon("34", 250).check(250, "1").coupon("42", 300).check(300, "2");
  store(batch);
  batch.account("34", 250).account("42", 300);
  batch.contents().suspense_taken = {1};
  store(batch);
  const auto& taken = batch.contents().transactions.at(0);
  CHECK((taken.suspense == Money::from_cents(250)));
  CHECK(taken.applied.empty());
  CHECK(says_taken(taken) == 1);
  const auto& other = batch.contents().transactions.at(1);
  CHECK(other.suspense.is_zero());
  CHECK((other.applied_total() == Money::from_cents(300)));
  CHECK(says_taken(other) == 0);
  store(batch);
  CHECK(says_taken(batch.contents().transactions.at(0)) == 1);
}

TEST_CASE("C-13: nobody is asked whose money it is once corrections took of it",
          "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("34", 250).check(250, "1");
  store(batch);
  CHECK((sequences_of(batch.work(), TaskField::Account) == Sequences{1}));
  batch.contents().suspense_taken = {1};
  CHECK(sequences_of(batch.work(), TaskField::Account).empty());
}

TEST_CASE("A6.6: an answer is applied though an account that was paid before was merged since",
          "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).account("26", 0);
  batch.coupon("18", 500).coupon("34", 250).check(750, "1");
  store(batch);
  CHECK((batch.contents().transactions.at(0).suspense == Money::from_cents(250)));
  auto& merged = batch.accounts()[0];
  merged.status = closed;
  merged.successor = AccountNumber{"26"};
  merged.is_merged = true;
  const auto work = batch.account("34", 250).work();
  const auto& envelope = work.transactions.at(0);
  CHECK(envelope.suspense.is_zero());
  REQUIRE((envelope.applied.size() == 2));
  CHECK((envelope.applied[0].account == AccountNumber{"18"}));  // As it was booked.
  CHECK((envelope.applied[0].amount == Money::from_cents(500)));
  CHECK((envelope.applied[1].account == AccountNumber{"34"}));
  CHECK((envelope.applied[1].amount == Money::from_cents(250)));
}

TEST_CASE("An answer that would take from what is booked moves nothing, and the envelope says so",
          "[deposit][work]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).coupon("34", 250).check(750, "1");
  store(batch);
  REQUIRE((batch.contents().transactions.at(0).applied.at(0).amount == Money::from_cents(500)));
  // The coupon that paid 18 is said to be for another account, after its money was booked.
  const auto work =
      batch.account("34", 250).account("42", 500).answer(1, TaskField::Account, "42").work();
  const auto& envelope = work.transactions.at(0);
  CHECK((envelope.suspense == Money::from_cents(250)));
  CHECK((envelope.applied.at(0).account == AccountNumber{"18"}));
  CHECK(envelope.evidence.back().starts_with("By what is known now"));
}
