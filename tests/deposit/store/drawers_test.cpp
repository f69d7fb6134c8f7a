#include "deposit/store/drawers.h"

#include "deposit/store/custody.h"
#include "deposit/store/people.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::counter;
using namespace lockbox::deposit::test;

namespace {

const std::string here{site};
const Actor ana{"Ana"};
const Actor ben{"Ben"};
const Actor sue{"Sue"};

Money dollars(std::int64_t whole) {
  return Money::from_cents(whole * 100);
}

/// Bills of 100, 50, 20, 10, 5, 2, 1.
CashCount bills(std::array<std::int64_t, 7> numbers) {
  return {numbers, {}, {}, {}};
}

BusinessDay monday() {
  return must(BusinessDay::parse("2026-11-23"));
}

CounterRules rules() {
  return {{}, RevenueSpot{"369.900", "001", "GENERAL"}, dollars(5)};
}

std::string message_of(const Result<void>& result) {
  return result ? std::string{} : result.error().message;
}

/// Books in which Ana opened a drawer with a float of 50.00.
class Counter {
 public:
  Counter() {
    id =
        must(drawers().open(here, {std::string{lockbox_name}, monday(), bills({0, 0, 2, 1})}, ana));
  }

  [[nodiscard]] Books& books() { return *books_; }
  [[nodiscard]] Drawers& drawers() { return books_->drawers(); }
  [[nodiscard]] DrawerSession session() { return must(drawers().session(here, id)).drawer; }
  [[nodiscard]] NewReceipt receipt(Money amount, TenderKind kind = TenderKind::Cash) {
    const auto next = must(drawers().next(here, id));
    Receipt made{.number = next.receipt,
                 .drawer = id,
                 .batch = 0,
                 .transaction = next.sequence,
                 .day = monday()};
    made.payer = "Ruth Adler";
    made.tenders = {{.kind = kind, .amount = amount, .given = amount, .sequence = next.sequence}};
    if (kind == TenderKind::CardSlip) {
      made.tenders[0].brand = "VISA";
      made.tenders[0].last4 = "4242";
      made.tenders[0].authorisation = "A1";
    } else if (kind != TenderKind::Cash) {
      made.tenders[0].number = "101";
    }
    const RevenueSpot spot{"322.100", "001", "GENERAL"};
    made.charges = {{"PERMIT", "Permit", amount, {{"PERMIT", spot, amount}}}};
    return {made, {slip(next.sequence)}};
  }
  [[nodiscard]] static NewDocument slip(std::int64_t sequence) {
    return document(sequence, "slip " + std::to_string(sequence));
  }
  [[nodiscard]] Result<void> move(const DrawerMove& wanted) {
    return drawers().move(here, id, session().version, wanted, ana);
  }
  [[nodiscard]] Result<void> count(const CashCount& cash, std::int64_t checks = 0) {
    return drawers().count(here, id, {cash, checks, 0, 0}, ana);
  }
  [[nodiscard]] Result<void> accept(std::vector<CashBag> bags, const Actor& by = ben,
                                    std::optional<NewDocument> slip = {}) {
    return drawers().accept(here, id, {session().version, "B-1", std::move(bags), std::move(slip)},
                            rules(), by);
  }
  [[nodiscard]] BatchContents batch() {
    return must(books_->store().load_batch(BatchId{session().batch}));
  }

  DrawerId id{0};

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());
};

}  // namespace

TEST_CASE("A receipt is a transaction of the drawer's batch, each tender an item with a picture",
          "[deposit][store][counter]") {
  Counter counter;
  must(counter.drawers().issue(here, counter.receipt(dollars(20)), ana));
  const auto batch = counter.batch();
  REQUIRE(batch.items.size() == 1);
  CHECK(batch.items[0].tender == TenderKind::Cash);
  CHECK(batch.items[0].amount == dollars(20));
  CHECK(batch.documents[0].captured.images.size() == 1);
  REQUIRE(batch.transactions.size() == 1);
  CHECK(batch.transactions[0].state == TransactionState::InBalance);
  CHECK(batch.transactions[0].work_type == WorkType::MISC);
  CHECK(batch.transactions[0].adjustments == dollars(20));
  CHECK(must(counter.books().store().first_fault()) == std::nullopt);
}

