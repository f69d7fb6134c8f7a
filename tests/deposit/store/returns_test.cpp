// Steps of a returned item that need two people, what undoes a return, and what pays it back.

#include "deposit/store/ledger_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

ReturnNotice notice_of_unknown(LedgerWorld& world) {
  auto notice = world.notice();
  notice.amount = unknown;
  notice.document = world.check(unknown);
  return notice;
}

Money owed_at_drawers(LedgerWorld& world) {
  Money sum;
  for (const auto& entry : must(world.book().entries(here, {}))) {
    for (const auto& line : entry.lines) {
      if (line.spot.place == ledger::Place::ReturnedItems) sum += line.amount;
    }
  }
  return sum;
}

ReturnedItem written_of(LedgerWorld& world, ReturnedItem item) {
  item = world.step(item, ReturnEvent::ChargeBack);
  item = world.step(item, ReturnEvent::PostFee);
  const ReturnLetter letter{"letter-1.pdf", Sha256::of(bytes_of("pdf")).hex(), world.day,
                            must(BusinessDay::parse("2026-12-08")),
                            must(BusinessDay::parse("2026-12-23"))};
  return must(world.book().step_return(
      here, item.number,
      {.event = ReturnEvent::SendLetter, .version = item.version, .letter = letter}, {}, ana));
}

}  // namespace

TEST_CASE("A14.2, C-08: an item is presented again by two people, and is booked when both want it",
          "[deposit][store][returns]") {
  LedgerWorld world;
  auto& book = world.book();
  auto item = must(book.receive(here, world.notice(), ana));
  CHECK_FALSE(book.step_return(here, item.number, {ReturnEvent::Redeposit, item.version}, {}, ana));
  item = world.step(item, ReturnEvent::Redeposit, "The payer has the money now.");
  CHECK(item.state == ReturnState::Identified);
  CHECK(must(book.entries(here, {})).size() == 1);
  CHECK(world.refusal(item, ReturnEvent::ChargeBack) == ErrorCode::Conflict);
  CHECK(world.refusal(item, ReturnEvent::Redeposit) == ErrorCode::NotPermitted);
  item = must(book.step_return(here, item.number, {ReturnEvent::Redeposit, item.version, "Agreed."},
                               {}, sue));
  CHECK(item.state == ReturnState::Redeposited);
  CHECK(item.steps.back().asked_by == "Ana");
  CHECK(item.steps.back().actor == "Sue");
  CHECK(item.steps.back().note == "The payer has the money now.; Agreed.");
  CHECK(must(book.entries(here, {})).size() == 2);
  world.check_proof();
}

TEST_CASE("A step that is declined books nothing, and may be asked for again",
          "[deposit][store][returns]") {
  LedgerWorld world;
  auto& book = world.book();
  auto item = must(book.receive(here, world.notice(), ana));
  CHECK_FALSE(book.decline_return(here, item.number, {item.version, "No."}, sue).has_value());
  item = world.step(item, ReturnEvent::Redeposit, "Again.");
  CHECK_FALSE(book.decline_return(here, item.number, {item.version, " "}, sue).has_value());
  item = must(book.decline_return(here, item.number, {item.version, "It was closed."}, sue));
  CHECK_FALSE(item.wish.has_value());
  CHECK(item.state == ReturnState::Identified);
  CHECK(must(book.entries(here, {})).size() == 1);
  item = world.agreed(item, ReturnEvent::Redeposit);
  CHECK(item.presentments == 2);
  world.check_proof();
}

TEST_CASE("C-10: a charge-back above the limit of the site takes two people",
          "[deposit][store][returns]") {
  LedgerWorld world;
  auto& book = world.book();
  ledger::CorrectionPolicy policy;
  policy.charge_back_one_person_max = paid - Money::from_cents(1);
  auto item = must(book.receive(here, world.notice(), ana));
  const WantedReturnStep first{ReturnEvent::ChargeBack, item.version, "Not enough money."};
  item = must(book.step_return(here, item.number, first, policy, ana));
  CHECK(world.standing_at(hers) == paid);
  const WantedReturnStep second{ReturnEvent::ChargeBack, item.version};
  CHECK_FALSE(book.step_return(here, item.number, second, policy, Actor{"a n a"}).has_value());
  item = must(book.step_return(here, item.number, second, policy, sue));
  CHECK(item.state == ReturnState::ChargedBack);
  CHECK(world.standing_at(hers).is_zero());
  world.check_proof();
}

