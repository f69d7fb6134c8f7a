#include "deposit/store/filled_ledger.h"

#include <algorithm>
#include <string>

#include "core/sha256.h"
#include "deposit/store/store_world.h"
#include "support/catch.h"

namespace lockbox::deposit::test {

namespace {

/// A check that came back, and whose drawer paid for it with a later envelope, some of which was
/// refunded.
void fill_paid_return(Books& books, const Batch& batch, const BusinessDay& today) {
  const Actor ana{"Ana"};
  const std::string here{site};
  auto& book = books.ledger();
  const auto later = deposited_batch(books.store(), "feed-paid");
  const auto paper = [&](std::int64_t cents, BatchId of) {
    const auto found = must(book.find_items(here, {.amount = Money::from_cents(cents)}, 9));
    const auto one = std::ranges::find_if(
        found, [&](const FoundItem& item) { return item.envelope.batch == of; });
    REQUIRE(one != found.end());
    return one->document;
  };
  auto item = must(book.receive(here,
                                {.lockbox = std::string{lockbox_name},
                                 .amount = Money::from_cents(50'00),
                                 .check_number = "1042",
                                 .account_tail = "7654",
                                 .reason_code = "A",
                                 .returned_on = today,
                                 .reference = "R2",
                                 .document = paper(50'00, batch.id),
                                 .note = ""},
                                ana));
  for (const auto event : {ledger::ReturnEvent::ChargeBack, ledger::ReturnEvent::PostFee}) {
    item = must(book.step_return(here, item.number, {event, item.version}, {}, ana));
  }
  const ReturnLetter letter{"letter-2.pdf", Sha256::of(bytes_of("letter")).hex(), today, today,
                            today};
  item = must(book.step_return(
      here, item.number,
      {.event = ledger::ReturnEvent::SendLetter, .version = item.version, .letter = letter}, {},
      ana));
  WantedReturnStep paid{ledger::ReturnEvent::PayBack, item.version, "Her next payment."};
  paid.document = paper(120'00, later.id);
  item = must(book.step_return(here, item.number, paid, {}, ana));
  must(book.step_return(here, item.number, {ledger::ReturnEvent::PayBack, item.version}, {},
                        Actor{"Sue"}));
  const auto asked = must(book.request(here,
                                       {.lockbox = std::string{lockbox_name},
                                        .kind = ledger::AdjustmentKind::Refund,
                                        .amount = Money::from_cents(10'00),
                                        .origin = ledger::Origin{later.id, 3},
                                        .from = {},
                                        .to = {},
                                        .reason_code = "payer_request",
                                        .note = "He asked for it."},
                                       {}, ana));
  must(book.decide(here, asked.number, {ledger::AdjustmentEvent::Approve, asked.version}, {},
                   Actor{"Sue"}));
}

}  // namespace

void fill_ledger(Books& books, const Batch& batch) {
  const Actor ana{"Ana"};
  const std::string here{site};
  auto& book = books.ledger();
  const auto today = batch.header.business_day;
  const auto items = must(book.find_items(here, {.amount = Money::from_cents(120'00)}, 5));
  const auto hers = std::ranges::find_if(
      items, [&](const FoundItem& one) { return one.envelope.batch == batch.id; });
  REQUIRE(hers != items.end());
  auto item = must(book.receive(here,
                                {.lockbox = std::string{lockbox_name},
                                 .amount = Money::from_cents(120'00),
                                 .check_number = "1041",
                                 .account_tail = "7654",
                                 .reason_code = "A",
                                 .returned_on = today,
                                 .reference = "R1",
                                 .document = hers->document,
                                 .note = ""},
                                ana));
  for (const auto event : {ledger::ReturnEvent::ChargeBack, ledger::ReturnEvent::PostFee}) {
    item = must(book.step_return(here, item.number, {event, item.version}, {}, ana));
  }
  const ReturnLetter letter{"letter.pdf", Sha256::of(bytes_of("letter")).hex(), today, today,
                            today};
  item = must(book.step_return(
      here, item.number,
      {.event = ledger::ReturnEvent::SendLetter, .version = item.version, .letter = letter}, {},
      ana));
  item = must(book.step_return(
      here, item.number, {ledger::ReturnEvent::Reverse, item.version, "It was paid."}, {}, ana));
  must(book.decline_return(here, item.number, {item.version, "It was not."}, Actor{"Sue"}));
  const ledger::Origin unknown{batch.id, 3};
  must(book.set_care(here, {unknown, "maria", today, "Ask the bank."}, ana));
  const auto asked = must(book.request(here,
                                       {.lockbox = std::string{lockbox_name},
                                        .kind = ledger::AdjustmentKind::Refund,
                                        .amount = Money::from_cents(20'00),
                                        .origin = unknown,
                                        .from = {},
                                        .to = {},
                                        .reason_code = "payer_request",
                                        .note = "She asked for it."},
                                       {}, ana));
  must(book.decide(here, asked.number, {ledger::AdjustmentEvent::Approve, asked.version}, {},
                   Actor{"Sue"}));
  fill_paid_return(books, batch, today);
  must(book.sign_review(here, today, "Looked at.", Actor{"Theo"}));
  must(book.record_file(here,
                        {std::string{lockbox_name},
                         today,
                         1,
                         "adjustments.csv",
                         Sha256::of(bytes_of("file")).hex(),
                         1,
                         Money::from_cents(-1),
                         {1, 2}},
                        ana));
}

}  // namespace lockbox::deposit::test
