// Payment arrangements, security deposits and referrals in the books.

#include "deposit/store/credit.h"

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;
using credit::Arrangement;
using credit::ArrangementEvent;
using credit::ArrangementState;
using credit::ReferralEvent;
using credit::ReferralState;
using credit::SecurityDeposit;
using credit::SecurityEvent;
using credit::SecurityState;

namespace {

const std::string here{site};
const std::string box{lockbox_name};
const Actor ana{"Ana"};
const Actor sue{"Sue"};
const AccountNumber hers{std::string{customer_number}};

/// Books in which she paid 120.00, deposited.
class CreditWorld {
 public:
  CreditWorld() {
    must(books_->store().import_accounts(here, box, Sha256::of(bytes_of("file")),
                                         std::vector{customer()}, ana));
    batch_ = deposited_batch(books_->store()).id;
  }
  [[nodiscard]] CreditBook& book() { return books_->credit(); }
  [[nodiscard]] Books& books() { return *books_; }
  [[nodiscard]] BatchId batch() const { return batch_; }
  void advance(std::chrono::milliseconds by) { file_.clock().advance(by); }
  [[nodiscard]] static BusinessDay today() { return header().business_day; }

  [[nodiscard]] static credit::NewArrangement plan() {
    return {.lockbox = box,
            .account = hers,
            .total = Money::from_cents(120'00),
            .installments = {{today(), Money::from_cents(120'00)}},
            .grace_days = 0,
            .active_from = today(),
            .terms = "By telephone."};
  }
  Arrangement propose() { return must(book().propose(here, plan(), ana)); }
  Arrangement step(const Arrangement& one, ArrangementEvent event, const Actor& actor,
                   const std::string& note = "So it is.") {
    return must(book().step(
        here, one.number,
        WantedArrangementStep{.event = event, .version = one.version, .note = note}, actor));
  }
  [[nodiscard]] std::vector<credit::Booking> bookings() {
    const std::vector numbers{hers};
    return must(book().bookings(here, box, numbers));
  }

  SecurityDeposit approved_security(std::int64_t cents) {
    const auto one = must(book().propose(here,
                                         credit::NewSecurity{.lockbox = box,
                                                             .account = hers,
                                                             .bill_type = "water",
                                                             .basis = credit::SecurityBasis::Hand,
                                                             .amount = Money::from_cents(cents),
                                                             .why = "A new customer.",
                                                             .refund_months = 12},
                                         ana));
    return must(book().step(here, one.number, WantedSecurityStep{.version = one.version}, sue));
  }
  Result<SecurityDeposit> receive(const SecurityDeposit& one, std::int64_t cents,
                                  const std::string& receipt) {
    return book().receive(here, one.number, one.version,
                          {.amount = Money::from_cents(cents), .day = today(), .receipt = receipt},
                          ana);
  }
  Result<SecurityDeposit> receive_envelope(const SecurityDeposit& one, std::int64_t cents) {
    return book().receive(here, one.number, one.version,
                          {.amount = Money::from_cents(cents),
                           .day = today(),
                           .envelope = ledger::Origin{batch_, 1},
                           .receipt = {}},
                          ana);
  }

  credit::Referral approved_referral() {
    const auto one = must(book().propose(here,
                                         credit::NewReferral{.lockbox = box,
                                                             .account = hers,
                                                             .day = today(),
                                                             .amount = Money::from_cents(120'00),
                                                             .points = 60,
                                                             .why = "60 points."},
                                         ana));
    return must(book().step(here, one.number, WantedReferralStep{.version = one.version}, sue));
  }
  Result<credit::ReferralFile> record(std::int64_t number, credit::ReferralFileKind kind,
                                      std::int64_t referral) {
    return book().record_file(here,
                              {.number = number,
                               .kind = kind,
                               .day = today(),
                               .name = "file-" + std::to_string(number),
                               .sha256_hex = Sha256::of(bytes_of("x")).hex(),
                               .amount = Money::from_cents(120'00),
                               .referrals = {referral}},
                              sue);
  }
  Account other_account() {
    auto other = customer();
    other.number = AccountNumber{"7700123400777"};
    must(books_->store().import_accounts(here, box, Sha256::of(bytes_of("other")),
                                         std::vector{other}, ana));
    return other;
  }
  /// All that she paid was meant for another account.
  void move_all_to(const AccountNumber& other) {
    const auto asked =
        must(books_->ledger().request(here,
                                      {.lockbox = box,
                                       .kind = ledger::AdjustmentKind::Transfer,
                                       .amount = Money::from_cents(120'00),
                                       .origin = ledger::Origin{batch_, 1},
                                       .from = ledger::AccountSpot{hers, "WATER", "OPERATING"},
                                       .to = ledger::AccountSpot{other, "WATER", "OPERATING"},
                                       .reason_code = "misapplied",
                                       .note = "The wrong number."},
                                      {}, ana));
    must(books_->ledger().decide(here, asked.number,
                                 {ledger::AdjustmentEvent::Approve, asked.version, ""}, {}, sue));
  }
  /// Asks for a deposit's refund.
  Result<SecurityDeposit> ask_refund(const SecurityDeposit& one, std::int64_t cents) {
    return book().step(
        here, one.number,
        WantedSecurityStep{.event = SecurityEvent::AskRelease,
                           .version = one.version,
                           .note = "She moved away.",
                           .release = credit::Release{.kind = credit::ReleaseKind::Refund,
                                                      .amount = Money::from_cents(cents),
                                                      .interest = {},
                                                      .until = today(),
                                                      .reference = "Payment 9"}},
        ana);
  }
  Result<SecurityDeposit> step_security(const SecurityDeposit& one, SecurityEvent event,
                                        const std::string& note = "So it is.") {
    return book().step(here, one.number,
                       WantedSecurityStep{.event = event, .version = one.version, .note = note},
                       sue);
  }
  void check_proof() { CHECK(must(books_->store().first_fault()).value_or("") == ""); }

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());
  BatchId batch_{0};
};

}  // namespace

TEST_CASE("An arrangement is proposed by one person and approved by another",
          "[deposit][store][credit]") {
  CreditWorld world;
  const auto one = world.propose();
  CHECK((one.state == ArrangementState::Proposed));
  CHECK(one.proposed_by == "Ana");
  const auto own = world.book().step(here, one.number,
                                     WantedArrangementStep{.version = one.version}, Actor{" ana "});
  REQUIRE_FALSE(own.has_value());
  CHECK((own.error().code == ErrorCode::NotPermitted));
  const auto approved = world.step(one, ArrangementEvent::Approve, sue);
  CHECK((approved.state == ArrangementState::Approved));
  CHECK((approved.plan.installments == CreditWorld::plan().installments));
  CHECK(approved.plan.terms == "By telephone.");
  const auto stale =
      world.book().step(here, one.number, WantedArrangementStep{.version = one.version}, sue);
  CHECK((stale.error().code == ErrorCode::Conflict));
  world.check_proof();
}

TEST_CASE("An account has one arrangement at a time, and no payment counts for two",
          "[deposit][store][credit]") {
  CreditWorld world;
  auto one = world.propose();
  CHECK((world.book().propose(here, CreditWorld::plan(), ana).error().code == ErrorCode::Conflict));
  one = world.step(one, ArrangementEvent::Approve, sue);
  one = world.step(one, ArrangementEvent::Withdraw, sue);
  CHECK((one.state == ArrangementState::Closed));
  const auto again = world.book().propose(here, CreditWorld::plan(), ana);
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().field == "/active_from");
  CHECK((one.ended_on == CreditWorld::today()));
  world.check_proof();
}

TEST_CASE("What the books show of an account is its deposited payments",
          "[deposit][store][credit]") {
  CreditWorld world;
  const auto bookings = world.bookings();
  REQUIRE(bookings.size() == 1);
  CHECK((bookings.front() == credit::Booking{{world.batch(), 1},
                                             CreditWorld::today(),
                                             CreditWorld::today(),
                                             Money::from_cents(120'00)}));
  const auto one = world.step(world.propose(), ArrangementEvent::Approve, sue);
  const auto seen = credit::assess(one, bookings, CreditWorld::today());
  CHECK((seen.detected == ArrangementState::Kept));
  const auto kept = must(
      world.book().record_detected(here, one.number,
                                   {.version = one.version,
                                    .detected = credit::detected_events(one.state, seen.detected),
                                    .detected_why = seen.why},
                                   ana));
  CHECK((kept.state == ArrangementState::Kept));
  CHECK(kept.steps.back().note == "All of 120.00 is paid.");
  CHECK((world.step(kept, ArrangementEvent::Close, ana).state == ArrangementState::Closed));
  world.check_proof();
}

TEST_CASE("A payment that was moved to another account is a booking against it",
          "[deposit][store][credit]") {
  CreditWorld world;
  const auto other = world.other_account();
  world.move_all_to(other.number);
  CHECK(credit::receipts_of(world.bookings(), CreditWorld::today()).empty());
  const std::vector numbers{other.number};
  const auto moved = must(world.book().bookings(here, box, numbers));
  REQUIRE(moved.size() == 1);
  CHECK((moved.front().amount == Money::from_cents(120'00)));
  CHECK((moved.front().received_on == CreditWorld::today()));
}

TEST_CASE("A reinstatement needs a reason, a day, and another person", "[deposit][store][credit]") {
  CreditWorld world;
  auto one = world.step(world.propose(), ArrangementEvent::Approve, sue);
  one = must(
      world.book().record_detected(here, one.number,
                                   {.version = one.version,
                                    .detected = {ArrangementEvent::Begin, ArrangementEvent::Break},
                                    .detected_why = "Short."},
                                   ana));
  WantedArrangementStep ask{.event = ArrangementEvent::AskReinstatement,
                            .version = one.version,
                            .note = "She was in hospital."};
  CHECK(world.book().step(here, one.number, ask, ana).error().field == "/catch_up");
  ask.catch_up = CreditWorld::today();
  ask.note = "";
  CHECK(world.book().step(here, one.number, ask, ana).error().field == "/note");
  ask.note = "She was in hospital.";
  one = must(world.book().step(here, one.number, ask, ana));
  CHECK((one.state == ArrangementState::Reinstating));
  CHECK_FALSE(credit::catch_up_of(one).has_value());
  const WantedArrangementStep grant{
      .event = ArrangementEvent::Reinstate, .version = one.version, .note = "Yes."};
  CHECK((world.book().step(here, one.number, grant, ana).error().code == ErrorCode::NotPermitted));
  one = must(world.book().step(here, one.number, grant, sue));
  CHECK((one.state == ArrangementState::Active));
  CHECK((credit::catch_up_of(one) == CreditWorld::today()));
  world.check_proof();
}

TEST_CASE("A deposit is held with the last of its money, and names no more than came",
          "[deposit][store][credit]") {
  CreditWorld world;
  auto one = world.approved_security(150'00);
  CHECK(world.receive(one, 150'01, "R-1").error().field == "/amount_cents");
  CHECK(world.receive_envelope(one, 120'01).error().field == "/amount_cents");
  one = must(world.receive_envelope(one, 100'00));
  CHECK((one.state == SecurityState::Approved));
  CHECK((world.receive_envelope(one, 20'01).error().code == ErrorCode::Conflict));
  CHECK(world.receive(one, 50'00, " ").error().field == "/receipt");
  one = must(world.receive(one, 50'00, "R-1"));
  CHECK((one.state == SecurityState::Held));
  CHECK((credit::received_of(one) == Money::from_cents(150'00)));
  CHECK((world.receive(one, 1, "R-2").error().code == ErrorCode::Conflict));
  world.check_proof();
}

TEST_CASE("A deposit goes back by two people, on a booking that credits exactly it",
          "[deposit][store][credit]") {
  CreditWorld world;
  auto one = must(world.receive(world.approved_security(20'00), 20'00, "R-1"));
  WantedSecurityStep ask{.event = SecurityEvent::AskRelease,
                         .version = one.version,
                         .note = "Two good years.",
                         .release = credit::Release{.kind = credit::ReleaseKind::Apply,
                                                    .amount = Money::from_cents(20'00),
                                                    .interest = Money::from_cents(40),
                                                    .until = CreditWorld::today(),
                                                    .adjustment = 1,
                                                    .reference = {}}};
  CHECK(world.book().step(here, one.number, ask, ana).error().field == "/adjustment");
  const auto credited =
      must(world.books().ledger().request(here,
                                          {.lockbox = box,
                                           .kind = ledger::AdjustmentKind::Credit,
                                           .amount = Money::from_cents(20'40),
                                           .origin = {},
                                           .from = {},
                                           .to = ledger::AccountSpot{hers, "WATER", "OPERATING"},
                                           .reason_code = "billing_error",
                                           .note = "Deposit and interest."},
                                          {}, ana));
  must(world.books().ledger().decide(
      here, credited.number, {ledger::AdjustmentEvent::Approve, credited.version, ""}, {}, sue));
  ask.release->adjustment = credited.number;
  one = must(world.book().step(here, one.number, ask, ana));
  CHECK((one.state == SecurityState::Releasing));
  const WantedSecurityStep record{.event = SecurityEvent::Release, .version = one.version};
  CHECK((world.book().step(here, one.number, record, ana).error().code == ErrorCode::NotPermitted));
  one = must(world.book().step(here, one.number, record, sue));
  CHECK((one.state == SecurityState::Closed));
  world.check_proof();
}

TEST_CASE("A deposit for which money came is not waived", "[deposit][store][credit]") {
  CreditWorld world;
  const auto one = must(world.receive(world.approved_security(20'00), 10'00, "R-1"));
  const WantedSecurityStep waive{
      .event = SecurityEvent::Waive, .version = one.version, .note = "A good record."};
  CHECK((world.book().step(here, one.number, waive, sue).error().code == ErrorCode::Conflict));
}

TEST_CASE("An arrangement ends on a business day, whatever the clock says",
          "[deposit][store][credit]") {
  CreditWorld world;
  world.advance(std::chrono::hours{72});
  auto one = world.step(world.propose(), ArrangementEvent::Approve, sue);
  CHECK_FALSE(one.ended_on.has_value());
  one = world.step(one, ArrangementEvent::Withdraw, sue);
  CHECK((one.ended_on == CreditWorld::today()));
  auto next = CreditWorld::plan();
  next.active_from = must(BusinessDay::parse("2026-11-24"));
  next.installments = {{next.active_from, next.total}};
  CHECK(world.book().propose(here, next, ana).has_value());
  world.check_proof();
}

TEST_CASE("What a deposit names of a payment pays nothing else", "[deposit][store][credit]") {
  CreditWorld world;
  must(world.receive_envelope(world.approved_security(100'00), 100'00));
  const std::vector numbers{hers};
  auto payments = world.bookings();
  const auto named = must(world.book().named_money(here, box, numbers));
  payments.insert(payments.end(), named.begin(), named.end());
  const auto receipts = credit::receipts_of(payments, CreditWorld::today());
  REQUIRE(receipts.size() == 1);
  CHECK((receipts.front().amount == Money::from_cents(20'00)));
}

TEST_CASE("A deposit whose money stands on the account no more is waived, not given back",
          "[deposit][store][credit]") {
  CreditWorld world;
  auto one = must(world.receive_envelope(world.approved_security(120'00), 120'00));
  CHECK((world.step_security(one, SecurityEvent::Waive).error().code == ErrorCode::Conflict));
  world.move_all_to(world.other_account().number);
  const auto refused = world.ask_refund(one, 120'00);
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().code == ErrorCode::Conflict));
  CHECK_THAT(refused.error().message, Catch::Contains("stands on the account no more"));
  one = must(world.step_security(one, SecurityEvent::Waive));
  CHECK((one.state == SecurityState::Waived));
  world.check_proof();
}

TEST_CASE("A release is recorded only while the money of its deposit stands on the account",
          "[deposit][store][credit]") {
  CreditWorld world;
  auto one = must(world.receive_envelope(world.approved_security(120'00), 120'00));
  one = must(world.ask_refund(one, 120'00));
  world.move_all_to(world.other_account().number);
  CHECK((world.step_security(one, SecurityEvent::Release).error().code == ErrorCode::Conflict));
  one = must(world.step_security(one, SecurityEvent::Refuse));
  CHECK((one.state == SecurityState::Held));
  world.check_proof();
}

TEST_CASE("A deposit that came in part is given back, and a refusal leads back to where it was",
          "[deposit][store][credit]") {
  CreditWorld world;
  auto one = world.approved_security(150'00);
  CHECK((world.ask_refund(one, 0).error().code == ErrorCode::Conflict));
  one = must(world.receive(one, 50'00, "R-1"));
  one = must(world.ask_refund(one, 50'00));
  CHECK((one.state == SecurityState::Releasing));
  one = must(world.step_security(one, SecurityEvent::Refuse));
  CHECK((one.state == SecurityState::Approved));
  one = must(world.ask_refund(one, 50'00));
  one = must(world.step_security(one, SecurityEvent::Release));
  CHECK((one.state == SecurityState::Closed));
  world.check_proof();
}

TEST_CASE("A receipt is named once, however it is spelled, and of a day since the proposal",
          "[deposit][store][credit]") {
  CreditWorld world;
  auto one = must(world.receive(world.approved_security(50'00), 10'00, " R-1 "));
  CHECK(one.receipts.front().receipt == "R-1");
  CHECK(world.receive(one, 10'00, "r-1").error().field == "/receipt");
  for (const auto* other : {"2026-11-22", "2026-11-24"}) {
    const auto refused = world.book().receive(here, one.number, one.version,
                                              {.amount = Money::from_cents(10'00),
                                               .day = must(BusinessDay::parse(other)),
                                               .receipt = "R-2"},
                                              ana);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().field == "/day");
  }
  world.check_proof();
}

TEST_CASE("A referral is told once, and its recall once", "[deposit][store][credit]") {
  using credit::ReferralFileKind;
  CreditWorld world;
  const auto one = world.approved_referral();
  CHECK((world.record(2, ReferralFileKind::Referral, one.number).error().code ==
         ErrorCode::Conflict));
  must(world.record(1, ReferralFileKind::Referral, one.number));
  CHECK((world.record(2, ReferralFileKind::Referral, one.number).error().code ==
         ErrorCode::Conflict));
  CHECK(
      (world.record(2, ReferralFileKind::Recall, one.number).error().code == ErrorCode::Conflict));
  auto told = must(world.book().referral(here, one.number));
  CHECK((told.state == ReferralState::Referred));
  CHECK(told.file == "file-1");
  const WantedReferralStep recall{
      .event = ReferralEvent::Recall, .version = told.version, .note = "Paid at the counter."};
  must(world.book().step(here, one.number, recall, ana));
  must(world.record(2, ReferralFileKind::Recall, one.number));
  told = must(world.book().referral(here, one.number));
  CHECK((told.state == ReferralState::Closed));
  CHECK(told.recall_file == "file-2");
  CHECK(must(world.book().referral_files(here)).size() == 2);
  CHECK((world.approved_referral().number == 2));
  world.check_proof();
}

TEST_CASE("Who proposed a referral does not approve it, and nobody exports one by hand",
          "[deposit][store][credit]") {
  CreditWorld world;
  const auto one = world.approved_referral();
  const WantedReferralStep by_hand{.event = ReferralEvent::Export, .version = one.version};
  CHECK(
      (world.book().step(here, one.number, by_hand, sue).error().code == ErrorCode::InvalidInput));
  CHECK((world.book().arrangement(here, 9).error().code == ErrorCode::NotFound));
  CHECK((world.book().security(here, 9).error().code == ErrorCode::NotFound));
  CHECK((world.book().referral(here, 9).error().code == ErrorCode::NotFound));
}
