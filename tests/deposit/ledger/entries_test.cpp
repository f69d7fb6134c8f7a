#include "deposit/ledger/entries.h"

#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "deposit/ledger/adjustment.h"
#include "deposit/ledger/lives.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit::ledger;
using lockbox::deposit::test::must;

namespace {

Spot account(int number) {
  return {Place::Receivable, number % 2 == 0 ? "WATER" : "SEWER", "OPERATING",
          AccountNumber{"770012340099" + std::to_string(number)}};
}
const Spot suspense{Place::Suspense, "GENERAL", "HOLDING"};
const Spot bank{Place::Bank, "WATER", "OPERATING"};
const Spot owed{Place::ReturnedItems, "WATER", "OPERATING"};

void add(std::vector<Line>& to, const std::vector<Line>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Money sum(const std::vector<Standing>& standing) {
  Money total;
  for (const auto& one : standing) total += one.amount;
  return total;
}

}  // namespace

TEST_CASE("Money that moves between two funds leaves each of them balanced", "[deposit][ledger]") {
  const auto lines = move_money(account(1), account(2), Money::from_cents(7'00));
  CHECK(lines.size() == 4);
  CHECK(is_balanced(lines));
  CHECK(move_money(account(2), account(4), Money::from_cents(7'00)).size() == 2);
  auto broken = lines;
  broken.back().amount += Money::from_cents(1);
  CHECK_FALSE(is_balanced(broken));
}

TEST_CASE("A charge-back takes what was applied of the item, from every account",
          "[deposit][ledger]") {
  const std::vector<Standing> standing{{account(1), Money::from_cents(70'00)},
                                       {account(2), Money::from_cents(50'00)}};
  const auto taken = charge_back(standing, Money::from_cents(120'00));
  CHECK(taken.uncovered.is_zero());
  REQUIRE(taken.shares.size() == 2);
  CHECK(sum(taken.shares) == Money::from_cents(120'00));
}

TEST_CASE("A charge-back takes suspense first, and says what was paid out before",
          "[deposit][ledger]") {
  const std::vector<Standing> standing{{account(1), Money::from_cents(70'00)},
                                       {suspense, Money::from_cents(20'00)}};
  const auto some = charge_back(standing, Money::from_cents(30'00));
  REQUIRE(some.shares.size() == 2);
  CHECK((some.shares[0] == Standing{suspense, Money::from_cents(20'00)}));
  CHECK((some.shares[1] == Standing{account(1), Money::from_cents(10'00)}));
  const auto all = charge_back(standing, Money::from_cents(100'00));
  CHECK(all.uncovered == Money::from_cents(10'00));
}

TEST_CASE("C-09: a charged back item takes no second charge-back", "[deposit][ledger]") {
  for (const auto state :
       {ReturnState::ChargedBack, ReturnState::FeePosted, ReturnState::LetterSent,
        ReturnState::PaidBack, ReturnState::ReferredToCollection, ReturnState::Redeposited}) {
    CHECK_FALSE(next_state(return_transitions, state, ReturnEvent::ChargeBack).has_value());
  }
}

TEST_CASE("C-09: any order of transfers, redeposits and returns keeps what is applied and zero",
          "[deposit][ledger]") {
  // What stands on accounts is always what came less what was charged back; all lines sum to zero.
  CHECK(rc::check([] {
    std::vector<Line> lines;
    std::map<int, Money> model;  // By account; 0 is suspense.
    const auto item = Money::from_cents(*rc::gen::inRange<std::int64_t>(1, 100'000));
    const auto first = *rc::gen::inRange(0, 4);
    const auto spot_of = [](int at) { return at == 0 ? suspense : account(at); };
    add(lines, move_money(bank, spot_of(first), item));
    model[first] = item;
    auto state = ReturnState::Received;
    for (const auto deed : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 60))) {
      if (deed < 9) {
        const auto event = static_cast<ReturnEvent>(deed);
        const auto next = next_state(return_transitions, state, event);
        if (!next) continue;
        state = *next;
        const bool comes_back = event == ReturnEvent::Identify || event == ReturnEvent::ReturnAgain;
        if (comes_back) add(lines, move_money(owed, bank, item));
        if (event == ReturnEvent::Redeposit) add(lines, move_money(bank, owed, item));
        if (event != ReturnEvent::ChargeBack) continue;
        const auto taken = charge_back(standing_of(lines), item);
        RC_ASSERT(taken.uncovered.is_zero());
        for (const auto& share : taken.shares) {
          add(lines, move_money(share.spot, owed, share.amount));
        }
        model.clear();
        continue;
      }
      const int from = deed % 4;
      const int to = deed / 4 % 4;
      const auto amount = Money::from_cents(model[from].cents() * (deed % 3 + 1) / 3);
      if (from == to || to == 0 || amount.is_zero()) continue;
      add(lines, move_money(spot_of(from), spot_of(to), amount));
      model[from] -= amount;
      model[to] += amount;
    }
    RC_ASSERT(is_balanced(lines));
    Money expected;
    for (const auto& [at, amount] : model) {
      expected += amount;
      const auto standing = standing_of(lines);
      const auto found = std::ranges::find(standing, spot_of(at), &Standing::spot);
      RC_ASSERT((found == standing.end() ? Money{} : found->amount) == amount);
    }
    RC_ASSERT(sum(standing_of(lines)) == expected);
  }));
}

TEST_CASE("A14.4: a transfer takes no more than stands on the account of the envelope",
          "[deposit][ledger]") {
  const auto today = must(BusinessDay::parse("2026-11-23"));
  AdjustmentRequest request{.lockbox = "BOX",
                            .kind = AdjustmentKind::Transfer,
                            .amount = Money::from_cents(70'00),
                            .origin = Origin{BatchId{1}, 1},
                            .from = AccountSpot{account(1).account, "SEWER", "OPERATING"},
                            .to = AccountSpot{account(2).account, "WATER", "OPERATING"},
                            .reason_code = "misapplied",
                            .note = "Hers."};
  const PostingGround ground{{{account(1), Money::from_cents(70'00)}}, today, today};
  const auto lines = must(lines_of(request, ground));
  CHECK(lines.size() == 4);
  CHECK((standing_of(lines) == std::vector{Standing{account(2), Money::from_cents(70'00)}}));
  request.amount += Money::from_cents(1);
  CHECK_FALSE(lines_of(request, ground).has_value());
}

TEST_CASE("A14.5: suspense is unclaimed property only after a year", "[deposit][ledger]") {
  const AdjustmentRequest request{.lockbox = "BOX",
                                  .kind = AdjustmentKind::Escheat,
                                  .amount = Money::from_cents(5'00),
                                  .origin = Origin{BatchId{1}, 3},
                                  .from = {},
                                  .to = {},
                                  .reason_code = "unclaimed",
                                  .note = "A year."};
  const auto since = must(BusinessDay::parse("2025-11-23"));
  PostingGround ground{{{suspense, Money::from_cents(5'00)}}, since, since};
  ground.today = must(BusinessDay::parse("2026-11-23"));
  const auto early = lines_of(request, ground);
  REQUIRE_FALSE(early.has_value());
  CHECK_THAT(early.error().message, Catch::Contains("717.113"));
  ground.today = must(BusinessDay::parse("2026-11-24"));
  CHECK(must(lines_of(request, ground)).size() == 2);
}

TEST_CASE("C-08: who asked does not approve above the limit, however the name is spelled",
          "[deposit][ledger]") {
  Adjustment asked;
  asked.requested_by = "Ana Diaz";
  asked.request.amount = Money::from_cents(25'01);
  CHECK_FALSE(check_approver(asked, "ANA  DIAZ", {}).has_value());
  CHECK(check_approver(asked, "Ben", {}).has_value());
  asked.request.amount = Money::from_cents(25'00);
  CHECK(check_approver(asked, "Ana Diaz", {}).has_value());
}

TEST_CASE("A request that makes no sense is refused with the member at fault",
          "[deposit][ledger]") {
  const AdjustmentRequest good{.lockbox = "BOX",
                               .kind = AdjustmentKind::Credit,
                               .amount = Money::from_cents(1'00),
                               .origin = {},
                               .from = {},
                               .to = AccountSpot{account(1).account, "SEWER", "OPERATING"},
                               .reason_code = "billing_error",
                               .note = "Twice billed."};
  CHECK(check_request(good, {}).has_value());
  const auto field_of = [](const AdjustmentRequest& request) {
    const auto checked = check_request(request, {});
    return checked ? std::string{} : checked.error().field;
  };
  auto bad = good;
  bad.amount = Money{};
  CHECK(field_of(bad) == "/amount_cents");
  bad = good;
  bad.reason_code = "because";
  CHECK(field_of(bad) == "/reason_code");
  bad = good;
  bad.note = "  ";
  CHECK(field_of(bad) == "/note");
  bad = good;
  bad.origin = Origin{BatchId{1}, 1};
  CHECK(field_of(bad) == "/batch");
  bad = good;
  bad.to.reset();
  CHECK(field_of(bad) == "/to_ref");
  bad = good;
  bad.kind = AdjustmentKind::WriteOff;
  bad.amount = Money::from_cents(5'01);
  CHECK(field_of(bad) == "/amount_cents");
}
