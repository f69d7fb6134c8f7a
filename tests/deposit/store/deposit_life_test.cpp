// The life of a deposit of several batches, C4, in the books.

#include <array>
#include <map>
#include <random>

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

const std::string here{site};
const std::string box{lockbox_name};
const Actor ana{"Ana"};
const Actor ben{"Ben"};

BusinessDay day_of(const std::string& text) {
  return BusinessDay::parse(text).value();
}

Site small_site(std::int64_t items_max = 100) {
  Site made;
  made.id = here;
  made.deposit_accounts = {
      {"HOLDING", "Holding", "Bank", items_max, Money::from_cents(1'000'00)},
      {"OPERATING", "Operating", "Bank", items_max, Money::from_cents(1'000'00)}};
  return made;
}

/// Two released batches: in each item 2 of 120.00 for OPERATING and item 3 of 50.00 for HOLDING.
class DepositWorld {
 public:
  explicit DepositWorld(Site wanted = small_site())
      : site_{std::move(wanted)}, books_{must(file_.open_books())} {
    batches_ = {released_batch(store(), "feed-1").id, released_batch(store(), "feed-2").id};
  }

  [[nodiscard]] Store& store() { return books_->store(); }
  [[nodiscard]] Deposits& deposits() { return books_->deposits(); }
  [[nodiscard]] const SqliteFile& file() const { return file_; }
  [[nodiscard]] BatchId batch(std::size_t number) const { return batches_.at(number - 1); }
  [[nodiscard]] const Site& site() const { return site_; }
  [[nodiscard]] BusinessDay day() { return header().business_day; }

  DayPlan plan(const std::vector<std::string>& finals = {}) {
    const auto basis = must(deposits().plan_basis(here, day()));
    const PlanRequest request{.site = site_,
                              .day = day(),
                              .finals = finals,
                              .drafts = basis.drafts,
                              .made_finals = basis.made_finals};
    auto made = plan_day(basis.items, request);
    REQUIRE((first_plan_fault(basis.items, made, request).value_or("") == ""));
    return made;
  }
  std::vector<DepositRecord> build(const std::vector<std::string>& finals = {}) {
    return must(deposits().arrange(here, day(), plan(finals), ana));
  }
  Result<DepositRecord> take(const DepositRecord& on, WantedDepositStep wanted,
                             const Actor& actor) {
    wanted.version = now(on).version();
    return deposits().step(here, {on.lockbox, on.ticket}, wanted, actor);
  }
  DepositRecord now(const DepositRecord& of) {
    return must(deposits().deposit(here, {of.lockbox, of.ticket}));
  }
  /// The deposit of OPERATING of both batches, 240.00, as far as sent to the bank.
  DepositRecord sent() {
    const auto draft = build().at(1);
    must(take(draft, {.event = DepositEvent::Submit}, ana));
    must(take(draft, {.event = DepositEvent::Approve}, ben));
    for (const auto number : {1, 2}) {
      WorkChanges changes;
      auto transaction =
          must(store().load_batch(batch(static_cast<std::size_t>(number)))).transactions.front();
      transaction.state = TransactionState::Deposited;
      changes.transactions = {{transaction, {TransactionEvent::Deposit}}};
      must(store().commit_work(batch(static_cast<std::size_t>(number)), changes, ana));
    }
    return must(take(
        draft,
        {.event = DepositEvent::Send, .sending = Sending{SendMethod::Courier, "Carl", "BAG-17"}},
        ana));
  }
  Money balance(Ledger ledger) {
    Money sum;
    for (const auto id : batches_) {
      for (const auto& balance : must(store().balances(id))) {
        if (balance.ledger == ledger) sum += balance.amount;
      }
    }
    return sum;
  }
  void add_batch(BatchId id) { batches_.push_back(id); }
  [[nodiscard]] const std::vector<BatchId>& batches() const { return batches_; }
  void check_books() { CHECK((must(store().first_fault()).value_or("") == "")); }

