#include "deposit/store/people.h"

#include <fstream>
#include <iterator>

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

const Actor root{"root"};
constexpr std::chrono::hours hour{1};

Sha256 token(std::string_view text) {
  return Sha256::of(bytes_of(text));
}

template <class T>
ErrorCode code_of(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

/// Books with an administrator who has a password.
class PeopleWorld {
  SqliteFile file_;  // First: the others are made from it.

 public:
  PeopleWorld() {
    maria = must(people().add_user("maria", "Maria Alvarez", {"administrator", "keyer"}, root));
    must(people().invite(maria.id, token("first"), now + hour, root));
    maria = must(people().accept_invitation(token("first"), now, "hash", {}));
  }
  [[nodiscard]] People& people() { return books_->people(); }
  [[nodiscard]] Store& store() { return books_->store(); }
  [[nodiscard]] std::vector<std::string> history() {
    std::vector<std::string> events;
    for (const auto& event : must(books_->finder().audit({}, 100))) {
      events.push_back(event.actor + " " + event.event + " " + event.entity_key);
    }
    return events;
  }
  [[nodiscard]] const SqliteFile& file() const { return file_; }
  void begin_session(const std::string& text) {
    must(people().begin_session(token(text), {maria.id, now, now, "10.0.0.7"}));
  }

  const Instant now = file_.clock().now();
  User maria;

 private:
  std::unique_ptr<Books> books_ = must(file_.open_books());
};

}  // namespace

TEST_CASE("A user is found by name in any capitals and blanks", "[deposit][store]") {
  PeopleWorld world;
  const auto found = must(world.people().credentials(" MARIA"));
  REQUIRE(found.has_value());
  CHECK(found->user.id == world.maria.id);
  CHECK(found->user.roles == std::vector<std::string>{"administrator", "keyer"});
  CHECK(found->password_hash == "hash");
  CHECK(found->totp_secret.empty());
  CHECK_FALSE(must(world.people().credentials("mario")).has_value());
}

TEST_CASE("A name is given once, however it is spelled", "[deposit][store]") {
  PeopleWorld world;
  CHECK(code_of(world.people().add_user("Ma ria", "Another", {}, root)) == ErrorCode::Conflict);
  CHECK(code_of(world.people().add_user("  ", "Nobody", {}, root)) == ErrorCode::InvalidInput);
  CHECK(must(world.people().users()).size() == 1);
}

TEST_CASE("A change of a user replaces name and roles once for each version", "[deposit][store]") {
  PeopleWorld world;
  auto changed = world.maria;
  changed.full_name = "Maria Alvarez-Kim";
  changed.roles = {"administrator"};
  const auto stored = must(world.people().change_user(changed, root));
  CHECK(stored.full_name == "Maria Alvarez-Kim");
  CHECK(stored.roles == std::vector<std::string>{"administrator"});
  CHECK(stored.version == changed.version + 1);
  CHECK(code_of(world.people().change_user(changed, root)) == ErrorCode::Conflict);
  CHECK(must(world.store().first_fault()) == std::nullopt);
}

TEST_CASE("The last active administrator stays one", "[deposit][store]") {
  PeopleWorld world;
  auto demoted = world.maria;
  demoted.roles = {"keyer"};
  CHECK(code_of(world.people().change_user(demoted, root)) == ErrorCode::NotPermitted);
  auto inactive = world.maria;
  inactive.is_active = false;
  CHECK(code_of(world.people().change_user(inactive, root)) == ErrorCode::NotPermitted);
  CHECK(must(world.people().user(world.maria.id))->roles == world.maria.roles);

  must(world.people().add_user("theo", "Theo Grant", {"administrator"}, root));
  CHECK(world.people().change_user(inactive, root).has_value());
}

TEST_CASE("A user who is made inactive is signed out and stays out", "[deposit][store]") {
  PeopleWorld world;
  must(world.people().add_user("theo", "Theo Grant", {"administrator"}, root));
  world.begin_session("session");
  must(world.people().invite(world.maria.id, token("late"), world.now + hour, root));
  auto inactive = must(world.people().user(world.maria.id)).value();
  inactive.is_active = false;
  must(world.people().change_user(inactive, root));
  CHECK_FALSE(must(world.people().session(token("session"))).has_value());
  CHECK_FALSE(must(world.people().invited(token("late"), world.now)).has_value());
  CHECK(code_of(world.people().begin_session(token("again"), {world.maria.id, world.now, world.now,
                                                              ""})) == ErrorCode::NotPermitted);
  CHECK(must(world.store().first_fault()) == std::nullopt);
}

