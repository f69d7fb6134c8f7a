#include "deposit/store/finder.h"

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

const std::string here{site};
const std::string box{lockbox_name};

struct FinderWorld {
  SqliteFile file;
  std::unique_ptr<Books> books = must(file.open_books());
  Batch first = deposited_batch(books->store(), "feed-1");
  Batch second = released_batch(books->store(), "feed-2");
};

}  // namespace

TEST_CASE("A document is found in its batch at its place", "[deposit][store]") {
  FinderWorld world;
  const auto document = must(world.books->store().load_batch(world.second.id)).documents.at(1);
  const auto place = must(world.books->finder().place_of(document.id));
  REQUIRE(place.has_value());
  CHECK(place->batch == world.second.id);
  CHECK(place->sequence == 2);
  CHECK_FALSE(must(world.books->finder().place_of(DocumentId{99})).has_value());
}

TEST_CASE("The symbols of a reading are kept sealed, and found by their document",
          "[deposit][store]") {
  SqliteFile file;
  const auto books = must(file.open_books());
  const auto batch = filed_batch(books->store(), "feed-1");
  auto read = check_reading(1, "1041");
  encode::SeenLine line{.type = "e13b", .symbols = {}, .box = {10, 90, 40, 12}, .error = 0.25};
  line.symbols.push_back({.symbol = "?",
                          .confidence = 0,
                          .box = {10, 90, 14, 12},
                          .best = "7",
                          .second = "1",
                          .second_chance = 0.125,
                          .error = 0.5});
  read.seen = {.width = 1200, .height = 550, .lines = {line}};
  must(books->store().record_readings(batch.id, std::array{read, coupon_reading(2)},
                                      Actor{"reader"}));
  const auto documents = must(books->store().load_batch(batch.id)).documents;
  auto& finder = books->finder();
  CHECK((must(finder.symbols_of(documents.at(0).id)).value() == read.seen));
  CHECK_FALSE(must(finder.symbols_of(documents.at(1).id)).has_value());
  CHECK_FALSE(must(finder.symbols_of(documents.at(2).id)).has_value());
  CHECK_FALSE(must(books->store().first_fault()).has_value());
}

TEST_CASE("A deposit leads to its batch", "[deposit][store]") {
  FinderWorld world;
  auto& finder = world.books->finder();
  CHECK(must(finder.batch_of(here, box, "000002")) == world.first.id);
  CHECK_FALSE(must(finder.batch_of(here, box, "000003")).has_value());
  CHECK_FALSE(must(finder.batch_of(here, box, "2")).has_value());
  CHECK_FALSE(must(finder.batch_of(here, "1002", "000002")).has_value());
}

TEST_CASE("Payments to an account come newest first with their deposit", "[deposit][store]") {
  FinderWorld world;
  const AccountNumber account{std::string{customer_number}};
  const auto payments = must(world.books->finder().payments(here, account));
  REQUIRE(payments.size() == 2);
  CHECK(payments[0].batch == world.second.id);
  CHECK(payments[0].ticket.empty());
  CHECK(payments[1].batch == world.first.id);
  CHECK(payments[1].ticket == "000001");
  CHECK(payments[1].transaction == 1);
  CHECK(payments[1].state == TransactionState::Deposited);
  CHECK(payments[1].amount == Money::from_cents(120'00));
  CHECK(payments[1].business_day.to_string() == "2026-11-23");
  const auto contents = must(world.books->store().load_batch(world.first.id));
  CHECK(payments[1].documents ==
        std::vector{contents.documents.at(0).id, contents.documents.at(1).id});
  CHECK(must(world.books->finder().payments("elsewhere", account)).empty());
  CHECK(must(world.books->finder().payments(here, AccountNumber{"1"})).empty());
}

TEST_CASE("History is read newest first, in parts and by what it tells of", "[deposit][store]") {
  FinderWorld world;
  auto& finder = world.books->finder();
  const auto newest = must(finder.audit({}, 5));
  REQUIRE(newest.size() == 5);
  CHECK(newest[0].seq == newest[4].seq + 4);
  AuditFilter next;
  next.before = newest[4].seq;
  CHECK(must(finder.audit(next, 5)).front().seq == newest[4].seq - 1);

  AuditFilter of_batch;
  of_batch.batch = world.first.id;
  for (const auto& event : must(finder.audit(of_batch, 1000))) {
    CHECK(event.entity_key.starts_with("2") == false);
  }
  AuditFilter of_deposit;
  of_deposit.entity = "deposit";
  of_deposit.entity_key = "000001";
  const auto told = must(finder.audit(of_deposit, 10));
  REQUIRE(told.size() == 3);
  CHECK(told[0].event == "approve");
  CHECK(told[0].from_state == "awaiting_approval");
  CHECK(told[0].to_state == "approved");
  CHECK(told[0].actor == "Ben");
  CHECK(told[0].reason == "Deposit approved.");
  CHECK(told[2].from_state.empty());
  CHECK(must(finder.audit({}, 0)).empty());
}