TEST_CASE("C-06: receipts are numbered without a gap, a refused one takes no number",
          "[deposit][store][counter]") {
  Counter counter;
  must(counter.drawers().issue(here, counter.receipt(dollars(20)), ana));
  auto refused = counter.receipt(dollars(30));
  refused.receipt.payer = " ";
  CHECK_FALSE(counter.drawers().issue(here, refused, ana));
  CHECK(must(counter.drawers().next(here, counter.id)).receipt == 2);
  auto skipped = counter.receipt(dollars(30));
  skipped.receipt.number = 3;
  CHECK(message_of(counter.drawers().issue(here, skipped, ana)) ==
        "Another receipt was issued meanwhile; send it again.");
  must(counter.drawers().issue(here, counter.receipt(dollars(30)), ana));
  CHECK(must(counter.drawers().receipt(here, 2)).total() == dollars(30));
}

TEST_CASE("C-02: nobody takes money with another person's drawer", "[deposit][store][counter]") {
  Counter counter;
  CHECK(message_of(counter.drawers().issue(here, counter.receipt(dollars(20)), ben)) ==
        "This is the drawer of Ana; nobody else takes money with it.");
  CHECK_FALSE(
      counter.drawers().open(here, {std::string{lockbox_name}, monday(), {}}, Actor{"ana"}));
  CHECK(counter.drawers().open(here, {std::string{lockbox_name}, monday(), {}}, ben));
}

TEST_CASE("A13.2: a count is accepted by another person, who sees the bags come out",
          "[deposit][store][counter]") {
  Counter counter;
  must(counter.drawers().issue(here, counter.receipt(dollars(20)), ana));
  CHECK_FALSE(counter.accept({}));  // It is not counted.
  must(counter.count(bills({0, 0, 3, 1})));
  CHECK(message_of(counter.accept({{"GENERAL", bills({0, 0, 1})}}, Actor{"ANA"})) ==
        "Ana counted this drawer, so another person must look at the count.");
  CHECK(counter.accept({{"GENERAL", bills({0, 0, 2})}}).error().code == ErrorCode::OutOfBalance);
  must(counter.accept({{"GENERAL", bills({0, 0, 1})}}));
  CHECK(counter.session().over_short == Money{});
  const auto batch = counter.batch();
  CHECK(batch.batch.state == BatchState::Balanced);
  CHECK(batch.batch.header.control->amount == dollars(20));
  CHECK(batch.transactions[0].state == TransactionState::Released);
  CHECK(batch.items[0].state == ItemState::Cleared);
  CHECK(must(counter.books().store().first_fault()) == std::nullopt);
}

TEST_CASE(
    "D12: cash short is booked by itself against the change fund, and the receipts deposited "
    "intact",
    "[deposit][store][counter]") {
  Counter counter;
  must(counter.drawers().issue(here, counter.receipt(dollars(20)), ana));
  must(counter.count(bills({0, 0, 3, 0, 0, 1, 0})));  // 62.00 of 70.00.
  must(counter.accept({{"GENERAL", bills({0, 0, 1})}}, ben, Counter::slip(2)));
  CHECK(counter.session().over_short == Money{} - dollars(8));
  Money booked;
  for (const auto& entry : counter.batch().entries) {
    for (const auto& line : entry.lines) {
      if (line.ledger == Ledger::OverShort) booked += line.amount;
    }
  }
  CHECK(booked == dollars(8));
  CHECK(must(counter.books().store().first_fault()) == std::nullopt);
}