TEST_CASE("An invitation is used once and before it ends", "[deposit][store]") {
  PeopleWorld world;
  CHECK_FALSE(must(world.people().invited(token("first"), world.now)).has_value());
  CHECK(code_of(world.people().accept_invitation(token("first"), world.now, "other", {})) ==
        ErrorCode::NotFound);

  must(world.people().invite(world.maria.id, token("second"), world.now + hour, root));
  CHECK(must(world.people().invited(token("second"), world.now))->name == "maria");
  CHECK_FALSE(must(world.people().invited(token("second"), world.now + hour)).has_value());
  must(world.people().invite(world.maria.id, token("third"), world.now + hour, root));
  CHECK_FALSE(must(world.people().invited(token("second"), world.now)).has_value());
}

TEST_CASE("A new password ends every session", "[deposit][store]") {
  PeopleWorld world;
  world.begin_session("session");
  must(world.people().invite(world.maria.id, token("second"), world.now + hour, root));
  must(world.people().accept_invitation(token("second"), world.now, "new hash", {}));
  CHECK_FALSE(must(world.people().session(token("session"))).has_value());
  CHECK(must(world.people().credentials("maria"))->password_hash == "new hash");
}

TEST_CASE("A TOTP secret is kept sealed and each of its steps counts once", "[deposit][store]") {
  PeopleWorld world;
  const std::string secret = "twenty secret bytes!";
  const auto bytes = bytes_of(secret);
  must(world.people().invite(world.maria.id, token("second"), world.now + hour, root));
  const auto user = must(world.people().accept_invitation(token("second"), world.now, "hash",
                                                          {bytes.begin(), bytes.end()}));
  CHECK(user.has_totp);
  CHECK(must(world.people().credentials("maria"))->totp_secret ==
        Bytes{bytes.begin(), bytes.end()});
  must(world.people().use_totp_step(user.id, 7));
  CHECK(code_of(world.people().use_totp_step(user.id, 7)) == ErrorCode::Conflict);
  CHECK(code_of(world.people().use_totp_step(user.id, 6)) == ErrorCode::Conflict);
  must(world.people().use_totp_step(user.id, 8));
  CHECK(must(world.people().credentials("maria"))->totp_last_step == 8);
  CHECK(must(world.store().first_fault()) == std::nullopt);

  std::ifstream wal{world.file().path().string() + "-wal", std::ios::binary};
  const std::string stored{std::istreambuf_iterator<char>{wal}, {}};
  CHECK(stored.find("maria") != std::string::npos);
  CHECK(stored.find(secret) == std::string::npos);
}

TEST_CASE("A session is known by its token until it ends", "[deposit][store]") {
  PeopleWorld world;
  world.begin_session("session");
  must(world.people().touch_session(token("session"), world.now + hour));
  const auto session = must(world.people().session(token("session")));
  REQUIRE(session.has_value());
  CHECK(session->user == world.maria.id);
  CHECK(session->created == world.now);
  CHECK(session->last_seen == world.now + hour);
  CHECK(session->address == "10.0.0.7");
  must(world.people().end_session(token("session")));
  must(world.people().end_session(token("session")));
  CHECK_FALSE(must(world.people().session(token("session"))).has_value());
}

TEST_CASE("Failures are counted by key and forgotten at none", "[deposit][store]") {
  PeopleWorld world;
  auto& people = world.people();
  CHECK(must(people.failures("user:maria")).count == 0);
  must(people.set_failures("user:maria", {4, world.now}));
  must(people.set_failures("user:maria", {5, world.now + hour}));
  CHECK(must(people.failures("user:maria")).count == 5);
  CHECK(must(people.failures("user:maria")).last == world.now + hour);
  CHECK(must(people.failures("address:10.0.0.7")).count == 0);
  must(people.set_failures("user:maria", {0, {}}));
  CHECK(must(people.failures("user:maria")).count == 0);
}

TEST_CASE("History tells who was added, invited, signed in and out, and what was noted",
          "[deposit][store]") {
  PeopleWorld world;
  world.begin_session("session");
  must(world.people().end_session(token("session")));
  must(world.people().note("reveal_account", "account 7", "Asked by phone.", Actor{"maria"}));
  CHECK(world.history() == std::vector<std::string>{"maria reveal_account account 7",
                                                    "maria sign_out maria", "maria sign_in maria",
                                                    "maria accept_invitation maria",
                                                    "root invite maria", "root add maria"});
  CHECK(must(world.store().first_fault()) == std::nullopt);
}

TEST_CASE("What nobody is named for is refused", "[deposit][store]") {
  PeopleWorld world;
  CHECK(code_of(world.people().invite(UserId{9}, token("x"), world.now, root)) ==
        ErrorCode::NotFound);
  CHECK(code_of(world.people().use_totp_step(UserId{9}, 1)) == ErrorCode::NotFound);
  CHECK(code_of(world.people().note("reveal_account", "7", "Why", Actor{" "})) ==
        ErrorCode::InvalidInput);
}
