#include "deposit/planning/day_plan.h"

#include <functional>
#include <map>
#include <random>

#include "core/local_time.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

namespace {

BusinessDay day_of(const std::string& text) {
  return BusinessDay::parse(text).value();
}

const auto monday = day_of("2026-11-23");

/// When it was on the wall of the office.
Instant at(const std::string& day, const std::string& time) {
  return LocalTime{day_of(day), TimeOfDay::parse(time).value()}.instant();
}

Site small_site(std::int64_t items_max = 100, std::int64_t amount_max_cents = 1'000'000'00) {
  Site site;
  site.id = "riverton";
  site.deposit_accounts = {
      {"OPERATING", "Operating", "First Bank", items_max, Money::from_cents(amount_max_cents)},
      {"TRUST", "Trust", "Second Bank", items_max, Money::from_cents(amount_max_cents)}};
  return site;
}

PlanItem item(std::int64_t batch, std::int64_t sequence, std::int64_t cents,
              const std::string& account = "OPERATING") {
  return {.place = {BatchId{batch}, sequence},
          .lockbox = "BOX-" + std::to_string(batch % 2),
          .business_day = monday,
          .tender = TenderKind::Check,
          .amount = Money::from_cents(cents),
          .deposit_account = account,
          .released_at = {}};
}

std::vector<ItemPlace> places_of(const PlannedDeposit& deposit) {
  std::vector<ItemPlace> places;
  for (const auto& one : deposit.items) places.push_back(one.place);
  return places;
}

ItemPlace place(std::int64_t batch, std::int64_t sequence) {
  return {BatchId{batch}, sequence};
}

}  // namespace

TEST_CASE("A10.1: many batches feed one deposit, and a batch feeds many", "[deposit][plan]") {
  const auto site = small_site();
  const std::vector items{item(2, 1, 300), item(1, 4, 100), item(1, 2, 200, "TRUST"),
                          item(3, 1, 400)};
  const auto plan = plan_day(items, {.site = site, .day = monday});
  REQUIRE((plan.deposits.size() == 2));
  CHECK((plan.deposits[0].deposit_account == "OPERATING"));
  CHECK((places_of(plan.deposits[0]) == std::vector{place(1, 4), place(2, 1), place(3, 1)}));
  CHECK((plan.deposits[0].total == Money::from_cents(800)));
  CHECK((places_of(plan.deposits[1]) == std::vector{place(1, 2)}));
  CHECK(plan.waiting.empty());
  CHECK((plan.deposits[0].items[0].reason.find("Booked for OPERATING") == 0));
}

