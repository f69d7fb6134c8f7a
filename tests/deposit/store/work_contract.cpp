#include <algorithm>

#include "deposit/store/store_contract.h"
#include "deposit/store/store_world.h"

namespace lockbox::deposit::test {

namespace {

const Actor engine{"lockbox"};

/// Refused as a conflict, and nothing of it is there.
void require_refused(Store& store, const WorkChanges& changes) {
  const auto batch = read_batch(store);
  const auto committed = store.commit_work(batch.id, changes, engine);
  REQUIRE_FALSE(committed.has_value());
  REQUIRE(committed.error().code == ErrorCode::Conflict);
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.transactions.empty());
  REQUIRE(contents.tasks.empty());
  REQUIRE(contents.entries.empty());
  REQUIRE(contents.batch.state == BatchState::Capturing);
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void keeps_work(Store& store) {
  const auto batch = released_batch(store);
  const auto work = release_work();
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.batch.state == BatchState::Balanced);
  REQUIRE(contents.batch.version > batch.version);
  REQUIRE(contents.transactions ==
          std::vector{work.transactions[0].after, work.transactions[1].after});
  REQUIRE(contents.items ==
          std::vector{work.items[0].after, work.items[1].after, work.items[2].after});
  REQUIRE(contents.tasks == std::vector{work.tasks[0].after});
  REQUIRE(contents.entries == work.entries);
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void keeps_answers(Store& store) {
  const auto batch = released_batch(store);
  auto task = must(store.load_batch(batch.id)).tasks.front();
  task.state = TaskState::Answered;
  task.answer = std::string{customer_number};
  task.answered_by = "Ben";
  WorkChanges changes;
  changes.tasks = {{task, {TaskEvent::Answer}}};
  must(store.commit_work(batch.id, changes, Actor{"Ben"}));
  REQUIRE(must(store.load_batch(batch.id)).tasks == std::vector{task});
  REQUIRE_FALSE(store.commit_work(batch.id, changes, Actor{"Ben"}).has_value());
}

void keeps_a_repaired_line(Store& store) {
  const auto batch = read_batch(store);
  auto item = must(store.load_batch(batch.id)).items[1];
  item.repaired_micr = check_reading(2, "2041").micr->line;
  item.repaired_micr->amount = Money::from_cents(1);
  item.duplicate_of = 3;
  WorkChanges changes;
  changes.items = {{item, {}}};
  must(store.commit_work(batch.id, changes, engine));
  REQUIRE(must(store.load_batch(batch.id)).items[1] == item);
}

void regroups(Store& store) {
  const auto batch = read_batch(store);
  Transaction together;
  together.key = 1;
  together.documents = {1, 2, 3};
  WorkChanges first;
  first.transactions = {{together, {}}};
  for (auto item : must(store.load_batch(batch.id)).items) {
    item.transaction = 1;
    first.items.push_back({item, {}});
  }
  must(store.commit_work(batch.id, first, engine));

  auto apart = together;
  apart.documents = {1, 2};
  Transaction other;
  other.key = 3;
  other.documents = {3};
  WorkChanges second;
  second.transactions = {{other, {}}, {apart, {}}};
  second.items = {first.items[2]};
  second.items.front().after.transaction = 3;
  must(store.commit_work(batch.id, second, engine));
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.transactions == std::vector{apart, other});
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void refuses_unlisted_events(Store& store) {
  auto changes = release_work();
  changes.items[1].events = {ItemEvent::AwaitAmount, ItemEvent::Clear};
  require_refused(store, changes);
}

void refuses_a_wrong_end(Store& store) {
  auto changes = release_work();
  changes.transactions[0].events.pop_back();
  require_refused(store, changes);
}

void refuses_unlisted_batch_events(Store& store) {
  auto changes = release_work();
  changes.batch_events = {BatchEvent::Balance};
  require_refused(store, changes);
}

void refuses_unbalanced_entries(Store& store) {
  auto changes = release_work();
  changes.entries[0].lines[1].amount += Money::from_cents(1);
  require_refused(store, changes);
}

void refuses_unbalanced_funds(Store& store) {
  auto changes = release_work();
  changes.entries[0].lines[1].fund = "SEWER";
  require_refused(store, changes);
}

void refuses_empty_entries(Store& store) {
  auto changes = release_work();
  changes.entries[0].lines.clear();
  require_refused(store, changes);
}

void refuses_deposit_entries(Store& store) {
  auto changes = release_work();
  changes.entries[0].kind = EntryKind::Deposit;
  require_refused(store, changes);
}

void refuses_false_balance(Store& store) {
  auto changes = release_work();
  changes.transactions[0].after.applied[0].amount += Money::from_cents(1);
  require_refused(store, changes);
}

void refuses_invented_tender(Store& store) {
  auto changes = release_work();
  auto& transaction = changes.transactions[1].after;
  transaction.tender += Money::from_cents(1);
  transaction.suspense += Money::from_cents(1);
  require_refused(store, changes);
}

void refuses_a_release_without_books(Store& store) {
  auto changes = release_work();
  changes.entries.pop_back();
  require_refused(store, changes);
}

void applies_once(Store& store) {
  const auto batch = released_batch(store);
  WorkChanges again;
  again.entries = {release_work().entries[0]};
  const auto committed = store.commit_work(batch.id, again, engine);
  REQUIRE_FALSE(committed.has_value());
  REQUIRE(committed.error().code == ErrorCode::Conflict);
}

void refuses_shared_documents(Store& store) {
  auto changes = release_work();
  changes.transactions[1].after.documents = {2, 3};
  require_refused(store, changes);
}

void refuses_huge_amounts(Store& store) {
  auto changes = release_work();
  changes.items[1].after.amount = item_max + Money::from_cents(1);
  require_refused(store, changes);
}

void refuses_checks_over_nothing(Store& store) {
  const auto batch = read_batch(store);
  auto item = must(store.load_batch(batch.id)).items[1];
  item.amount = Money{};
  item.amount_source = AmountSource::MicrLine;
  WorkChanges changes;
  changes.items = {{item, {}}};
  REQUIRE(store.commit_work(batch.id, changes, engine).error().code == ErrorCode::Conflict);
}

void refuses_a_release_that_leaves_a_check(Store& store) {
  auto changes = release_work();
  changes.items[1].after.state = ItemState::AmountKeyed;
  changes.items[1].events.pop_back();
  require_refused(store, changes);
}

void refuses_balance_in_part(Store& store) {
  auto changes = release_work();
  changes.transactions[1].after.documents = {};
  auto& transaction = changes.transactions[0].after;
  transaction.documents = {1, 2, 3};
  transaction.state = TransactionState::InBalance;
  changes.transactions[0].events.pop_back();
  changes.transactions.pop_back();
  for (auto& item : changes.items) item.events.pop_back();
  changes.items[0].after.state = ItemState::Captured;
  changes.items[1].after.state = ItemState::AmountKeyed;
  changes.items[2].after.state = ItemState::AmountPending;
  changes.items[2].after.transaction = 1;
  changes.items[2].after.amount.reset();
  changes.items[2].after.amount_source.reset();
  changes.items[2].events.pop_back();
  changes.entries.clear();
  changes.batch_events.pop_back();
  require_refused(store, changes);
}

void refuses_balance_against_the_declaration(Store& store) {
  auto other = header("feed-1");
  other.control->amount += Money::from_cents(1);
  must(store.open_batch(other, engine));
  const auto batch = must(store.batches()).front();
  must(store.file_documents(
      batch.id, std::vector{document(1, "1"), document(2, "2"), document(3, "3")}, engine));
  must(store.record_readings(
      batch.id, std::vector{coupon_reading(1), check_reading(2, "1041"), check_reading(3, "77")},
      engine));
  const auto committed = store.commit_work(batch.id, release_work(), engine);
  REQUIRE_FALSE(committed.has_value());
  REQUIRE(committed.error().code == ErrorCode::Conflict);
}

void refuses_amounts_without_source(Store& store) {
  auto changes = release_work();
  changes.items[1].after.amount_source.reset();
  require_refused(store, changes);
}

void finds_prior_checks(Store& store) {
  released_batch(store, "feed-1");
  const auto second = read_batch(store, "feed-2");
  const auto line = check_reading(2, "1041").micr->line;
  const auto paid = Money::from_cents(120'00);
  const auto found = must(store.prior_checks(second.id, line, paid));
  REQUIRE(found.size() == 1);
  REQUIRE(found.front().batch_source == "feed-1");
  REQUIRE(found.front().sequence == 2);
  REQUIRE(must(store.prior_checks(second.id, line, paid + paid)).empty());
  REQUIRE(must(store.prior_checks(second.id, check_reading(2, "5").micr->line, paid)).empty());
  auto elsewhere = header("feed-3");
  elsewhere.lockbox = "1002";
  const auto other_box = must(store.open_batch(elsewhere, engine));
  REQUIRE(must(store.prior_checks(other_box.id, line, paid)).front().lockbox == lockbox_name);
  auto no_serial = line;
  no_serial.serial.clear();
  REQUIRE(must(store.prior_checks(second.id, no_serial, paid)).empty());
}

constexpr StoreRule rules[] = {
    {"Work is kept to the last field", keeps_work},
    {"An answer is kept and given once", keeps_answers},
    {"A repaired MICR line is kept", keeps_a_repaired_line},
    {"Documents move from one transaction to another in one commit", regroups},
    {"An event that the state does not list is refused with all else", refuses_unlisted_events},
    {"Events that end elsewhere than the row says are refused", refuses_a_wrong_end},
    {"A batch event that the state does not list is refused", refuses_unlisted_batch_events},
    {"An entry that does not sum to zero is refused", refuses_unbalanced_entries},
    {"An entry that sums to zero but not in every fund is refused", refuses_unbalanced_funds},
    {"An entry without lines is refused", refuses_empty_entries},
    {"A deposit's entry comes from a deposit only", refuses_deposit_entries},
    {"A transaction that gives out more than its tender is refused", refuses_false_balance},
    {"A tender that no item holds is refused", refuses_invented_tender},
    {"A release without its journal entry is refused", refuses_a_release_without_books},
    {"Tender is applied once", applies_once},
    {"A document in two transactions is refused", refuses_shared_documents},
    {"An amount beyond the largest item is refused", refuses_huge_amounts},
    {"An amount without its source is refused", refuses_amounts_without_source},
    {"A check captured before, in any lockbox, is found by line and amount", finds_prior_checks},
    {"A check over nothing is refused", refuses_checks_over_nothing},
    {"A release that leaves a check behind is refused", refuses_a_release_that_leaves_a_check},
    {"A balance with a check whose amount is unknown is refused", refuses_balance_in_part},
    {"A balance against what was declared is refused", refuses_balance_against_the_declaration},
};

}  // namespace

std::span<const StoreRule> work_rules() {
  return rules;
}

}  // namespace lockbox::deposit::test