TEST_CASE("D12: cash over is tender of its own and is deposited too", "[deposit][store][counter]") {
  Counter counter;
  must(counter.drawers().issue(here, counter.receipt(dollars(20)), ana));
  must(counter.count(bills({0, 0, 3, 1, 0, 0, 1})));
  must(counter.accept({{"GENERAL", bills({0, 0, 1, 0, 0, 0, 1})}}, ben, Counter::slip(2)));
  CHECK(counter.session().over_short == dollars(1));
  const auto batch = counter.batch();
  CHECK(batch.items[1].amount == dollars(1));
  CHECK(batch.batch.header.control->amount == dollars(21));
  CHECK(must(counter.books().store().first_fault()) == std::nullopt);
}

TEST_CASE("C-18: from the threshold on another person says why, once",
          "[deposit][store][counter]") {
  Counter counter;
  must(counter.count(bills({0, 0, 2, 0, 1})));  // 45.00 of 50.00.
  must(counter.accept({}, ben, Counter::slip(1)));
  CHECK(counter.session().waits_for_acknowledgement());
  CHECK_FALSE(counter.drawers().acknowledge(here, counter.id, "Miscounted change.", ana));
  CHECK_FALSE(counter.drawers().acknowledge(here, counter.id, " ", sue));
  must(counter.drawers().acknowledge(here, counter.id, "A five was given for a one.", sue));
  CHECK_FALSE(counter.session().waits_for_acknowledgement());
  CHECK_FALSE(counter.drawers().acknowledge(here, counter.id, "Again.", sue));
}

TEST_CASE("Paper that was receipted and is not there stops the acceptance",
          "[deposit][store][counter]") {
  Counter counter;
  must(counter.drawers().issue(here, counter.receipt(dollars(20), TenderKind::Check), ana));
  must(counter.count(bills({0, 0, 2, 1}), 0));
  CHECK(message_of(counter.accept({})) ==
        "1 of the kind 'check' were receipted, 0 were counted; send the count back and find the "
        "paper.");
  must(counter.drawers().send_back(here, counter.id, counter.session().version, "A check.", ben));
  must(counter.count(bills({0, 0, 2, 1}), 1));
  must(counter.accept({}));
}

TEST_CASE("C-09: a receipt is voided by another person, before the count, and stays in the books",
          "[deposit][store][counter]") {
  Counter counter;
  must(counter.drawers().issue(here, counter.receipt(dollars(20)), ana));
  CHECK(message_of(counter.drawers().void_receipt(here, 1, "Wrong payer.", ana)) ==
        "Ana took this receipt, so another person must void it.");
  CHECK_FALSE(counter.drawers().void_receipt(here, 1, "", sue));
  must(counter.drawers().void_receipt(here, 1, "Wrong payer.", sue));
  CHECK(must(counter.drawers().receipt(here, 1)).state == ReceiptState::Voided);
  CHECK(counter.batch().transactions[0].state == TransactionState::Returned);
  CHECK(must(counter.drawers().session(here, counter.id)).drawer.received == Money{});
  must(counter.drawers().issue(here, counter.receipt(dollars(10)), ana));
  must(counter.count(bills({0, 0, 3})));
  CHECK(message_of(counter.drawers().void_receipt(here, 2, "Too late.", sue)) ==
        "The drawer is counted, so the receipt stands; what was wrong is corrected as an "
        "adjustment.");
  must(counter.accept({{"GENERAL", bills({0, 0, 0, 0})}}).has_value()
           ? Result<void>{}
           : counter.drawers().send_back(here, counter.id, counter.session().version, "Bag.", ben));
  CHECK(must(counter.books().store().first_fault()) == std::nullopt);
}

