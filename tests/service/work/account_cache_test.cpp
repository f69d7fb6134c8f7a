#include "service/work/account_cache.h"

#include <algorithm>
#include <string>
#include <vector>

#include "deposit/store/sqlite/sqlite_books.h"
#include "support/catch.h"
#include "support/fixed_clock.h"
#include "support/fixed_keys.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::deposit;
using accounts::ChangeKind;
using accounts::Field;
using service::work::AccountCache;

namespace {

const std::string here{"riverton"};
const std::string box{"BOX"};
const Actor ana{"Ana"};

Account account(std::string number, std::string name) {
  Account one;
  one.number = AccountNumber{std::move(number)};
  one.bill_type = "water";
  one.name = std::move(name);
  one.address = "12 Oak Street";
  one.fund = "WATER";
  one.deposit_account = "OPERATING";
  return one;
}

/// A service with its cache, and another process that has the same file open.
struct TwoProcesses {
  lockbox::test::TemporaryDirectory folder;
  lockbox::test::FixedKeys keys;
  lockbox::test::FixedClock clock;
  std::unique_ptr<Books> ours = open();
  std::unique_ptr<Books> theirs = open();
  AccountCache cache;

  TwoProcesses() {
    import("first",
           {account("18", "ANN SMITH"), account("26", "ANN SMITH"), account("34", "PETER JONES")});
  }

  [[nodiscard]] std::unique_ptr<Books> open() {
    auto books = open_sqlite_books({folder.path() / "lockbox.db", keys, clock});
    REQUIRE(books.has_value());
    return *std::move(books);
  }
  void import(const std::string& name, const std::vector<Account>& accounts) {
    REQUIRE(theirs->store()
                .import_accounts(here, box, Sha256::of(bytes_of(name)), accounts, ana)
                .has_value());
  }
  accounts::Change ask(ChangeKind kind, const std::string& number,
                       std::vector<accounts::FieldValue> wanted, const std::string& into = "") {
    auto change = theirs->master_accounts().request(here,
                                                    {.lockbox = box,
                                                     .kind = kind,
                                                     .number = AccountNumber{number},
                                                     .wanted = std::move(wanted),
                                                     .into = AccountNumber{into},
                                                     .effective_on = {},
                                                     .reason = "The customer asked."},
                                                    ana);
    REQUIRE(change.has_value());
    return *change;
  }
  [[nodiscard]] std::shared_ptr<const service::work::CachedAccounts> cached() {
    auto all = cache.cached(*ours, here, box);
    REQUIRE(all.has_value());
    CHECK(((*all)->known.list == *ours->store().accounts(here, box)));
    for (const auto& one : (*all)->known.list) {
      const auto* indexed = (*all)->known.index.find(one.number);
      REQUIRE(indexed != nullptr);
      CHECK((*indexed == one));
    }
    return *all;
  }
  [[nodiscard]] std::size_t named(const std::string& words) {
    return cached()->directory.find(accounts::SoughtWords{words}, 9).size();
  }
};

}  // namespace

TEST_CASE("What another process imports or changes is seen at the next question",
          "[service][work][accounts]") {
  TwoProcesses world;
  CHECK(world.named("jones") == 1);
  world.ask(ChangeKind::Change, "34", {{Field::Name, "PETER JAMESON"}});
  CHECK(world.named("jones") == 0);
  CHECK(world.named("jameson") == 1);
  world.import("second", {account("42", "NEW CUSTOMER"), account("34", "PETER JONES")});
  CHECK(world.named("customer") == 1);
  CHECK(world.named("jameson") == 1);  // A file overwrites nothing that was changed here.

  const auto merge = world.ask(ChangeKind::Merge, "26", {}, "18");
  CHECK_FALSE(world.cached()->known.list.at(1).is_merged);
  const auto approved = world.theirs->master_accounts().decide(
      here, merge.number, {accounts::ChangeEvent::Approve, merge.version, ""}, Actor{"Sue"});
  REQUIRE(approved.has_value());
  CHECK(world.cached()->known.list.at(1).is_merged);
}

TEST_CASE("Accounts are read once for as long as nothing is written", "[service][work][accounts]") {
  TwoProcesses world;
  const auto first = world.cached();
  CHECK(world.cached() == first);
  world.ask(ChangeKind::Change, "34", {{Field::Fund, "SEWER"}});  // Waits for another person.
  world.import("first", {account("18", "ANN SMITH")});            // The same file again.
  CHECK(world.cached() == first);
  world.ask(ChangeKind::Close, "34", {});
  CHECK(world.cached() != first);
  CHECK((first->known.list.at(2).status == AccountStatus::Open));  // Whoever has it, keeps it.
  CHECK((world.cached()->known.list.at(2).status == AccountStatus::Closed));
}

TEST_CASE("Likely duplicates are those of the accounts as they are now",
          "[service][work][accounts]") {
  TwoProcesses world;
  CHECK(world.cached()->likely_duplicates().size() == 1);
  world.ask(ChangeKind::Change, "26", {{Field::Name, "BORIS MILLER"}});
  CHECK(world.cached()->likely_duplicates().empty());
  world.ask(ChangeKind::Change, "34", {{Field::Name, "BORIS MILLER"}});
  const auto cached = world.cached();
  REQUIRE(cached->likely_duplicates().size() == 1);
  CHECK(cached->likely_duplicates()[0].one == &cached->known.list.at(1));
}

TEST_CASE("A lockbox that has no accounts yet is asked again", "[service][work][accounts]") {
  TwoProcesses world;
  const auto none = world.cache.cached(*world.ours, here, "OTHER");
  REQUIRE(none.has_value());
  CHECK((*none)->known.list.empty());
  REQUIRE(world.theirs->store()
              .import_accounts(here, "OTHER", Sha256::of(bytes_of("other")),
                               std::vector{account("18", "ANN SMITH")}, ana)
              .has_value());
  const auto some = world.cache.cached(*world.ours, here, "OTHER");
  REQUIRE(some.has_value());
  CHECK((*some)->known.list.size() == 1);
}