TEST_CASE("A8.5, A10.4: a ticket takes no more items and money than its account",
          "[deposit][plan]") {
  const std::vector items{item(1, 1, 400), item(1, 2, 400), item(1, 3, 400), item(2, 1, 2'000)};
  const auto by_items = plan_day(items, {.site = small_site(2), .day = monday});
  CHECK((by_items.deposits.size() == 2));
  CHECK((by_items.deposits[1].number == 2));
  const auto site = small_site(100, 1'000);
  const auto by_amount = plan_day(items, {.site = site, .day = monday});
  REQUIRE((by_amount.deposits.size() == 2));
  CHECK((by_amount.deposits[0].total == Money::from_cents(800)));
  REQUIRE((by_amount.waiting.size() == 1));
  CHECK((by_amount.waiting[0].hold.cause == HoldCause::AboveTicketLimit));
}

TEST_CASE("A10.8: cash and checks go on tickets of their own, and card slips on a settlement list",
          "[deposit][plan]") {
  const auto site = small_site();
  std::vector items{item(1, 1, 100), item(1, 2, 200), item(1, 3, 300)};
  items[1].tender = TenderKind::Cash;
  items[2].tender = TenderKind::CardSlip;
  const auto plan = plan_day(items, {.site = site, .day = monday});
  REQUIRE((plan.deposits.size() == 3));
  CHECK((plan.deposits[0].channel == ClearingChannel::Check));
  CHECK((plan.deposits[1].channel == ClearingChannel::Cash));
  CHECK((plan.deposits[2].channel == ClearingChannel::Card));
  CHECK((plan.waiting.empty()));
}

TEST_CASE("What is released after the bank's cut-off is deposited on its next banking day",
          "[deposit][plan]") {
  auto site = small_site();
  site.deposit_accounts[0].cut_off = TimeOfDay::parse("14:00").value();
  site.bank_holidays = {day_of("2026-11-26")};
  const auto wednesday = day_of("2026-11-25");
  const auto banking_day = [&](const Instant& released) {
    auto one = item(1, 1, 100);
    one.business_day = wednesday;
    one.released_at = released;
    return banking_day_of(one, site.deposit_accounts[0], {.site = site, .day = wednesday});
  };
  CHECK((banking_day(at("2026-11-25", "14:00")) == wednesday));
  CHECK((banking_day(at("2026-11-25", "14:01")) == day_of("2026-11-27")));  // A holiday between.
  CHECK((banking_day(at("2026-11-27", "16:00")) == day_of("2026-11-30")));  // A weekend between.
  CHECK((banking_day(at("2026-11-28", "09:00")) == day_of("2026-11-30")));  // On a Saturday.
  auto late = item(1, 1, 100);
  late.business_day = wednesday;
  late.released_at = at("2026-11-25", "15:30");
  const auto plan = plan_day(std::vector{late}, {.site = site, .day = wednesday});
  CHECK((plan.deposits[0].items[0].reason.find("after the bank's cut-off of 14:00, so for "
                                               "2026-11-27") != std::string::npos));
}

TEST_CASE("C4: the final deposit of an account and day leaves nothing of them out",
          "[deposit][plan]") {
  const auto site = small_site(2);
  std::vector items{item(1, 1, 100), item(1, 2, 200), item(1, 3, 300), item(1, 4, 50, "TRUST")};
  PlanRequest request{.site = site, .day = monday, .finals = {"OPERATING"}};
  const auto plan = plan_day(items, request);
  REQUIRE((plan.deposits.size() == 3));
  CHECK((plan.deposits[0].kind == DepositKind::Interim));
  CHECK((plan.deposits[1].kind == DepositKind::Final));  // The last of the account only.
  CHECK((plan.deposits[2].kind == DepositKind::Interim));
  items[1].hold = Hold{HoldCause::KeptBack, "Ana keeps it back: unsigned."};
  const auto refused = plan_day(items, request);
  REQUIRE((refused.refused_finals.size() == 1));
  CHECK((refused.refused_finals[0].reason.find("batch 1, item 2, 2.00, is left out") !=
         std::string::npos));
  CHECK_FALSE(first_plan_fault(items, refused, request));
}

TEST_CASE("What comes after the final deposit goes on the next banking day's", "[deposit][plan]") {
  const auto site = small_site();
  const std::vector items{item(1, 1, 100)};
  PlanRequest request{.site = site, .day = monday};
  request.made_finals = {
      {"000007", "OPERATING", ClearingChannel::Check, DepositKind::Final, monday}};
  const auto plan = plan_day(items, request);
  REQUIRE((plan.deposits.size() == 1));
  CHECK((plan.deposits[0].banking_day == day_of("2026-11-24")));
  CHECK((plan.deposits[0].items[0].reason.find("ticket 000007 is the final one of 2026-11-23") !=
         std::string::npos));
  request.finals = {"OPERATING"};
  CHECK((plan_day(items, request).refused_finals.size() == 1));
}

TEST_CASE("A10.11, C-22: public money goes to a public depository only", "[deposit][plan]") {
  auto site = small_site();
  site.has_public_money = true;
  site.deposit_accounts[1].is_public_depository = true;
  const std::vector items{item(1, 1, 100), item(1, 2, 200, "TRUST")};
  const auto plan = plan_day(items, {.site = site, .day = monday});
  REQUIRE((plan.deposits.size() == 1));
  CHECK((plan.deposits[0].deposit_account == "TRUST"));
  REQUIRE((plan.waiting.size() == 1));
  CHECK((plan.waiting[0].hold.cause == HoldCause::NotPublicDepository));
  site.has_public_money = false;
  CHECK((plan_day(items, {.site = site, .day = monday}).deposits.size() == 2));
}

TEST_CASE("A new plan goes on with its drafts and says what moves, leaves and joins",
          "[deposit][plan]") {
  const auto site = small_site(2);
  std::vector items{item(1, 1, 100), item(1, 2, 200), item(1, 3, 300), item(2, 1, 400)};
  for (const auto i : {0, 1}) items[static_cast<std::size_t>(i)].ticket = "000001";
  items[2].ticket = "000002";
  const StandingDeposit draft{"000001", "OPERATING", ClearingChannel::Check, DepositKind::Interim,
                              monday};
  auto second = draft;
  second.ticket = "000002";
  PlanRequest request{.site = site, .day = monday};
  request.drafts = {draft, second};
  const auto joined = changes_of(items, plan_day(items, request));
  REQUIRE((joined.size() == 1));
  CHECK((joined[0].kind == PlanChangeKind::Joins));
  CHECK((joined[0].to == "000002"));

  items[0].hold = Hold{HoldCause::KeptBack, "Ana keeps it back: unsigned."};
  const auto plan = plan_day(items, request);
  const auto changes = changes_of(items, plan);
  REQUIRE((changes.size() == 3));
  CHECK((changes[0].kind == PlanChangeKind::Leaves));
  CHECK((changes[0].reason == "Ana keeps it back: unsigned."));
  CHECK((changes[1].place == place(1, 3)));
  CHECK((changes[1].kind == PlanChangeKind::Moves));
  CHECK((changes[1].from == "000002"));
  CHECK((changes[1].to == "000001"));
  CHECK((changes[2].kind == PlanChangeKind::Joins));
  CHECK((token_of(plan) != token_of(plan_day(items, {.site = site, .day = monday}))));
}

TEST_CASE("D4: the check of a plan finds whatever is wrong with it", "[deposit][plan]") {
  const auto site = small_site(3, 1'000);
  std::vector items{item(1, 1, 100), item(1, 2, 200), item(1, 3, 300), item(1, 4, 50, "TRUST")};
  items[1].hold = Hold{HoldCause::KeptBack, "Ana keeps it back."};
  const PlanRequest request{.site = site, .day = monday};
  const auto good = plan_day(items, request);
  REQUIRE_FALSE(first_plan_fault(items, good, request));
  const auto fault_after = [&](const std::function<void(DayPlan&)>& spoil) {
    auto plan = good;
    spoil(plan);
    return first_plan_fault(items, plan, request).value_or("nothing");
  };
  CHECK((fault_after([](DayPlan& plan) { plan.deposits[0].items.pop_back(); }) ==
         "D4: batch 1, item 3 is released and left out."));
  CHECK((fault_after([](DayPlan& plan) {
           plan.deposits[1].items.push_back(plan.deposits[0].items[0]);
         }) == "D4: batch 1, item 1 is planned twice."));
  CHECK((fault_after([](DayPlan& plan) { plan.waiting.clear(); }) ==
         "D4: batch 1, item 2 is released and left out."));
  CHECK((fault_after([](DayPlan& plan) { plan.deposits[0].items[0].amount = Money{}; }) ==
         "D4: batch 1, item 1 is 1.00, not 0.00."));
  CHECK((fault_after([](DayPlan& plan) { plan.deposits[0].total += Money::from_cents(1); }) ==
         "D5: ticket 1 of OPERATING for 2026-11-23 is 4.01, its items add up to 4.00."));
  CHECK((fault_after([](DayPlan& plan) {
           plan.deposits[0].deposit_account = "TRUST";
         }).find("is booked for OPERATING, not for TRUST") != std::string::npos));
  CHECK((fault_after([](DayPlan& plan) {
           std::swap(plan.deposits[0].items[0], plan.deposits[0].items[1]);
         }).find("not in the order of the paper") != std::string::npos));
  CHECK((fault_after([](DayPlan& plan) {
           plan.deposits[0].channel = ClearingChannel::Cash;
         }).find("D14") == 0));
  CHECK((fault_after([](DayPlan& plan) {
           plan.deposits[0].kind = DepositKind::Final;
         }).find("leaves out batch 1, item 2") != std::string::npos));
}

TEST_CASE("D4: any day's plan proves, whatever its items and limits", "[deposit][plan]") {
  const auto seed = GENERATE(range(1U, 200U));
  INFO("seed " << seed);
  std::mt19937 random{seed};
  const auto below = [&](std::int64_t limit) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint32_t>(limit));
  };
  auto site = small_site(1 + below(5), 1 + below(2'000));
  if (below(2) == 0) site.deposit_accounts[1].cut_off = TimeOfDay::parse("12:00").value();
  site.has_public_money = below(4) == 0;
  site.deposit_accounts[0].is_public_depository = true;
  std::vector<PlanItem> items;
  for (std::int64_t i = below(40); i > 0; --i) {
    auto one = item(1 + below(4), i, 1 + below(1'000), below(3) == 0 ? "TRUST" : "OPERATING");
    one.released_at = at("2026-11-23", "11:30") + std::chrono::minutes{below(60)};
    if (below(10) == 0) one.tender = TenderKind::Cash;
    if (below(10) == 0) one.deposit_account = "CLOSED";
    if (below(8) == 0) one.hold = Hold{HoldCause::KeptBack, "Kept back."};
    items.push_back(std::move(one));
  }
  PlanRequest request{.site = site, .day = monday};
  if (below(2) == 0) request.finals = {"OPERATING"};
  const auto plan = plan_day(items, request);
  CHECK((first_plan_fault(items, plan, request).value_or("") == ""));
  const auto proof = proof_of(items, plan);
  CHECK(proof.holds());
  CHECK((proof.released.items == static_cast<std::int64_t>(items.size())));
}
