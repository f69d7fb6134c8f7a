// Signing in and out, and how long it lasts.

#include "service/api/office.h"
#include "service/auth/token.h"
#include "service/auth/totp.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
using service::http::Method;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// A code of the secret as an app shows it now.
std::string code_now(const Office& office, const Bytes& secret) {
  return service::auth::totp_code(secret, service::auth::totp_step_at(office.clock.now()));
}

}  // namespace

TEST_CASE("Signing in says who one is and what one may do", "[api][session]") {
  Office office;
  office.employ("maria", {"mailroom"});
  const auto answer = office.sign_in("maria");
  REQUIRE(answer.status == 200);
  const auto me = answer.object();
  CHECK(me.at("user").at("name") == "maria");
  CHECK(me.at("user").at("full_name") == "Person maria");
  CHECK(me.at("roles") == boost::json::value{"mailroom"});
  CHECK(me.at("rights") ==
        boost::json::value{"capture", "key", "verify", "balance", "take_receipts"});
  CHECK(me.at("site") == boost::json::value{{"id", "elm"}, {"name", "Town of Elm"}});
  CHECK(me.at("organisation") == "Town of Elm");
  CHECK(me.at("time_zone") == "America/Chicago");
  CHECK(me.at("business_day").is_null());
  CHECK(me.at("practice").is_null());
  CHECK(me.at("idle_seconds") == 900);
  CHECK(office.get("/api/v1/session", token_of(answer)).object().at("user") == me.at("user"));
}

TEST_CASE("The cookie is for this host, out of the reach of scripts and other sites",
          "[api][session]") {
  Office office;
  office.employ("maria", {"mailroom"});
  const auto cookie = std::string{office.sign_in("maria").headers.find("Set-Cookie").value_or("")};
  CHECK(cookie.starts_with("__Host-lockbox="));
  for (const auto* part : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"}) {
    CHECK_THAT(cookie, Catch::Matchers::Contains(part));
  }
  CHECK(cookie.find("Domain") == std::string::npos);
}

TEST_CASE("A wrong name and a wrong password are one answer", "[api][session]") {
  Office office;
  office.employ("maria", {"mailroom"});
  const auto wrong = office.sign_in("maria", "not it at all");
  const auto nobody = office.sign_in("nobody", "not it at all");
  CHECK(wrong.status == 401);
  CHECK(wrong.text == nobody.text);
  CHECK_FALSE(wrong.headers.find("Set-Cookie"));
}

TEST_CASE("Who is inactive, or has never set a password, does not get in", "[api][session]") {
  Office office;
  const auto ada = office.session_of("ada", {"administrator"});
  auto maria = office.employ("maria", {"mailroom"});
  const auto session = token_of(office.sign_in("maria"));
  maria.is_active = false;
  REQUIRE(office.books().people().change_user(maria, {"ada"}));
  CHECK(office.sign_in("maria").status == 401);
  CHECK(office.get("/api/v1/session", session).status == 401);
  REQUIRE(office.books().people().add_user("nora", "Nora Quinn", {"mailroom"}, {"ada"}));
  CHECK(office.sign_in("nora", "").status == 422);
  CHECK(office.sign_in("nora").status == 401);
}

TEST_CASE("A second factor is asked for, and each code counts once", "[api][session]") {
  Office office;
  const auto secret = service::auth::new_totp_secret();
  office.employ("theo", {"treasury"}, secret);
  CHECK(office.sign_in("theo", "not it at all").status == 401);
  CHECK(office.sign_in("theo").status == 428);
  const auto code = code_now(office, secret);
  CHECK(office.sign_in("theo", Office::password, code).status == 200);
  CHECK(office.sign_in("theo", Office::password, code).status == 401);
  office.clock.advance(minutes{2});
  CHECK(office.sign_in("theo", Office::password, code_now(office, secret)).status == 200);
}

TEST_CASE("After three failures even the right password must wait", "[api][session]") {
  Office office;
  office.employ("maria", {"mailroom"});
  for (int i = 0; i < 3; ++i) CHECK(office.sign_in("maria", "not it at all").status == 401);
  const auto refused = office.sign_in("maria");
  CHECK(refused.status == 429);
  CHECK(refused.headers.find("Retry-After") == "1");
  office.clock.advance(seconds{2});
  CHECK(office.sign_in("maria").status == 200);
  CHECK(office.sign_in("maria", "not it at all").status == 401);
  CHECK(office.sign_in("maria").status == 200);
}

