#include "deposit/store/matching.h"

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

const std::string here{site};
const std::string box{lockbox_name};
const Actor sue{"Sue"};

WantedMatchRules wanted(std::int64_t version) {
  WantedMatchRules rules{version, {}, "Consolidators are many here."};
  rules.rules.order = {MatchRule::Coupon, MatchRule::OpenBalances};
  rules.rules.memory_needs_open_amount = false;
  rules.rules.payer_holders_max = 3;
  rules.rules.name_show_min = 80;
  rules.rules.name_accept_min = 95;
  return rules;
}

}  // namespace

TEST_CASE("Rules hold from when they are set, and the old ones stay on record",
          "[deposit][store][match]") {
  const SqliteFile file;
  const auto books = must(file.open_books());
  auto& matching = books->matching();
  CHECK(must(matching.versions(here, box)).empty());
  must(matching.set_rules(here, box, wanted(0), sue));
  auto second = wanted(1);
  second.rules.order.clear();
  must(matching.set_rules(here, box, second, sue));

  const auto versions = must(matching.versions(here, box));
  REQUIRE(versions.size() == 2);
  CHECK((versions[0].rules == second.rules));
  CHECK((versions[1].rules == wanted(0).rules));
  CHECK(versions[1].set_by == "Sue");
  CHECK(versions[1].reason == "Consolidators are many here.");
  CHECK(must(matching.versions(here, "1002")).empty());
  CHECK(must(books->store().first_fault()) == std::nullopt);
}

TEST_CASE("A batch is matched by the rules of its lockbox", "[deposit][store][match]") {
  const SqliteFile file;
  const auto books = must(file.open_books());
  const auto batch = filed_batch(books->store());
  CHECK((must(books->store().match_rules(batch.id)) == MatchRules{}));
  must(books->matching().set_rules(here, box, wanted(0), sue));
  CHECK((must(books->store().match_rules(batch.id)) == wanted(0).rules));
}

TEST_CASE("Rules that somebody else changed meanwhile are not overwritten",
          "[deposit][store][match]") {
  const SqliteFile file;
  const auto books = must(file.open_books());
  must(books->matching().set_rules(here, box, wanted(0), sue));
  const auto late = books->matching().set_rules(here, box, wanted(0), sue);
  REQUIRE_FALSE(late.has_value());
  CHECK((late.error().code == ErrorCode::Conflict));
}

TEST_CASE("Rules that no lockbox can work by are refused, each with its member",
          "[deposit][store][match]") {
  const SqliteFile file;
  const auto books = must(file.open_books());
  const auto pointer_of = [&](auto change) {
    auto rules = wanted(0);
    change(rules);
    const auto set = books->matching().set_rules(here, box, rules, sue);
    REQUIRE_FALSE(set.has_value());
    CHECK((set.error().code == ErrorCode::InvalidInput));
    return set.error().field;
  };
  CHECK(pointer_of([](auto& w) { w.rules.order.push_back(MatchRule::Coupon); }) == "/order");
  CHECK(pointer_of([](auto& w) { w.rules.order = {MatchRule::Person}; }) == "/order");
  CHECK(pointer_of([](auto& w) { w.rules.memory_confirmations_min = 0; }) ==
        "/memory_confirmations_min");
  CHECK(pointer_of([](auto& w) { w.rules.split_confirmations_min = 0; }) ==
        "/split_confirmations_min");
  CHECK(pointer_of([](auto& w) { w.rules.payer_holders_max = 0; }) == "/payer_holders_max");
  CHECK(pointer_of([](auto& w) { w.rules.name_show_min = 0; }) == "/name_show_min");
  CHECK(pointer_of([](auto& w) { w.rules.name_show_min = 101; }) == "/name_show_min");
  CHECK(pointer_of([](auto& w) { w.rules.name_accept_min = 79; }) == "/name_accept_min");
  CHECK(pointer_of([](auto& w) { w.rules.name_accept_min = 101; }) == "/name_accept_min");
  CHECK(pointer_of([](auto& w) { w.reason = " "; }) == "/reason");
}

TEST_CASE("A rule or a mark that was changed behind the program's back is found",
          "[deposit][store][match]") {
  const SqliteFile file;
  {
    const auto books = must(file.open_books());
    const auto batch = read_batch(books->store());
    must(books->matching().set_rules(here, box, wanted(0), sue));
    must(books->matching().mark_payer(batch.id, check_reading(2, "2041").micr->line,
                                      {PayerMarkKind::Consolidator, {}, 0, "", "A bill-pay firm."},
                                      sue));
    CHECK(must(books->store().first_fault()) == std::nullopt);
  }
  const auto* const change = GENERATE("UPDATE match_rules SET payer_holders_max = 4",
                                      "UPDATE payer_mark SET kind = 'individual'",
                                      "DELETE FROM payer_mark", "DELETE FROM item_payer");
  CAPTURE(change);
  file.open_raw().exec(change);
  CHECK(must(must(file.open())->first_fault()).has_value());
}

TEST_CASE("A number's successor is kept with the accounts until another file says otherwise",
          "[deposit][store][match]") {
  const SqliteFile file;
  const auto store = must(file.open());
  auto account = customer();
  account.status = AccountStatus::Closed;
  account.successor = AccountNumber{"1234567897"};
  const auto import = [&](std::string_view name) {
    must(store->import_accounts(here, box, Sha256::of(bytes_of(name)), std::vector{account}, sue));
    return must(store->accounts(here, box)).at(0);
  };
  CHECK((import("one") == account));
  account.successor.reset();
  CHECK((import("two") == account));
  CHECK(must(store->first_fault()) == std::nullopt);
}
