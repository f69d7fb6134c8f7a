// A check that was refused for its picture's quality and is taken as it is.

#include "service/process/books.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;
using lockbox::test::keyed;
using lockbox::test::MailBooks;

namespace {

/// As the reader leaves a check that has a condition for which pictures are refused.
void refuse_last(BatchBuilder& mail) {
  auto& document = mail.contents().documents.back();
  document.reading->fault = DocumentFault{"image_quality", "000002F.tif: too dark."};
  document.reading->is_acceptable = true;
}

BatchBuilder refused_check(std::int64_t cents = 500) {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(cents, "1").declared(2, 500);
  refuse_last(mail);
  return mail;
}

Result<service::SettledBatch> accept(MailBooks& books, std::int64_t sequence,
                                     const std::string& reason = "Coffee on the paper.") {
  return books.accept_picture(sequence, reason);
}

ErrorCode refusal(MailBooks& books, std::int64_t sequence, const std::string& reason = "Torn.") {
  const auto result = accept(books, sequence, reason);
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

}  // namespace

TEST_CASE("Of a refused picture nothing counts until somebody accepts it", "[service][quality]") {
  auto mail = refused_check();
  MailBooks books;
  books.take(mail);
  const auto settled = books.settle();
  const auto& document = settled.contents.documents.at(1);
  CHECK((document.state == DocumentState::NeedsRescan));
  CHECK((document.reading->kind == encode::PageKind::Unknown));
  CHECK_FALSE(document.reading->micr.has_value());
  CHECK(document.reading->is_acceptable);
  CHECK((settled.contents.items.size() == 1));
  CHECK_FALSE(settled.control.holds());
}

TEST_CASE("An accepted picture goes its normal way, and the books say who took it and why",
          "[service][quality]") {
  auto mail = refused_check();
  MailBooks books;
  books.take(mail);
  books.settle();
  const auto settled = MailBooks::need(accept(books, 2));
  const auto& document = settled.contents.documents.at(1);
  CHECK((document.state == DocumentState::ReadOk));
  CHECK((document.reading->kind == encode::PageKind::Check));
  CHECK(document.faults().empty());
  REQUIRE((settled.contents.items.size() == 2));
  CHECK((settled.contents.items.at(1).amount == Money::from_cents(500)));
  CHECK(settled.control.holds());
  REQUIRE((settled.contents.transactions.size() == 1));
  const auto& envelope = settled.contents.transactions.front();
  CHECK((envelope.state == TransactionState::Released));
  CHECK((std::ranges::count(envelope.evidence,
                            "The picture of document 2 was accepted as it is by Sue: Coffee on "
                            "the paper.") == 1));
  CHECK((settled.contents.batch.accepted_pictures ==
         std::vector<AcceptedPicture>{{2, "Coffee on the paper.", "Sue"}}));
  CHECK(books.fault().empty());
}

TEST_CASE("An accepted check without a whole line is keyed like any other", "[service][quality]") {
  auto mail = refused_check(0);
  mail.contents().documents.back().reading->micr.reset();
  MailBooks books;
  books.take(mail);
  books.settle();
  const auto settled = MailBooks::need(accept(books, 2));
  CHECK((settled.contents.documents.at(1).state == DocumentState::NeedsRepair));
  CHECK((std::ranges::count(settled.contents.tasks, TaskState::Open, &Task::state) == 2));
  const auto done = books.settle(
      {keyed(2, TaskField::Amount, "500"), keyed(2, TaskField::Micr, "⑆021000021⑆123456789⑈1")});
  CHECK((done.contents.transactions.front().state == TransactionState::Released));
  CHECK(books.fault().empty());
}

TEST_CASE("Only a refusal for quality is taken back, once and with a reason",
          "[service][quality]") {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1");
  refuse_last(mail);
  mail.torn().check(700, "2");
  MailBooks books;
  books.take(mail);
  books.settle();
  CHECK((refusal(books, 2, " ") == ErrorCode::InvalidInput));
  CHECK((refusal(books, 3) == ErrorCode::Conflict));
  CHECK((refusal(books, 4) == ErrorCode::Conflict));
  CHECK((refusal(books, 9) == ErrorCode::NotFound));
  MailBooks::need(accept(books, 2));
  CHECK((refusal(books, 2) == ErrorCode::Conflict));
  CHECK(books.fault().empty());
}

TEST_CASE("The picture of an envelope that goes back is not accepted", "[service][quality]") {
  auto mail = refused_check();
  MailBooks books;
  books.take(mail);
  books.settle();
  MailBooks::need(books.decide(2, DecisionKind::Return));
  CHECK((refusal(books, 2) == ErrorCode::Conflict));
  MailBooks::need(books.decide(2, DecisionKind::Resume));
  CHECK(accept(books, 2).has_value());
}

TEST_CASE("The store takes no picture as it is that was not refused for quality",
          "[service][quality]") {
  BatchBuilder mail;
  mail.torn();
  MailBooks books;
  books.take(mail);
  WorkChanges changes;
  changes.accepted_pictures.push_back({1, "Torn.", "Sue"});
  const auto committed = books.store().commit_work(books.batch(), changes, Actor{"Sue"});
  REQUIRE_FALSE(committed.has_value());
  CHECK((committed.error().code == ErrorCode::Conflict));
}