TEST_CASE("C-09: a return that was none is reversed by two people, and the paper may come back",
          "[deposit][store][returns]") {
  LedgerWorld world;
  auto& book = world.book();
  auto item = written_of(world, must(book.receive(here, world.notice(), ana)));
  item = world.agreed(item, ReturnEvent::Reverse);
  CHECK(item.state == ReturnState::Reversed);
  CHECK(item.fee.is_zero());
  CHECK_FALSE(item.cash_only_until.has_value());
  CHECK(world.standing_at(hers) == paid);
  CHECK(owed_at_drawers(world).is_zero());
  CHECK_FALSE(must(book.cash_only(world.check(unknown))).has_value());
  REQUIRE(world.stops().size() == 1);
  CHECK(world.stops()[0].lifted_by == "Sue");
  const auto again = must(book.receive(here, world.notice(), ana));
  CHECK(again.number == item.number + 1);
  CHECK(world.step(again, ReturnEvent::ChargeBack).state == ReturnState::ChargedBack);
  world.check_proof();
}

TEST_CASE("A return whose item nobody found is reversed without an entry",
          "[deposit][store][returns]") {
  LedgerWorld world;
  auto notice = world.notice();
  notice.document.reset();
  auto item = must(world.book().receive(here, notice, ana));
  item = world.agreed(item, ReturnEvent::Reverse);
  CHECK(item.state == ReturnState::Reversed);
  CHECK(must(world.book().entries(here, {})).empty());
  world.check_proof();
}

TEST_CASE("A14.2, C-08: what the drawer pays is booked where the check is owed, by two people",
          "[deposit][store][returns]") {
  LedgerWorld world;
  auto& book = world.book();
  world.post(world.refund(Money::from_cents(20'00)));
  auto item = written_of(world, must(book.receive(here, notice_of_unknown(world), ana)));
  CHECK(owed_at_drawers(world) == Money::from_cents(20'00));
  WantedReturnStep step{ReturnEvent::PayBack, item.version, "Her next payment."};
  step.document = world.check(unknown);
  const auto own = book.step_return(here, item.number, step, {}, ana);
  REQUIRE_FALSE(own.has_value());
  CHECK(own.error().code == ErrorCode::InvalidInput);
  step.document = world.check();
  item = must(book.step_return(here, item.number, step, {}, ana));
  CHECK(item.state == ReturnState::LetterSent);
  REQUIRE(item.wish.has_value());
  CHECK(item.wish->payment == world.check());
  CHECK(owed_at_drawers(world) == Money::from_cents(20'00));
  // Who named the payment does not agree to it, and nobody agrees to another one.
  const auto alone =
      book.step_return(here, item.number, {ReturnEvent::PayBack, item.version}, {}, ana);
  REQUIRE_FALSE(alone.has_value());
  CHECK(alone.error().code == ErrorCode::NotPermitted);
  WantedReturnStep other{ReturnEvent::PayBack, item.version};
  other.document = world.check(unknown);
  const auto another = book.step_return(here, item.number, other, {}, sue);
  REQUIRE_FALSE(another.has_value());
  CHECK(another.error().code == ErrorCode::Conflict);
  item = must(book.step_return(here, item.number, {ReturnEvent::PayBack, item.version}, {}, sue));
  CHECK(item.state == ReturnState::PaidBack);
  CHECK(item.paid_by == world.envelope);
  CHECK(owed_at_drawers(world).is_zero());
  CHECK(world.standing_at(hers) == paid - Money::from_cents(20'00));
  world.check_proof();
}

TEST_CASE("A return is not paid back by a payment that is smaller than check and fee",
          "[deposit][store][returns]") {
  LedgerWorld world;
  auto item = written_of(world, must(world.book().receive(here, world.notice(), ana)));
  WantedReturnStep step{ReturnEvent::PayBack, item.version, "Her next payment."};
  step.document = world.check(unknown);
  item = must(world.book().step_return(here, item.number, step, {}, ana));
  const auto small =
      world.book().step_return(here, item.number, {ReturnEvent::PayBack, item.version}, {}, sue);
  REQUIRE_FALSE(small.has_value());
  CHECK(small.error().code == ErrorCode::Conflict);
  CHECK(must(world.book().returned(here, item.number)).state == ReturnState::LetterSent);
  world.check_proof();
}