TEST_CASE("A drop is put into a bag by two people and counts as taken out",
          "[deposit][store][counter]") {
  Counter counter;
  DrawerMove drop{MoveKind::Drop, bills({0, 0, 1}), {}, "S-1", {}, {}, {}};
  CHECK(message_of(counter.move(drop)) == "A drop has a second person.");
  drop.witness = "ana";
  CHECK(counter.move(drop).error().code == ErrorCode::NotPermitted);
  drop.witness = "BEN";
  CHECK(counter.move(drop).error().code ==
        ErrorCode::InvalidInput);  // Nobody signs in by that name.
  auto user = must(counter.books().people().add_user("ben", "Ben Ito", {"treasury"}, sue));
  must(counter.move(drop));
  CHECK(counter.session().moves.at(0).witness == "ben");
  user.is_active = false;
  must(counter.books().people().change_user(user, sue));
  CHECK(counter.move(drop).error().field == "/witness");
  CHECK(expected_cash(counter.session()) == dollars(30));
  CHECK_FALSE(counter.move({MoveKind::PaidOut, bills({1}), "x", {}, {}, {}, {}}));
}

TEST_CASE("A day does not close while a drawer is open, counted or unexplained",
          "[deposit][store][counter]") {
  Counter counter;
  const auto step = [&](DayEvent event) {
    const auto day = must(counter.books().days().day(here, monday()));
    const auto done = counter.books().days().step(here, monday(), {event, day.version, ""}, sue);
    return done ? std::string{} : done.error().message;
  };
  REQUIRE(step(DayEvent::CutOff).empty());
  CHECK(
      step(DayEvent::Close) ==
      "The business day 2026-11-23 cannot be closed.  Cash drawer session 1 of Ana is open; count "
      "it and have the count accepted.");
  must(counter.count(bills({0, 0, 2})));
  CHECK_FALSE(step(DayEvent::Close).empty());
  must(counter.accept({}, ben, Counter::slip(1)));
  CHECK(step(DayEvent::Close) ==
        "The business day 2026-11-23 cannot be closed.  Cash drawer session 1 of Ana is over or "
        "short by the threshold or more; a supervisor must say why.");
  must(counter.drawers().acknowledge(here, counter.id, "Found none.", sue));
  CHECK(step(DayEvent::Close).empty());
}

TEST_CASE("Card data has no place in the books: four digits and no more",
          "[deposit][store][counter]") {
  Counter counter;
  auto card = counter.receipt(dollars(20), TenderKind::CardSlip);
  card.receipt.payer = "4111 1111 1111 1111";
  CHECK(counter.drawers().issue(here, card, ana).error().field == "/payer");
  must(counter.drawers().issue(here, counter.receipt(dollars(20), TenderKind::CardSlip), ana));
  CHECK(must(counter.drawers().receipt(here, 1)).tenders[0].last4 == "4242");
}

TEST_CASE("C-21: no text of a drawer holds card data", "[deposit][store][counter]") {
  Counter counter;
  const std::string card = "4111 1111 1111 1111";
  const auto move = [&](const DrawerMove& wanted) { return counter.move(wanted).error().field; };
  CHECK(move({MoveKind::PaidIn, bills({1}), card, {}, {}, {}, {}}) == "/reason");
  CHECK(move({MoveKind::Drop, bills({0, 0, 1}), {}, card, "Ben", {}, {}}) == "/bag");
  CHECK(move({MoveKind::Drop, bills({0, 0, 1}), {}, "S-1", card, {}, {}}) == "/witness");
  must(counter.count(bills({0, 0, 2, 1})));
  const auto version = counter.session().version;
  CHECK(counter.drawers().send_back(here, counter.id, version, card, ben).error().field ==
        "/reason");
  CHECK(counter.drawers()
            .accept(here, counter.id, {version, card, {}, {}}, rules(), ben)
            .error()
            .field == "/bag_number");
}