TEST_CASE("Failures count for a person however the name is spelled", "[api][session]") {
  Office office;
  office.employ("maria", {"mailroom"});
  for (const auto* spelling : {"maria", "MARIA", " Maria "}) {
    CHECK(office.sign_in(spelling, "not it at all").status == 401);
  }
  CHECK(office.sign_in("m aria").status == 429);
}

TEST_CASE("An address that fails with many names must wait too", "[api][session]") {
  Office office;
  office.employ("maria", {"mailroom"});
  for (int i = 0; i < 20; ++i) {
    CHECK(office.sign_in("name" + std::to_string(i), "not it at all").status == 401);
  }
  CHECK(office.sign_in("maria").status == 429);
  const auto elsewhere =
      office.ask({.method = Method::Post,
                  .target = "/api/v1/session",
                  .body = R"({"name":"maria","password":"seven green kites fly"})",
                  .address = "192.0.2.8"});
  CHECK(elsewhere.status == 200);
}

TEST_CASE("Signing out ends the session on the server", "[api][session]") {
  Office office;
  const auto session = office.session_of("maria", {"mailroom"});
  const auto out =
      office.ask({.method = Method::Delete, .target = "/api/v1/session", .session = session});
  CHECK(out.status == 204);
  CHECK_THAT(std::string{out.headers.find("Set-Cookie").value_or("")},
             Catch::Matchers::Contains("Max-Age=0"));
  CHECK(office.get("/api/v1/session", session).status == 401);
}

TEST_CASE("A session that nobody uses ends, one in use lives on", "[api][session]") {
  Office office;
  const auto session = office.session_of("maria", {"mailroom"});
  for (int i = 0; i < 5; ++i) {
    office.clock.advance(minutes{14});
    CHECK(office.get("/api/v1/session", session).status == 200);
  }
  office.clock.advance(minutes{15});
  CHECK(office.get("/api/v1/session", session).status == 401);
}

TEST_CASE("Every session ends after its absolute time, used or not", "[api][session]") {
  Office office;
  office.config().session_absolute = hours{1};
  const auto session = office.session_of("maria", {"mailroom"});
  for (int i = 0; i < 5; ++i) {
    office.clock.advance(minutes{11});
    CHECK(office.get("/api/v1/session", session).status == 200);
  }
  office.clock.advance(minutes{6});
  CHECK(office.get("/api/v1/session", session).status == 401);
}

TEST_CASE("That a session is in use is noted once a minute at most", "[api][session]") {
  Office office;
  const auto session = office.session_of("maria", {"mailroom"});
  const auto digest = service::auth::digest_of_token(session).value();
  const auto last_seen = [&] {
    return office.books().people().session(digest).value().value().last_seen;
  };
  const auto begun = last_seen();
  office.clock.advance(seconds{30});
  CHECK(office.get("/api/v1/session", session).status == 200);
  CHECK(last_seen() == begun);
  office.clock.advance(seconds{31});
  CHECK(office.get("/api/v1/session", session).status == 200);
  CHECK(last_seen() > begun);
}

TEST_CASE("Whoever knows the password changes it, which ends every other session",
          "[api][session]") {
  Office office;
  const auto session = office.session_of("maria", {"mailroom"});
  const auto elsewhere = token_of(office.sign_in("maria"));
  const auto change = [&](const std::string& current, const std::string& wanted) {
    return office.ask(
        {.method = Method::Post,
         .target = "/api/v1/session/password",
         .body = R"({"current_password":")" + current + R"(","new_password":")" + wanted + R"("})",
         .session = session});
  };
  const std::string known{Office::password};
  const auto wrong = change("not it at all", "eight red kites fly");
  CHECK(wrong.status == 422);
  CHECK(wrong.member("pointer") == "/current_password");
  CHECK(change(known, "short").member("pointer") == "/new_password");
  CHECK(office.get("/api/v1/session", elsewhere).status == 200);

  const auto changed = change(known, "eight red kites fly");
  REQUIRE(changed.status == 200);
  CHECK(office.get("/api/v1/session", elsewhere).status == 401);
  CHECK(office.get("/api/v1/session", session).status == 401);
  CHECK(office.get("/api/v1/session", token_of(changed)).status == 200);
  CHECK(office.sign_in("maria").status == 401);
  CHECK(office.sign_in("maria", "eight red kites fly").status == 200);
}
