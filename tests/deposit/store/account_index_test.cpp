// Accounts are read again only where something of them was written, and found by their names.

#include "deposit/accounts/account_ref.h"
#include "deposit/store/account_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;
using accounts::ChangeKind, accounts::Field;

TEST_CASE("A change is read alone by who has the rest, and what changes nothing is not read at all",
          "[deposit][store][accounts]") {
  AccountWorld world;
  world.followed();
  const auto before = world.revision();
  world.ask(world.wanted(ChangeKind::Change, hers, {{Field::Address, "9 New Street"}}));
  auto& store = world.books().store();
  auto changed = must(store.accounts_since(here, box, before));
  REQUIRE(changed.accounts.size() == 1);
  CHECK(changed.accounts[0].number == hers);
  const auto asked = world.ask(world.wanted(ChangeKind::Change, hers, {{Field::Fund, "SEWER"}}));
  CHECK((world.refusal(asked, ana) == ErrorCode::NotPermitted));
  world.import("first", {customer()});  // The last file again.
  CHECK(must(store.accounts_since(here, box, changed.revision)).accounts.empty());
  CHECK(must(store.accounts_since(here, "another", 0)).accounts.empty());
  CHECK(must(store.accounts_since("elsewhere", box, 0)).revision == 0);
  world.check_proof();
}

TEST_CASE("An account is found by the name that pages have for it, as it is now",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const lockbox::test::FixedKeys keys;
  auto& store = world.books().store();
  const auto ref = accounts::account_ref(keys, here, box, his);
  world.approve(world.merge());
  const auto found = must(store.account_by_ref(here, ref));
  REQUIRE(found.has_value());
  CHECK(found->lockbox == box);
  CHECK(found->account == world.stored(his));
  CHECK(found->account.is_merged);
  CHECK_FALSE(must(store.account_by_ref("elsewhere", ref)).has_value());
  CHECK_FALSE(must(store.account_by_ref(here, ref.substr(1))).has_value());
  CHECK_FALSE(must(store.account_by_ref(here, accounts::account_ref(keys, here, "another", his))));
}