TEST_CASE("What an accepted count declares is not declared again by anybody",
          "[deposit][store][counter]") {
  Counter counter;
  must(counter.drawers().issue(here, counter.receipt(dollars(20)), ana));
  must(counter.count(bills({0, 0, 3, 1})));
  must(counter.accept({{"GENERAL", bills({0, 0, 1})}}));
  auto& store = counter.books().store();
  const BatchId batch{counter.session().batch};
  CHECK(message_of(store.correct_control(batch, {2, dollars(40)}, "Two slips.", sue)) ==
        "A drawer's count declares this batch.");
  CHECK(message_of(store.accept_difference(batch, {1, dollars(20), "Sue", "Lost."}, sue)) ==
        "A drawer's count declares this batch.");
  CHECK(counter.batch().batch.state == BatchState::Balanced);
}

namespace {

/// A bill of 20.00 in the mail of Monday that two people counted alike.
custody::FindingId cash_of_mail(Custody& mail) {
  const WantedPickUp one_tray{monday(),
                              custody::MailSource::PoBox,
                              "2026-11-23T13:00:00.000Z",
                              "USPS 1",
                              {},
                              1,
                              {"9407 1"},
                              {{"A", custody::SortClass::Singles, 1, {}}}};
  must(mail.confirm_pick_up(here, must(mail.log_pick_up(here, one_tray, ana)), ben));
  const auto unit = must(mail.book(here, monday())).units.at(0).id;
  must(mail.find_cash(here, unit, bills({0, 0, 1}), "With a bill.", ana));
  const auto finding = must(mail.book(here, monday())).findings.at(0).id;
  must(mail.count_cash(here, finding, bills({0, 0, 1}), ben));
  return finding;
}

}  // namespace

TEST_CASE("C-26: cash of the mail is taken after the cut-off, and its finding ends on its own day",
          "[deposit][store][counter]") {
  Counter counter;
  auto& books = counter.books();
  const auto finding = cash_of_mail(books.custody());
  const auto version = must(books.days().day(here, monday())).version;
  must(books.days().step(here, monday(), {DayEvent::CutOff, version}, sue));
  auto next = header("feed of the next day");
  next.business_day = days_after(monday(), 1);
  must(books.store().open_batch(next, ana));
  auto wanted = counter.receipt(dollars(20));
  CHECK(counter.drawers().issue(here, wanted, ana).error().code == ErrorCode::Conflict);
  wanted.receipt.tenders.at(0).finding = finding.value();
  must(counter.drawers().issue(here, wanted, ana));
  CHECK(must(books.custody().finding(here, finding)).resolved_on == monday());
}

TEST_CASE("Cash of the mail is open again once its receipt is voided, and may be receipted anew",
          "[deposit][store][counter]") {
  Counter counter;
  auto& mail = counter.books().custody();
  const auto finding = cash_of_mail(mail);
  const auto resolution = [&] { return must(mail.book(here, monday())).findings.at(0).resolution; };
  const auto issue = [&] {
    auto wanted = counter.receipt(dollars(20));
    wanted.receipt.tenders.at(0).finding = finding.value();
    must(counter.drawers().issue(here, wanted, ana));
  };
  issue();
  CHECK(resolution() == "Receipt R-000001.");
  must(counter.drawers().void_receipt(here, 1, "Wrong payer.", sue));
  CHECK(resolution().empty());
  issue();
  CHECK(resolution() == "Receipt R-000002.");
  CHECK(must(counter.books().store().first_fault()) == std::nullopt);
}

TEST_CASE("Cash that is moved again as the drawer was seen before is moved once",
          "[deposit][store][counter]") {
  Counter counter;
  const DrawerMove change{MoveKind::PaidIn, bills({0, 0, 1}), "Change.", {}, {}, {}, {}};
  const auto seen = counter.session().version;
  must(counter.drawers().move(here, counter.id, seen, change, ana));
  CHECK(counter.drawers().move(here, counter.id, seen, change, ana).error().code ==
        ErrorCode::Conflict);
  CHECK(expected_cash(counter.session()) == dollars(70));
}
