#include <algorithm>
#include <array>

#include "deposit/store/store_contract.h"
#include "deposit/store/store_world.h"

namespace lockbox::deposit::test {

namespace {

const Actor ana{"Ana"};
const Actor ben{"Ben"};
const std::string here{site};
const std::string box{lockbox_name};

Money balance_of(Store& store, BatchId batch, Ledger ledger) {
  Money sum;
  for (const auto& balance : must(store.balances(batch))) {
    if (balance.ledger == ledger) sum += balance.amount;
  }
  return sum;
}

void numbers_tickets_without_gaps(Store& store) {
  const auto first = released_batch(store, "feed-1");
  const auto made = must(store.make_deposits(first.id, planned_deposits(), ana));
  REQUIRE(made.size() == 2);
  REQUIRE(made[0].ticket == "000001");
  REQUIRE(made[1].ticket == "000002");
  REQUIRE(made[0].state == DepositState::AwaitingApproval);
  REQUIRE(made[0].prepared_by == "Ana");
  const auto second = released_batch(store, "feed-2");
  auto wrong = planned_deposits();
  wrong[1].total += Money::from_cents(1);
  REQUIRE_FALSE(store.make_deposits(second.id, wrong, ana).has_value());
  REQUIRE(must(store.make_deposits(second.id, planned_deposits(), ana))[0].ticket == "000003");
  REQUIRE(must(store.load_batch(first.id)).deposits == made);
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void moves_items_and_money(Store& store) {
  const auto batch = released_batch(store);
  REQUIRE(balance_of(store, batch.id, Ledger::UndepositedTender) == Money::from_cents(170'00));
  must(store.make_deposits(batch.id, planned_deposits(), ana));
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.items[1].state == ItemState::InDeposit);
  REQUIRE(contents.items[2].state == ItemState::InDeposit);
  REQUIRE(balance_of(store, batch.id, Ledger::UndepositedTender).is_zero());
  REQUIRE(balance_of(store, batch.id, Ledger::Bank) == Money::from_cents(170'00));
  const auto& entry = contents.entries.back();
  REQUIRE(entry.kind == EntryKind::Deposit);
  REQUIRE(entry.ticket == "000002");
  REQUIRE(entry.lines ==
          std::vector<JournalLine>{
              {Ledger::Bank, "GENERAL", "HOLDING", {}, Money::from_cents(50'00)},
              {Ledger::UndepositedTender, "GENERAL", "HOLDING", {}, Money::from_cents(-50'00)}});
}

void deposits_an_item_once(Store& store) {
  const auto batch = released_batch(store);
  must(store.make_deposits(batch.id, planned_deposits(), ana));
  const auto again = store.make_deposits(batch.id, planned_deposits(), ana);
  REQUIRE_FALSE(again.has_value());
  REQUIRE(again.error().code == ErrorCode::Conflict);
  REQUIRE(must(store.load_batch(batch.id)).deposits.size() == 2);
  REQUIRE(balance_of(store, batch.id, Ledger::Bank) == Money::from_cents(170'00));
}

void refuses_wrong_totals(Store& store) {
  const auto batch = released_batch(store);
  auto planned = planned_deposits();
  planned[0].total += Money::from_cents(1);
  const auto made = store.make_deposits(batch.id, planned, ana);
  REQUIRE_FALSE(made.has_value());
  REQUIRE(made.error().code == ErrorCode::OutOfBalance);
  REQUIRE(must(store.load_batch(batch.id)).deposits.empty());
}

void refuses_what_is_not_cleared(Store& store) {
  const auto declared = read_batch(store);
  REQUIRE(store.make_deposits(declared.id, planned_deposits(), ana).error().code ==
          ErrorCode::OutOfBalance);
  auto uncontrolled = header("feed-2");
  uncontrolled.control.reset();
  const auto batch = must(store.open_batch(uncontrolled, ana));
  must(store.file_documents(batch.id, std::array{document(2, "a check")}, ana));
  must(store.record_readings(batch.id, std::array{check_reading(2, "1041")}, ana));
  const auto made = store.make_deposits(batch.id, planned_deposits(), ana);
  REQUIRE_FALSE(made.has_value());
  REQUIRE(made.error().code == ErrorCode::Conflict);
}

void refuses_another_account(Store& store) {
  const auto batch = released_batch(store);
  auto planned = planned_deposits();
  std::swap(planned[0].deposit_account, planned[1].deposit_account);
  REQUIRE(store.make_deposits(batch.id, planned, ana).error().code == ErrorCode::Conflict);
  REQUIRE(must(store.load_batch(batch.id)).deposits.empty());
}

void deposits_only_what_still_balances(Store& store) {
  const auto batch = released_batch(store);
  const auto made = must(store.make_deposits(batch.id, std::array{planned_deposits()[0]}, ana));
  must(store.file_documents(batch.id, std::array{document(4, "a late page")}, ana));
  REQUIRE(must(store.load_batch(batch.id)).batch.state == BatchState::InKeying);
  REQUIRE(store.make_deposits(batch.id, std::array{planned_deposits()[1]}, ana).error().code ==
          ErrorCode::OutOfBalance);
  REQUIRE(store.approve_deposit(here, box, made[0].ticket, ben).error().code ==
          ErrorCode::OutOfBalance);
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void refuses_posted_without_a_file(Store& store) {
  const auto batch = deposited_batch(store);
  WorkChanges changes;
  auto transaction = must(store.load_batch(batch.id)).transactions.front();
  transaction.state = TransactionState::Posted;
  changes.transactions = {{transaction, {TransactionEvent::Post}}};
  REQUIRE(store.commit_work(batch.id, changes, ana).error().code == ErrorCode::Conflict);
  must(store.record_file(batch.id, posting_file(), ana));
  must(store.commit_work(batch.id, changes, ana));
}

void wants_a_second_person(Store& store) {
  const auto batch = released_batch(store);
  const auto ticket = must(store.make_deposits(batch.id, planned_deposits(), ana))[0].ticket;
  const auto alone = store.approve_deposit(here, box, ticket, ana);
  REQUIRE_FALSE(alone.has_value());
  REQUIRE(alone.error().code == ErrorCode::NotPermitted);
  for (const auto* name : {"ana", " ANA ", "A na\t", "A\xC2\xA0na"}) {
    REQUIRE(store.approve_deposit(here, box, ticket, Actor{name}).error().code ==
            ErrorCode::NotPermitted);
  }
  must(store.approve_deposit(here, box, ticket, ben));
  must(store.approve_deposit(here, box, ticket, ben));
  const auto third = store.approve_deposit(here, box, ticket, Actor{"Cid"});
  REQUIRE(third.error().code == ErrorCode::Conflict);
  const auto deposit = must(store.load_batch(batch.id)).deposits.front();
  REQUIRE(deposit.state == DepositState::Approved);
  REQUIRE(deposit.approved_by == "Ben");
}

void knows_its_tickets(Store& store) {
  const auto batch = released_batch(store);
  must(store.make_deposits(batch.id, planned_deposits(), ana));
  for (const auto* ticket : {"000003", "1", "", "00000x", "000001x"}) {
    REQUIRE(store.approve_deposit(here, box, ticket, ben).error().code == ErrorCode::NotFound);
  }
  REQUIRE(store.approve_deposit(here, "another", "000001", ben).error().code ==
          ErrorCode::NotFound);
}

void deposits_only_what_was_approved(Store& store) {
  const auto batch = released_batch(store);
  must(store.make_deposits(batch.id, planned_deposits(), ana));
  const auto early = store.commit_work(batch.id, deposit_work(store, batch.id), ana);
  REQUIRE_FALSE(early.has_value());
  REQUIRE(early.error().code == ErrorCode::Conflict);
}

void posts_once(Store& store) {
  const auto batch = deposited_batch(store);
  must(store.record_file(batch.id, posting_file(), ana));
  must(store.record_file(batch.id, posting_file(), ana));
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.files == std::vector{posting_file()});
  REQUIRE(contents.entries[0].lines[1].posted_in == posting_file().name);
  auto next = posting_file();
  next.name = "posting-WATER-2.csv";
  must(store.record_file(batch.id, next, ana));
  REQUIRE(must(store.load_batch(batch.id)).entries[0].lines[1].posted_in == posting_file().name);
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void posts_only_what_is_deposited(Store& store) {
  const auto batch = released_batch(store);
  must(store.record_file(batch.id, posting_file(), ana));
  REQUIRE(must(store.load_batch(batch.id)).entries[0].lines[1].posted_in.empty());
}

void refuses_another_file(Store& store) {
  const auto batch = deposited_batch(store);
  must(store.record_file(batch.id, posting_file(), ana));
  auto other = posting_file();
  other.sha256_hex = Sha256::of(bytes_of("other")).hex();
  REQUIRE(store.record_file(batch.id, other, ana).error().code == ErrorCode::Conflict);
}

void keeps_ticket_files(Store& store) {
  const auto batch = deposited_batch(store);
  OutputFile file{"ticket-000001.pdf", "deposit_ticket", "000001", "",
                  Sha256::of(bytes_of("pdf")).hex()};
  must(store.record_file(batch.id, file, ana));
  REQUIRE(must(store.load_batch(batch.id)).files == std::vector{file});
  file.name = "ticket-000009.pdf";
  file.ticket = "000009";
  REQUIRE(store.record_file(batch.id, file, ana).error().code == ErrorCode::NotFound);
}

constexpr StoreRule rules[] = {
    {"Tickets are numbered without gaps in the lockbox", numbers_tickets_without_gaps},
    {"A deposit moves its items and books its money by fund", moves_items_and_money},
    {"An item is deposited once", deposits_an_item_once},
    {"A deposit whose total is not its items' is refused", refuses_wrong_totals},
    {"An item that is not cleared is not deposited", refuses_what_is_not_cleared},
    {"An item goes to the account that its money is booked for", refuses_another_account},
    {"A batch that no longer balances is neither deposited nor approved",
     deposits_only_what_still_balances},
    {"A transaction is posted only when a file holds it", refuses_posted_without_a_file},
    {"A second person approves, once, however the name is spelled", wants_a_second_person},
    {"A ticket is known by its exact number in its lockbox", knows_its_tickets},
    {"A transaction is deposited only when its deposit is approved",
     deposits_only_what_was_approved},
    {"A journal line is posted once", posts_once},
    {"What is not deposited is not posted", posts_only_what_is_deposited},
    {"A file name with another hash is refused", refuses_another_file},
    {"A ticket's file names its deposit", keeps_ticket_files},
};

}  // namespace

std::span<const StoreRule> deposit_rules() {
  return rules;
}

}  // namespace lockbox::deposit::test