 private:
  SqliteFile file_;
  Site site_;
  std::unique_ptr<Books> books_;
  std::vector<BatchId> batches_;
};

ErrorCode code_of(const Result<DepositRecord>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

Money cents(std::int64_t amount) {
  return Money::from_cents(amount);
}

}  // namespace

TEST_CASE("A10.1: a deposit of two batches is one ticket, and each batch sees its share",
          "[deposit][store][life]") {
  DepositWorld world;
  const auto made = world.build();
  REQUIRE((made.size() == 2));
  CHECK((made[0].ticket == "000001"));
  CHECK((made[1].ticket == "000002"));
  CHECK((made[1].total == cents(240'00)));
  CHECK((made[1].batches() == world.batches()));
  CHECK((made[1].state == DepositState::Draft));
  const auto share = must(world.store().load_batch(world.batch(2))).deposits.at(1);
  CHECK((share.total == cents(120'00)));
  CHECK((share.batches == 2));
  CHECK((world.balance(Ledger::Bank) == Money{}));  // A draft is not booked.
  must(world.take(made[1], {.event = DepositEvent::Submit}, ana));
  CHECK((world.balance(Ledger::Bank) == cents(240'00)));
  world.check_books();
}

TEST_CASE("C4: a draft is submitted, returned with a reason, and booked only while submitted",
          "[deposit][store][life]") {
  DepositWorld world;
  const auto draft = world.build().at(1);
  must(world.take(draft, {.event = DepositEvent::Submit}, ana));
  CHECK((code_of(world.take(draft, {.event = DepositEvent::ReturnToDraft}, ben)) ==
         ErrorCode::InvalidInput));
  const auto back = must(
      world.take(draft, {.event = DepositEvent::ReturnToDraft, .reason = "Item 2 is torn."}, ben));
  CHECK((back.state == DepositState::Draft));
  CHECK((back.steps.back().reason == "Item 2 is torn."));
  CHECK((world.balance(Ledger::Bank) == Money{}));
  CHECK((world.balance(Ledger::UndepositedTender) == cents(340'00)));
  must(world.take(draft, {.event = DepositEvent::Submit}, ana));
  CHECK((world.balance(Ledger::Bank) == cents(240'00)));
  world.check_books();
}

TEST_CASE("C-08: whoever built or submitted the current version does not approve it",
          "[deposit][store][life]") {
  DepositWorld world;
  const auto draft = world.build().at(1);
  must(world.take(draft, {.event = DepositEvent::Submit}, Actor{"Cid"}));
  CHECK((code_of(world.take(draft, {.event = DepositEvent::Approve}, ana)) ==
         ErrorCode::NotPermitted));
  CHECK((code_of(world.take(draft, {.event = DepositEvent::Approve}, Actor{"c id"})) ==
         ErrorCode::NotPermitted));
  const auto approved = must(world.take(draft, {.event = DepositEvent::Approve}, ben));
  CHECK((approved.approved_by == "Ben"));
}

TEST_CASE("A8.7, C-08: a deposit that both of two people had in hand is approved by one of them",
          "[deposit][store][life]") {
  DepositWorld world;
  auto draft = world.build().at(1);  // By Ana.
  must(world.deposits().keep_back(here, draft.items.front().place, "Torn.", ana));
  must(world.deposits().arrange(here, world.day(), world.plan(), ben));
  draft = world.now(draft);
  CHECK((draft.prepared_by == "Ben"));
  CHECK((draft.makers() == std::vector<std::string>{"Ben"}));
  must(world.take(draft, {.event = DepositEvent::Submit}, ana));
  // Ben built it and Ana submitted it: neither may, until the builder submits it.
  CHECK((code_of(world.take(draft, {.event = DepositEvent::Approve}, ben)) ==
         ErrorCode::NotPermitted));
  const auto refused = world.take(draft, {.event = DepositEvent::Approve}, ana);
  REQUIRE_FALSE(refused.has_value());
  CHECK_THAT(refused.error().message, Catch::Contains("let Ben, who built it, submit it"));
  must(world.take(draft, {.event = DepositEvent::ReturnToDraft, .reason = "Ben submits it."}, ana));
  must(world.take(draft, {.event = DepositEvent::Submit}, ben));
  const auto approved = must(world.take(draft, {.event = DepositEvent::Approve}, ana));
  CHECK((approved.approved_by == "Ana"));
  CHECK((approved.prepared_by == "Ben"));
  world.check_books();
}

TEST_CASE("C-08: who only makes a deposit the final one takes nobody's place as its builder",
          "[deposit][store][life]") {
  DepositWorld world;
  auto draft = world.build().at(1);  // By Ana.
  must(world.deposits().arrange(here, world.day(), world.plan({"OPERATING"}), ben));
  draft = world.now(draft);
  CHECK((draft.kind == DepositKind::Final));
  CHECK((draft.makers() == std::vector<std::string>{"Ana", "Ben"}));
  must(world.take(draft, {.event = DepositEvent::Submit}, Actor{"Cid"}));
  for (const auto& maker : {ana, ben, Actor{"Cid"}}) {
    CHECK((code_of(world.take(draft, {.event = DepositEvent::Approve}, maker)) ==
           ErrorCode::NotPermitted));
  }
  const auto approved = must(world.take(draft, {.event = DepositEvent::Approve}, Actor{"Dora"}));
  CHECK((approved.prepared_by == "Ana"));
}

TEST_CASE("A10.6, C-09: an approved deposit is frozen", "[deposit][store][life]") {
  DepositWorld world;
  const auto sent = world.sent();
  for (const auto event :
       {DepositEvent::Cancel, DepositEvent::ReturnToDraft, DepositEvent::Submit}) {
    CHECK((code_of(world.take(sent, {.event = event, .reason = "Never mind."}, ana)) ==
           ErrorCode::Conflict));
  }
  CHECK((world.deposits().keep_back(here, {world.batch(1), 2}, "Unsigned.", ana).error().code ==
         ErrorCode::Conflict));
  auto plan = world.plan();
  CHECK((plan.deposits.size() == 1));  // That of HOLDING, still a draft.
  plan.deposits[0].ticket = sent.ticket;
  CHECK(
      (world.deposits().arrange(here, world.day(), plan, ana).error().code == ErrorCode::Conflict));
  const auto stale = world.deposits().step(
      here, {sent.lockbox, sent.ticket},
      {.event = DepositEvent::Confirm, .version = 1, .confirmed = cents(240'00)}, ben);
  CHECK((code_of(stale) == ErrorCode::Conflict));
}

TEST_CASE("A deposit is sent by somebody, in a bag with a number", "[deposit][store][life]") {
  DepositWorld world;
  const auto draft = world.build().at(1);
  must(world.take(draft, {.event = DepositEvent::Submit}, ana));
  must(world.take(draft, {.event = DepositEvent::Approve}, ben));
  const auto send = [&](const Sending& sending) {
    return world.take(draft, {.event = DepositEvent::Send, .sending = sending}, ana);
  };
  CHECK((code_of(send({SendMethod::Courier, "Carl", ""})) == ErrorCode::InvalidInput));
  CHECK((code_of(send({SendMethod::Courier, " ", "BAG-17"})) == ErrorCode::InvalidInput));
  const auto sent = must(send({SendMethod::ImageFile, "Carl", ""}));
  CHECK((sent.state == DepositState::Sent));
  CHECK((sent.in_transit() == cents(240'00)));
  CHECK(sent.in_transit_since().has_value());
}

TEST_CASE("D9: in transit is what was sent, with the bank's adjustments, less what it confirmed",
          "[deposit][store][life]") {
  DepositWorld world;
  const auto sent = world.sent();
  CHECK((sent.in_transit() == cents(240'00)));
  CHECK((code_of(world.take(sent, {.event = DepositEvent::Confirm, .confirmed = cents(239'10)},
                            ben)) == ErrorCode::OutOfBalance));
  SECTION("in full") {
    const auto confirmed =
        must(world.take(sent, {.event = DepositEvent::Confirm, .confirmed = cents(240'00)}, ben));
    CHECK((confirmed.state == DepositState::Confirmed));
    CHECK(confirmed.in_transit().is_zero());
  }
  SECTION("A14.3: with corrections, each with its reason and item") {
    WantedDepositStep wanted{.event = DepositEvent::Adjust, .confirmed = cents(119'10)};
    wanted.adjustments = {
        {AdjustmentReason::EncodingError, cents(-90), ItemPlace{world.batch(2), 2}, "119.10", {}},
        {AdjustmentReason::ListedNotEnclosed, cents(-120'00), {}, "", {}}};
    auto foreign = wanted;
    foreign.adjustments[0].item = ItemPlace{world.batch(2), 3};
    CHECK((code_of(world.take(sent, foreign, ben)) == ErrorCode::InvalidInput));
    const auto confirmed = must(world.take(sent, wanted, ben));
    CHECK((confirmed.state == DepositState::ConfirmedAdjusted));
    CHECK((confirmed.adjusted() == cents(-120'90)));
    CHECK(confirmed.in_transit().is_zero());
    CHECK((world.balance(Ledger::Bank) == cents(119'10)));
    CHECK((world.balance(Ledger::BankAdjustments) == cents(120'90)));
    CHECK((must(world.store().load_batch(world.batch(2))).deposits.back().adjusted == cents(-90)));
    const auto later = must(world.take(
        confirmed,
        {.event = DepositEvent::Adjust,
         .confirmed = cents(239'10),
         .adjustments = {{AdjustmentReason::ListedNotEnclosed, cents(120'00), {}, "Found.", {}}}},
        ben));
    CHECK((later.adjusted() == cents(-90)));
  }
  world.check_books();
}

TEST_CASE("What the bank rejects may be deposited again, and its number stays",
          "[deposit][store][life]") {
  DepositWorld world;
  const auto sent = world.sent();
  const auto rejected =
      must(world.take(sent, {.event = DepositEvent::Reject, .reason = "The bag was open."}, ben));
  CHECK((rejected.state == DepositState::Rejected));
  CHECK((rejected.items.size() == 2));  // It remembers what it held.
  CHECK(rejected.in_transit().is_zero());
  CHECK((world.balance(Ledger::Bank) == Money{}));
  const auto contents = must(world.store().load_batch(world.batch(1)));
  CHECK((contents.transactions[0].state == TransactionState::Released));
  CHECK((contents.items[1].state == ItemState::Cleared));
  const auto again = world.build();
  CHECK((again[1].ticket == "000003"));
  CHECK((again[1].total == cents(240'00)));
  CHECK((again[1].ticket != sent.ticket));
  world.check_books();
}

TEST_CASE("C-06: a cancelled draft keeps its number, and its items are free",
          "[deposit][store][life]") {
  DepositWorld world;
  const auto draft = world.build().at(1);
  CHECK((code_of(world.take(draft, {.event = DepositEvent::Cancel}, ana)) ==
         ErrorCode::InvalidInput));
  must(world.take(draft, {.event = DepositEvent::Cancel, .reason = "Wrong account."}, ana));
  CHECK((world.build().at(1).ticket == "000003"));
  const auto all = must(world.deposits().deposits(here, std::nullopt));
  CHECK((all.size() == 3));
  CHECK((all[1].state == DepositState::Cancelled));
  CHECK((must(world.deposits().unsettled(here, {.skip = 0, .at_most = 9})).records.size() == 2));
  world.check_books();
}

TEST_CASE("An item that a person keeps back leaves its draft with the next plan",
          "[deposit][store][life]") {
  DepositWorld world;
  const auto draft = world.build().at(1);
  const ItemPlace torn{world.batch(2), 2};
  CHECK((world.deposits().keep_back(here, torn, " ", ana).error().code == ErrorCode::InvalidInput));
  must(world.deposits().keep_back(here, torn, "Unsigned.", ana));
  CHECK((world.deposits().keep_back(here, torn, "Unsigned.", ana).error().code ==
         ErrorCode::Conflict));
  const auto refused = world.take(draft, {.event = DepositEvent::Submit}, ana);
  REQUIRE((code_of(refused) == ErrorCode::Conflict));
  CHECK((refused.error().message.find("Ana keeps it back: Unsigned.") != std::string::npos));
  const auto smaller = world.build().at(1);
  CHECK((smaller.ticket == draft.ticket));
  CHECK((smaller.total == cents(120'00)));
  CHECK((smaller.steps.back().event == DepositEvent::Rearrange));
  must(world.deposits().put_back(here, torn, "Signed meanwhile.", ana));
  CHECK((world.build().at(1).total == cents(240'00)));
  world.check_books();
}

TEST_CASE("C4: an account has one final deposit of a banking day", "[deposit][store][life]") {
  DepositWorld world;
  const auto final = world.build({"OPERATING"}).at(1);
  CHECK((final.kind == DepositKind::Final));
  must(world.take(final, {.event = DepositEvent::Submit}, ana));
  world.add_batch(released_batch(world.store(), "feed-3").id);
  const auto plan = world.plan({"OPERATING"});
  REQUIRE((plan.refused_finals.size() == 1));
  const auto& late = plan.deposits.back();
  CHECK((late.deposit_account == "OPERATING"));
  CHECK((late.banking_day == day_of("2026-11-24")));
  must(world.deposits().arrange(here, world.day(), plan, ana));
  auto second = world.plan();
  second.deposits.back().kind = DepositKind::Final;
  second.deposits.back().banking_day = world.day();
  second.deposits.back().ticket.clear();
  const auto refused = world.deposits().arrange(here, world.day(), second, ana);
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().message.find("second final one") != std::string::npos));
  world.check_books();
}

TEST_CASE("A deposit takes no item that is booked for another account or not released",
          "[deposit][store][life]") {
  DepositWorld world;
  auto plan = world.plan();
  std::swap(plan.deposits[0].deposit_account, plan.deposits[1].deposit_account);
  CHECK(
      (world.deposits().arrange(here, world.day(), plan, ana).error().code == ErrorCode::Conflict));
  plan = world.plan();
  plan.deposits[0].items[0].place.sequence = 1;  // The coupon.
  CHECK(
      (world.deposits().arrange(here, world.day(), plan, ana).error().code == ErrorCode::Conflict));
  plan = world.plan();
  plan.deposits[0].total += cents(1);
  CHECK((world.deposits().arrange(here, world.day(), plan, ana).error().code ==
         ErrorCode::OutOfBalance));
  CHECK((must(world.deposits().deposits(here, std::nullopt)).empty()));
}

namespace {

/// Random days: whatever people and banks do, no cent is lost or doubled.
class RandomOffice {
 public:
  RandomOffice(DepositWorld& world, unsigned seed) : world_{world}, random_{seed} {}

  void act() {
    const auto chance = below(10);
    if (chance == 0 && world_.batches().size() < 6) {
      const auto feed = "feed-" + std::to_string(world_.batches().size() + 1);
      world_.add_batch(released_batch(world_.store(), feed).id);
    } else if (chance <= 2) {
      replan();
    } else if (chance <= 4) {
      keep_or_put_back();
    } else {
      step();
    }
  }

  void check() {
    std::map<ItemPlace, Money> seats;
    Money booked;
    Money adjusted;
    for (const auto& deposit : must(world_.deposits().deposits(here, std::nullopt))) {
      check_d9(deposit);
      adjusted += deposit.adjusted();
      if (!is_live(deposit.state)) continue;
      if (deposit.state != DepositState::Draft) booked += deposit.total;
      Money sum;
      for (const auto& item : deposit.items) {
        sum += item.amount;
        const bool is_new = seats.emplace(item.place, item.amount).second;
        REQUIRE(is_new);  // D4: in one live deposit only.
      }
      REQUIRE((sum == deposit.total));
    }
    for (const auto& item : must(world_.deposits().plan_basis(here, world_.day())).items) {
      REQUIRE((seats.emplace(item.place, item.amount).second == item.ticket.empty()));
    }
    Money seated;
    for (const auto& [place, amount] : seats) seated += amount;
    const auto batches = static_cast<std::int64_t>(world_.batches().size());
    REQUIRE((seated == cents(170'00 * batches)));  // D4: nothing is lost.
    REQUIRE((world_.balance(Ledger::Bank) == booked + adjusted));
    REQUIRE((world_.balance(Ledger::UndepositedTender) == seated - booked));
    REQUIRE((world_.balance(Ledger::BankAdjustments) == Money{} - adjusted));
  }

 private:
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint32_t>(limit));
  }

  static void check_d9(const DepositRecord& deposit) {
    const auto in_transit = is_approved(deposit.state)
                                ? deposit.total + deposit.adjusted() - deposit.confirmed()
                                : Money{};
    REQUIRE((deposit.in_transit() == in_transit));
    if (is_confirmed(deposit.state)) REQUIRE(in_transit.is_zero());
  }

  void replan() {
    const std::vector<std::string> finals{below(2) == 0 ? "OPERATING" : "HOLDING"};
    must(world_.deposits().arrange(here, world_.day(),
                                   world_.plan(below(3) == 0 ? finals : std::vector<std::string>{}),
                                   below(2) == 0 ? ana : Actor{"Cid"}));
  }

  void keep_or_put_back() {
    const auto batch =
        static_cast<std::size_t>(1 + below(static_cast<std::int64_t>(world_.batches().size())));
    const ItemPlace item{world_.batch(batch), 2 + below(2)};
    const auto kept = world_.deposits().keep_back(here, item, "Unsigned.", ana);
    if (!kept)
      static_cast<void>(world_.deposits().put_back(here, item, "Signed.", ana).has_value());
  }

  void step() {
    const auto all = must(world_.deposits().deposits(here, std::nullopt));
    if (all.empty()) return;
    const auto& on = all[static_cast<std::size_t>(below(static_cast<std::int64_t>(all.size())))];
    WantedDepositStep wanted{.event = static_cast<DepositEvent>(below(9)), .reason = "So it is."};
    if (wanted.event == DepositEvent::Send) {
      wanted.sending = Sending{SendMethod::Courier, "Carl", "BAG"};
    }
    if (wanted.event == DepositEvent::Confirm) wanted.confirmed = on.total;
    if (wanted.event == DepositEvent::Adjust) {
      const auto by = cents(below(2) == 0 ? -1 - below(90) : 1 + below(90));
      wanted.adjustments = {{AdjustmentReason::EncodingError, by, on.items.front().place, "", {}}};
      wanted.confirmed = on.total + on.adjusted() + by;
    }
    const auto before = on.state;
    const auto after = world_.take(on, wanted, below(2) == 0 ? ana : ben);
    const auto next = next_state(deposit_transitions, before, wanted.event);
    if (!next) REQUIRE_FALSE(after.has_value());
    if (after) REQUIRE((after->state == *next));
  }

  DepositWorld& world_;
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("D4 and D9 hold after every step of any days", "[deposit][store][life]") {
  const auto seed = GENERATE(range(1U, 9U));
  INFO("seed " << seed);
  DepositWorld world{small_site(1 + static_cast<std::int64_t>(seed % 4))};
  RandomOffice office{world, seed};
  for (int i = 0; i < 80; ++i) {
    office.act();
    office.check();
  }
  world.check_books();
}
