#include "deposit/planning/planner.h"

#include <map>

#include <rapidcheck.h>

#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

namespace {

/// A batch whose checks are cleared, each in its own transaction paying one account.
class ClearedBatch {
 public:
  ClearedBatch& check(std::int64_t cents, const std::string& deposit_account) {
    const auto sequence = static_cast<std::int64_t>(contents_.items.size()) + 1;
    Transaction transaction;
    transaction.key = sequence;
    transaction.documents = {sequence};
    transaction.tender = Money::from_cents(cents);
    transaction.applied = {
        {AccountNumber{"18"}, "utility", "401", deposit_account, transaction.tender}};
    transaction.state = TransactionState::Released;
    contents_.transactions.push_back(transaction);
    Item item;
    item.sequence = sequence;
    item.kind = ItemKind::Tender;
    item.tender = TenderKind::Check;
    item.amount = transaction.tender;
    item.amount_source = AmountSource::Keyed;
    item.transaction = sequence;
    item.state = ItemState::Cleared;
    contents_.items.push_back(item);
    return *this;
  }
  [[nodiscard]] BatchContents& contents() { return contents_; }

 private:
  BatchContents contents_ = lockbox::test::BatchBuilder{}.contents();
};

Site site_with_limits(std::int64_t items_max, std::int64_t amount_max_cents) {
  Site site;
  site.deposit_accounts = {
      {"OPERATING", "Operating", "Bank", items_max, Money::from_cents(amount_max_cents)},
      {"TRUST", "Trust", "Bank", items_max, Money::from_cents(amount_max_cents)}};
  return site;
}

}  // namespace

TEST_CASE("Each deposit account gets its own deposit", "[deposit][planner]") {
  ClearedBatch batch;
  batch.check(100, "OPERATING").check(200, "TRUST").check(300, "OPERATING");
  const auto plan = plan_deposits(batch.contents(), site_with_limits(99, 1'000'000));
  REQUIRE((plan.deposits.size() == 2));
  CHECK((plan.deposits[0].items == std::vector<std::int64_t>{1, 3}));
  CHECK((plan.deposits[0].total == Money::from_cents(400)));
  CHECK((plan.deposits[1].items == std::vector<std::int64_t>{2}));
}

TEST_CASE("A ticket takes no more items and no more money than its account allows",
          "[deposit][planner]") {
  ClearedBatch batch;
  batch.check(60, "TRUST").check(50, "TRUST").check(10, "TRUST").check(10, "TRUST");
  CHECK((plan_deposits(batch.contents(), site_with_limits(3, 1'000)).deposits.size() == 2));
  const auto by_amount = plan_deposits(batch.contents(), site_with_limits(99, 100));
  REQUIRE((by_amount.deposits.size() == 2));
  CHECK((by_amount.deposits[0].items == std::vector<std::int64_t>{1}));
}

TEST_CASE("What no ticket can take is named, not deposited", "[deposit][planner]") {
  ClearedBatch batch;
  batch.check(500, "TRUST").check(10, "TRUST").check(10, "NOWHERE");
  const auto plan = plan_deposits(batch.contents(), site_with_limits(99, 100));
  REQUIRE((plan.deposits.size() == 1));
  CHECK((plan.deposits[0].items == std::vector<std::int64_t>{2}));
  REQUIRE((plan.unplaceable.size() == 2));
}

TEST_CASE("Only cleared items are planned", "[deposit][planner]") {
  ClearedBatch batch;
  batch.check(100, "TRUST").check(100, "TRUST");
  batch.contents().items[0].state = ItemState::InDeposit;
  batch.contents().items[1].state = ItemState::AmountKeyed;
  CHECK(plan_deposits(batch.contents(), site_with_limits(99, 1'000)).deposits.empty());
}

TEST_CASE("Every cleared item is in exactly one deposit, within the limits",
          "[deposit][planner][property]") {
  REQUIRE(rc::check([](std::vector<std::uint8_t> amounts) {
    ClearedBatch batch;
    for (const auto amount : amounts) {
      batch.check(amount + 1, amount % 3 == 0 ? "TRUST" : "OPERATING");
    }
    const auto items_max = *rc::gen::inRange<std::int64_t>(1, 8);
    const auto amount_max = *rc::gen::inRange<std::int64_t>(256, 600);
    const auto plan = plan_deposits(batch.contents(), site_with_limits(items_max, amount_max));
    std::map<std::int64_t, int> times;
    for (const auto& deposit : plan.deposits) {
      Money total;
      for (const auto sequence : deposit.items) {
        ++times[sequence];
        total += *batch.contents().items[static_cast<std::size_t>(sequence) - 1].amount;
      }
      RC_ASSERT(total == deposit.total);
      RC_ASSERT(static_cast<std::int64_t>(deposit.items.size()) <= items_max);
      RC_ASSERT(total <= Money::from_cents(amount_max));
    }
    RC_ASSERT(times.size() == amounts.size());
    for (const auto& [sequence, count] : times) RC_ASSERT(count == 1);
  }));
}
